/**
 * A slow and obvious model of sharing: what happened, in order, and questions that are answered by looking through it. Written
 * from the facts; nothing of it is shared with the product.
 */

export const hour = 3_600_000
export const day = 24 * hour
/** Failed, Disassociated and Deleted records are told for so long. */
const retention = 72 * hour
const answerable = 7 * day

/** What is in a share: a resource (`type`: its code) or a principal (`type`: which kind). */
export interface Entity {
  readonly side: 'Resource' | 'Target'
  readonly type: string
  readonly id: string
}
export interface Failure {
  readonly reason: string
  readonly operation: 'Associate' | 'Disassociate'
  /** The other sides, by id. */
  readonly pairs: readonly string[]
}
/** Something that was asked for of one entity in one share. `settles`: null until somebody steps it. */
export interface Happened {
  readonly what: 'associate' | 'invite' | 'accept' | 'reject' | 'update' | 'disassociate'
  readonly share: string
  readonly entity: Entity
  readonly at: number
  settles: number | null
  readonly failure?: Failure | undefined
  /** Of associate and invite: the directory in which it is shared; absent: outside. */
  readonly directory?: string | undefined
  readonly property?: string | undefined
}
export interface Share {
  readonly id: string
  readonly owner: string
  readonly region: string
  name: string
  external: boolean
  readonly createdAt: number
  updatedAt: number
  /** Resource type to the permission's name. */
  readonly permissions: Map<string, string>
  readonly deletions: { readonly at: number; settles: number | null; readonly fails: boolean }[]
}
export interface Invitation {
  /** Learnt from the receiver's list. */
  id: string
  readonly share: Share
  readonly shareName: string
  readonly receiver: string
  readonly at: number
  answer: 'none' | 'Accepted' | 'Rejected' | 'Cancelled' | 'AcceptFailed'
  failed: readonly { readonly id: string; readonly reason: string; readonly operation: string }[]
}
export interface Account {
  readonly alias: string
  readonly uid: string
  readonly key: string
  readonly site: string
  readonly company: string
}
export interface Folder {
  readonly id: string
  /** Absent: Root. */
  readonly parent?: string
}
export interface Directory {
  readonly id: string
  readonly management: string
  readonly folders: Folder[]
  readonly members: { readonly uid: string; folder: string; readonly type: 'CloudAccount' | 'ResourceAccount' }[]
  sharing: boolean
}
export interface Resource {
  readonly type: string
  readonly id: string
  readonly owner: string
  readonly region: string
  readonly usability: string
  /** Its service deleted it. */
  gone?: true
}

export interface History {
  now: number
  latency: 'instant' | 'manual' | number
  readonly mostPending: number
  /** Counts names, so that none comes twice. */
  names: number
  readonly accounts: Account[]
  readonly directories: Directory[]
  readonly resources: Resource[]
  readonly shares: Share[]
  readonly happened: Happened[]
  readonly invitations: Invitation[]
}

export const isSettled = ({ settles }: { readonly settles: number | null }, now: number) => settles !== null && settles <= now
const isOver = (end: number, now: number) => end < now - retention

/** What happened to one entity in one share. */
export function historyOf(h: History, share: string, entity: Entity): Happened[] {
  return h.happened.filter(
    (each) =>
      each.share === share && each.entity.side === entity.side && each.entity.type === entity.type && each.entity.id === entity.id,
  )
}

/** Every entity that was ever in a share. */
export function entitiesOf(h: History, share: string, side?: Entity['side']): Entity[] {
  const found = new Map<string, Entity>()
  for (const { share: id, entity } of h.happened)
    if (id === share && (side === undefined || entity.side === side)) found.set(`${entity.type} ${entity.id}`, entity)
  return [...found.values()]
}

/** Whether it was put in and nothing took it out: what counts against limits, whether or not it has settled. */
export function isHeld(events: readonly Happened[]): boolean {
  let held = false
  for (const { what, failure } of events) {
    if (what === 'associate' || what === 'accept') held = failure === undefined
    if (what === 'invite' || what === 'reject') held = false
    if (what === 'disassociate' && failure === undefined) held = false
  }
  return held
}

export const expiryOf = (invite: { readonly at: number }) => invite.at + answerable

/** An invitation is out and can still be answered for the first time. */
export function isAwaiting(events: readonly Happened[], now: number): boolean {
  const last = events.at(-1)
  return last?.what === 'invite' && now < expiryOf(last)
}

/** What the record shows; undefined: there is none (any more). */
export function statusOf(events: readonly Happened[], now: number): string | undefined {
  const last = events.at(-1)
  if (!last) return undefined
  if (last.what === 'invite') {
    if (now < expiryOf(last)) return 'Associating'
    return isOver(expiryOf(last), now) ? undefined : 'Failed'
  }
  if (!isSettled(last, now))
    return last.what === 'disassociate' ? 'Disassociating' : last.what === 'update' ? 'Associated' : 'Associating'
  const over = isOver(last.settles as number, now)
  if (last.failure || last.what === 'reject') {
    if (!over) return 'Failed'
    return isHeld(events) ? 'Associated' : undefined
  }
  if (last.what !== 'disassociate') return 'Associated'
  return over ? undefined : 'Disassociated'
}

/** Whether it shares now. */
export function isInEffect(events: readonly Happened[], now: number): boolean {
  const status = statusOf(events, now)
  return isHeld(events) && (status === 'Associated' || status === 'Failed')
}

/** A change of it runs; waiting for an invitee is none. */
export function isRunning(events: readonly Happened[], now: number): boolean {
  const last = events.at(-1)
  return last !== undefined && last.what !== 'invite' && !isSettled(last, now)
}

/** The beginning of the record as it is now. */
export function beginningOf(events: readonly Happened[]): Happened {
  return events.findLast(({ what }) => what === 'associate' || what === 'invite') as Happened
}

/** The settings last given to it since it began. */
export function propertyOf(events: readonly Happened[]): string | undefined {
  const since = events.slice(events.indexOf(beginningOf(events)))
  return since.findLast(({ property, failure, what }) => property !== undefined && (what === 'associate' || !failure))?.property
}

export function updatedAt(events: readonly Happened[], now: number): number {
  const last = events.at(-1) as Happened
  if (last.what === 'invite') return now < expiryOf(last) ? last.at : expiryOf(last)
  return isSettled(last, now) ? Math.max(last.settles as number, last.at) : last.at
}

export function shareStatus({ deletions }: Share, now: number): 'Active' | 'Deleting' | 'Deleted' | undefined {
  const last = deletions.at(-1)
  if (!last) return 'Active'
  if (!isSettled(last, now)) return 'Deleting'
  if (last.fails) return 'Active'
  return isOver(last.settles as number, now) ? undefined : 'Deleted'
}

export function shareUpdatedAt({ updatedAt, deletions }: Share, now: number): number {
  const last = deletions.at(-1)
  if (!last) return updatedAt
  return Math.max(updatedAt, last.at, isSettled(last, now) ? (last.settles as number) : 0)
}

export function invitationStatus({ answer, at }: Invitation, now: number): string {
  if (answer !== 'none') return answer
  return now < expiryOf({ at }) ? 'Pending' : 'Expired'
}

/** The directory of an account, its management account included. */
export function directoryOf(h: History, uid: string): Directory | undefined {
  return h.directories.find(({ management, members }) => management === uid || members.some((member) => member.uid === uid))
}

/** Names under which shares reach somebody: itself, and for a member its directory and the folders from Root to its own. */
export function namesOf(h: History, who: string): Entity[] {
  const target = (type: string, id: string): Entity => ({ side: 'Target', type, id })
  if (who.endsWith('.aliyuncs.com')) return [target('Service', who)]
  const directory = directoryOf(h, who)
  const member = directory?.members.find(({ uid }) => uid === who)
  if (!directory || !member) return [target('Account', who)]
  const path: Entity[] = []
  for (let id: string | undefined = member.folder; id !== undefined; ) {
    path.unshift(target('Folder', id))
    id = directory.folders.find((folder) => folder.id === id)?.parent
  }
  return [target('Account', who), target('ResourceDirectory', directory.id), ...path]
}

/** A daily window, as the moves give them: `UTC+8` from 00:00 to 11:59, or `UTC-3` from 20:00 over midnight to 06:00. */
export function isOpen(property: string | undefined, now: number): boolean {
  if (property === undefined) return true
  const minuteIn = (zone: number) => Math.floor((now + zone * hour) / 60_000) % 1440
  return property.includes('UTC+8') ? minuteIn(8) <= 719 : minuteIn(-3) >= 1200 || minuteIn(-3) <= 360
}

/** How a share reaches somebody: which of its names, and that record. `pending`: its invitation is unanswered. */
export interface Way {
  readonly nameIndex: number
  readonly events: readonly Happened[]
  readonly pending: boolean
}

export function wayInto(h: History, who: string, share: Share): Way | undefined {
  if (who === share.owner) return undefined
  const histories = namesOf(h, who).map((name) => historyOf(h, share.id, name))
  const inEffect = histories.findIndex((events) => isInEffect(events, h.now) && isOpen(propertyOf(events), h.now))
  if (inEffect >= 0) return { nameIndex: inEffect, events: histories[inEffect] as Happened[], pending: false }
  const waiting = histories.findIndex((events) => isAwaiting(events, h.now))
  return waiting < 0 ? undefined : { nameIndex: waiting, events: histories[waiting] as Happened[], pending: true }
}

/** When what starts now settles. */
export function settlingTime(h: History, hangs: boolean): number | null {
  if (hangs || h.latency === 'manual') return null
  return h.latency === 'instant' ? h.now : h.now + h.latency
}

/** Everything that is under way settles now. */
export function step(h: History): void {
  for (const each of h.happened) if (!isSettled(each, h.now)) each.settles = h.now
  for (const { deletions } of h.shares) for (const each of deletions) if (!isSettled(each, h.now)) each.settles = h.now
}

/** How shares reach an account: by its own id, by its directory, by the folders that it is in. */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { placeOf } from '../resource-manager/reads.js'
import { isExpired, isInEffect, statusAt } from './domain/association.js'
import { parsePrincipal } from './domain/principal.js'
import { shareStatusAt } from './domain/share.js'
import { isOpen, parseTimeWindow } from './domain/time-window.js'
import { type Association, associations, type PrincipalType, type Received, type Share, shares } from './tables.js'

/** A name under which shares reach an account (or a service): itself, its directory, each folder that it is in. */
export interface Name {
  readonly type: PrincipalType
  readonly id: string
  /** Whose partition keeps what is shared under this name. */
  readonly keptWith: AccountId
}

/**
 * The names of an account, itself first, then from the directory down. Membership is looked up when somebody asks, so that a move
 * writes nothing into shares. UNKNOWN: where it is kept (facts 18.32); folders reach into their subfolders (18.6); the management
 * account does not belong to its directory, so only its own id reaches it (18.5).
 */
export async function namesOf(lookup: Pick<Lookup, 'at'>, account: AccountId | string): Promise<readonly Name[]> {
  const principal = parsePrincipal(account)
  if (principal?.type !== 'Account') return [{ type: 'Service', id: account, keptWith: account as AccountId }]
  const place = await placeOf(lookup, principal.id)
  const own: Name = { type: 'Account', id: principal.id, keptWith: principal.id }
  if (!place || place.isManagement) return [own]
  const above = place.path.map((id, level): Name => {
    return { type: level === 0 ? 'ResourceDirectory' : 'Folder', id, keptWith: place.managementAccount }
  })
  return [own, ...above]
}

export type Part =
  | { readonly takesPart: true; readonly name: Name; readonly association: Association }
  | { readonly takesPart: false; readonly because: string; readonly awaiting?: Association }

/** Whether a share reaches one of these names, and which record says so. */
export async function partIn(lookup: Pick<Lookup, 'at'>, names: readonly Name[], share: Share, now: Date): Promise<Part> {
  const [part] = await partsIn(lookup.at(share.owner), names, [share], now)
  return part as Part
}

/** The same for several shares of one owner, read at once. */
export async function partsIn(owner: Partition, names: readonly Name[], of: readonly Share[], now: Date): Promise<Part[]> {
  if (of.length === 0) return []
  const keys = of.flatMap(({ shareId }) => names.map(({ type, id }) => [shareId, type, id]))
  const records = await owner.getMany(associations, keys)
  return of.map((share, i) => partOf({ share, names, records: records.slice(i * names.length, (i + 1) * names.length), now }))
}

interface PartFacts {
  readonly share: Share
  readonly names: readonly Name[]
  /** The record of each name in the share. */
  readonly records: readonly (Association | undefined)[]
  readonly now: Date
}

function partOf({ share, names, records, now }: PartFacts): Part {
  let because = `Resource share ${share.shareId} does not name this account, its folders or its directory.`
  let awaiting: Association | undefined
  for (const [i, name] of names.entries()) {
    const association = records[i]
    if (!association || statusAt(association, now) === undefined) continue
    const obstacle = whyNotInEffect(association, now)
    if (obstacle === undefined) return { takesPart: true, name, association }
    because = obstacle
    if (association.phase === 'awaiting' && !isExpired(association, now)) awaiting = association
  }
  return { takesPart: false, because, ...(awaiting ? { awaiting } : {}) }
}

function whyNotInEffect(record: Association, now: Date): string | undefined {
  const { entityId, shareId, invitationId, phase, targetProperty } = record
  if (phase === 'awaiting' && !isExpired(record, now))
    return `Invitation ${invitationId} to resource share ${shareId} was not accepted yet.`
  if (!isInEffect(record, now)) return `The association of ${entityId} is ${statusAt(record, now)}.`
  if (targetProperty !== undefined && !isWindowOpen(targetProperty, now))
    return `The time window of ${entityId} in resource share ${shareId} is closed now.`
  return undefined
}

function isWindowOpen(property: string, now: Date): boolean {
  const window = parseTimeWindow(property)
  return window !== undefined && isOpen(window, now)
}

/** The Active ones among the shares of some rows of their owner. */
export async function activeAmong(owner: Partition, rows: readonly { readonly shareId: string }[], now: Date): Promise<Share[]> {
  const found = await sharesOf(owner, rows)
  return found.filter((share) => share !== undefined && shareStatusAt(share, now) === 'Active') as Share[]
}

function sharesOf(owner: Partition, rows: readonly { readonly shareId: string }[]): Promise<(Share | undefined)[]> {
  return owner.getMany(
    shares,
    rows.map(({ shareId }) => [shareId]),
  )
}

/** What reaches an account in a share of another: the share and the record, or the invitation that it has not answered. */
export interface Reaching {
  readonly share: Share
  readonly association: Association
  readonly pending: boolean
}
export interface Reached {
  readonly names: readonly Name[]
  readonly now: Date
  /** `active`: only shares that are Active and in which the account takes part. `listed`: deleted and unanswered ones too. */
  readonly which: 'active' | 'listed'
  /** Only shares of these accounts. Absent: of any. */
  readonly from?: readonly string[] | undefined
}

/** How received rows reach the account now; `undefined` where one does not, or where an earlier name of the account does. */
export async function reachingAmong(
  lookup: Pick<Lookup, 'at'>,
  rows: readonly Received[],
  { names, now, which, from }: Reached,
): Promise<(Reaching | undefined)[]> {
  const found = new Map<Received, Reaching>()
  // A folder or a directory may hold the owner of a share: it is no principal of its own (facts 18.5).
  const others = rows.map(({ owner }) => owner).filter((owner) => owner !== names[0]?.id)
  for (const owner of new Set(others)) {
    if (from && !from.includes(owner)) continue
    const partition = lookup.at(owner)
    const told = rows.filter((row) => row.owner === owner)
    const given = (await sharesOf(partition, told)).map((share, i) => ({ share, row: told[i] as Received }))
    const wanted = given.filter(({ share }) => {
      const status = share && shareStatusAt(share, now)
      return which === 'active' ? status === 'Active' : status !== undefined
    }) as { share: Share; row: Received }[]
    const parts = await partsIn(
      partition,
      names,
      wanted.map(({ share }) => share),
      now,
    )
    for (const [i, { share, row }] of wanted.entries()) {
      const association = recordIn(parts[i] as Part, which)
      // INVARIANT: a share that reaches an account under two names is listed once, under the first.
      if (association?.entityId === row.principal && association.createdAt === row.createdAt)
        found.set(row, { share, association, pending: association.phase === 'awaiting' })
    }
  }
  return rows.map((row) => found.get(row))
}

/** UNKNOWN: an invited account finds the share, as Pending, and nothing of what is in it before it accepts (facts 18.21). */
function recordIn(part: Part, which: Reached['which']): Association | undefined {
  if (part.takesPart) return part.association
  return which === 'listed' ? part.awaiting : undefined
}

/** Who may use what, answered from ownership, shares and permissions. Products whose resources are shared ask here. */

import type { AccountId, Lookup } from '../../model/index.js'
import { type Place, placeOf } from '../resource-manager/reads.js'
import { memberships } from '../resource-manager/tables.js'
import { isExpired, isInEffect, statusAt } from './domain/association.js'
import { actionsOf } from './domain/permissions.js'
import { parsePrincipal } from './domain/principal.js'
import { shareStatusAt } from './domain/share.js'
import { isOpen, parseTimeWindow } from './domain/time-window.js'
import {
  type Association,
  associations,
  directorySharing,
  type PrincipalType,
  type Received,
  received,
  type Share,
  shares,
} from './tables.js'

/** What is asked for. `account`: an account, or a service by its name (`ecs.aliyuncs.com`). */
export interface Use {
  readonly account: AccountId | string
  /** As policies name it: `vpc:DescribeVSwitches`. */
  readonly action: string
  readonly resource: { readonly owner: AccountId; readonly type: string; readonly id: string }
  readonly region: string
  readonly now: Date
}
export interface Answer {
  readonly allowed: boolean
  /** In our own words, for the page of the request. */
  readonly because: string
}

/**
 * Whether an account may do an action on a resource, and why. The one place that answers it. An owner may do everything;
 * others what the permission of a share allows in which both the resource and they, their folder or their directory take
 * part. Outside accounts take part after they accepted, services while their time window is open.
 */
export async function mayUse(lookup: Lookup, { account, action, resource, region, now }: Use): Promise<Answer> {
  const { owner, type, id } = resource
  if (account === owner) return { allowed: true, because: `${id} belongs to account ${owner}.` }
  const names = await namesOf(lookup, account)
  const partition = lookup.at(owner)
  let because = `Account ${owner} shares ${id} with nobody.`
  for (const { row } of await partition.scan(associations, 'liveEntity', ['Resource', id])) {
    if (row.entityType !== type || row.regionId !== region || !isInEffect(row, now)) continue
    const share = await partition.get(shares, row.shareId)
    if (!share || shareStatusAt(share, now) !== 'Active') continue
    const part = await partIn(lookup, names, share, now)
    if (!part.takesPart) {
      because = part.because
      continue
    }
    const permission = share.permissions[type]
    if (permission && actionsOf(permission)?.includes(action))
      return {
        allowed: true,
        because: `Resource share ${share.shareId} shares ${id} with ${part.name.id}, and ${permission.name} allows ${action}.`,
      }
    because = permission
      ? `Resource share ${share.shareId} shares ${id}, but its permission ${permission.name} does not name ${action}.`
      : `Resource share ${share.shareId} has no permission for ${type}.`
  }
  return { allowed: false, because }
}

/** The resources of others that an account may do an action on, each once, in one region. */
export async function sharedWith(
  lookup: Lookup,
  account: AccountId,
  {
    type,
    regionId,
    action,
    now,
  }: { readonly type: string; readonly regionId: string; readonly action: string; readonly now: Date },
): Promise<{ readonly owner: AccountId; readonly resourceId: string; readonly shareId: string }[]> {
  const found = new Map<string, { readonly owner: AccountId; readonly resourceId: string; readonly shareId: string }>()
  for (const name of await namesOf(lookup, account)) {
    const rows = (await lookup.at(name.keptWith).scan(received, 'key', [name.id, regionId], { order: 'descending' })).map(
      ({ row }) => row,
    )
    // Read in one go for each owner: an account may be in very many shares.
    for (const owner of new Set(rows.map((row) => row.owner))) {
      const partition = lookup.at(owner)
      const ids = rows.filter((row) => row.owner === owner).map(({ shareId }) => shareId)
      const records = await partition.getMany(
        associations,
        ids.map((id) => [id, name.type, name.id]),
      )
      const given = await partition.getMany(
        shares,
        ids.map((id) => [id]),
      )
      for (const [i, share] of given.entries()) {
        const permission = share?.permissions[type]
        if (!share || !permission || !actionsOf(permission)?.includes(action) || shareStatusAt(share, now) !== 'Active') continue
        if ((await whyNot(lookup, name, records[i], owner, now)) !== undefined) continue
        for (const resource of await partition.all(associations, 'liveInShare', ['Resource', share.shareId, type]))
          if (isInEffect(resource, now) && !found.has(`${owner} ${resource.entityId}`))
            found.set(`${owner} ${resource.entityId}`, { owner, resourceId: resource.entityId, shareId: share.shareId })
      }
    }
  }
  return [...found.values()]
}

/** Whether a resource is in an Active share of its owner. UNKNOWN: whether a share without principals counts; here it does. */
export async function isShared(
  lookup: Lookup,
  owner: AccountId,
  { type, id, now }: { readonly type: string; readonly id: string; readonly now: Date },
): Promise<boolean> {
  for (const row of await lookup.at(owner).all(associations, 'liveEntity', ['Resource', id])) {
    if (row.entityType !== type || !isInEffect(row, now)) continue
    const share = await lookup.at(owner).get(shares, row.shareId)
    if (share && shareStatusAt(share, now) === 'Active') return true
  }
  return false
}

/** A name under which shares reach an account (or a service): itself, its directory, each folder that it is in. */
export interface Name {
  readonly type: PrincipalType
  readonly id: string
  /** Whose partition keeps what is shared under this name. */
  readonly keptWith: AccountId
  /** The directory that the account is in now. */
  readonly directoryId: string | undefined
}

/**
 * The names of an account, itself first, then from the directory down (facts 18.6: folders reach into their subfolders).
 * UNKNOWN: the management account does not belong to its directory (18.5), so only its own id reaches it.
 */
export async function namesOf(lookup: Pick<Lookup, 'at'>, account: AccountId | string): Promise<readonly Name[]> {
  const principal = parsePrincipal(account)
  if (principal?.type !== 'Account')
    return [{ type: 'Service', id: account, keptWith: account as AccountId, directoryId: undefined }]
  const place = await placeOf(lookup, principal.id)
  const directoryId = place?.directoryId
  const own: Name = { type: 'Account', id: principal.id, keptWith: principal.id, directoryId }
  if (!place || place.isManagement) return [own]
  const above = place.path.map((id, level): Name => {
    return { type: level === 0 ? 'ResourceDirectory' : 'Folder', id, keptWith: place.managementAccount, directoryId }
  })
  return [own, ...above]
}

export type Part =
  | { readonly takesPart: true; readonly name: Name; readonly association: Association }
  | { readonly takesPart: false; readonly because: string; readonly awaiting?: Association }

/** Whether a share reaches one of these names, and which record says so. */
export async function partIn(lookup: Pick<Lookup, 'at'>, names: readonly Name[], share: Share, now: Date): Promise<Part> {
  const keys = names.map(({ type, id }) => [share.shareId, type, id])
  const records = await lookup.at(share.owner).getMany(associations, keys)
  let because = `Resource share ${share.shareId} does not name this account, its folders or its directory.`
  let awaiting: Association | undefined
  for (const [i, name] of names.entries()) {
    const association = records[i]
    if (!association || statusAt(association, now) === undefined) continue
    const obstacle = await whyNot(lookup, name, association, share.owner, now)
    if (obstacle === undefined) return { takesPart: true, name, association }
    because = obstacle
    if (association.phase === 'awaiting' && !isExpired(association, now)) awaiting = association
  }
  return { takesPart: false, because, ...(awaiting ? { awaiting } : {}) }
}

/** Why this record does not let a name take part in its share; `undefined` when it does. */
async function whyNot(
  lookup: Pick<Lookup, 'at'>,
  name: Name,
  record: Association | undefined,
  owner: AccountId,
  now: Date,
): Promise<string | undefined> {
  if (!record) return `No resource share names ${name.id}.`
  if (record.phase === 'awaiting' && !isExpired(record, now))
    return `Invitation ${record.invitationId} to resource share ${record.shareId} was not accepted yet.`
  const status = statusAt(record, now) ?? 'gone'
  if (!isInEffect(record, now)) return `The association of ${name.id} is ${status}.`
  if (!record.external && !(await areInDirectory(lookup, record, owner, name)))
    return `${name.id} and account ${owner} are no longer in the resource directory in which they shared.`
  if (record.targetProperty !== undefined && !isWindowOpen(record.targetProperty, now))
    return `The time window of ${name.id} in resource share ${record.shareId} is closed now.`
  return undefined
}

function isWindowOpen(property: string, now: Date): boolean {
  const window = parseTimeWindow(property)
  return window !== undefined && isOpen(window, now)
}

/** Sharing inside of a directory lasts while both sides are in it. */
async function areInDirectory(
  lookup: Pick<Lookup, 'at'>,
  association: Association,
  owner: AccountId,
  name: Name,
): Promise<boolean> {
  if (name.directoryId !== association.directoryId) return false
  return (await lookup.at(owner).get(memberships, 'directory'))?.directoryId === association.directoryId
}

/**
 * Whether sharing inside of the directory is on. `setting`: the world's `directorySharing`, which says whether the switch
 * that a template planted counts; a call of EnableSharingWithResourceDirectory always does.
 */
export async function isDirectorySharingOn(
  lookup: Pick<Lookup, 'at'>,
  place: Pick<Place, 'managementAccount'>,
  setting: boolean,
): Promise<boolean> {
  const row = await lookup.at(place.managementAccount).get(directorySharing, 'directory')
  return row !== undefined && (setting || row.enabledBy === 'call')
}

/** What reaches an account in a share of another: the share and the record, or the invitation that it has not answered. */
export interface Reaching {
  readonly share: Share
  readonly association: Association
  readonly pending: boolean
}

/** How a received row reaches the account now; `undefined` when it does not, or when an earlier name of the account does. */
export async function reaching(
  lookup: Pick<Lookup, 'at'>,
  names: readonly Name[],
  row: Received,
  now: Date,
): Promise<Reaching | undefined> {
  const share = await lookup.at(row.owner).get(shares, row.shareId)
  if (!share || shareStatusAt(share, now) === undefined) return undefined
  const part = await partIn(lookup, names, share, now)
  const association = part.takesPart ? part.association : part.awaiting
  // INVARIANT: a share that reaches an account under two names is listed once, under the first.
  if (!association || association.entityId !== row.principal || association.createdAt !== row.createdAt) return undefined
  return { share, association, pending: !part.takesPart }
}

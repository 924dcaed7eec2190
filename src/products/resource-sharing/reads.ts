/** Who may use what, answered from ownership, shares and permissions. Products whose resources are shared ask here. */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import type { Place } from '../resource-manager/reads.js'
import { isInEffect } from './domain/association.js'
import { actionsOf } from './domain/permissions.js'
import { activeAmong, namesOf, partIn, partsIn } from './reach.js'
import { inSteps, once } from './searching.js'
import { type Association, type AttachedPermission, associations, directorySharing, received, type Share } from './tables.js'

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
  for await (const rows of inSteps(partition, associations, 'liveEntity', ['Resource', id])) {
    const given = rows.filter((row) => row.entityType === type && row.regionId === region && isInEffect(row, now))
    const active = await activeAmong(partition, given, now)
    for (const [i, part] of (await partsIn(partition, names, active, now)).entries()) {
      const share = active[i] as Share
      const permission = share.permissions[type]
      if (part.takesPart && allows(permission, action))
        return {
          allowed: true,
          because: `Resource share ${share.shareId} shares ${id} with ${part.name.id}, and ${permission?.name} allows ${action}.`,
        }
      because = part.takesPart ? whyNotAllowed(share, { type, id, action }) : part.because
    }
  }
  return { allowed: false, because }
}

function allows(permission: AttachedPermission | undefined, action: string): boolean {
  return permission !== undefined && actionsOf(permission)?.includes(action) === true
}

function whyNotAllowed(
  { shareId, permissions }: Share,
  { type, id, action }: { type: string; id: string; action: string },
): string {
  const permission = permissions[type]
  return permission
    ? `Resource share ${shareId} shares ${id}, but its permission ${permission.name} does not name ${action}.`
    : `Resource share ${shareId} has no permission for ${type}.`
}

/** A resource of another account that somebody may use. */
export interface Shared {
  readonly owner: AccountId
  readonly resourceId: string
  /** One of the shares that it is in. */
  readonly shareId: string
}
interface Wish {
  readonly type: string
  readonly regionId: string
  readonly action: string
  readonly now: Date
}

/**
 * The resources of others that an account may do an action on, each once, in one region. Begins with what owners share now,
 * and asks a share only for a resource that no earlier one gave: an account may be in very many shares, most of them gone.
 */
export async function sharedWith(lookup: Lookup, account: AccountId, wish: Wish): Promise<Shared[]> {
  const { type, regionId, action, now } = wish
  const found = new Map<string, Shared>()
  for (const name of await namesOf(lookup, account)) {
    const told = await lookup.at(name.keptWith).scan(received, 'key', [name.id, regionId], { order: 'descending' })
    const rows = told.map(({ row }) => row)
    // A folder or a directory may hold the owner as well.
    for (const owner of new Set(rows.map((row) => row.owner).filter((each) => each !== account))) {
      const partition = lookup.at(owner)
      const gives = once(async (shareId: string) => {
        const [share] = await activeAmong(partition, [{ shareId }], now)
        return (
          share !== undefined && allows(share.permissions[type], action) && (await partIn(lookup, [name], share, now)).takesPart
        )
      })
      const shareIds = rows.filter((row) => row.owner === owner).map(({ shareId }) => shareId)
      for (const { shareId, entityId } of await resourcesIn(partition, shareIds, wish)) {
        const resource = `${owner} ${entityId}`
        if (!found.has(resource) && (await gives(shareId))) found.set(resource, { owner, resourceId: entityId, shareId })
      }
    }
  }
  return [...found.values()]
}

/** From so many shares on, one look through all that an owner shares costs less than a look into each share. */
const manyShares = 20

/** The resources of one type in some shares of an owner. */
async function resourcesIn(
  partition: Partition,
  shareIds: readonly string[],
  { type, regionId, now }: Wish,
): Promise<Association[]> {
  if (shareIds.length >= manyShares) {
    const wanted = new Set(shareIds)
    const all = await partition.all(associations, 'live', ['Resource', regionId])
    return all.filter((row) => row.entityType === type && wanted.has(row.shareId) && isInEffect(row, now))
  }
  const rows: Association[] = []
  for (const shareId of shareIds) rows.push(...(await partition.all(associations, 'liveInShare', ['Resource', shareId, type])))
  return rows.filter((row) => isInEffect(row, now))
}

/** Whether a resource is in an Active share of its owner. UNKNOWN: whether a share without principals counts; here it does. */
export async function isShared(
  lookup: Pick<Lookup, 'at'>,
  owner: AccountId,
  { type, id, now }: { readonly type: string; readonly id: string; readonly now: Date },
): Promise<boolean> {
  const partition = lookup.at(owner)
  for await (const rows of inSteps(partition, associations, 'liveEntity', ['Resource', id])) {
    const given = rows.filter((row) => row.entityType === type && isInEffect(row, now))
    if ((await activeAmong(partition, given, now)).length > 0) return true
  }
  return false
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

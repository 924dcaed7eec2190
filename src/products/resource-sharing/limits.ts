/**
 * What keeps a resource from reaching a principal although the request was right: it shows later, as a Failed association or
 * an AcceptFailed invitation. Limits of vSwitches: page on sharing vSwitches.
 */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { vSwitches } from '../vpc/tables.js'
import { isInEffect } from './domain/association.js'
import { type Association, associations, type Failure, type RegisteredResource, received, registeredResources } from './tables.js'

type Reason = Failure['reason']
interface Limits {
  readonly principalsPerVSwitch: number
  readonly principalsPerVpc: number
  readonly acceptedVSwitches: number
}
interface Pair {
  readonly resource: { readonly type: string; readonly id: string }
  readonly principal: { readonly type: string; readonly id: string }
}
/** How many received shares are looked through for vSwitches, so that the cost of a call does not grow with them. */
const sharesLookedThrough = 200

/** How a resource is found by principals; `Unavailable` once it is gone. */
export async function usabilityOf(
  owner: Partition,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<NonNullable<RegisteredResource['properties']['usability']>> {
  const registered = await owner.get(registeredResources, type, id)
  const exists = type === 'VSwitch' ? (await owner.get(vSwitches, id)) !== undefined : registered !== undefined
  return exists ? (registered?.properties.usability ?? 'Available') : 'Unavailable'
}

/**
 * Why a pair cannot share, asked pair by pair: pairs that pass count for those asked later. A folder or a directory counts as
 * one principal. UNKNOWN: how its members count, and whether they are held to their own limit.
 */
export function pairLimits(lookup: Pick<Lookup, 'at'>, owner: Partition, limits: Limits, now: Date) {
  const ofVSwitch = new Map<string, Set<string>>()
  const ofVpc = new Map<string, Set<string>>()
  const ofAccount = new Map<string, Set<string>>()
  const once = async (known: Map<string, Set<string>>, id: string, find: () => Promise<Set<string>>) => {
    const found = known.get(id) ?? (await find())
    known.set(id, found)
    return found
  }
  return async ({ resource, principal }: Pair): Promise<Reason | undefined> => {
    const usability = await usabilityOf(owner, resource)
    if (usability !== 'Available') return usability
    if (resource.type !== 'VSwitch' || principal.type === 'Service') return undefined
    const vpcId = (await owner.get(vSwitches, resource.id))?.vpcId ?? ''
    const here = await once(ofVSwitch, resource.id, () => principalsOf(owner, [resource.id], limits.principalsPerVSwitch))
    const inVpc = await once(ofVpc, vpcId, async () => {
      const siblings = await owner.all(vSwitches, 'byVpc', [vpcId])
      return principalsOf(
        owner,
        siblings.map(({ vSwitchId }) => vSwitchId),
        limits.principalsPerVpc,
      )
    })
    const accepted = await once(ofAccount, principal.id, () =>
      principal.type === 'Account'
        ? vSwitchesOf(lookup, principal.id as AccountId, limits.acceptedVSwitches, now)
        : Promise.resolve(new Set()),
    )
    const held = `${owner.account} ${resource.id}`
    const exceeds =
      isBeyond(here, principal.id, limits.principalsPerVSwitch) ||
      isBeyond(inVpc, principal.id, limits.principalsPerVpc) ||
      isBeyond(accepted, held, limits.acceptedVSwitches)
    if (exceeds) return 'LimitExceeded'
    here.add(principal.id)
    inVpc.add(principal.id)
    accepted.add(held)
    return undefined
  }
}

function isBeyond(present: ReadonlySet<string>, one: string, limit: number): boolean {
  return !present.has(one) && present.size >= limit
}

/** The principals of these resources over all shares; no more than one over the limit. */
async function principalsOf(owner: Partition, resourceIds: readonly string[], limit: number): Promise<Set<string>> {
  const found = new Set<string>()
  for (const id of resourceIds)
    for (const { shareId } of await owner.all(associations, 'liveEntity', ['Resource', id])) {
      const rows = await owner.scan(associations, 'liveInShare', ['Target', shareId], { limit: limit + 1 })
      for (const { row } of rows) found.add(row.entityId)
      if (found.size > limit) return found
    }
  return found
}

/** The vSwitches that an account was given, as `<owner> <id>`; no more than one over the limit. */
async function vSwitchesOf(lookup: Pick<Lookup, 'at'>, account: AccountId, limit: number, now: Date): Promise<Set<string>> {
  const found = new Set<string>()
  const rows = await lookup.at(account).scan(received, 'key', [account], { order: 'descending', limit: sharesLookedThrough })
  for (const { row } of rows) {
    const owner = lookup.at(row.owner)
    const part: Association | undefined = await owner.get(associations, row.shareId, 'Account', account)
    if (!isInEffect(part, now)) continue
    const given = await owner.scan(associations, 'liveInShare', ['Resource', row.shareId, 'VSwitch'], { limit: limit + 1 })
    for (const { row: resource } of given) found.add(`${row.owner} ${resource.entityId}`)
    if (found.size > limit) return found
  }
  return found
}

/**
 * What keeps a resource from reaching a principal although the request was right: it shows later, as a Failed association or
 * an AcceptFailed invitation. Limits of vSwitches: page on sharing vSwitches.
 */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { vSwitches } from '../vpc/tables.js'
import { isInEffect } from './domain/association.js'
import { associations, type Failure, type RegisteredResource, received, registeredResources } from './tables.js'

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
/**
 * How many shares of a vSwitch, or of a principal, are looked through, so that the cost of a call does not grow with them. Who
 * spreads 30 vSwitches over more shares than that is not held to the limit.
 */
const sharesLookedThrough = 50

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
    const here = await once(ofVSwitch, resource.id, () => principalsOf(owner, resource.id, limits.principalsPerVSwitch))
    const inVpc = await once(ofVpc, vpcId, async () => {
      const together = new Set(here)
      for (const { vSwitchId } of await owner.all(vSwitches, 'byVpc', [vpcId]))
        if (vSwitchId !== resource.id && together.size <= limits.principalsPerVpc)
          for (const principalId of await principalsOf(owner, vSwitchId, limits.principalsPerVpc)) together.add(principalId)
      return together
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

/** The principals of a resource over all shares; no more than one share's over the limit. */
async function principalsOf(owner: Partition, resourceId: string, limit: number): Promise<Set<string>> {
  const found = new Set<string>()
  const given = await owner.scan(associations, 'liveEntity', ['Resource', resourceId], { limit: sharesLookedThrough })
  for (const { row: shared } of given) {
    const rows = await owner.scan(associations, 'liveInShare', ['Target', shared.shareId], { limit: limit + 1 })
    for (const { row } of rows) found.add(row.entityId)
    if (found.size > limit) break
  }
  return found
}

/** The vSwitches that an account was given, as `<owner> <id>`; no more than one share's over the limit. */
async function vSwitchesOf(lookup: Pick<Lookup, 'at'>, account: AccountId, limit: number, now: Date): Promise<Set<string>> {
  const found = new Set<string>()
  const rows = await lookup.at(account).scan(received, 'key', [account], { order: 'descending', limit: sharesLookedThrough })
  const owners = new Set(rows.map(({ row }) => row.owner))
  for (const id of owners) {
    const owner = lookup.at(id)
    const keys = rows.filter(({ row }) => row.owner === id).map(({ row }) => [row.shareId, 'Account', account])
    for (const part of await owner.getMany(associations, keys)) {
      if (!isInEffect(part, now)) continue
      const given = await owner.scan(associations, 'liveInShare', ['Resource', part.shareId, 'VSwitch'], { limit: limit + 1 })
      for (const { row } of given) found.add(`${id} ${row.entityId}`)
      if (found.size > limit) return found
    }
  }
  return found
}

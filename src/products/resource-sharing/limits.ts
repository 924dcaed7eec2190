/**
 * What keeps a resource from reaching a principal although the request was right: it shows later, as a Failed association or
 * an AcceptFailed invitation. Limits of vSwitches: page on sharing vSwitches.
 */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { vSwitches } from '../vpc/tables.js'
import { resourceOf } from './existence.js'
import { activeAmong, type Name, namesOf, partsIn } from './reach.js'
import { once } from './searching.js'
import { associations, type Failure, type RegisteredResource, received, registeredResources } from './tables.js'

type Reason = Failure['reason']
interface Limiting extends Pick<Lookup, 'at'> {
  readonly now: Date
  quota(name: 'principalsPerVSwitch' | 'principalsPerVpc' | 'acceptedVSwitches'): number
}
interface Pair {
  readonly resource: { readonly type: string; readonly id: string }
  readonly principal: { readonly type: string; readonly id: string }
}
/**
 * How many shares of a vSwitch, of a VPC or of a principal are looked through, so that the cost of a call does not grow with
 * them. Who spreads 30 vSwitches over more shares than that is not held to the limit.
 */
const sharesLookedThrough = 50

/** How a resource is found by principals; `Unavailable` once it is gone. */
export async function usabilityOf(
  owner: Partition,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<NonNullable<RegisteredResource['properties']['usability']>> {
  if (!(await resourceOf(owner, { type, id }))) return 'Unavailable'
  // A world may say more of a resource that has an API here, too.
  return (await owner.get(registeredResources, type, id))?.properties.usability ?? 'Available'
}

/**
 * Why a pair cannot share, asked pair by pair: pairs that pass count for those asked later. A folder or a directory counts as
 * one principal. UNKNOWN: how its members count, and whether they are held to their own limit.
 */
export function pairLimits(call: Limiting, owner: Partition) {
  const { ofVSwitch, ofVpc } = principalsOf(owner, Math.max(call.quota('principalsPerVSwitch'), call.quota('principalsPerVpc')) + 1)
  const ofAccount = once((account: AccountId) => vSwitchesOf(call, account))
  return async ({ resource, principal }: Pair): Promise<Reason | undefined> => {
    const usability = await usabilityOf(owner, resource)
    if (usability !== 'Available') return usability
    if (resource.type !== 'VSwitch' || principal.type === 'Service') return undefined
    const here = await ofVSwitch(resource.id)
    const inVpc = await ofVpc((await owner.get(vSwitches, resource.id))?.vpcId ?? '')
    const accepted = principal.type === 'Account' ? await ofAccount(principal.id as AccountId) : new Set<string>()
    const held = `${owner.account} ${resource.id}`
    const exceeds =
      isBeyond(here, principal.id, call.quota('principalsPerVSwitch')) ||
      isBeyond(inVpc, principal.id, call.quota('principalsPerVpc')) ||
      isBeyond(accepted, held, call.quota('acceptedVSwitches'))
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

/** The principals of a vSwitch, and of all vSwitches of a VPC. `perShare`: how many of each share are looked at. */
function principalsOf(owner: Partition, perShare: number) {
  const sharesOf = once(async (vSwitchId: string) => {
    const rows = await owner.scan(associations, 'liveEntity', ['Resource', vSwitchId], { limit: sharesLookedThrough })
    return rows.map(({ row }) => row.shareId)
  })
  const principalsIn = once(async (shareId: string) => {
    const rows = await owner.scan(associations, 'liveInShare', ['Target', shareId], { limit: perShare })
    return rows.map(({ row }) => row.entityId)
  })
  const together = async (shareIds: Iterable<string>) => {
    const found = new Set<string>()
    for (const shareId of shareIds) for (const id of await principalsIn(shareId)) found.add(id)
    return found
  }
  return {
    ofVSwitch: once(async (vSwitchId: string) => together(await sharesOf(vSwitchId))),
    ofVpc: once(async (vpcId: string) => {
      const shareIds = new Set<string>()
      for (const { vSwitchId } of await owner.all(vSwitches, 'byVpc', [vpcId]))
        if (shareIds.size < sharesLookedThrough) for (const shareId of await sharesOf(vSwitchId)) shareIds.add(shareId)
      return together(shareIds)
    }),
  }
}

/** The vSwitches that an account was given, as `<owner> <id>`; no more than one share's over the limit. */
async function vSwitchesOf({ at, now, quota }: Limiting, account: AccountId): Promise<Set<string>> {
  const limit = quota('acceptedVSwitches')
  const found = new Set<string>()
  const rows = await at(account).scan(received, 'key', [account], { order: 'descending', limit: sharesLookedThrough })
  const [self] = await namesOf({ at }, account)
  for (const id of new Set(rows.map(({ row }) => row.owner))) {
    const owner = at(id)
    const given = rows.map(({ row }) => row).filter((row) => row.owner === id)
    const active = await activeAmong(owner, given, now)
    const parts = await partsIn(owner, [self as Name], active, now)
    for (const [i, { shareId }] of active.entries()) {
      if (!parts[i]?.takesPart) continue
      const held = await owner.scan(associations, 'liveInShare', ['Resource', shareId, 'VSwitch'], { limit: limit + 1 })
      for (const { row } of held) found.add(`${id} ${row.entityId}`)
      if (found.size > limit) return found
    }
  }
  return found
}

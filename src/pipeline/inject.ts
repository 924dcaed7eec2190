/** Errors and delays that the user of a world asked for. */

import { WORLD } from '../store/index.js'
import type { Tree } from '../wire/tree.js'
import { type FaultMatch, type FaultRule, stream, type WorldState } from '../world/index.js'
import { refuseAtGateway } from './address.js'
import { type Call, type Deps, Ended, refusedBy } from './call.js'
import { type GatewayCode, gatewayErrors } from './gateway.js'
import { type FaultHits, faultHits, worldStates } from './tables.js'

/** Whether a rule is about this call, whatever it has to say by now. Without one, nothing has to be counted. */
export function isMatched(call: Call): boolean {
  return call.world?.faults.some(({ match }) => matches(match, call)) ?? false
}

/** Finds the rule that applies to this call: the first that matches and has something to say. */
export async function applyFaults(call: Call, { store }: Deps): Promise<void> {
  const name = call.worldName as string
  // The rules as they are now: one that was removed meanwhile must leave no count behind for the next of its id.
  call.faults = await store.write(name, [WORLD], async (tx) => {
    const world = await tx.get(worldStates, WORLD, [name])
    for (const rule of world?.faults ?? []) {
      if (!world || !matches(rule.match, call)) continue
      const { met, applied } = (await tx.get(faultHits, WORLD, [rule.id])) ?? { met: 0, applied: 0 }
      const applies = hasItsTurn(rule, { met: met + 1, applied }, world)
      tx.put(faultHits, WORLD, { id: rule.id, met: met + 1, applied: applied + Number(applies) })
      if (applies) return [rule]
    }
    return []
  })
  const error = call.faults[0]?.effect.error
  if (error !== undefined) injectError(call, error)
}

function hasItsTurn(
  { id, after, times, probability }: FaultRule,
  { met, applied }: Omit<FaultHits, 'id'>,
  world: WorldState,
): boolean {
  if (met <= (after ?? 0) || applied >= (times ?? Number.POSITIVE_INFINITY)) return false
  // Follows from the world's seed and the count, so that the same calls meet the same faults.
  return probability === undefined || stream(`${world.seed}/${world.name}/${id}/${met}`)() / 2 ** 32 < probability
}

function injectError(call: Call, code: string): void {
  const because = `A fault rule of this world asked for ${code}.`
  const next = 'Remove the rule, or let its times run out.'
  const { operation } = call
  if (operation && Object.hasOwn(operation.errors, code))
    throw new Ended(refusedBy(operation.errors, code, { because, next, fill: [call.action] }))
  if (Object.hasOwn(gatewayErrors, code)) refuseAtGateway(code as GatewayCode, undefined, because, next)
  // A code that this operation cannot answer is not injected: faults stay within what is documented.
}

function matches(match: FaultMatch, call: Call): boolean {
  const same = (wanted: string | undefined, given: string | undefined) => wanted === undefined || wanted === given
  return (
    same(match.product, call.product?.name) &&
    same(match.action, call.action) &&
    same(match.account, call.account) &&
    same(match.region, call.region) &&
    (match.resource === undefined || occurs(match.resource, call.parameters))
  )
}

function occurs(value: string, tree: ReadonlyMap<string, Tree>): boolean {
  for (const child of tree.values()) if (typeof child === 'string' ? child === value : occurs(value, child)) return true
  return false
}

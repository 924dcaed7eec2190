/** Errors and delays that the user of a world asked for. */

import type { Tree } from '../wire/tree.js'
import type { FaultMatch, FaultRule } from '../world/index.js'
import { refuseAtGateway } from './address.js'
import { type Call, type Deps, Ended, refusedBy } from './call.js'
import { type GatewayCode, gatewayErrors } from './gateway.js'

/** Finds the rules that apply to this call; the first match of each kind of effect wins. */
export function applyFaults(call: Call, { hits, random }: Deps): void {
  const rules = call.world?.faults ?? []
  if (rules.length === 0) return
  const applied: FaultRule[] = []
  for (const rule of rules) {
    if (!matches(rule.match, call)) continue
    const count = hits.get(`${call.worldName}/${rule.id}`) ?? { met: 0, applied: 0 }
    hits.set(`${call.worldName}/${rule.id}`, count)
    count.met += 1
    if (count.met <= (rule.after ?? 0) || count.applied >= (rule.times ?? Number.POSITIVE_INFINITY)) continue
    if (rule.probability !== undefined && random() >= rule.probability) continue
    count.applied += 1
    applied.push(rule)
    // First match wins; a later rule does not add to it.
    break
  }
  call.faults = applied
  const error = applied[0]?.effect.error
  if (error !== undefined) injectError(call, error)
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

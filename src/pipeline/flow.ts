/** Flow control: how often an account may call an operation. Products declare `rates`; a world chooses whether they hold. */

import type { Rates } from '../model/index.js'
import { refuseAtGateway } from './address.js'
import type { Call, Deps } from './call.js'

interface Counted {
  readonly untilMs: number
  count: number
}

/**
 * Calls counted in windows of real time that begin with the first call. Kept by the process and lost with it, as flow control
 * protects a process and says nothing about the world.
 */
export class FlowCounts {
  readonly #counts = new Map<string, Counted>()
  #sweepMs = 0

  /** Windows that are kept. */
  get size(): number {
    return this.#counts.size
  }

  /** Counts a call; whether it is still within the limit of its window. */
  admits(of: string, limit: number, { nowMs, windowMs }: { readonly nowMs: number; readonly windowMs: number }): boolean {
    this.#forget(nowMs, windowMs)
    let counted = this.#counts.get(of)
    if (!counted || counted.untilMs <= nowMs) {
      counted = { untilMs: nowMs + windowMs, count: 0 }
      this.#counts.set(of, counted)
    }
    counted.count += 1
    return counted.count <= limit
  }

  #forget(nowMs: number, windowMs: number): void {
    if (nowMs < this.#sweepMs) return
    this.#sweepMs = nowMs + windowMs
    for (const [of, { untilMs }] of this.#counts) if (untilMs <= nowMs) this.#counts.delete(of)
  }
}

/** Documented for ECR: for each account, region and operation. UNKNOWN: how the window moves, and that refused calls count. */
export function checkFlow(call: Call, { flow }: Deps): void {
  const { product, operation, world, account, region } = call
  const rates = product?.rates
  if (!product || !operation || !world || !rates || world.settings.choices[`${product.ram}.${rates.choice}`] !== 'on') return
  const name = limitOf(rates, operation)
  const limit = world.settings.quotas[`${product.ram}.${name}`] ?? product.quotas[name]
  if (limit === undefined) throw new Error(`${product.name} has no limit ${name}`)
  const key = JSON.stringify([world.name, account, region, product.name, operation.name])
  if (flow.admits(key, limit, { nowMs: call.wallMs, windowMs: rates.windowMs })) return
  refuseAtGateway(
    'Throttling.User',
    undefined,
    `More than ${limit} calls of ${operation.name} in ${rates.windowMs / 1000} s in ${region}.`,
    `Wait, raise ${product.ram}.${name} among the quotas, or turn the choice ${product.ram}.${rates.choice} off.`,
  )
}

function limitOf({ reads, writes, countedAsWrites = [] }: Rates, { name, touches }: NonNullable<Call['operation']>): string {
  return touches || countedAsWrites.includes(name) ? writes : reads
}

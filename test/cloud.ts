/** The harness of operation tests: two sides of a story told in API calls, through the whole pipeline, with no port. */

import { expect } from 'vitest'
import { type CallAnswer, type Client, type Cloud, type CloudOptions, createCloud } from '../src/main.js'
import { asAccountId } from '../src/model/index.js'
import { templateNamed } from '../src/world/index.js'
import { noteRefusal } from './reached.js'

export interface Refusal {
  readonly httpStatus: number
  readonly code: string
  readonly message: string
  readonly body: Readonly<Record<string, unknown>>
}
type Parameters = Readonly<Record<string, unknown>>

/** Calls as one key. */
export interface As {
  /** The answer's body; a refusal fails the test. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  call(product: string, action: string, parameters?: Parameters, options?: { region?: string }): Promise<any>
  /** The refusal; an answer fails the test. */
  refused(product: string, action: string, parameters?: Parameters, options?: { region?: string }): Promise<Refusal>
  answer(product: string, action: string, parameters?: Parameters, options?: { region?: string }): Promise<CallAnswer>
}

export async function testCloud(options: CloudOptions = {}) {
  const cloud = await createCloud({ clock: { mode: 'frozen', atMs: Date.UTC(2026, 0, 1) }, ...options })
  return harnessOf(cloud)
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of `250ms`, `3s`, `96h`, `7d`. */
export function duration(text: string): number {
  const [, amount, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? []
  return Number(amount) * (units[unit as string] as number)
}

export function harnessOf(cloud: Cloud) {
  const { worlds, world } = cloud
  const injecting = { now: false }
  return {
    cloud,
    as: (alias: string): As => asClient(cloud.account(alias), injecting),
    withKey: (key: { accessKeyId: string; securityToken?: string }): As => asClient(cloud.withKey(key), injecting),
    async uid(alias: string) {
      const { template } = await worlds.get(world)
      return asAccountId(templateNamed(template)?.accounts.find((account) => account.alias === alias)?.uid ?? '')
    },
    advance: (by: string) => cloud.advance(duration(by)),
    latency: (latency: 'instant' | 'realistic' | 'manual' | { afterMs: number }) => worlds.setLatency(world, latency),
    step: () => worlds.step(world),
    settings: (settings: Partial<Parameters2>) => worlds.setSettings(world, settings),
    /** Injects; what is refused while any rule stands counts as reached by fault injection only. */
    async fault(rule: { match: Parameters; effect: Parameters; times?: number; after?: number; probability?: number }) {
      injecting.now = true
      await worlds.setFaults(world, (faults) => [...faults, { id: `fault-${faults.length + 1}`, ...rule }])
    },
    async clearFaults() {
      injecting.now = false
      await worlds.setFaults(world, () => [])
    },
    /** Newest first; `account`: by id or alias, those that it made and those that concern it. */
    requests: (account?: string) => worlds.requests(world, 50, account),
    close: () => cloud.close(),
  }
}
type Parameters2 = import('../src/world/index.js').Settings

function asClient(client: Client, injecting: { now: boolean }): As {
  return {
    answer: (...args) => client.answer(...args),
    async call(product, action, parameters, options) {
      const { status, body } = await client.answer(product, action, parameters, options)
      expect(status, `${action} was refused: ${JSON.stringify(body)}`).toBe(200)
      return body
    },
    async refused(product, action, parameters, options) {
      const { status, body } = await client.answer(product, action, parameters, options)
      expect(status, `${action} was not refused: ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400)
      noteRefusal(product, action, String(body.Code), injecting.now)
      return { httpStatus: status, code: String(body.Code), message: String(body.Message), body }
    },
  }
}

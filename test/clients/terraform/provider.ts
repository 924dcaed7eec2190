/**
 * One configured provider: its key, its region, how it judges refusals, how often it asks again, and how it waits. What it would
 * sleep, the world's clock is moved by; nothing here sleeps.
 */

import { randomUUID } from 'node:crypto'
import type { TestServer } from '../../server.js'
import type { Key } from '../connect.js'
import { type Answer, type Given, type Json, type Product, Refusal, send } from './wire.js'

const second = 1000
export const minute = 60 * second

export interface Request {
  readonly query?: Given
  readonly body?: Given
  /** Codes after which this operation is asked again. */
  readonly again?: readonly string[]
  /** Default 5 minutes, single reads 1. */
  readonly limitMs?: number
  /** Draws a new ClientToken for each attempt; gives what the body is then. */
  readonly renewed?: (body: Given) => Given
}

/** What a refresh found: a status to compare, nothing at all, or a reader's own word for gone. */
export type Seen = { readonly status: string } | 'nothing'

export interface Wait {
  readonly what: string
  readonly until: readonly string[]
  readonly fails?: readonly string[]
  /** Before the first look. Default 5 seconds. */
  readonly delayMs?: number
  readonly limitMs: number
  readonly look: () => Promise<Seen>
}

export class Provider {
  readonly region: string
  private readonly server: TestServer
  private readonly key: Key
  /** Every call made, in order: `Action`. */
  readonly calls: string[] = []
  private account: string | undefined
  private slept = 0

  constructor(server: TestServer, key: Key, region = 'cn-hangzhou') {
    this.server = server
    this.key = key
    this.region = region
  }

  /** Sleeps in another way: several providers at once share one clock. */
  sleeps: ((ms: number) => Promise<void>) | undefined

  /** What somebody else does while the provider first waits; once. */
  meanwhile: (() => Promise<unknown>) | undefined

  /** Passes the time that the provider would sleep. */
  async pass(ms: number): Promise<void> {
    const event = this.meanwhile
    this.meanwhile = undefined
    await event?.()
    this.slept += ms
    if (this.sleeps) await this.sleeps(ms)
    else if (ms > 0) await this.server.core.worlds.advance('default', ms)
  }

  /** With the provider's retries: at once on 5xx, later on throttling and on the operation's own codes. */
  async call(product: Product, action: string, request: Request = {}): Promise<Answer> {
    const limit = request.limitMs ?? 5 * minute
    let body = request.body
    for (let waited = 0, pause = 3 * second; ; pause = 5 * second) {
      try {
        return await this.attempt(product, action, request.query, body)
      } catch (error) {
        const again = needsRetry(error) || isExpected(error, request.again ?? [])
        if (!again || waited + pause > limit) throw error
        waited += pause
        await this.pass(pause)
        if (body && request.renewed) body = request.renewed(body)
      }
    }
  }

  private async attempt(product: Product, action: string, query?: Given, body?: Given): Promise<Answer> {
    for (let left = 3; ; left--) {
      this.calls.push(action)
      try {
        return await send({ url: this.server.url, key: this.key, product, action, query, body })
      } catch (error) {
        if (!(error instanceof Refusal) || error.statusCode < 500 || left === 1) throw error
      }
    }
  }

  /** Looks again and again, 3 to 10 seconds apart, until a state that ends it. */
  async wait({ what, until, fails = [], delayMs = 5 * second, limitMs, look }: Wait): Promise<void> {
    await this.pass(delayMs)
    let waited = delayMs
    let nothings = 0
    for (let pause = 3 * second; ; pause = Math.min(2 * pause, 10 * second)) {
      const seen = await look()
      if (seen === 'nothing') {
        if (until.length === 0) return
        nothings += 1
        if (nothings > 20) throw new Error(`${what}: couldn't find resource (21 retries)`)
      } else {
        nothings = 0
        if (fails.includes(seen.status)) throw new Error(`${what}: came to ${seen.status}`)
        if (until.includes(seen.status)) return
      }
      waited += pause
      if (waited > limitMs) {
        const last = seen === 'nothing' ? 'nothing' : JSON.stringify(seen.status)
        throw new Error(`${what}: timeout while waiting for ${JSON.stringify(until)}, last: ${last}`)
      }
      await this.pass(pause)
    }
  }

  /** As the provider asks when no account id is configured, once. */
  async accountId(): Promise<string> {
    this.account ??= text(await this.call('Sts', 'GetCallerIdentity', { query: { RegionId: this.region } }), 'AccountId')
    return this.account
  }

  /** Of long names nothing but the second tells two tokens apart: the rest is cut off. */
  clientToken(action: string): string {
    return `TF-${action}-${Math.trunc((Date.now() + this.slept) / second)}-${randomUUID()}`.slice(0, 64)
  }
}

/** Throttled, unavailable, or a 5xx. */
function needsRetry(error: unknown): boolean {
  if (!(error instanceof Refusal)) return false
  return error.code === 'ServiceUnavailable' || error.code.includes('Throttling') || /^code: 5\d\d/.test(error.message)
}

/** 404 for whatever reason, or `NotFound` anywhere in the message. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Gone || (error instanceof Refusal && (error.statusCode === 404 || error.message.includes('NotFound')))
}

/** Equal, or the expected one begins with what came, or the body contains it: an empty code matches everything. */
export function isExpected(error: unknown, codes: readonly string[]): boolean {
  if (!(error instanceof Refusal)) return false
  return codes.some((code) => code === error.code || code.startsWith(error.code) || error.data.includes(code))
}

/** The reader's own verdict that the thing is not there. */
export class Gone extends Error {}

/** `$.A.B`: a missing key is an error. */
export function member(answer: Json | undefined, path: string): Json {
  let at: Json | undefined = answer
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !(name in at))
      throw new Error(`unknown key ${name} of ${path} in ${JSON.stringify(answer)}`)
    at = (at as Answer)[name]
  }
  return at as Json
}

/** `$.A.B` as a list of structures; the provider's process ends at anything else. */
export function structures(answer: Json, path: string): readonly Answer[] {
  const found = member(answer, path)
  if (!Array.isArray(found)) throw new Error(`${path} is no list: ${JSON.stringify(found)}`)
  return found as readonly Answer[]
}

/** `$.A.B[*]`: a missing key is an empty list. */
export function anyStructures(answer: Answer, path: string): readonly Answer[] {
  try {
    return structures(answer, path)
  } catch {
    return []
  }
}

/** What the provider prints of a member, as it does for ids and for comparisons. */
export function text(answer: Answer, name: string): string {
  const value = answer[name]
  if (value === undefined || value === null) throw new Error(`no ${name} in ${JSON.stringify(answer)}`)
  return String(value)
}

/** A status as a wait sees it: gone things have an empty one, or none where the reader says so. */
export async function statusOf(read: () => Promise<Answer>, field: string, gone: 'empty' | 'nothing' = 'empty'): Promise<Seen> {
  try {
    const found = await read()
    return { status: found[field] === undefined ? '<nil>' : String(found[field]) }
  } catch (error) {
    if (!isNotFound(error)) throw error
    return gone === 'nothing' ? 'nothing' : { status: '' }
  }
}

/** Where callers race: one core in this process, or several server processes on one database. All calls are signed requests. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { openCore } from '../../src/main.js'
import type { ReceivedRequest } from '../../src/wire/request.js'
import type { Latency, Settings } from '../../src/world/index.js'
import { ensureBuilt, ownDatabase, startProcess } from '../kill/process.js'
import { httpClient, type Parameters, type ProductName, type Reply, signer } from '../kill/signed.js'

/** Sends to the servers in turn; each world is a race of its own. */
export interface Arena {
  send(request: ReceivedRequest): Promise<Reply>
  makeWorld(name: string, settings: Partial<Settings>, latency: Latency): Promise<void>
  setLatency(name: string, latency: Latency): Promise<void>
  /** Moves the clock of a world. */
  advance(name: string, byMs: number): Promise<void>
  /** Settles all that is under way in a world. Answers the ids of the requests that began it. */
  step(name: string): Promise<readonly string[]>
  close(): Promise<void>
}

/** One core in this process: `memory`, or a folder of its own. */
export async function coreArena(persist: 'memory' | 'folder'): Promise<Arena> {
  const folder = persist === 'memory' ? undefined : mkdtempSync(join(tmpdir(), 'crossgrant-race-'))
  const bugs: unknown[] = []
  const core = await openCore({ persist: folder ?? 'memory', report: (error) => bugs.push(error) })
  return {
    async send(request) {
      const { status, body } = await core.serve({ kind: 'wire', request, secure: false, sourceIp: '127.0.0.1' })
      return { status, body: JSON.parse(body) }
    },
    async makeWorld(name, settings, latency) {
      await core.worlds.create(name, { settings, latency })
    },
    setLatency: async (name, latency) => void (await core.worlds.setLatency(name, latency)),
    advance: async (name, byMs) => void (await core.worlds.advance(name, byMs)),
    step: async (name) => (await core.worlds.step(name)).map(({ id }) => id),
    async close() {
      await core.close()
      if (folder) rmSync(folder, { recursive: true, force: true })
      expect(bugs).toEqual([])
    },
  }
}

/** So many processes, started at the same moment on one empty database. */
export async function processArena(url: string, processes: number, of = 'race'): Promise<Arena> {
  ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'crossgrant-race-'))
  const database = await ownDatabase(url, `crossgrant_${of}_${process.pid}`)
  const place = { persist: database.url, folder }
  const servers = await Promise.all(Array.from({ length: processes }, () => startProcess(place)))
  const clients = servers.map(({ port }) => httpClient(port))
  let turn = 0
  const client = () => clients[turn++ % clients.length] as (typeof clients)[number]
  const world = (name: string, what: string) => `/admin/v1/worlds/${name}/${what}`
  const setLatency = async (name: string, latency: Latency) => {
    const mode = typeof latency === 'object' ? { after: `${latency.afterMs}ms` } : latency
    await client().admin('PUT', world(name, 'transitions'), { mode })
  }
  return {
    send: (request) => client().send(request),
    async makeWorld(name, settings, latency) {
      await client().admin('POST', '/admin/v1/worlds', { name, settings })
      if (latency !== 'instant') await setLatency(name, latency)
    },
    setLatency,
    advance: (name, byMs) => client().admin('POST', world(name, 'clock/advance'), { by: `${byMs}ms` }),
    async step(name) {
      const { stepped } = await client().admin('POST', world(name, 'transitions/all/step'))
      return (stepped as readonly { readonly id: string }[]).map(({ id }) => id)
    },
    async close() {
      for (const each of clients) each.close()
      try {
        expect(await Promise.all(servers.map((each) => each.stop()))).toEqual(servers.map(() => 0))
      } finally {
        await database.drop()
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

export type Race = Awaited<ReturnType<typeof raceIn>>

/** A world of its own in an arena, and calls as its accounts. */
export async function raceIn(arena: Arena, name: string, options: { quotas?: Settings['quotas']; latency?: Latency } = {}) {
  await arena.makeWorld(name, { quotas: options.quotas ?? {} }, options.latency ?? 'instant')
  const sign = signer(`race-${name}`)
  let count = 0
  const answer = (alias: string, product: ProductName, action: string, parameters: Parameters = {}): Promise<Reply> => {
    const generation = count++ % 2 === 0 ? 'v3' : 'v1'
    return arena.send(sign(`local-${alias}-${name}`, product, action, parameters, { generation }))
  }
  return {
    arena,
    sign: (alias: string, product: ProductName, action: string, parameters: Parameters) =>
      sign(`local-${alias}-${name}`, product, action, parameters),
    answer,
    /** The body; a refusal fails the test. */
    async call(...args: CallArguments) {
      const { status, body } = await answer(...args)
      expect(status, `${args[2]} was refused: ${JSON.stringify(body)}`).toBe(200)
      return body
    },
    /** How many were answered so: `{OK: 5, 'QuotaExceeded.ResourceShare.Count': 35}`. */
    async tally(calls: readonly Readonly<CallArguments>[]) {
      const replies = await Promise.all(calls.map((args) => answer(...args)))
      return tallyOf(replies)
    },
  }
}
type CallArguments = [alias: string, product: ProductName, action: string, parameters?: Parameters]

export function tallyOf(replies: readonly Reply[]): Record<string, number> {
  const tally: Record<string, number> = {}
  for (const { status, body } of replies) {
    const how = status === 200 ? 'OK' : String(body.Code)
    tally[how] = (tally[how] ?? 0) + 1
  }
  return tally
}

export const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

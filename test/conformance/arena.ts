/** A core in this process, worlds that are made for a purpose, and signed bytes into them. */

import { createHash } from 'node:crypto'
import { type Core, openCore } from '../../src/main.js'
import { treeFrom } from '../../src/pipeline/inside.js'
import { pipelineTables } from '../../src/pipeline/tables.js'
import type { ReceivedRequest } from '../../src/wire/request.js'
import { signV1, signV3 } from '../../src/wire/sign.js'
import type { Settings } from '../../src/world/index.js'
import { templateNamed } from '../../src/world/index.js'
import { pairsOf } from '../kill/signed.js'
import type { OperationFacts } from './facts.js'

export type Given = Readonly<Record<string, unknown>>
export interface Key {
  readonly accessKeyId: string
  readonly secret: string
}
/** How a call travels: which signature, which method, where its parameters are. */
export interface Transport {
  readonly generation: 'V1' | 'V3'
  readonly method: 'GET' | 'POST'
  /** `all in form`: the common parameters and the signature too, as one of the older clients does. */
  readonly place: 'query' | 'form' | 'all in form'
}
export const transports: readonly Transport[] = [
  { generation: 'V3', method: 'POST', place: 'query' },
  { generation: 'V3', method: 'POST', place: 'form' },
  { generation: 'V3', method: 'GET', place: 'query' },
  { generation: 'V1', method: 'POST', place: 'query' },
  { generation: 'V1', method: 'POST', place: 'form' },
  { generation: 'V1', method: 'POST', place: 'all in form' },
  { generation: 'V1', method: 'GET', place: 'query' },
]
export const nameOf = ({ generation, method, place }: Transport) => `${generation} ${method}, ${place}`

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
export type Body = any
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body
}

const atMs = Date.UTC(2026, 0, 1)
export const region = 'cn-hangzhou'

export async function openArena() {
  const bugs: string[] = []
  const core = await openCore({
    wall: { now: () => atMs, elapsed: () => 0 },
    region,
    report: (error) => void bugs.push(error instanceof Error ? error.message : String(error)),
  })
  let worlds = 0
  return {
    core,
    /** Bugs of ours that calls met. */
    bugs,
    async world(): Promise<World> {
      worlds += 1
      const name = `t${worlds}`
      await core.worlds.create(name, { clock: { mode: 'frozen', atMs } })
      return worldOf(core, name)
    },
    close: () => core.close(),
  }
}
export type Arena = Awaited<ReturnType<typeof openArena>>
export type World = ReturnType<typeof worldOf>

/** What a call leaves behind that is no effect of it: records, nonces, counts of faults; and what tests set themselves. */
const notEffects = new Set(['world', 'request', 'nonce', 'fault_hits', 'boot'])

function worldOf(core: Core, name: string) {
  let calls = 0
  const tables = core.catalogue.products.flatMap((product) => product.tables)
  const kept = [...pipelineTables, ...tables].filter((table) => !notEffects.has(table.name))
  const keyOf = (alias: string): Key => ({ accessKeyId: `local-${alias}-${name}`, secret: 'local-secret' })

  /** A call of the story before the one that counts: without bytes. */
  async function call(alias: string, product: string, action: string, parameters: Given = {}, from = region): Promise<Body> {
    const parameterTree = treeFrom(parameters)
    const { accessKeyId } = keyOf(alias)
    const asked = { kind: 'inside', product, action, parameters: parameterTree, accessKeyId, region: from } as const
    const { status, body } = await core.serve(asked)
    if (status !== 200) throw new Error(`the story does not go on: ${alias} ${action} ${JSON.stringify(parameters)}: ${body}`)
    return JSON.parse(body)
  }

  return {
    name,
    keyOf,
    call,
    uid(alias: string): string {
      const found = templateNamed('landing-zone')?.accounts.find((account) => account.alias === alias)
      if (!found) throw new Error(`no account ${alias}`)
      return found.uid
    },
    /** The call that counts: signed bytes, through the whole pipeline. */
    async send(operation: OperationFacts, parameters: Given, key: Key, transport: Transport, from = region): Promise<Reply> {
      calls += 1
      const request = requestOf(operation, parameters, key, transport, `${name}-${calls}`, from)
      const { status, headers, body } = await core.serve({ kind: 'wire', request, secure: true, sourceIp: '127.0.0.1' })
      return { status, headers, body: JSON.parse(body) }
    },
    /** All rows of the world that calls may change. */
    async digest(): Promise<string> {
      const hash = createHash('sha256')
      await core.store.read(name, async (tx) => {
        for (const table of kept)
          for (const { row, account } of await tx.everywhere(table)) hash.update(`${table.name} ${account} ${sorted(row)}\n`)
      })
      return hash.digest('hex')
    },
    /** What no call makes: BGP routes. */
    seed: (given: Given) => core.worlds.seed(name, given),
    settings: (settings: Partial<Settings>) => core.worlds.setSettings(name, settings),
    latency: (latency: 'instant' | 'manual') => core.worlds.setLatency(name, latency),
    step: () => core.worlds.step(name),
    advance: (byMs: number) => core.worlds.advance(name, byMs),
    fault: (match: Given, effect: Given) => core.worlds.setFaults(name, () => [{ id: 'fault', match, effect }]),
    clearFaults: () => core.worlds.setFaults(name, () => []),
    close: () => core.worlds.remove(name),
  }
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const hosts = {
  ResourceSharing: (from: string) => `resourcesharing.${from}.aliyuncs.com`,
  ExpressConnectRouter: () => 'expressconnectrouter.cn-shanghai.aliyuncs.com',
  Vpc: (from: string) => `vpc.${from}.aliyuncs.com`,
  Cbn: () => 'cbn.aliyuncs.com',
}

/** Lists that travel as one text are given as lists all the same. */
function withJoined(operation: OperationFacts, parameters: Given): Given {
  const joined = new Set(operation.parameters.filter((each) => each.joined).map(({ name }) => name))
  const travelling = (name: string, value: unknown) => (joined.has(name) && Array.isArray(value) ? value.join(',') : value)
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, travelling(name, value)]))
}

function requestOf(
  operation: OperationFacts,
  parameters: Given,
  { accessKeyId, secret }: Key,
  { generation, method, place }: Transport,
  nonce: string,
  from: string,
): ReceivedRequest {
  const { product, version, name: action } = operation
  const pairs = pairsOf(withJoined(operation, parameters))
  const placed = place === 'query' ? { query: pairs } : { form: pairs }
  const unsigned = { method, host: hosts[product](from), action, version, ...placed }
  const key = { accessKeyId, accessKeySecret: secret }
  const moment = { now: new Date(atMs), nonce }
  if (generation === 'V3') return signV3(unsigned, key, moment)
  const signed = signV1(unsigned, key, moment)
  return place === 'all in form' ? withoutQuery(signed) : signed
}

/** One signature goes over query and form together, so what is in the one may as well be in the other. */
function withoutQuery({ method, target, headers, body }: ReceivedRequest): ReceivedRequest {
  const form = Buffer.from(body).toString()
  const query = target.slice(target.indexOf('?') + 1)
  const plain = headers.filter(([header]) => header !== 'content-type')
  return {
    method,
    target: '/',
    headers: [...plain, ['content-type', 'application/x-www-form-urlencoded']],
    body: Buffer.from(form === '' ? query : `${query}&${form}`),
  }
}

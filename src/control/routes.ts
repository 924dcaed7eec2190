/** The admin API: worlds, clock, transitions, faults, requests, the model. JSON in, JSON out. */

import { coverageOf } from '../derive/coverage.js'
import type { Operations } from '../derive/model.js'
import { describeModel } from '../derive/model.js'
import type { Operation } from '../model/index.js'
import { gatewayErrors } from '../pipeline/gateway.js'
import type { FaultRule, WorldState } from '../world/index.js'
import { writeDuration } from './duration.js'
import * as read from './read-json.js'
import { ControlError } from './refusal.js'
import type { AccountRow } from './seeding.js'
import type { Worlds } from './worlds.js'

export interface RoutesDeps {
  readonly worlds: Worlds
  readonly operations: Operations
  readonly version: string
}
export interface RouteCall {
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}
type Route = readonly [method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, run: (call: RouteCall) => Promise<object>]

const world = '/admin/v1/worlds/:world'

export function routesOf({ worlds, operations, version }: RoutesDeps): readonly Route[] {
  const named = ({ params }: RouteCall) => params.world as string
  const namesOf = (kind: 'quotas' | 'choices') =>
    operations.products.flatMap((product) => Object.keys(product[kind] ?? {}).map((name) => `${product.ram}.${name}`))
  const known = { quotas: namesOf('quotas'), choices: namesOf('choices') }
  return [
    ['GET', '/version', async () => ({ version })],
    ['GET', '/healthz', async () => ({ status: 'ok' })],
    ['GET', '/readyz', async () => ({ status: 'ready' })],
    ['GET', '/admin/v1/model', () => describeModel(operations)],
    ['GET', '/admin/v1/coverage', () => coverageOf(operations)],
    [
      'GET',
      '/admin/v1/accounts',
      async ({ query }) => {
        const name = query.get('world') ?? 'default'
        return { world: name, accounts: (await worlds.accounts(name)).map((account) => accountOf(name, account)) }
      },
    ],
    [
      'POST',
      '/admin/v1/accounts',
      async ({ body }) => {
        const name = read.text(body, 'world') ?? 'default'
        return { world: name, account: accountOf(name, await worlds.addAccount(name, read.account(body))) }
      },
    ],
    [
      'POST',
      '/admin/v1/reset',
      async ({ body }) => {
        read.only(body, ['world'])
        return stateOf(await worlds.reset(read.text(body, 'world') ?? 'default'))
      },
    ],
    ['GET', '/admin/v1/worlds', async () => ({ worlds: await worlds.list() })],
    [
      'POST',
      '/admin/v1/worlds',
      async ({ body }) => stateOf(await worlds.create(read.requiredText(body, 'name'), worldOptions(body, known))),
    ],
    ['GET', world, async (call) => stateOf(await worlds.get(named(call)))],
    [
      'PATCH',
      world,
      async (call) => {
        read.only(call.body, ['settings'])
        return stateOf(await worlds.setSettings(named(call), read.settings(call.body, known)))
      },
    ],
    ['DELETE', world, async (call) => removed(worlds, named(call))],
    ['POST', `${world}/seed`, async (call) => ({ world: named(call), put: await worlds.seed(named(call), call.body) })],
    ['GET', `${world}/clock`, async (call) => clockOf(worlds, named(call))],
    ['POST', `${world}/clock/advance`, (call) => advance(worlds, named(call), call.body)],
    [
      'POST',
      `${world}/clock/freeze`,
      async (call) => {
        read.only(call.body, [])
        await worlds.freeze(named(call))
        return clockOf(worlds, named(call))
      },
    ],
    [
      'POST',
      `${world}/clock/resume`,
      async (call) => {
        read.only(call.body, [])
        await worlds.resume(named(call))
        return clockOf(worlds, named(call))
      },
    ],
    [
      'POST',
      `${world}/clock/set`,
      async (call) => {
        read.only(call.body, ['to'])
        await worlds.setClock(named(call), read.instant(call.body, 'to'))
        return clockOf(worlds, named(call))
      },
    ],
    ['GET', `${world}/transitions`, async (call) => transitionsOf(worlds, named(call))],
    [
      'PUT',
      `${world}/transitions`,
      async (call) => {
        await worlds.setLatency(named(call), read.latency(call.body))
        return transitionsOf(worlds, named(call))
      },
    ],
    [
      'POST',
      `${world}/transitions/:id/step`,
      async (call) => ({
        world: named(call),
        stepped: await worlds.step(named(call), call.params.id === 'all' ? undefined : call.params.id),
      }),
    ],
    ['GET', `${world}/faults`, async (call) => faultsOf(await worlds.get(named(call)))],
    ['POST', `${world}/faults`, (call) => addFault(worlds, operations, named(call), call.body)],
    ['DELETE', `${world}/faults`, async (call) => faultsOf(await worlds.setFaults(named(call), () => []))],
    ['DELETE', `${world}/faults/:id`, (call) => removeFault(worlds, named(call), call.params.id as string)],
    [
      'GET',
      `${world}/requests`,
      async (call) => ({
        world: named(call),
        requests: await worlds.requests(named(call), read.limit(call.query, 50), call.query.get('account') ?? undefined),
      }),
    ],
    ['GET', `${world}/requests/:id`, (call) => requestOf(worlds, named(call), call.params.id as string)],
  ]
}

function stateOf(state: WorldState): object {
  const { latency } = state
  return { world: state.name, ...state, latency: typeof latency === 'object' ? { after: writeDuration(latency.afterMs) } : latency }
}

function accountOf(world: string, { alias, accountId, site }: AccountRow): object {
  const suffix = world === 'default' ? '' : `-${world}`
  return { alias, uid: accountId, site, rootKey: `local-${alias}${suffix}`, adminKey: `local-${alias}.admin${suffix}` }
}

function worldOptions(body: Readonly<Record<string, unknown>>, known: read.KnownNames) {
  read.only(body, ['name', 'template', 'seed', 'settings'])
  const template = read.text(body, 'template')
  const seed = read.whole(body, 'seed')
  return {
    ...(template === undefined ? {} : { template }),
    ...(seed === undefined ? {} : { seed }),
    settings: read.settings(body, known),
  }
}

async function removed(worlds: Worlds, name: string): Promise<object> {
  if (name === 'default') throw new ControlError(409, 'WorldNeeded', 'the world default always exists', 'Reset it instead.')
  await worlds.remove(name)
  return { world: name, removed: true }
}

async function clockOf(worlds: Worlds, name: string): Promise<object> {
  const { clock } = await worlds.get(name)
  return { world: name, mode: clock.mode, now: (await worlds.now(name)).toISOString() }
}

async function advance(worlds: Worlds, name: string, body: Readonly<Record<string, unknown>>): Promise<object> {
  read.only(body, ['by'])
  const { due } = await worlds.advance(name, read.duration(body, 'by'))
  return { ...(await clockOf(worlds, name)), due }
}

async function transitionsOf(worlds: Worlds, name: string): Promise<object> {
  const { latency } = await worlds.get(name)
  const mode = typeof latency === 'object' ? { after: writeDuration(latency.afterMs) } : latency
  return { world: name, mode, pending: await worlds.pending(name) }
}

function faultsOf({ name, faults }: WorldState): object {
  return { world: name, faults }
}

/** An injected error is one that the operation declares, or one of the gateway's: anything else would be a lie. */
async function addFault(
  worlds: Worlds,
  operations: Operations,
  name: string,
  body: Readonly<Record<string, unknown>>,
): Promise<object> {
  const rule = read.faultRule(body)
  const { error } = rule.effect
  const meant = await matching(operations, rule)
  if (meant.length === 0)
    throw new ControlError(
      400,
      'NothingMatched',
      `no operation is called ${[rule.match.product, rule.match.action].filter(Boolean).join(' ')}`,
      'GET /admin/v1/model lists products and operations; names are spelled as there.',
    )
  if (error !== undefined && !Object.hasOwn(gatewayErrors, error)) {
    if (!meant.some(({ errors }) => Object.hasOwn(errors, error)))
      throw new ControlError(
        400,
        'ErrorNotDeclared',
        `no operation that the rule matches declares the error ${error}`,
        'GET /admin/v1/model lists the errors of each operation; templates are named as declared (IllegalParam.%s).',
      )
  }
  let added: FaultRule | undefined
  await worlds.setFaults(name, (faults) => {
    const last = Math.max(0, ...faults.map(({ id }) => Number(id.slice('fault-'.length)) || 0))
    added = { id: `fault-${last + 1}`, ...rule }
    return [...faults, added]
  })
  return { world: name, rule: added }
}

async function matching(operations: Operations, { match }: Omit<FaultRule, 'id'>): Promise<readonly Operation[]> {
  const found = operations.products
    .filter(({ name }) => match.product === undefined || match.product === name)
    .flatMap((product) =>
      operations
        .names(product)
        .filter((action) => match.action === undefined || match.action === action)
        .map((action) => operations.operation(product, action)),
    )
  return (await Promise.all(found)).filter((each): each is Operation => typeof each !== 'string')
}

async function removeFault(worlds: Worlds, name: string, id: string): Promise<object> {
  const { faults } = await worlds.get(name)
  if (!faults.some((rule) => rule.id === id))
    throw new ControlError(404, 'NotFound', `there is no fault rule ${id}`, 'GET faults lists them.')
  return faultsOf(await worlds.setFaults(name, (rules) => rules.filter((rule) => rule.id !== id)))
}

async function requestOf(worlds: Worlds, world: string, id: string): Promise<object> {
  await worlds.get(world)
  const record = await worlds.request(id)
  // Calls with a key that no world has are kept with the world default.
  if (!record || (record.world || 'default') !== world)
    throw new ControlError(404, 'NotFound', `there is no request ${id} in ${world}`, 'Resetting a world forgets its requests.')
  return record
}

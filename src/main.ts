/** The one place where engine, worlds, products and port are put together. Importing it starts nothing. */

import { type CallAnswer, CallRefused, type Client, ConnectionCut, clientOf, type Key } from './control/client.js'
import { ControlError } from './control/refusal.js'
import { type WorldOptions, type Worlds, worldsOf } from './control/worlds.js'
import type { Product } from './model/index.js'
import {
  type Answer,
  type Ask,
  type Catalogue,
  catalogueOf,
  type Deps,
  FlowCounts,
  pipelineTables,
  type RequestRecord,
  refuseGarbled,
  serve,
} from './pipeline/index.js'
import { bssOpenApi } from './products/bss-open-api/product.js'
import { cen } from './products/cen/product.js'
import { ecs } from './products/ecs/product.js'
import { ecr } from './products/express-connect-router/product.js'
import { location } from './products/location/product.js'
import { notOffered } from './products/not-offered.js'
import { identities } from './products/ram/identities.js'
import { ram } from './products/ram/product.js'
import { resourceDirectoryMaster } from './products/resource-directory-master/product.js'
import { directories } from './products/resource-manager/directories.js'
import { resourceManager } from './products/resource-manager/product.js'
import { accounts as accountTable } from './products/resource-manager/tables.js'
import { resourceSharing } from './products/resource-sharing/product.js'
import { serviceCatalog } from './products/service-catalog/product.js'
import { sts } from './products/sts/product.js'
import { vpc } from './products/vpc/product.js'
import type { Store, StoreOptions } from './store/index.js'
import { openSqlite } from './store/sqlite/open.js'
import { type FaultRule, type Latency, requestIdFrom, type Settings, type Wall, wall } from './world/index.js'

export type { CallAnswer, Client, FaultRule, Key, Latency, RequestRecord, Settings, WorldOptions }
export { CallRefused, ConnectionCut, ControlError }

const products: readonly Product[] = [
  resourceSharing,
  ecr,
  ram,
  sts,
  vpc,
  cen,
  ecs,
  resourceManager,
  resourceDirectoryMaster,
  serviceCatalog,
  location,
  bssOpenApi,
  ...notOffered,
]

/** Every operation that there is. */
export const catalogue: Catalogue = catalogueOf(products)

export interface CoreOptions {
  /** A folder, `memory`, or `postgres://...`. Default `memory`. */
  readonly persist?: string
  /** The region of a call that names none. Default `cn-hangzhou`. */
  readonly region?: string
  /** How the world `default` is made where the state has none yet. */
  readonly first?: WorldOptions
  /** Real time; tests may bring their own. */
  readonly wall?: Wall
  readonly publicUrl?: () => string
  /** Told of each call when it is over. */
  readonly observe?: (record: RequestRecord, ms: number) => void
  /** Told of our own bugs. */
  readonly report?: (error: unknown, requestId: string) => void
}

/** Engine, worlds and pipeline, without a port. */
export interface Core {
  readonly worlds: Worlds
  readonly catalogue: Catalogue
  readonly store: Store
  /** Whether the state had worlds before this start. */
  readonly resumed: readonly string[]
  serve(ask: Ask): Promise<Answer>
  /** The answer to bytes that are no request. */
  refuseGarbled(reason: string): Answer
  close(): Promise<void>
}

/** The version of the state format; `migrations` in the store's options lead here from each older one. */
const format: StoreOptions['format'] = { version: 1 }

const tables = [...pipelineTables, ...products.flatMap((product) => product.tables)]

async function openStore(persist: string): Promise<Store> {
  if (!/^postgres(ql)?:\/\//.test(persist)) return openSqlite({ tables, format, path: persist })
  const { openPostgres } = await import('./store/postgres/open.js')
  return openPostgres({ tables, format, url: persist })
}

/** Opens the state and makes the world `default` when there is none. */
export async function openCore(options: CoreOptions = {}): Promise<Core> {
  const clock = options.wall ?? wall
  const region = options.region ?? 'cn-hangzhou'
  const store = await openStore(options.persist ?? 'memory')
  try {
    const counters = new Map<string, number>()
    const worlds = worldsOf({ store, products, tables, accountTable, region, wall: clock, counters })
    await worlds.finishResets()
    const resumed = await worlds.list()
    const boot = await worlds.boot()
    const deps: Deps = {
      store,
      catalogue,
      identities,
      directories,
      wall: clock,
      flow: new FlowCounts(),
      region,
      publicUrl: options.publicUrl ?? (() => 'http://127.0.0.1:8688'),
      newRequestId(world) {
        const stem = world ? `${world.name}/${world.seed}/${world.createdAt}` : ''
        const count = (counters.get(stem) ?? 0) + 1
        counters.set(stem, count)
        return requestIdFrom(boot, count, `request/${world ? `${world.seed}/${world.name}` : 'server'}/${boot}/${count}`)
      },
      observe: options.observe ?? (() => {}),
      report: options.report ?? ((error) => console.error(error)),
    }
    if (!resumed.includes('default')) await worlds.create('default', options.first).catch(unlessMadeMeanwhile)
    return {
      worlds,
      catalogue,
      store,
      resumed,
      serve: (ask) => serve(ask, deps),
      refuseGarbled: (reason) => refuseGarbled(reason, deps),
      close: () => store.close(),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Several processes may start on one empty database at the same moment; one of them makes the world. */
function unlessMadeMeanwhile(error: unknown): void {
  if (!(error instanceof ControlError && error.code === 'WorldExists')) throw error
}

export interface CloudOptions extends Omit<CoreOptions, 'first'>, WorldOptions {
  /** The world to use, made with these options where the state has none of that name. Default `default`. */
  readonly world?: string
}

/** A cloud in this process: no port, its clock movable. */
export interface Cloud {
  readonly world: string
  readonly worlds: Worlds
  /** Calls as an account of the world's template, by alias (`network`), or as its administrator (`network.admin`). */
  account(alias: string): Client
  /** Calls with a key. */
  withKey(key: Key): Client
  /** Moves the world's clock: milliseconds. */
  advance(byMs: number): Promise<void>
  close(): Promise<void>
}

/**
 * A cloud for tests: `const cloud = await createCloud(); await cloud.account('network').call('Vpc', 'CreateVpc', {...})`.
 * State is kept in memory unless `persist` says otherwise.
 */
export async function createCloud(options: CloudOptions = {}): Promise<Cloud> {
  const world = options.world ?? 'default'
  const core = await openCore({ ...(world === 'default' ? { first: options } : {}), ...options })
  if (!(await core.worlds.find(world))) await core.worlds.create(world, options)
  const suffix = world === 'default' ? '' : `-${world}`
  const withKey = (key: Key) => clientOf(core.serve, key)
  return {
    world,
    worlds: core.worlds,
    account: (alias) => withKey({ accessKeyId: `local-${alias}${suffix}` }),
    withKey,
    advance: async (byMs) => void (await core.worlds.advance(world, byMs)),
    close: () => core.close(),
  }
}

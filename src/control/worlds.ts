/** Worlds from the outside: made, reset, removed, and their clock, transitions, faults and settings. */

import { type AccountId, asAccountId, type Planting, type Product } from '../model/index.js'
import {
  boots,
  faultHits,
  type PendingTransition,
  type RequestRecord,
  type Reset,
  requests,
  resets,
  transitions,
  worldStates,
} from '../pipeline/tables.js'
import { type Store, type Table, WORLD, type Writer } from '../store/index.js'
import {
  advanced,
  type Clock,
  type FaultRule,
  type Latency,
  letters,
  type Settings,
  type Template,
  type TemplateAccount,
  templateNamed,
  templates,
  timeIn,
  usualSettings,
  type Wall,
  type WorldState,
} from '../world/index.js'
import { ControlError } from './refusal.js'
import { type AccountRow, type Seeded, seedWorld } from './seeding.js'

export interface WorldOptions {
  readonly template?: string
  readonly seed?: number
  readonly settings?: Partial<Settings>
  readonly latency?: Latency
  readonly clock?: Clock
}

export interface WorldsDeps {
  readonly store: Store
  readonly products: readonly Product[]
  readonly tables: readonly Table[]
  /** Where each account of a world has its row. */
  readonly accountTable: Table<AccountRow>
  /** Where things are that a seed names no region for. */
  readonly region: string
  readonly wall: Wall
  /** The calls that this process counts for a world, by `<world>/...`. Forgotten with the world. */
  readonly counters: Map<string, unknown>
}

/** A world that was made with its clock frozen begins there again when it is reset, so that it grows the same. */
interface MadeWorld extends WorldState {
  readonly begins?: Clock
}

/** The server's own rows; no world's name looks like it. */
const serverRows = '.server'
const worldName = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/

export type Worlds = ReturnType<typeof worldsOf>

export function worldsOf({ store, products, tables, accountTable, region, wall, counters }: WorldsDeps) {
  const tableNamed = new Map(tables.map((table) => [table.name, table]))

  /** The record of a call that was under way when its world went is a row, but no world. */
  async function list(): Promise<string[]> {
    const names = (await store.worlds()).filter((name) => name !== serverRows)
    const states = await Promise.all(names.map(find))
    return names.filter((_, i) => states[i] !== undefined)
  }
  async function find(name: string): Promise<WorldState | undefined> {
    return store.read(name, (tx) => tx.get(worldStates, WORLD, [name]))
  }
  async function get(name: string): Promise<WorldState> {
    return (
      (await find(name)) ??
      notFound('world', name, `Worlds: ${(await list()).join(', ') || 'none'}. POST /admin/v1/worlds makes one.`)
    )
  }

  async function create(name: string, options: WorldOptions = {}): Promise<WorldState> {
    if (!worldName.test(name))
      throw new ControlError(
        400,
        'InvalidName',
        `${JSON.stringify(name)} is not a world's name`,
        'Lower-case letters, digits and hyphens, at most 64.',
      )
    const template = templateNamed(options.template ?? 'landing-zone')
    if (!template)
      return notFound('template', String(options.template), `Templates: ${templates.map((each) => each.name).join(', ')}.`)
    const clock = options.clock ?? { mode: 'running', offsetMs: 0 }
    const state: MadeWorld = {
      name,
      template: template.name,
      seed: options.seed ?? 42,
      createdAt: new Date(wall.now()).toISOString(),
      clock,
      latency: options.latency ?? 'instant',
      faults: [],
      settings: { ...usualSettings, ...options.settings },
      ...(clock.mode === 'frozen' ? { begins: clock } : {}),
    }
    withinCalendar(state, wall.now())
    const accounts = template.accounts.map(({ uid }) => uid)
    await store.write(name, [WORLD, ...accounts], async (tx) => {
      if (await tx.get(worldStates, WORLD, [name]))
        throw new ControlError(409, 'WorldExists', `the world ${name} exists`, 'Reset it, or take another name.')
      tx.put(worldStates, WORLD, state)
      plant(tx, state, template)
    })
    return state
  }

  /** Every product plants its part of a template. */
  function plant(tx: Writer, { name, seed, clock }: WorldState, template: Template): void {
    const planting: Planting = {
      world: name,
      template,
      now: timeIn(clock, wall.now()),
      put: (table, account, row) => tx.put(table, account, row),
      id: (of, prefix, length, alphabet = 'lower') => prefix + letters(`${seed}/${name}/seed/${of}`, length, alphabet),
    }
    for (const product of products) product.seed?.(planting)
  }

  /** The accounts of a world, those that were made later included. */
  async function accounts(name: string): Promise<readonly AccountRow[]> {
    await get(name)
    return (await store.read(name, (tx) => tx.everywhere(accountTable))).map(({ row }) => row)
  }

  async function accountNamed(name: string, given: string): Promise<string> {
    const all = await accounts(name)
    const found = all.find(({ accountId, alias }) => accountId === given || alias === given)
    return found?.accountId ?? notFound('account', given, `Accounts: ${all.map(({ alias }) => alias).join(', ')}, or their ids.`)
  }

  /** An account outside of every directory, with keys as those of a template have. */
  async function addAccount(name: string, account: TemplateAccount): Promise<AccountRow> {
    const state = await get(name)
    const taken = (await accounts(name)).find(({ accountId, alias }) => accountId === account.uid || alias === account.alias)
    if (taken)
      throw new ControlError(
        409,
        'AccountExists',
        `the account ${taken.alias} has the id ${taken.accountId}`,
        'Take another alias, and another id.',
      )
    const accountId = asAccountId(account.uid)
    const template = { name: state.template, about: '', accounts: [account] }
    return store.write(name, [WORLD, accountId], async (tx) => {
      plant(tx, state, template)
      return (await tx.get(accountTable, accountId, [accountId])) as AccountRow
    })
  }

  async function seed(name: string, given: unknown): Promise<Seeded> {
    const byName = new Map<string, AccountId>()
    for (const { accountId, alias } of await accounts(name)) byName.set(alias, accountId).set(accountId, accountId)
    return seedWorld(name, given, { store, products, accounts: byName, region })
  }

  /** As if just made: same template, seed and settings; no row, record, fault or moved clock is left. */
  async function reset(name: string): Promise<WorldState> {
    const { template, seed, settings, begins }: MadeWorld = await get(name)
    const options = { template, seed, settings, ...(begins ? { clock: begins } : {}) }
    await store.write(serverRows, [WORLD], async (tx) => tx.put(resets, WORLD, { name, options }))
    await remove(name)
    return finishReset({ name, options })
  }

  async function finishReset({ name, options }: Reset): Promise<WorldState> {
    const made = (await find(name)) ?? (await create(name, options))
    await store.write(serverRows, [WORLD], async (tx) => tx.delete(resets, WORLD, [name]))
    return made
  }

  /** Makes the worlds again that a stop left removed in the middle of their reset. */
  async function finishResets(): Promise<void> {
    const broken = await store.read(serverRows, (tx) => tx.everywhere(resets))
    for (const { row } of broken) await finishReset(row)
  }

  async function remove(name: string): Promise<void> {
    await get(name)
    await store.flush()
    await store.clear(name)
    for (const key of counters.keys()) if (key.startsWith(`${name}/`)) counters.delete(key)
  }

  async function change(name: string, how: (state: WorldState) => WorldState): Promise<WorldState> {
    return store.write(name, [WORLD], async (tx) => {
      const state = await tx.get(worldStates, WORLD, [name])
      if (!state) return notFound('world', name, 'POST /admin/v1/worlds makes one.')
      const changed = withinCalendar(how(state), wall.now())
      tx.put(worldStates, WORLD, changed)
      // The id of a rule that is gone is given again: the next one under it starts to count anew.
      for (const { id } of state.faults) if (!changed.faults.some((rule) => rule.id === id)) tx.delete(faultHits, WORLD, [id])
      return changed
    })
  }

  async function pending(name: string): Promise<(PendingTransition & { readonly holder: string })[]> {
    const now = timeIn((await get(name)).clock, wall.now()).toISOString()
    const rows = await store.read(name, (tx) => tx.everywhere(transitions))
    return rows
      .map(({ row, account }) => ({ ...row, holder: account }))
      .filter(({ settlesAt }) => settlesAt === null || settlesAt > now)
      .sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : a.id < b.id ? -1 : 1))
  }

  /** Settles one transition now; `undefined`: every one that is under way. Answers those settled. */
  async function step(name: string, id?: string): Promise<PendingTransition[]> {
    const chosen = (await pending(name)).filter((each) => id === undefined || each.id === id)
    if (id !== undefined && chosen.length === 0) return notFound('transition', id, 'GET transitions lists what is under way.')
    const now = timeIn((await get(name)).clock, wall.now()).toISOString()
    const settled: PendingTransition[] = []
    for (const transition of chosen) if (await settle(name, transition, now)) settled.push(transition)
    return settled
  }

  async function settle(name: string, found: PendingTransition & { readonly holder: string }, now: string): Promise<boolean> {
    const { holder, ...transition } = found
    const accounts = [...new Set([holder, ...transition.rows.map(({ account }) => account)])]
    return store.write(name, accounts, async (tx) => {
      // Somebody else may have stepped it meanwhile, and its rows may wait for the next step.
      if ((await tx.get(transitions, holder, [transition.id]))?.settlesAt !== transition.settlesAt) return false
      for (const { table: tableName, account, key } of transition.rows) {
        const table = tableNamed.get(tableName)
        const row = table && (await tx.get(table, account, key))
        // Changed meanwhile: only what still waits is settled. No operation starts a second step of what waits for one.
        if (table && row && 'settlesAt' in row && row.settlesAt === transition.settlesAt)
          tx.put(table, account, { ...row, settlesAt: now })
      }
      tx.put(transitions, holder, { ...transition, settlesAt: now })
      return true
    })
  }

  /** Moves the clock and answers what became due, in order. */
  async function advance(name: string, byMs: number): Promise<{ state: WorldState; due: PendingTransition[] }> {
    const before = await pending(name)
    const state = await change(name, (old) => ({ ...old, clock: advanced(old.clock, byMs) }))
    const now = timeIn(state.clock, wall.now()).toISOString()
    const due = before
      .filter(({ settlesAt }) => settlesAt !== null && settlesAt <= now)
      .sort((a, b) => ((a.settlesAt as string) < (b.settlesAt as string) ? -1 : 1))
    return { state, due }
  }

  return {
    list,
    find,
    get,
    create,
    accounts,
    addAccount,
    seed,
    reset,
    finishResets,
    remove,
    pending,
    step,
    advance,
    now: async (name: string) => timeIn((await get(name)).clock, wall.now()),
    freeze: (name: string, atMs?: number) =>
      change(name, (old) => ({ ...old, clock: { mode: 'frozen', atMs: atMs ?? timeIn(old.clock, wall.now()).getTime() } })),
    resume: (name: string) =>
      change(name, (old) => ({
        ...old,
        clock: { mode: 'running', offsetMs: timeIn(old.clock, wall.now()).getTime() - wall.now() },
      })),
    setClock: (name: string, toMs: number) =>
      change(name, (old) => ({
        ...old,
        clock: old.clock.mode === 'frozen' ? { mode: 'frozen', atMs: toMs } : { mode: 'running', offsetMs: toMs - wall.now() },
      })),
    setLatency: (name: string, latency: Latency) => change(name, (old) => ({ ...old, latency })),
    /** What is not named stays as it is, each limit and choice for itself. */
    setSettings: (name: string, { quotas, choices, ...settings }: Partial<Settings>) =>
      change(name, (old) => ({
        ...old,
        settings: {
          ...old.settings,
          ...settings,
          quotas: { ...old.settings.quotas, ...quotas },
          choices: { ...old.settings.choices, ...choices },
        },
      })),
    setFaults: (name: string, how: (faults: readonly FaultRule[]) => readonly FaultRule[]) =>
      change(name, (old) => ({ ...old, faults: how(old.faults) })),
    /** `account`: by id or alias; what it did, and what others did that concerns it. */
    async requests(name: string, limit = 50, account?: string): Promise<RequestRecord[]> {
      await get(name)
      const concerned = account === undefined ? undefined : await accountNamed(name, account)
      await store.flush()
      let newest: RequestRecord[] = []
      // Page by page: between two sweeps there may be more than fit into memory.
      for (let after: string | undefined, full = true; full; ) {
        const page = await store.read(name, (tx) =>
          tx.everywhere(requests, { limit: recordsAtOnce, ...(after === undefined ? {} : { after }) }),
        )
        const rows = page.map(({ row }) => row)
        const wanted = concerned === undefined ? rows : rows.filter((row) => row.accountsConcerned.includes(concerned))
        newest = [...newest, ...wanted].sort(newestFirst).slice(0, limit)
        after = page.at(-1)?.cursor
        full = page.length === recordsAtOnce
      }
      return newest
    },
    /** The record of one request, whichever world it was in. */
    async request(id: string): Promise<RequestRecord | undefined> {
      await store.flush()
      for (const name of new Set([...(await list()), 'default'])) {
        const row = await store.read(name, async (tx) => {
          const account = await tx.locate(requests, id)
          return account === undefined ? undefined : tx.get(requests, account, [id])
        })
        if (row) return row
      }
      return undefined
    },
    /** Counts a start of the server on this state, so that request ids of one start never repeat those of another. */
    async boot(): Promise<number> {
      return store.write(serverRows, [WORLD], async (tx) => {
        const count = ((await tx.get(boots, WORLD, ['boot']))?.count ?? 0) + 1
        tx.put(boots, WORLD, { name: 'boot', count })
        return count
      })
    },
  }
}

const recordsAtOnce = 1000

/** Of one moment, as all are while the clock stands still, the one with the later id. */
function newestFirst(a: RequestRecord, b: RequestRecord): number {
  if (a.eventTime !== b.eventTime) return a.eventTime < b.eventTime ? 1 : -1
  return a.eventId < b.eventId ? 1 : -1
}

/** Times are compared as ISO 8601 texts, which takes years of four digits; what ends some years after now has to fit as well. */
const calendar = { from: Date.UTC(1970, 0, 1), to: Date.UTC(9000, 0, 1) }

function withinCalendar(state: WorldState, wallMs: number): WorldState {
  const now = timeIn(state.clock, wallMs).getTime()
  const settles = now + (typeof state.latency === 'object' ? state.latency.afterMs : 0)
  if (now >= calendar.from && settles <= calendar.to) return state
  throw new ControlError(
    400,
    'OutOfCalendar',
    'the clock would leave the years 1970 to 8999',
    'Move it by less, or take a shorter latency.',
  )
}

function notFound(what: string, name: string, hint: string): never {
  throw new ControlError(404, 'NotFound', `there is no ${what} ${name}`, hint)
}

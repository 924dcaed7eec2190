/** Frees space. No answer depends on whether it ran: what is past is not looked at anyway. */

import type { AccountId, Past, Product } from '../model/index.js'
import { ReadPartition } from '../pipeline/partition.js'
import { nonces, type RequestRecord, replays, requests, transitions } from '../pipeline/tables.js'
import type { Reader, Store, Table } from '../store/index.js'
import { timeIn, type Wall } from '../world/index.js'
import type { Worlds } from './worlds.js'

/** How many request records a world keeps. */
const keptRequests = 20_000
const pageSize = 500

export interface SweepDeps {
  readonly store: Pick<Store, 'read' | 'write'>
  readonly worlds: Worlds
  /** Whose rows may be past. */
  readonly products: readonly Product[]
  readonly wall: Wall
  /** Gives way to calls that wait; called between pages. */
  readonly pause: () => Promise<void>
}

/** Removes what is past in every world; answers how many rows went. */
export async function sweep(deps: SweepDeps): Promise<number> {
  let removed = 0
  for (const name of await deps.worlds.list()) {
    const state = await deps.worlds.find(name)
    if (!state) continue
    const wallNow = new Date(deps.wall.now()).toISOString()
    const now = timeIn(state.clock, deps.wall.now())
    const worldNow = now.toISOString()
    removed += await removeRows(deps, name, nonces, ({ until }) => until <= wallNow)
    removed += await removeRows(deps, name, replays, ({ until }) => until <= worldNow)
    removed += await removeRows(deps, name, transitions, ({ settlesAt }) => settlesAt !== null && settlesAt <= worldNow)
    for (const { table, isPast } of deps.products.flatMap((product) => product.past ?? []))
      removed += await removeRows(deps, name, table, (row, tx, account) => isPast(row, seenFrom(tx, account, now)))
    removed += await removeOldRequests(deps, name)
  }
  return removed
}

function seenFrom(tx: Reader, account: string, now: Date): Parameters<Past['isPast']>[1] {
  const at = (whose: AccountId) => new ReadPartition(tx, whose)
  return { now, owner: at(account as AccountId), lookup: { at } }
}

type IsPast<Row> = (row: Row, tx: Reader, account: string) => boolean | Promise<boolean>

async function removeRows<Row extends object>(
  deps: SweepDeps,
  world: string,
  table: Table<Row>,
  isPast: IsPast<Row>,
): Promise<number> {
  let removed = 0
  for (let after: string | undefined; ; ) {
    const { page, past } = await deps.store.read(world, async (tx) => {
      const page = await tx.everywhere(table, { limit: pageSize, ...(after === undefined ? {} : { after }) })
      const past: typeof page = []
      for (const found of page) if (await isPast(found.row, tx, found.account)) past.push(found)
      return { page, past }
    })
    if (past.length > 0) removed += await deleteRows(deps, world, table, past, isPast)
    after = page.at(-1)?.cursor
    if (after === undefined || page.length < pageSize) return removed
    await deps.pause()
  }
}

async function deleteRows<Row extends object>(
  { store }: SweepDeps,
  world: string,
  table: Table<Row>,
  rows: readonly { readonly account: string; readonly row: Row }[],
  isPast: IsPast<Row>,
): Promise<number> {
  const keyOf = (row: Row) => table.key.map((column) => (row as Record<string, string>)[column] as string)
  const byAccount = new Map<string, string[][]>()
  for (const { account, row } of rows) {
    const keys = byAccount.get(account)
    if (keys) keys.push(keyOf(row))
    else byAccount.set(account, [keyOf(row)])
  }
  return store.write(world, [...byAccount.keys()], async (tx) => {
    let removed = 0
    // It may have been taken again since it was read: a token, a nonce, a record.
    for (const [account, keys] of byAccount)
      for (const row of await tx.getMany(table, account, keys)) {
        if (row === undefined || !(await isPast(row, tx, account))) continue
        tx.delete(table, account, keyOf(row))
        removed += 1
      }
    return removed
  })
}

async function removeOldRequests(deps: SweepDeps, world: string): Promise<number> {
  const times: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await deps.store.read(world, (tx) =>
      tx.everywhere(requests, { limit: pageSize, ...(after === undefined ? {} : { after }) }),
    )
    for (const { row } of page) times.push(ageOf(row))
    after = page.at(-1)?.cursor
    if (after === undefined || page.length < pageSize) break
    await deps.pause()
  }
  if (times.length <= keptRequests) return 0
  const oldest = times.sort().at(-keptRequests) as string
  return removeRows(deps, world, requests, (row) => ageOf(row) < oldest)
}

/** Of one moment, as all are while the clock stands still, the ids tell which came first. */
const ageOf = ({ eventTime, eventId }: RequestRecord) => `${eventTime} ${eventId}`

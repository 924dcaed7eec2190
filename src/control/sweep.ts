/** Frees space. No answer depends on whether it ran: what is past is not looked at anyway. */

import { nonces, replays, requests, transitions } from '../pipeline/tables.js'
import type { Store, Table } from '../store/index.js'
import { timeIn, type Wall } from '../world/index.js'
import type { Worlds } from './worlds.js'

/** How many request records a world keeps. */
const keptRequests = 20_000
const pageSize = 500

export interface SweepDeps {
  readonly store: Store
  readonly worlds: Worlds
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
    const worldNow = timeIn(state.clock, deps.wall.now()).toISOString()
    removed += await removeRows(deps, name, nonces, ({ until }) => until <= wallNow)
    removed += await removeRows(deps, name, replays, ({ until }) => until <= worldNow)
    removed += await removeRows(deps, name, transitions, ({ settlesAt }) => settlesAt !== null && settlesAt <= worldNow)
    removed += await removeOldRequests(deps, name)
  }
  return removed
}

async function removeRows<Row extends object>(
  deps: SweepDeps,
  world: string,
  table: Table<Row>,
  isPast: (row: Row) => boolean,
): Promise<number> {
  let removed = 0
  for (let after: string | undefined; ; ) {
    const page = await deps.store.read(world, (tx) =>
      tx.everywhere(table, { limit: pageSize, ...(after === undefined ? {} : { after }) }),
    )
    const past = page.filter(({ row }) => isPast(row))
    if (past.length > 0) await deleteRows(deps, world, table, past)
    removed += past.length
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
): Promise<void> {
  const accounts = [...new Set(rows.map(({ account }) => account))]
  await store.write(world, accounts, async (tx) => {
    for (const { account, row } of rows)
      tx.delete(
        table,
        account,
        table.key.map((column) => (row as Record<string, string>)[column] as string),
      )
  })
}

async function removeOldRequests(deps: SweepDeps, world: string): Promise<number> {
  const times: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await deps.store.read(world, (tx) =>
      tx.everywhere(requests, { limit: pageSize, ...(after === undefined ? {} : { after }) }),
    )
    for (const { row } of page) times.push(row.eventTime)
    after = page.at(-1)?.cursor
    if (after === undefined || page.length < pageSize) break
    await deps.pause()
  }
  if (times.length <= keptRequests) return 0
  const oldest = times.sort().at(-keptRequests) as string
  return removeRows(deps, world, requests, ({ eventTime }) => eventTime < oldest)
}

/**
 * What a write has put and deleted but not committed yet, merged into what it reads. Shared by the engines: each gives a
 * reader of its own state, and gets a writer.
 */
import type { AnyTable, CountOptions, Found, Key, Reader, ScanOptions, Table, Writer } from './contract.js'
import { compareText } from './encoding.js'
import {
  checkLocated,
  cursorEverywhere,
  cursorOf,
  encodeIndex,
  encodeWholeKey,
  isWithin,
  keyOf,
  type Place,
  type Range,
  rangeOf,
} from './places.js'

/** What an engine reads without the changes of the write itself. */
export interface Base extends Reader {
  /** As `getMany`, but what scans and counts go by: without the rows that `behind` still holds. */
  stored<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]>
}

/** One row as the write leaves it; `row` is absent where it is deleted. */
export interface Change {
  readonly table: AnyTable
  readonly account: string
  readonly key: Key
  /** The encoded key. */
  readonly keyText: string
  readonly row?: object
}

/** Rows of one table and account that the write touched, by encoded key. */
type Touched = Map<string, Change>

type FoundAnywhere<Row> = Found<Row> & { readonly account: string }

/** The values of a first key column whose rows the write put or deleted, to follow a located id. */
interface Ids {
  readonly put: Map<unknown, string>
  readonly deleted: Set<unknown>
}

const NOTHING: Touched = new Map()

function byCursor(left: Found<unknown>, right: Found<unknown>): number {
  return compareText(left.cursor, right.cursor)
}

/** At most `limit`; without one, everything. */
function first<T>(items: readonly T[], limit: number | undefined): T[] {
  return items.slice(0, limit === undefined ? undefined : Math.max(0, limit))
}

/** Each touched row can hide one stored row, so so many more have to be read. */
function widen(limit: number | undefined, by: number): number | undefined {
  return limit === undefined ? undefined : Math.max(0, limit) + by
}

/** Where the row is in the range of an index; `undefined` where it is not in it. */
function placeWithin(range: Range, index: string, change: Change, row: object | undefined): Place | undefined {
  if (row === undefined) return undefined
  const values = index === 'key' ? '' : encodeIndex(change.table, index, row)
  if (values === null) return undefined
  const place = { index: values, key: change.keyText }
  return isWithin(range, place) ? place : undefined
}

export class Overlay implements Writer {
  readonly world: string
  readonly #base: Base
  readonly #touched = new Map<string, Map<string, Touched>>()
  readonly #ids = new Map<string, Ids>()
  #over = false

  constructor(base: Base) {
    this.#base = base
    this.world = base.world
  }

  put<Row extends object>(table: Table<Row>, account: string, row: Row): void {
    const key = keyOf(table, row)
    // Values that no index can hold are refused here, where only this write suffers.
    for (const index of Object.keys(table.indexes)) encodeIndex(table, index, row)
    this.#touch({ table, account, key, keyText: encodeWholeKey(table, key), row })
    if (table.located !== undefined) this.#idsOf(table).put.set(key[0], account)
  }

  delete<Row extends object>(table: Table<Row>, account: string, key: Key): void {
    this.#touch({ table, account, key, keyText: encodeWholeKey(table, key) })
    if (table.located !== undefined) this.#idsOf(table).deleted.add(key[0])
  }

  async get<Row extends object>(table: Table<Row>, account: string, key: Key): Promise<Row | undefined> {
    const touched = this.#touchedIn(table, account)
    const change = touched.size === 0 ? undefined : touched.get(encodeWholeKey(table, key))
    return change === undefined ? this.#base.get(table, account, key) : (change.row as Row | undefined)
  }

  async getMany<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    const touched = this.#touchedIn(table, account)
    if (touched.size === 0) return this.#base.getMany(table, account, keys)
    const changes = keys.map((key) => touched.get(encodeWholeKey(table, key)))
    const rest = await this.#base.getMany(
      table,
      account,
      keys.filter((_, at) => changes[at] === undefined),
    )
    let next = 0
    return changes.map((change) => (change === undefined ? rest[next++] : (change.row as Row | undefined)))
  }

  async scan<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options: ScanOptions = {},
  ): Promise<Found<Row>[]> {
    const touched = this.#touchedIn(table, account)
    if (touched.size === 0) return this.#base.scan(table, account, index, prefix, options)
    const range = rangeOf(table, index, prefix, options)
    const limit = widen(options.limit, touched.size)
    const stored = await this.#base.scan(table, account, index, prefix, limit === undefined ? options : { ...options, limit })
    const rows = stored.filter(({ row }) => !touched.has(encodeWholeKey(table, keyOf(table, row))))
    for (const change of touched.values()) {
      const place = placeWithin(range, index, change, change.row)
      if (place !== undefined) rows.push({ row: change.row as Row, cursor: cursorOf(place) })
    }
    rows.sort(options.order === 'descending' ? (left, right) => byCursor(right, left) : byCursor)
    return first(rows, options.limit)
  }

  async count<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options: CountOptions = {},
  ): Promise<number> {
    const touched = this.#touchedIn(table, account)
    if (touched.size === 0) return this.#base.count(table, account, index, prefix, options)
    const range = rangeOf(table, index, prefix)
    const upTo = widen(options.upTo, touched.size)
    let count = await this.#base.count(table, account, index, prefix, upTo === undefined ? {} : { upTo })
    const changes = [...touched.values()]
    const before = await this.#base.stored(
      table,
      account,
      changes.map((change) => change.key),
    )
    for (const [at, change] of changes.entries()) {
      if (placeWithin(range, index, change, before[at])) count -= 1
      if (placeWithin(range, index, change, change.row)) count += 1
    }
    return options.upTo === undefined ? count : Math.min(count, Math.max(0, options.upTo))
  }

  async locate<Row extends object>(table: Table<Row>, id: string): Promise<string | undefined> {
    checkLocated(table, 'world')
    const ids = this.#ids.get(table.name)
    for (const account of [ids?.put.get(id), await this.#base.locate(table, id)]) {
      if (account === undefined) continue
      if (!ids?.deleted.has(id) || (await this.count(table, account, 'key', [id], { upTo: 1 })) > 0) return account
    }
    return undefined
  }

  async everywhere<Row extends object>(
    table: Table<Row>,
    options: { readonly after?: string; readonly limit?: number } = {},
  ): Promise<FoundAnywhere<Row>[]> {
    const accounts = this.#touched.get(table.name)
    if (accounts === undefined) return this.#base.everywhere(table, options)
    let changes = 0
    for (const touched of accounts.values()) changes += touched.size
    const limit = widen(options.limit, changes)
    const stored = await this.#base.everywhere(table, limit === undefined ? options : { ...options, limit })
    const rows = stored.filter(({ row, account }) => !accounts.get(account)?.has(encodeWholeKey(table, keyOf(table, row))))
    for (const [account, touched] of accounts) {
      for (const { keyText, row } of touched.values()) {
        const cursor = cursorEverywhere(account, keyText)
        if (row === undefined || (options.after !== undefined && compareText(cursor, options.after) <= 0)) continue
        rows.push({ row: row as Row, account, cursor })
      }
    }
    return first(rows.sort(byCursor), options.limit)
  }

  /** Every row touched, once, as the write leaves it, table by table. */
  changes(): Change[] {
    const changes: Change[] = []
    for (const accounts of this.#touched.values()) for (const touched of accounts.values()) changes.push(...touched.values())
    return changes
  }

  /** The write has returned: what it would put now would be lost, so it is refused. */
  end(): void {
    this.#over = true
  }

  #touchedIn(table: AnyTable, account: string): Touched {
    return this.#touched.get(table.name)?.get(account) ?? NOTHING
  }

  #touch(change: Change): void {
    if (this.#over) throw new Error('this transaction is over')
    const { table, account, keyText } = change
    let accounts = this.#touched.get(table.name)
    if (accounts === undefined) {
      accounts = new Map()
      this.#touched.set(table.name, accounts)
    }
    const touched = accounts.get(account)
    if (touched === undefined) accounts.set(account, new Map([[keyText, change]]))
    else touched.set(keyText, change)
  }

  #idsOf(table: AnyTable): Ids {
    let ids = this.#ids.get(table.name)
    if (ids === undefined) {
      ids = { put: new Map(), deleted: new Set() }
      this.#ids.set(table.name, ids)
    }
    return ids
  }
}

/** Reads and changes rows of the one connection: committed ones, and within a batch those of the writes before. */
import type { AnyTable, Behind, CountOptions, Found, Key, Reader, ScanOptions, Table } from '../contract.js'
import { behind as behindAll, encodeKey } from '../encoding.js'
import type { Base, Change } from '../overlay.js'
import {
  checkLocated,
  cursorEverywhere,
  cursorOf,
  encodeWholeKey,
  keyOf,
  partition,
  type Range,
  rangeOf,
  startEverywhere,
} from '../places.js'
import { Answers } from './answers.js'
import { RowCache, readRow } from './cache.js'
import { Conclusion, Conclusions } from './conclusions.js'
import type { Database, Value } from './driver.js'
import { valuesOf } from './layout.js'
import { NotingReader } from './noting.js'
import { Statements } from './statements.js'

/** Characters of JSON in each of the cache's two generations: with what comes with it, below 100 MB in all. */
const CACHED = 12_000_000

/** Rows in each of the two generations of kept answers, and in the largest answer that is kept. */
const ANSWERED = 50_000
const KEPT = 64

/** What is worked out from rows, for so many callers. */
const CONCLUDED = 10_000

/** A row or a deletion, ready to be written: whatever can fail because of the row itself has happened. */
export interface Sealed {
  readonly keeper: Keeper
  /** The row's name in the cache. */
  readonly place: string
  /** World, account and key, then what else is stored; nothing else for a deletion. */
  readonly values: readonly Value[]
  readonly text?: string
}

interface Order {
  readonly descending: boolean
  readonly limit?: number
}

/** What belongs to one declared table. */
interface Keeper {
  readonly table: AnyTable
  readonly prefix: string
  readonly statements: Statements
}

export class Rows {
  readonly #keepers = new Map<string, Keeper>()
  readonly #cache = new RowCache(CACHED)
  readonly #answers = new Answers(ANSWERED)
  readonly #conclusions = new Conclusions(CONCLUDED)
  /** What `behind` was given and no batch has taken yet, by place. */
  #behind = new Map<string, Sealed>()

  constructor(db: Database, tables: readonly AnyTable[]) {
    for (const table of tables)
      this.#keepers.set(table.name, { table, prefix: `${this.#keepers.size}\0`, statements: new Statements(db, table) })
  }

  /** Throws `RangeError` for a table that was not given when the store was opened. */
  keeperOf(table: { readonly name: string }): Keeper {
    const keeper = this.#keepers.get(table.name)
    if (keeper === undefined) throw new RangeError(`table '${table.name}' is not declared`)
    return keeper
  }

  get(keeper: Keeper, world: string, account: string, key: string): object | undefined {
    if (this.#behind.size > 0) {
      const waiting = this.#behind.get(placeOf(keeper, world, account, key))
      if (waiting?.text !== undefined) return readRow(waiting.text)
    }
    return this.stored(keeper, world, account, key)
  }

  stored(keeper: Keeper, world: string, account: string, key: string): object | undefined {
    const place = placeOf(keeper, world, account, key)
    const row = this.#cache.get(place)
    if (row !== undefined) return row
    const text = keeper.statements.get(world, account, key)
    return text === undefined ? undefined : this.#cache.keep(place, text)
  }

  /** The row of a text that was just read: the one that is known already, where there is one. */
  rowOf(keeper: Keeper, world: string, account: string, key: string, text: string): object {
    return this.#cache.get(placeOf(keeper, world, account, key)) ?? readRow(text)
  }

  seal(world: string, change: Change): Sealed {
    const keeper = this.keeperOf(change.table)
    const account = partition.encode(change.account)
    const place = placeOf(keeper, world, account, change.keyText)
    if (change.row === undefined) return { keeper, place, values: [world, account, change.keyText] }
    const text = JSON.stringify(change.row)
    return { keeper, place, values: valuesOf(keeper.table, world, account, change.row, text), text }
  }

  write({ keeper, place, values, text }: Sealed): void {
    const about = aboutOf(keeper, values[0] as string, values[1] as string)
    this.#answers.changed(about)
    this.#conclusions.changed(about)
    if (keeper.table.located !== undefined) {
      this.#answers.changed(keeper.prefix)
      this.#conclusions.changed(keeper.prefix)
    }
    if (text === undefined) {
      keeper.statements.delete(...(values as [string, string, string]))
      this.#cache.forget(place)
    } else {
      keeper.statements.put(values, this.#cache.replace(place, text))
    }
  }

  /** Throws as a put of the row would. */
  addBehind(world: string, rows: readonly Behind[]): void {
    const sealed = rows.map(({ table, account, row }) => {
      const key = keyOf(table, row)
      return this.seal(world, { table, account, key, keyText: encodeWholeKey(table, key), row })
    })
    for (const row of sealed) {
      this.#behind.set(row.place, row)
      // `get` sees it from now on.
      this.#conclusions.changed(aboutOf(row.keeper, row.values[0] as string, row.values[1] as string))
    }
  }

  /** What `behind` was given so far, for a batch to write. */
  takeBehind(): Map<string, Sealed> {
    const taken = this.#behind
    this.#behind = new Map()
    return taken
  }

  /** The batch failed: its rows wait again, but for those given anew since. */
  restoreBehind(taken: Map<string, Sealed>): void {
    this.#behind = new Map([...taken, ...this.#behind])
  }

  get hasBehind(): boolean {
    return this.#behind.size > 0
  }

  /** Nothing that is known may be trusted: a batch was undone, or a world removed. */
  forgetAll(): void {
    this.#cache.clear()
    this.#answers.clear()
    this.#conclusions.clear()
  }

  /** Rows of a partition in the order of an index. The answer may be kept: nobody changes it. */
  scan(keeper: Keeper, world: string, account: string, index: string, range: Range, order: Order): readonly Found<object>[] {
    const about = aboutOf(keeper, world, account)
    const question = JSON.stringify([index, range, order])
    const kept = this.#answers.get<readonly Found<object>[]>(about, question)
    if (kept !== undefined) return kept
    const found = keeper.statements
      .scan(world, account, index, range, order.descending, order.limit)
      .map(({ key, data, place }) => ({
        row: this.rowOf(keeper, world, account, key, data),
        cursor: cursorOf({ index: place, key }),
      }))
    if (found.length <= KEPT) this.#answers.keep(about, question, found, found.length)
    return found
  }

  /** What `work` makes of rows as the reader sees them. Not for readers within a batch: what they see may be undone. */
  async remember<T>(reader: Reader, question: string, work: (tx: Reader) => Promise<T>): Promise<T> {
    const named = `${reader.world}\0${question}`
    const kept = this.#conclusions.get(named)
    if (kept !== undefined) return kept.value as T
    const conclusion = new Conclusion(named)
    const world = partition.encode(reader.world)
    const noting = new NotingReader(reader, (table, account) => {
      const keeper = this.keeperOf(table)
      const about = account === undefined ? keeper.prefix : aboutOf(keeper, world, partition.encode(account))
      this.#conclusions.restsOn(conclusion, about)
    })
    try {
      const value = await work(noting)
      conclusion.value = value
      this.#conclusions.keep(conclusion)
      return value
    } catch (error) {
      this.#conclusions.forget(conclusion)
      throw error
    }
  }

  /** The account of an id; `null` where nothing has it. */
  locate(keeper: Keeper, world: string, id: string): string | null {
    return this.#whereIs(keeper, `${world}\0${id}`, () => {
      const from = encodeKey([id])
      return keeper.statements.locate(world, from, behindAll(from))
    })
  }

  /** World and account of an id; `null` where nothing has it. */
  find(keeper: Keeper, id: string): { world: string; account: string } | null {
    return this.#whereIs(keeper, `\0${id}`, () => {
      const from = encodeKey([id])
      return keeper.statements.find(from, behindAll(from))
    })
  }

  #whereIs<T>(keeper: Keeper, question: string, ask: () => T | undefined): T | null {
    const kept = this.#answers.get<T | null>(keeper.prefix, question)
    if (kept !== undefined) return kept
    const found = ask() ?? null
    this.#answers.keep(keeper.prefix, question, found, 1)
    return found
  }
}

/** No part holds a NUL, so places of different rows differ. */
function placeOf(keeper: Keeper, world: string, account: string, key: string): string {
  return `${keeper.prefix}${world}\0${account}\0${key}`
}

/** What scans and conclusions are about: the partition of a table. What ids are about is the whole table: its prefix. */
function aboutOf(keeper: Keeper, world: string, account: string): string {
  return `${keeper.prefix}${world}\0${account}`
}

/** The reads of one transaction. World and account are columns in their escaped form. */
export class WorldReader implements Base {
  readonly world: string
  readonly #rows: Rows
  readonly #escaped: string
  #over = false

  constructor(rows: Rows, world: string) {
    this.#rows = rows
    this.world = world
    this.#escaped = partition.encode(world)
  }

  async get<Row extends object>(table: Table<Row>, account: string, key: Key): Promise<Row | undefined> {
    return this.#rows.get(this.#keeperOf(table), this.#escaped, partition.encode(account), encodeWholeKey(table, key)) as
      | Row
      | undefined
  }

  async getMany<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    const [keeper, escaped] = [this.#keeperOf(table), partition.encode(account)]
    return keys.map((key) => this.#rows.get(keeper, this.#escaped, escaped, encodeWholeKey(table, key)) as Row | undefined)
  }

  async stored<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    const [keeper, escaped] = [this.#keeperOf(table), partition.encode(account)]
    return keys.map((key) => this.#rows.stored(keeper, this.#escaped, escaped, encodeWholeKey(table, key)) as Row | undefined)
  }

  async scan<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options: ScanOptions = {},
  ): Promise<Found<Row>[]> {
    const [keeper, escaped] = [this.#keeperOf(table), partition.encode(account)]
    const range = rangeOf(table, index, prefix, options)
    const limit = options.limit === undefined ? undefined : Math.max(0, options.limit)
    const order = { descending: options.order === 'descending', ...(limit === undefined ? {} : { limit }) }
    return this.#rows.scan(keeper, this.#escaped, escaped, index, range, order).slice() as Found<Row>[]
  }

  async count<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    { upTo }: CountOptions = {},
  ): Promise<number> {
    const range = rangeOf(table, index, prefix)
    const limit = upTo === undefined ? undefined : Math.max(0, upTo)
    return this.#keeperOf(table).statements.count(this.#escaped, partition.encode(account), index, range, limit)
  }

  async locate<Row extends object>(table: Table<Row>, id: string): Promise<string | undefined> {
    checkLocated(table, 'world')
    const account = this.#rows.locate(this.#keeperOf(table), this.#escaped, id)
    return account === null ? undefined : partition.decode(account)
  }

  async everywhere<Row extends object>(
    table: Table<Row>,
    options: { readonly after?: string; readonly limit?: number } = {},
  ): Promise<(Found<Row> & { readonly account: string })[]> {
    const keeper = this.#keeperOf(table)
    const limit = options.limit === undefined ? undefined : Math.max(0, options.limit)
    const found = keeper.statements.everywhere(this.#escaped, startEverywhere(table, options.after), limit)
    return found.map(({ account: escaped, key, data }) => {
      const account = partition.decode(escaped)
      const row = this.#rows.rowOf(keeper, this.#escaped, escaped, key, data) as Row
      return { row, account, cursor: cursorEverywhere(account, key) }
    })
  }

  remember<T>(question: string, work: (tx: Reader) => Promise<T>): Promise<T> {
    return this.#rows.remember(this, question, work)
  }

  /** The transaction is over: what it would read now could be of another state, so it is refused. */
  end(): void {
    this.#over = true
  }

  #keeperOf(table: { readonly name: string }): Keeper {
    if (this.#over) throw new Error('this transaction is over')
    return this.#rows.keeperOf(table)
  }
}

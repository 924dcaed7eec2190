/**
 * What every engine promises. The store knows keys, rows and accounts; it never knows what a row means.
 *
 * Rows live in partitions. A partition is one account of one world; the world itself keeps its own rows in the
 * partition named `WORLD`. Isolation between worlds is a property of the store: a transaction is opened on one world
 * and cannot name another.
 */

/** The partition of a world's own rows (its settings, clock, faults), beside those of its accounts. */
export const WORLD = ''

/** One component of a key or an index. Numbers are whole, from 0 to 2^53 - 1. */
export type Component = string | number | boolean

/** The values of a key or of the first columns of an index, in the order in which the table declares them. */
export type Key = readonly Component[]

/**
 * A table that a product declares. Rows are plain JSON objects and are treated as immutable by everyone; what is read back is
 * what JSON keeps of them, and may be frozen.
 *
 * - `name`: unlike all others even where case is folded; neither it nor the name of an index holds `:` or `"`, and no index is
 *   called `key`.
 * - `key`: the columns that name a row within its partition. All of them are present in every row.
 * - `indexes`: further orders. A row in which one of the index's columns is absent, `null` or `undefined` is not in that
 *   index. The order within equal index values is that of the key.
 * - `located`: the first key column is an id that names the row from anywhere: `locate` answers which account holds it.
 *   `'world'`: within one world. `'everywhere'`: over all worlds (access keys, which select the world).
 *   INVARIANT: one account holds an id at a time; a write that moves it deletes and puts, in either order.
 */
export interface Table<Row extends object = object> {
  readonly name: string
  readonly key: readonly string[]
  readonly indexes: Readonly<Record<string, readonly string[]>>
  readonly located?: 'world' | 'everywhere'
  /** Never set; carries the row type. */
  readonly row?: Row
}

/** Any declared table, whatever its rows: every `Table<Row>` is one (`Table` alone is not that: it has no column names). */
export type AnyTable = Pick<Table, 'name' | 'located'> & {
  readonly key: readonly string[]
  readonly indexes: Readonly<Record<string, readonly string[]>>
}

/** A row found by a scan, with its place in the order scanned: hand it back as `after` to go on behind it. */
export interface Found<Row> {
  readonly row: Row
  readonly cursor: string
}

export interface ScanOptions {
  /** Go on behind this cursor of an earlier scan of the same index, prefix and order, whatever was inserted meanwhile. */
  readonly after?: string
  /** At most so many rows. Absent: all. */
  readonly limit?: number
  /** Absent: ascending. */
  readonly order?: 'ascending' | 'descending'
}

export interface CountOptions {
  /** Stop counting there, so that a count costs no more than the limit that it is compared with. */
  readonly upTo?: number
}

/**
 * Reads within one transaction. All reads of one transaction see one state. They reject with `RangeError` for a table or index
 * that is not declared, a key of another length, a prefix that is too long and a cursor that is none, with `TypeError` for what is
 * no component, and when the transaction is over. A caller that reads in a loop without end has to let the event loop turn.
 */
export interface Reader {
  readonly world: string
  get<Row extends object>(table: Table<Row>, account: string, key: Key): Promise<Row | undefined>
  /** In the order of `keys`; `undefined` where there is no row. */
  getMany<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]>
  /**
   * The rows of one partition whose first index columns equal `prefix`, in the order of the index.
   * `index` is the name of an index of the table, or `'key'` for the order of the key itself.
   */
  scan<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options?: ScanOptions,
  ): Promise<Found<Row>[]>
  count<Row extends object>(table: Table<Row>, account: string, index: string, prefix: Key, options?: CountOptions): Promise<number>
  /** The account that holds the row with this id, for tables that are `located: 'world'`. */
  locate<Row extends object>(table: Table<Row>, id: string): Promise<string | undefined>
  /**
   * Every row of the table in this world, over all partitions, in the order of account and key. For the control plane,
   * sweepers and snapshots: no operation of a product uses it.
   */
  everywhere<Row extends object>(
    table: Table<Row>,
    options?: { readonly after?: string; readonly limit?: number },
  ): Promise<(Found<Row> & { readonly account: string })[]>
  /**
   * What `work` makes of rows, kept under `question` until something changes in a partition that it read. For what many calls ask
   * and few change. `work` depends on nothing but the question and what it reads, and nobody changes what it answers.
   * Absent where the engine does not see every change: there it is worked out each time.
   */
  remember?<T>(question: string, work: (tx: Reader) => Promise<T>): Promise<T>
}

/**
 * Reads see the transaction's own puts and deletes at once; both are flushed together with the commit. Both throw as reads reject,
 * and a put throws `TypeError` for a row without a key column or with an index value that is no component.
 */
export interface Writer extends Reader {
  put<Row extends object>(table: Table<Row>, account: string, row: Row): void
  delete<Row extends object>(table: Table<Row>, account: string, key: Key): void
}

/** Rows for which nobody waits, written in a batch within `behindMs`, or with the next commit. */
export interface Behind {
  readonly table: AnyTable
  readonly account: string
  readonly row: object
}

export interface Store {
  /** Runs `work` on one consistent state. `work` awaits nothing but this transaction. */
  read<T>(world: string, work: (tx: Reader) => Promise<T>): Promise<T>
  /**
   * Runs `work` as if writes happened one after the other, and answers when its changes are durable. A throw undoes all
   * of it and is thrown to the caller. `work` awaits nothing but this transaction, has no effect outside of it, and may
   * be run more than once: an engine that runs writes in parallel holds the locks of `accounts` before `work` starts
   * and, when `work` reads or changes a partition of another account, starts it again with that account added.
   */
  write<T>(world: string, accounts: readonly string[], work: (tx: Writer) => Promise<T>): Promise<T>
  /** Keeps rows to be written soon. `get` of this process sees them at once; a crash may lose them. */
  behind(world: string, rows: readonly Behind[]): void
  /** World and account of an id of a table that is `located: 'everywhere'`. */
  find<Row extends object>(table: Table<Row>, id: string): Promise<{ readonly world: string; readonly account: string } | undefined>
  /** The worlds that have any row, sorted. */
  worlds(): Promise<string[]>
  /** Removes every row of a world. Durable when it answers. */
  clear(world: string): Promise<void>
  /** Writes what `behind` still holds. */
  flush(): Promise<void>
  /** Waits for what is under way, flushes, closes. */
  close(): Promise<void>
}

/** What every engine needs to open. */
export interface StoreOptions {
  readonly tables: readonly AnyTable[]
  /** How long rows given to `behind` may wait. Default 50. */
  readonly behindMs?: number
  /**
   * The version of the state format, and how to get there from each older one. Opening a newer format throws
   * `NewerFormat`; an older one is migrated in one transaction.
   */
  readonly format: Format
}

export interface Format {
  readonly version: number
  /** `migrations[n]` turns rows of version n into version n + 1, table by table; absent: nothing changes in rows. */
  readonly migrations?: Readonly<
    Record<number, (table: string, row: Readonly<Record<string, unknown>>) => Record<string, unknown> | undefined>
  >
}

/** The state was written by a newer version of the program. */
export class NewerFormat extends Error {
  constructor(found: number, known: number) {
    super(`the state has format ${found}, this version knows formats up to ${known}`)
  }
}

/** Another process uses the state. */
export class StateInUse extends Error {}

/** The state cannot be opened: not a folder, not writable, not a database. */
export class StateUnusable extends Error {}

/** The rows of one account, over one transaction. Classes, since a call makes many of them. */

import type { AccountId, Partition, WritablePartition } from '../model/index.js'
import type { CountOptions, Found, Key, Reader, ScanOptions, Table, Writer } from '../store/index.js'

export class ReadPartition implements Partition {
  readonly account: AccountId
  readonly #tx: Reader

  constructor(tx: Reader, account: AccountId) {
    this.#tx = tx
    this.account = account
  }

  get<Row extends object>(table: Table<Row>, ...key: Key): Promise<Row | undefined> {
    return this.#tx.get(table, this.account, key)
  }

  getMany<Row extends object>(table: Table<Row>, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return this.#tx.getMany(table, this.account, keys)
  }

  scan<Row extends object>(table: Table<Row>, index: string, prefix: Key, options?: ScanOptions): Promise<Found<Row>[]> {
    return this.#tx.scan(table, this.account, index, prefix, options)
  }

  count<Row extends object>(table: Table<Row>, index: string, prefix: Key, options?: CountOptions): Promise<number> {
    return this.#tx.count(table, this.account, index, prefix, options)
  }

  async all<Row extends object>(table: Table<Row>, index: string, prefix: Key): Promise<Row[]> {
    return (await this.#tx.scan(table, this.account, index, prefix)).map(({ row }) => row)
  }
}

/** Told of each change. */
export type Noted = (table: Table, account: AccountId, key: Key, row: object | undefined) => void

/** Told of each row that was read. */
export type Seen = (table: Table, account: AccountId, row: object) => void

/** The key of a row. */
export function keyOf(table: Table, row: object): Key {
  return table.key.map((column) => (row as Record<string, string>)[column] as string)
}

export class WritePartition extends ReadPartition implements WritablePartition {
  readonly #tx: Writer
  readonly #noted: Noted
  readonly #seen: Seen | undefined

  constructor(tx: Writer, account: AccountId, noted: Noted, seen?: Seen) {
    super(tx, account)
    this.#tx = tx
    this.#noted = noted
    this.#seen = seen
  }

  override get<Row extends object>(table: Table<Row>, ...key: Key): Promise<Row | undefined> {
    return this.#told(table, super.get(table, ...key), (row) => [row])
  }

  override getMany<Row extends object>(table: Table<Row>, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return this.#told(table, super.getMany(table, keys), (rows) => rows)
  }

  override scan<Row extends object>(table: Table<Row>, index: string, prefix: Key, options?: ScanOptions): Promise<Found<Row>[]> {
    return this.#told(table, super.scan(table, index, prefix, options), (found) => found.map(({ row }) => row))
  }

  override all<Row extends object>(table: Table<Row>, index: string, prefix: Key): Promise<Row[]> {
    return this.#told(table, super.all(table, index, prefix), (rows) => rows)
  }

  /** Costs nothing where nobody wants to know. */
  #told<T>(table: Table, answer: Promise<T>, rowsOf: (answer: T) => readonly (object | undefined)[]): Promise<T> {
    const seen = this.#seen
    if (!seen) return answer
    return answer.then((found) => {
      for (const row of rowsOf(found)) if (row) seen(table, this.account, row)
      return found
    })
  }

  put<Row extends object>(table: Table<Row>, row: Row): void {
    this.#tx.put(table, this.account, row)
    this.#noted(table, this.account, keyOf(table, row), row)
  }

  delete<Row extends object>(table: Table<Row>, ...key: Key): void {
    this.#tx.delete(table, this.account, key)
    this.#noted(table, this.account, key, undefined)
  }
}

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

export class WritePartition extends ReadPartition implements WritablePartition {
  readonly #tx: Writer
  readonly #noted: Noted

  constructor(tx: Writer, account: AccountId, noted: Noted) {
    super(tx, account)
    this.#tx = tx
    this.#noted = noted
  }

  put<Row extends object>(table: Table<Row>, row: Row): void {
    this.#tx.put(table, this.account, row)
    const key = table.key.map((column) => (row as Record<string, string>)[column] as string)
    this.#noted(table, this.account, key, row)
  }

  delete<Row extends object>(table: Table<Row>, ...key: Key): void {
    this.#tx.delete(table, this.account, key)
    this.#noted(table, this.account, key, undefined)
  }
}

import type { AnyTable, CountOptions, Found, Key, Reader, ScanOptions, Table } from '../contract.js'

/** Reads on behalf of something that is to be remembered: notes first what it reads. */
export class NotingReader implements Reader {
  readonly world: string
  readonly #base: Reader
  readonly #note: (table: AnyTable, account: string | undefined) => void

  /** `note`: told the table and the account; without an account, that ids of the table are asked for. */
  constructor(base: Reader, note: (table: AnyTable, account: string | undefined) => void) {
    this.world = base.world
    this.#base = base
    this.#note = note
  }

  get<Row extends object>(table: Table<Row>, account: string, key: Key): Promise<Row | undefined> {
    this.#note(table, account)
    return this.#base.get(table, account, key)
  }

  getMany<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    this.#note(table, account)
    return this.#base.getMany(table, account, keys)
  }

  scan<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options?: ScanOptions,
  ): Promise<Found<Row>[]> {
    this.#note(table, account)
    return this.#base.scan(table, account, index, prefix, options)
  }

  count<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options?: CountOptions,
  ): Promise<number> {
    this.#note(table, account)
    return this.#base.count(table, account, index, prefix, options)
  }

  locate<Row extends object>(table: Table<Row>, id: string): Promise<string | undefined> {
    this.#note(table, undefined)
    return this.#base.locate(table, id)
  }

  /** It would rest on every partition. */
  everywhere(): Promise<never> {
    return Promise.reject(new RangeError('what is read over all accounts is not remembered'))
  }
}

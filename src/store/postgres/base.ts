/** The state as the server has it, seen through the wave of one transaction. */
import type { AnyTable, CountOptions, Found, Key, ScanOptions, Table } from '../contract.js'
import type { Base } from '../overlay.js'
import {
  checkLocated,
  cursorEverywhere,
  cursorOf,
  encodeWholeKey,
  partition,
  type Range,
  rangeOf,
  startEverywhere,
} from '../places.js'
import type { Wave } from './wave.js'

/** A row that is kept in memory and not written yet. */
export type Kept = (world: string, table: AnyTable, account: string, key: string) => object | undefined

export class ServerState implements Base {
  readonly world: string
  readonly #wave: Wave
  readonly #kept: Kept
  #over = false

  constructor(world: string, wave: Wave, kept: Kept) {
    this.world = world
    this.#wave = wave
    this.#kept = kept
  }

  async get<Row extends object>(table: Table<Row>, account: string, key: Key): Promise<Row | undefined> {
    return (await this.getMany(table, account, [key]))[0]
  }

  async getMany<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return this.#rows(table, account, keys, this.#kept)
  }

  async stored<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return this.#rows(table, account, keys, () => undefined)
  }

  /** Its transaction may go on for others; what this one would read now is refused. */
  end(): void {
    this.#over = true
  }

  async scan<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options: ScanOptions = {},
  ): Promise<Found<Row>[]> {
    const range = rangeOf(table, index, prefix, options)
    if (options.limit !== undefined && options.limit <= 0) return []
    const text = this.#open()
      .of(table)
      .scan(index, options.order === 'descending')
    const rows = await this.#open().ask(text, this.#stretch(account, range, options.limit))
    return rows.map(([data, values, key]) => ({
      row: JSON.parse(data as string) as Row,
      cursor: cursorOf({ index: values as string, key: key as string }),
    }))
  }

  async count<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options: CountOptions = {},
  ): Promise<number> {
    const range = rangeOf(table, index, prefix)
    if (options.upTo !== undefined && options.upTo <= 0) return 0
    const rows = await this.#open().ask(this.#open().of(table).count(index), this.#stretch(account, range, options.upTo))
    return Number(rows[0]?.[0])
  }

  async locate<Row extends object>(table: Table<Row>, id: string): Promise<string | undefined> {
    checkLocated(table, 'world')
    return (await this.#open().place(table, this.world, id))?.account
  }

  async everywhere<Row extends object>(
    table: Table<Row>,
    options: { readonly after?: string; readonly limit?: number } = {},
  ): Promise<(Found<Row> & { readonly account: string })[]> {
    const start = startEverywhere(table, options.after)
    if (options.limit !== undefined && options.limit <= 0) return []
    const values = [partition.encode(this.world), start.account, start.key, options.limit ?? null]
    const rows = await this.#open().ask(this.#open().of(table).everywhere, values)
    return rows.map((each) => {
      const [account, key, data] = each as string[]
      const name = partition.decode(account as string)
      return { row: JSON.parse(data as string) as Row, account: name, cursor: cursorEverywhere(name, key as string) }
    })
  }

  #rows<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[], kept: Kept): Promise<(Row | undefined)[]> {
    return Promise.all(
      keys.map((key) => {
        const text = encodeWholeKey(table, key)
        return (kept(this.world, table, account, text) ?? this.#open().row(table, this.world, account, text)) as Promise<
          Row | undefined
        >
      }),
    )
  }

  #open(): Wave {
    if (this.#over) throw new Error('this transaction is over')
    return this.#wave
  }

  #stretch(account: string, { from, below }: Range, limit: number | undefined): unknown[] {
    return [partition.encode(this.world), partition.encode(account), from.index, from.key, below.index, below.key, limit ?? null]
  }
}

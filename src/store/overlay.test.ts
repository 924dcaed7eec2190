import { describe } from 'vitest'
import type { Engine } from './conformance/harness.js'
import { Model } from './conformance/model.js'
import { randomlyConforms } from './conformance/random.js'
import type { AnyTable, CountOptions, Found, Key, Reader, ScanOptions, Store, Table, Writer } from './contract.js'
import { compareText, encodeKey } from './encoding.js'
import { type Base, Overlay } from './overlay.js'
import { cursorEverywhere, cursorOf, encodeIndex, encodeWholeKey, keyOf } from './places.js'

/** A base over the model, so that what an overlay adds is all there is to go wrong. */
class ModelBase implements Base {
  readonly world: string
  readonly #model: Model

  constructor(model: Model, world: string) {
    this.#model = model
    this.world = world
  }

  async get<Row extends object>(table: Table<Row>, account: string, key: Key): Promise<Row | undefined> {
    return this.#model.scan(this.world, table, account, 'key', key)[0] as Row | undefined
  }

  getMany<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return Promise.all(keys.map((key) => this.get(table, account, key)))
  }

  stored<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    return this.getMany(table, account, keys)
  }

  async scan<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options: ScanOptions = {},
  ): Promise<Found<Row>[]> {
    const rows = this.#model.scan(this.world, table, account, index, prefix) as Row[]
    const found = rows.map((row) => ({ row, cursor: cursorIn(table, index, row) }))
    const sign = options.order === 'descending' ? -1 : 1
    if (sign < 0) found.reverse()
    const { after } = options
    return (after === undefined ? found : found.filter(({ cursor }) => sign * compareText(cursor, after) > 0)).slice(
      0,
      options.limit,
    )
  }

  async count<Row extends object>(
    table: Table<Row>,
    account: string,
    index: string,
    prefix: Key,
    options: CountOptions = {},
  ): Promise<number> {
    return Math.min(this.#model.scan(this.world, table, account, index, prefix).length, options.upTo ?? Number.POSITIVE_INFINITY)
  }

  async locate<Row extends object>(table: Table<Row>, id: string): Promise<string | undefined> {
    return this.#model.locate(this.world, table, id)
  }

  async everywhere<Row extends object>(
    table: Table<Row>,
    { after, limit }: { readonly after?: string; readonly limit?: number } = {},
  ): Promise<(Found<Row> & { readonly account: string })[]> {
    const rows = this.#model.everywhere(this.world, table) as { account: string; row: Row }[]
    const found = rows.map(({ account, row }) => ({
      account,
      row,
      cursor: cursorEverywhere(account, encodeKey(keyOf(table, row))),
    }))
    return found.filter(({ cursor }) => after === undefined || compareText(cursor, after) > 0).slice(0, limit)
  }
}

function cursorIn(table: AnyTable, index: string, row: object): string {
  const key = encodeWholeKey(table, keyOf(table, row))
  return cursorOf({ index: index === 'key' ? '' : (encodeIndex(table, index, row) as string), key })
}

/** Only reads and writes, one after the other. */
function modelStore(): Pick<Store, 'read' | 'write' | 'close'> {
  const model = new Model()
  let last: Promise<unknown> = Promise.resolve()
  const write = async <T>(world: string, work: (tx: Writer) => Promise<T>): Promise<T> => {
    const tx = new Overlay(new ModelBase(model, world))
    const value = await work(tx)
    for (const { table, account, key, row } of tx.changes()) {
      if (row) model.put(world, table, account, row)
      else model.delete(world, table, account, key)
    }
    return value
  }
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = last.then(run, run)
    last = turn
    return turn
  }
  return {
    read: <T>(world: string, work: (tx: Reader) => Promise<T>) => inTurn(() => work(new ModelBase(model, world))),
    write: (world, _, work) => inTurn(() => write(world, work)),
    close: async () => undefined,
  }
}

const engine: Engine = {
  durable: false,
  place: async () => ({ open: async () => modelStore() as Store, remove: async () => undefined }),
}

describe('a write over its own changes', () => {
  randomlyConforms(engine, 200)
})

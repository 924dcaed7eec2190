/** The SQL of one table, each statement prepared when it is first needed. */
import type { AnyTable } from '../contract.js'
import type { Range } from '../places.js'
import type { Database, Statement, Value } from './driver.js'
import { indexColumn, indexName, insertInto, locatorName, tableName } from './layout.js'

export interface StoredRow {
  readonly key: string
  readonly data: string
}

export type ScannedRow = StoredRow & { readonly place: string }
export type AnywhereRow = StoredRow & { readonly account: string }

/** SQLite's way to say no limit. */
const ALL = -1

export class Statements {
  readonly #db: Database
  readonly #table: AnyTable
  readonly #prepared = new Map<string, Statement>()
  readonly #get: Statement
  readonly #put: Statement
  readonly #update: Statement
  readonly #delete: Statement

  constructor(db: Database, table: AnyTable) {
    this.#db = db
    this.#table = table
    const name = tableName(table)
    const set = [...Object.keys(table.indexes).map(indexColumn), 'data'].map((column) => `${column} = excluded.${column}`)
    this.#get = db.prepare(`select data from ${name} where world = ? and account = ? and key = ?`)
    // Not `insert or replace`: that would write the index of ids again with every change of a row.
    this.#put = db.prepare(`${insertInto(table)} on conflict do update set ${set.join(', ')}`)
    const same = [
      'world = ? and account = ? and key = ?',
      ...Object.keys(table.indexes).map((index) => `${indexColumn(index)} is ?`),
    ]
    this.#update = db.prepare(`update ${name} set data = ? where ${same.join(' and ')}`)
    this.#delete = db.prepare(`delete from ${name} where world = ? and account = ? and key = ?`)
  }

  get(world: string, account: string, key: string): string | undefined {
    return (this.#get.get(world, account, key) as { data: string } | undefined)?.data
  }

  /**
   * The values of a row in the order of the columns. `known`: the row is probably there already. Most changes of a row leave its
   * place in every index as it is, and SQLite writes the pages of each index that an update so much as names; so such an
   * update is tried first.
   */
  put(values: readonly Value[], known: boolean): void {
    if (known && this.#update.run(values.at(-1) as Value, ...values.slice(0, -1)).changes > 0) return
    this.#put.run(...values)
  }

  delete(world: string, account: string, key: string): void {
    this.#delete.run(world, account, key)
  }

  scan(world: string, account: string, index: string, range: Range, descending: boolean, limit = ALL): ScannedRow[] {
    const sort = descending ? 'desc' : 'asc'
    const [where, bounds, place, source] = this.#range(index, range)
    const order = index === 'key' ? `key ${sort}` : `${place} ${sort}, key ${sort}`
    const statement = this.#prepare(
      `scan ${sort} ${index}`,
      () => `select key, data, ${place} as place from ${source} where ${where} order by ${order} limit ?`,
    )
    return statement.all(world, account, ...bounds, limit) as ScannedRow[]
  }

  count(world: string, account: string, index: string, range: Range, upTo = ALL): number {
    const [where, bounds, , source] = this.#range(index, range)
    const statement = this.#prepare(
      `count ${index}`,
      () => `select count(*) as count from (select 1 from ${source} where ${where} limit ?)`,
    )
    return (statement.get(world, account, ...bounds, upTo) as { count: number }).count
  }

  /** From an account and key on. */
  everywhere(world: string, from: { readonly account: string; readonly key: string }, limit = ALL): AnywhereRow[] {
    const statement = this.#prepare(
      'everywhere',
      () =>
        `select account, key, data from ${tableName(this.#table)} where world = ? and (account, key) >= (?, ?) ` +
        'order by account, key limit ?',
    )
    return statement.all(world, from.account, from.key, limit) as AnywhereRow[]
  }

  locate(world: string, from: string, below: string): string | undefined {
    const source = `${tableName(this.#table)} indexed by ${locatorName(this.#table)}`
    const statement = this.#prepare(
      'locate',
      () => `select account from ${source} where world = ? and key >= ? and key < ? limit 1`,
    )
    return (statement.get(world, from, below) as { account: string } | undefined)?.account
  }

  find(from: string, below: string): { world: string; account: string } | undefined {
    const source = `${tableName(this.#table)} indexed by ${locatorName(this.#table)}`
    const statement = this.#prepare('find', () => `select world, account from ${source} where key >= ? and key < ? limit 1`)
    return statement.get(from, below) as { world: string; account: string } | undefined
  }

  /**
   * Index and key are compared as one row value, so that a page starts where the last one ended, in one step. That the column
   * is not null goes without saying but for SQLite, which looks for it before it takes an index of such rows only.
   */
  #range(index: string, { from, below }: Range): [where: string, bounds: Value[], place: string, source: string] {
    const source = tableName(this.#table)
    if (index === 'key') return ['world = ? and account = ? and key >= ? and key < ?', [from.key, below.key], "''", source]
    const column = indexColumn(index)
    return [
      `world = ? and account = ? and ${column} is not null and (${column}, key) >= (?, ?) and (${column}, key) < (?, ?)`,
      [from.index, from.key, below.index, below.key],
      column,
      `${source} indexed by ${indexName(this.#table, index)}`,
    ]
  }

  #prepare(name: string, sql: () => string): Statement {
    let statement = this.#prepared.get(name)
    if (statement === undefined) {
      statement = this.#db.prepare(sql())
      this.#prepared.set(name, statement)
    }
    return statement
  }
}

/** Over all tables that the database holds, also those that nobody declares any more. */
export class WorldStatements {
  readonly #next: readonly Statement[]
  readonly #clear: readonly Statement[]

  constructor(db: Database, tables: readonly AnyTable[]) {
    this.#next = tables.map((table) => db.prepare(`select min(world) as world from ${tableName(table)} where world > ?`))
    this.#clear = tables.map((table) => db.prepare(`delete from ${tableName(table)} where world = ?`))
  }

  /** Worlds with any row. From one to the next by the primary key, not over all rows. */
  worlds(): Set<string> {
    const worlds = new Set<string>()
    for (const next of this.#next) {
      for (let last = ''; ; ) {
        const { world } = next.get(last) as { world: string | null }
        if (world === null) break
        worlds.add(world)
        last = world
      }
    }
    return worlds
  }

  clear(world: string): void {
    for (const clear of this.#clear) clear.run(world)
  }
}

/**
 * The tables in the database. Each declared table is one table: world, account and key, one column of encoded text per index
 * (null: not in it), and the row as JSON. What a database holds is described in its own `meta` table, so that a later
 * version of the program sees what it has to add or to rebuild.
 */
import { type AnyTable, type Format, NewerFormat, StateUnusable } from '../contract.js'
import { encodeIndex, encodeWholeKey, keyOf } from '../places.js'
import type { Database, Value } from './driver.js'

/** A declared table as `meta` describes it. */
type Shape = Pick<AnyTable, 'name' | 'key' | 'indexes' | 'located'>

type Migrate = (row: Readonly<Record<string, unknown>>) => Record<string, unknown> | undefined

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export const tableName = (table: Shape) => quote(`rows:${table.name}`)
export const indexColumn = (index: string) => quote(`in:${index}`)
export const indexName = (table: Shape, index: string) => quote(`${table.name}:in:${index}`)
export const locatorName = (table: Shape) => quote(`${table.name}:located`)

/** The values of one row in the order of the columns of its table. */
export function valuesOf(table: AnyTable, world: string, account: string, row: object, text: string): Value[] {
  const places = Object.keys(table.indexes).map((index) => encodeIndex(table, index, row))
  return [world, account, encodeWholeKey(table, keyOf(table, row)), ...places, text]
}

export function insertInto(table: Shape, name = tableName(table)): string {
  const columns = ['world', 'account', 'key', ...Object.keys(table.indexes).map(indexColumn), 'data']
  return `insert into ${name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
}

function createTable(db: Database, table: Shape, name = tableName(table)): void {
  const places = Object.keys(table.indexes).map((index) => `${indexColumn(index)} text, `)
  db.exec(
    `create table ${name} (world text not null, account text not null, key text not null, ${places.join('')}` +
      'data text not null, primary key (world, account, key)) without rowid',
  )
}

/** An index holds the primary key too, so that those of ids answer which account (and world) holds an id from themselves. */
function createIndexes(db: Database, table: Shape): void {
  for (const index of Object.keys(table.indexes)) {
    const column = indexColumn(index)
    db.exec(
      `create index ${indexName(table, index)} on ${tableName(table)} (world, account, ${column}, key) where ${column} is not null`,
    )
  }
  if (table.located === 'world') db.exec(`create index ${locatorName(table)} on ${tableName(table)} (world, key)`)
  if (table.located === 'everywhere') db.exec(`create index ${locatorName(table)} on ${tableName(table)} (key)`)
}

/** Writes every row anew, because its content, its key or its indexes changed. */
function rebuild(db: Database, table: Shape, migrate: Migrate): void {
  const fresh = quote('rebuilt')
  createTable(db, table, fresh)
  const insert = db.prepare(insertInto(table, fresh))
  for (const found of db.prepare(`select world, account, data from ${tableName(table)}`).iterate()) {
    const { world, account, data } = found as { world: string; account: string; data: string }
    const row = migrate(JSON.parse(data))
    if (row !== undefined) insert.run(...valuesOf(table, world, account, row, JSON.stringify(row)))
  }
  db.exec(`drop table ${tableName(table)}; alter table ${fresh} rename to ${tableName(table)}`)
  createIndexes(db, table)
}

/** All migrations from a version to the present one; `undefined` where none has anything to do. */
function migrationOf(table: string, from: number, format: Format): Migrate | undefined {
  const steps = Object.entries(format.migrations ?? {})
    .map(([version, step]) => ({ version: Number(version), step }))
    .filter(({ version }) => version >= from && version < format.version)
    .sort((left, right) => left.version - right.version)
  if (steps.length === 0) return undefined
  return (row) => {
    let migrated: Record<string, unknown> | undefined = row
    for (const { step } of steps) if (migrated !== undefined) migrated = step(table, migrated)
    return migrated
  }
}

function shapeOf({ name, key, indexes, located }: AnyTable): Shape {
  return located === undefined ? { name, key, indexes } : { name, key, indexes, located }
}

function readMeta(db: Database, name: string): string | undefined {
  return (db.prepare('select value from meta where name = ?').get(name) as { value: string } | undefined)?.value
}

function writeMeta(db: Database, name: string, value: string): void {
  db.prepare('insert or replace into meta (name, value) values (?, ?)').run(name, value)
}

/** Tables that this version no longer declares keep their rows: they migrate, and go with their world. */
function shapesIn(db: Database): Map<string, Shape> {
  const shapes = JSON.parse(readMeta(db, 'tables') ?? '[]') as Shape[]
  return new Map(shapes.map((shape) => [shape.name, shape]))
}

/**
 * Brings the database to the present format and the declared tables; to be called within one transaction. Answers all tables
 * that the database holds. Throws `NewerFormat`, and `StateUnusable` for somebody else's database.
 */
export function settleLayout(db: Database, tables: readonly AnyTable[], format: Format): readonly Shape[] {
  const known = db.prepare("select name from sqlite_schema where type = 'table'").all() as { name: string }[]
  if (known.length > 0 && !known.some(({ name }) => name === 'meta'))
    throw new StateUnusable('it is the database of another program')
  db.exec('create table if not exists meta (name text primary key, value text not null) without rowid')
  const found = Number(readMeta(db, 'format') ?? format.version)
  if (found > format.version) throw new NewerFormat(found, format.version)

  const before = shapesIn(db)
  const after = new Map([...before, ...tables.map((table) => [table.name, shapeOf(table)] as const)])
  for (const [name, shape] of after) {
    const stored = before.get(name)
    const migrate = migrationOf(name, found, format)
    if (stored === undefined) {
      createTable(db, shape)
      createIndexes(db, shape)
    } else if (migrate !== undefined || JSON.stringify(stored) !== JSON.stringify(shape)) {
      rebuild(db, shape, migrate ?? ((row) => ({ ...row })))
    }
  }
  writeMeta(db, 'format', String(format.version))
  writeMeta(db, 'tables', JSON.stringify([...after.values()]))
  return [...after.values()]
}

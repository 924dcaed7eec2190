/**
 * How rows lie in the database: one SQL table per declared table, its key and indexes as encoded text compared byte by byte,
 * the row itself as JSON text (`jsonb` would reorder its members). `world` and `account` lead every primary key and index, so
 * the tables can be distributed by account as they are.
 */
import type { AnyTable } from '../contract.js'
import { escapeText } from '../encoding.js'
import { encodeIndex, encodeWholeKey, keyOf, partition } from '../places.js'

const LONGEST_NAME = 63

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Names of ours hold a `:`, which no declared name does. */
export const META = ':meta'
export const IDS = ':ids'

/** A declared table with the names that it has in the database. */
export interface Laid {
  readonly table: AnyTable
  /** Quoted, with its schema. */
  readonly name: string
  readonly indexes: readonly { readonly index: string; readonly column: string }[]
  /** The names of all columns: world, account, key, data, then one per index. */
  readonly columns: readonly string[]
}

export function lay(schema: string, table: AnyTable): Laid {
  const indexes = Object.keys(table.indexes).map((index) => ({ index, column: quote(`by:${index}`) }))
  for (const name of [table.name, ...Object.keys(table.indexes).map((index) => `by:${index}`)])
    if (Buffer.byteLength(name) > LONGEST_NAME)
      throw new Error(`'${name}' is longer than the ${LONGEST_NAME} bytes of a name in PostgreSQL`)
  const columns = ['world', 'account', 'key', 'data', ...indexes.map(({ column }) => column)]
  return { table, name: `${quote(schema)}.${quote(table.name)}`, indexes, columns }
}

/** What of a declaration decides how its rows lie: when it differs from what is stored, they are laid anew. */
export function shapeOf({ name, key, indexes, located }: AnyTable): AnyTable {
  return located === undefined ? { name, key, indexes } : { name, key, indexes, located }
}

/** The values of the columns of one row, in the order of `Laid.columns`. */
export function columnValues({ table, indexes }: Laid, world: string, account: string, row: object): (string | null)[] {
  return [
    partition.encode(world),
    partition.encode(account),
    encodeWholeKey(table, keyOf(table, row)),
    JSON.stringify(row),
    ...indexes.map(({ index }) => encodeIndex(table, index, row)),
  ]
}

/** Where the directory keeps an id: under its table, and under the world unless the id is known everywhere. */
export function scopeOf(table: AnyTable, world: string): string {
  return table.located === 'everywhere' ? '' : partition.encode(world)
}

/** An id as the directory keeps it. */
export function idText(id: unknown): string {
  return escapeText(String(id))
}

const TEXT = 'text COLLATE "C" NOT NULL'

export function createMeta(schema: string): string[] {
  return [
    `CREATE TABLE ${quote(schema)}.${quote(META)} (name ${TEXT} PRIMARY KEY, value text NOT NULL)`,
    `CREATE TABLE ${quote(schema)}.${quote(IDS)} (tab ${TEXT}, scope ${TEXT}, id ${TEXT}, world ${TEXT}, account ${TEXT},
      PRIMARY KEY (id, tab, scope, world, account))`,
    `CREATE INDEX ON ${quote(schema)}.${quote(IDS)} (world)`,
  ]
}

export function createTable({ name, indexes }: Laid): string[] {
  const columns = indexes.map(({ column }) => `, ${column} text COLLATE "C"`).join('')
  return [
    `CREATE TABLE ${name} (world ${TEXT}, account ${TEXT}, key ${TEXT}, data text NOT NULL${columns},
      PRIMARY KEY (world, account, key))`,
    ...indexes.map(({ column }) => `CREATE INDEX ON ${name} (world, account, ${column}, key) WHERE ${column} IS NOT NULL`),
  ]
}

/** The few statements that the engine speaks, per declared table. Parameters are lists, one entry per row wanted. */
import type { AnyTable } from '../contract.js'
import { IDS, type Laid, lay, META, quote } from './layout.js'

/** Of one table. `$n` are lists of equal length unless said otherwise. */
export interface TableStatements {
  readonly laid: Laid
  /** worlds, accounts, keys -> position (from 1), data */
  readonly get: string
  /** One list per column -> nothing */
  readonly put: string
  /** worlds, accounts, keys -> nothing */
  readonly delete: string
  /** Single values: world, account, from index, from key, below index, below key, limit (or null) -> data, index, key */
  scan(index: string, descending: boolean): string
  /** Single values, as `scan` -> count */
  count(index: string): string
  /** Single values: world, account, key to start at, limit (or null) -> account, key, data */
  readonly everywhere: string
  /** Single value: world -> nothing */
  readonly clear: string
  /** -> worlds that have rows here, each found with one step into the primary key */
  readonly worlds: string
  /** worlds, accounts, ids, first keys, behind the last keys -> nothing. Forgets ids that no row has any more. */
  readonly unlocate: string
}

export interface Statements {
  /** Throws `RangeError` for a table that the database does not hold. */
  of(table: AnyTable): TableStatements
  /** Of all tables that the database holds. */
  readonly all: readonly TableStatements[]
  /** Lists: tables, scopes, ids -> position (from 1), account, world; the first by world and account, should there be several */
  readonly locate: string
  /** Lists: tables, scopes, ids, worlds, accounts -> nothing */
  readonly keepIds: string
  /** Single value: world -> nothing */
  readonly clearIds: string
  /** Lists: hashes in order, whether exclusive -> the generation of the layout, once for each; waits */
  readonly lock: string
  /** List of hashes -> position (from 1), whether it could be had at once, shared */
  readonly tryShare: string
  /**
   * Lists: tables, scopes, ids, worlds, accounts, hashes. Fails with a division by zero where an id is new there and somebody
   * else holds its lock.
   */
  readonly lockNewIds: string
  /** -> the generation of the layout */
  readonly generation: string
  readonly lockMeta: string
}

/** The condition of a stretch of an index. A comparison of pairs is what the index on both columns can serve. */
function within(column: string | undefined): string {
  const stretch =
    column === undefined
      ? 'key >= $4 AND key < $6 AND $3 = $5'
      : `(${column}, key) >= ($3, $4) AND (${column}, key) < ($5, $6) AND ${column} IS NOT NULL`
  return `world = $1 AND account = $2 AND ${stretch}`
}

function scanText(name: string, column: string | undefined, direction: string): string {
  const order = column === undefined ? `key${direction}` : `${column}${direction}, key${direction}`
  return `SELECT data, ${column ?? "''"}, key FROM ${name} WHERE ${within(column)} ORDER BY ${order} LIMIT $7::bigint`
}

function countText(name: string, column: string | undefined): string {
  return `SELECT count(*) FROM (SELECT FROM ${name} WHERE ${within(column)} LIMIT $7::bigint) AS counted`
}

function tableStatements(schema: string, table: AnyTable): TableStatements {
  const laid = lay(schema, table)
  const { name, columns } = laid
  const columnOf = (index: string) => laid.indexes.find((each) => each.index === index)?.column
  const lists = columns.map((_, at) => `$${at + 1}::text[]`).join(', ')
  const changed = columns.slice(3).map((column) => `${column} = excluded.${column}`)
  const orders = ['key', ...Object.keys(table.indexes)]
  const counts = new Map(orders.map((index) => [index, countText(name, columnOf(index))]))
  const [ascending, descending] = ['', ' DESC'].map(
    (direction) => new Map(orders.map((index) => [index, scanText(name, columnOf(index), direction)])),
  )
  return {
    laid,
    get: `SELECT q.n, t.data FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS q(world, account, key, n)
      JOIN ${name} t ON t.world = q.world AND t.account = q.account AND t.key = q.key`,
    put: `INSERT INTO ${name} (${columns.join(', ')}) SELECT * FROM unnest(${lists})
      ON CONFLICT (world, account, key) DO UPDATE SET ${changed.join(', ')}`,
    delete: `DELETE FROM ${name} t USING unnest($1::text[], $2::text[], $3::text[]) AS q(world, account, key)
      WHERE t.world = q.world AND t.account = q.account AND t.key = q.key`,
    scan: (index, backwards) => (backwards ? descending : ascending)?.get(index) ?? '',
    count: (index) => counts.get(index) ?? '',
    everywhere: `SELECT account, key, data FROM ${name} WHERE world = $1 AND (account, key) >= ($2, $3)
      ORDER BY account, key LIMIT $4::bigint`,
    clear: `DELETE FROM ${name} WHERE world = $1`,
    worlds: `WITH RECURSIVE w(world) AS ((SELECT world FROM ${name} ORDER BY world LIMIT 1)
      UNION ALL SELECT (SELECT t.world FROM ${name} t WHERE t.world > w.world ORDER BY t.world LIMIT 1)
      FROM w WHERE w.world IS NOT NULL)
      SELECT world FROM w WHERE world IS NOT NULL`,
    unlocate: `DELETE FROM ${quote(schema)}.${quote(IDS)} i
      USING unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS q(world, account, id, first, last)
      WHERE i.id = q.id AND i.tab = '${table.name.replaceAll("'", "''")}' AND i.world = q.world AND i.account = q.account
      AND NOT EXISTS (SELECT FROM ${name} t
      WHERE t.world = q.world AND t.account = q.account AND t.key >= q.first AND t.key < q.last)`,
  }
}

export function statements(schema: string, tables: readonly AnyTable[]): Statements {
  const ids = `${quote(schema)}.${quote(IDS)}`
  const meta = `${quote(schema)}.${quote(META)}`
  const generation = `SELECT value FROM ${meta} WHERE name = 'generation'`
  const known = new Map(tables.map((table) => [table.name, tableStatements(schema, table)]))
  return {
    of({ name }) {
      const found = known.get(name)
      if (found === undefined) throw new RangeError(`table '${name}' is not declared`)
      return found
    },
    all: [...known.values()],
    locate: `SELECT q.n, found.account, found.world
      FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS q(tab, scope, id, n)
      CROSS JOIN LATERAL (SELECT i.world, i.account FROM ${ids} i WHERE i.id = q.id AND i.tab = q.tab AND i.scope = q.scope
      ORDER BY i.id, i.tab, i.scope, i.world, i.account LIMIT 1) AS found`,
    keepIds: `INSERT INTO ${ids} (tab, scope, id, world, account)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) ON CONFLICT DO NOTHING`,
    clearIds: `DELETE FROM ${ids} WHERE world = $1`,
    lock: `SELECT (${generation}), CASE WHEN q.alone THEN pg_advisory_xact_lock(q.hash)
      ELSE pg_advisory_xact_lock_shared(q.hash) END
      FROM unnest($1::bigint[], $2::boolean[]) AS q(hash, alone)`,
    tryShare: `SELECT q.n, pg_try_advisory_xact_lock_shared(q.hash) FROM unnest($1::bigint[]) WITH ORDINALITY AS q(hash, n)`,
    lockNewIds: `SELECT 1 / pg_try_advisory_xact_lock(q.hash)::int
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
      AS q(tab, scope, id, world, account, hash)
      WHERE NOT EXISTS (SELECT FROM ${ids} i
      WHERE i.id = q.id AND i.tab = q.tab AND i.scope = q.scope AND i.world = q.world AND i.account = q.account)`,
    generation,
    lockMeta: `LOCK TABLE ${meta} IN ACCESS SHARE MODE`,
  }
}

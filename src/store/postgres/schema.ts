/** Brings a database to the present format and the declared tables, however many processes open it at once. */
import { type AnyTable, type Format, NewerFormat, StateUnusable } from '../contract.js'
import { partition } from '../places.js'
import type { Link, Statement } from './connection.js'
import { columnValues, createMeta, createTable, IDS, idText, type Laid, lay, META, quote, scopeOf, shapeOf } from './layout.js'
import { hashOf } from './locks.js'
import { statements } from './statements.js'

type Row = Readonly<Record<string, unknown>>
type Migrate = (row: Row) => Record<string, unknown> | undefined

export interface Schema {
  /** All tables that the database holds, those that this version no longer declares included: they go with their world. */
  readonly tables: readonly AnyTable[]
  /** Counts how often rows were laid anew. INVARIANT: no transaction of a process goes on under another generation. */
  readonly generation: string
}

/** How many rows a migration holds in memory at once. */
const CHUNK = 1000

/** Throws `NewerFormat`, and `StateUnusable` for somebody else's schema and for a server that cannot keep what we write. */
export async function settleSchema(link: Link, schema: string, tables: readonly AnyTable[], format: Format): Promise<Schema> {
  await link.run([
    { text: 'BEGIN ISOLATION LEVEL READ COMMITTED' },
    { text: 'SELECT pg_advisory_xact_lock($1)', values: [hashOf(schema, 'open')] },
  ])
  try {
    const settled = await settle(new Session(link), schema, tables, format)
    await link.run([{ text: 'COMMIT' }])
    return settled
  } catch (error) {
    if (!link.lost) await link.run([{ text: 'ROLLBACK' }]).catch(() => {})
    throw error
  }
}

class Session {
  readonly #link: Link
  constructor(link: Link) {
    this.#link = link
  }

  async ask(text: string, values: readonly unknown[] = []): Promise<readonly (readonly unknown[])[]> {
    return (await this.#link.run([{ text, values }]))[0] ?? []
  }

  async change(...texts: string[]): Promise<void> {
    await this.#link.run(texts.map((text): Statement => ({ text })))
  }
}

async function settle(session: Session, schema: string, tables: readonly AnyTable[], format: Format): Promise<Schema> {
  const meta = await readMeta(session, schema)
  const found = Number(meta.get('format') ?? format.version)
  if (found > format.version) throw new NewerFormat(found, format.version)
  const before = new Map((JSON.parse(meta.get('tables') ?? '[]') as AnyTable[]).map((shape) => [shape.name, shape]))
  const after = new Map([...before, ...tables.map((table) => [table.name, shapeOf(table)] as const)])

  const rebuilt: [shape: AnyTable, migrate: Migrate][] = []
  for (const [name, shape] of after) {
    const stored = before.get(name)
    const migrate = migrationOf(name, found, format)
    if (stored === undefined) await session.change(...createTable(lay(schema, shape)))
    else if (migrate !== undefined || JSON.stringify(stored) !== JSON.stringify(shape))
      rebuilt.push([shape, migrate ?? ((row) => ({ ...row }))])
  }
  const generation = String(Number(meta.get('generation') ?? 0) + (rebuilt.length > 0 ? 1 : 0))
  if (rebuilt.length > 0) {
    // Whoever is at work holds this table in share mode until it has ended, and finds the new generation next time.
    await session.change(`LOCK TABLE ${quote(schema)}.${quote(META)} IN ACCESS EXCLUSIVE MODE`)
    for (const [shape, migrate] of rebuilt) await rebuild(session, schema, shape, migrate)
  }
  await writeMeta(session, schema, meta, {
    format: String(format.version),
    tables: JSON.stringify([...after.values()]),
    generation,
  })
  return { tables: [...after.values()], generation }
}

async function readMeta(session: Session, schema: string): Promise<Map<string, string>> {
  const [server] = await session.ask(
    `SELECT current_setting('server_encoding'), to_regnamespace($1) IS NOT NULL, to_regclass($2) IS NOT NULL,
     EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $3)`,
    [quote(schema), `${quote(schema)}.${quote(META)}`, schema],
  )
  const [encoding, hasSchema, hasMeta, hasOther] = server ?? []
  if (encoding !== 'UTF8') throw new StateUnusable(`the database is encoded as ${encoding}, not as UTF8`)
  if (!hasMeta && hasOther) throw new StateUnusable(`the schema '${schema}' belongs to another program`)
  if (!hasSchema) await session.change(`CREATE SCHEMA ${quote(schema)}`)
  if (!hasMeta) await session.change(...createMeta(schema))
  const rows = await session.ask(`SELECT name, value FROM ${quote(schema)}.${quote(META)}`)
  return new Map(rows as [string, string][])
}

async function writeMeta(session: Session, schema: string, before: ReadonlyMap<string, string>, values: Record<string, string>) {
  for (const [name, value] of Object.entries(values))
    if (before.get(name) !== value)
      await session.ask(
        `INSERT INTO ${quote(schema)}.${quote(META)} VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        [name, value],
      )
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

/** Writes every row anew, because its content, its key or its indexes changed. */
async function rebuild(session: Session, schema: string, shape: AnyTable, migrate: Migrate): Promise<void> {
  const laid = lay(schema, shape)
  const old = `${quote(schema)}.${quote(':old')}`
  await session.change(`ALTER TABLE ${laid.name} RENAME TO ${quote(':old')}`, ...createTable(laid))
  await session.ask(`DELETE FROM ${quote(schema)}.${quote(IDS)} WHERE tab = $1`, [shape.name])
  await session.change(`DECLARE rebuilt NO SCROLL CURSOR FOR SELECT world, account, data FROM ${old}`)
  for (;;) {
    const rows = (await session.ask(`FETCH ${CHUNK} FROM rebuilt`)) as [string, string, string][]
    if (rows.length === 0) break
    await insert(session, schema, laid, rows, migrate)
  }
  await session.change('CLOSE rebuilt', `DROP TABLE ${old}`)
}

async function insert(
  session: Session,
  schema: string,
  laid: Laid,
  rows: [string, string, string][],
  migrate: Migrate,
): Promise<void> {
  const all = statements(schema, [laid.table])
  const columns: (string | null)[][] = laid.columns.map(() => [])
  const ids: string[][] = [[], [], [], [], []]
  for (const [world, account, data] of rows) {
    const row = migrate(JSON.parse(data) as Row)
    if (row === undefined) continue
    const values = columnValues(laid, partition.decode(world), partition.decode(account), row)
    for (const [at, value] of values.entries()) columns[at]?.push(value)
    if (laid.table.located === undefined) continue
    const id = [
      laid.table.name,
      scopeOf(laid.table, partition.decode(world)),
      idText(row[laid.table.key[0] ?? '']),
      values[0],
      values[1],
    ]
    for (const [at, value] of id.entries()) ids[at]?.push(value as string)
  }
  await session.ask(all.of(laid.table).put, columns)
  if (laid.table.located !== undefined) await session.ask(all.keepIds, ids)
}

/**
 * SQLite through the API of `node:sqlite`: what Node brings where it needs no flag (22.13 and later), and a package with the
 * same API and ready binaries elsewhere.
 */
export type Value = string | number | null

export interface Statement {
  run(...values: Value[]): { readonly changes: number | bigint }
  get(...values: Value[]): unknown
  all(...values: Value[]): unknown[]
  iterate(...values: Value[]): Iterable<unknown>
}

export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

interface Driver {
  readonly DatabaseSync: new (path: string) => Database
}

/** Node announces on every start that its SQLite is experimental. Our users did not choose it and can do nothing about it. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process
  process.emitWarning = (() => undefined) as typeof emitWarning
  try {
    return load()
  } finally {
    process.emitWarning = emitWarning
  }
}

/** `path`: a file, or `:memory:`. */
export async function openDatabase(path: string): Promise<Database> {
  const builtIn: unknown = quietly(() => process.getBuiltinModule('node:sqlite'))
  const driver = (builtIn ?? (await import('@photostructure/sqlite'))) as Driver
  return new driver.DatabaseSync(path)
}

/**
 * Closes for good. The package keeps a connection open, with its lock, until the last of its statements is collected as garbage;
 * so the lock is given back first, which SQLite does on the next access once the log is not in use any more. What is left
 * in the folder is one file.
 */
export function closeDatabase(db: Database): void {
  try {
    db.exec('pragma journal_mode = delete; pragma locking_mode = normal; select 1 from sqlite_schema')
  } catch {
    // Not a database, or not ours: there is no lock to give back.
  }
  db.close()
}

import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { NewerFormat, StateInUse, StateUnusable, type Store, type StoreOptions } from '../contract.js'
import { checkTables } from '../places.js'
import { closeDatabase, type Database, openDatabase } from './driver.js'
import { settleLayout } from './layout.js'
import { SqliteStore } from './store.js'

export interface SqliteOptions extends StoreOptions {
  /** The folder of the state, made where it is missing, or `'memory'`: gone when the store is closed. */
  readonly path: string
}

const FILE = 'state.sqlite'

/**
 * Opens the embedded engine. Throws `StateInUse` at once where another process (or another store of this one) has the
 * folder open, `StateUnusable` where the folder cannot be used, `NewerFormat` where a newer version has written it.
 *
 * INVARIANT: nothing else in this process opens the database file: closing any descriptor of it would release the lock.
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  checkTables(options.tables)
  if (options.path === 'memory') return prepare(await openDatabase(':memory:'), options)
  let db: Database | undefined
  try {
    makeFolder(options.path)
    db = await openDatabase(join(options.path, FILE))
    lock(db)
    return prepare(db, options)
  } catch (error) {
    if (db !== undefined) closeDatabase(db)
    throw explain(error, options.path)
  }
}

/** Folder by folder: node's own recursion never ends where a folder is not found in one that cannot hold any (`/proc`). */
function makeFolder(path: string): void {
  const parents: string[] = []
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) parents.unshift(at)
  for (const folder of parents) mkdirSync(folder)
  if (!statSync(path).isDirectory()) throw new StateUnusable('it is not a folder')
}

/**
 * Takes the file for this connection alone until it closes. The lock is the kernel's, so nothing is left of it after a kill.
 * The mode has to be set before the log is first used, which then needs no memory shared with other processes.
 */
function lock(db: Database): void {
  db.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; pragma journal_mode = wal')
  // An answer means on disk, not in the system's memory: each commit waits for the disk.
  // A log of 16 MB instead of 4 before it is worked into the file: pages that change often are then copied less often.
  db.exec('pragma synchronous = full; pragma wal_autocheckpoint = 4000')
  db.exec('begin exclusive; commit')
}

function prepare(db: Database, options: StoreOptions): Store {
  // In pages of a KB: the inner pages of large indexes stay at hand.
  db.exec('pragma cache_size = -32000; pragma temp_store = memory')
  const held = inTransaction(db, () => settleLayout(db, options.tables, options.format))
  return new SqliteStore(db, options, held)
}

function inTransaction<T>(db: Database, work: () => T): T {
  db.exec('begin immediate')
  try {
    const value = work()
    db.exec('commit')
    return value
  } catch (error) {
    db.exec('rollback')
    throw error
  }
}

/** The low byte is SQLite's primary code; above it stand details. */
function sqliteCode(error: unknown): number | undefined {
  const { errcode } = error as { errcode?: unknown }
  return typeof errcode === 'number' ? errcode & 0xff : undefined
}

const BUSY = 5

function explain(error: unknown, path: string): unknown {
  if (error instanceof NewerFormat || error instanceof StateInUse) return error
  if (sqliteCode(error) === BUSY) return new StateInUse(`another process uses the state in ${path}`)
  return new StateUnusable(`cannot keep state in ${path}: ${reasonOf(error)}`, { cause: error })
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it is not a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
}

function reasonOf(error: unknown): string {
  const { code } = error as { code?: string }
  const message = error instanceof Error ? error.message : String(error)
  return REASONS[code ?? ''] ?? message.split('\n')[0] ?? message
}

import type { AnyTable, Behind, Reader, Store, StoreOptions, Table, Writer } from '../contract.js'
import { compareText } from '../encoding.js'
import { Overlay } from '../overlay.js'
import { checkLocated, partition } from '../places.js'
import { Batches, type Effect, type Job } from './batch.js'
import { closeDatabase, type Database } from './driver.js'
import { Gate } from './gate.js'
import { Rows, WorldReader } from './rows.js'
import { WorldStatements } from './statements.js'

/** So many calls share a commit at most, so that the first of them does not wait for long. */
const MOST_IN_BATCH = 512

/**
 * One connection, used from one thread. A read runs at once. Writes wait for the end of the event loop's turn, so that all calls
 * that arrived in it are in one batch; between batches the loop turns, so that sockets are read meanwhile.
 */
export class SqliteStore implements Store {
  readonly #db: Database
  readonly #rows: Rows
  readonly #everywhere: WorldStatements
  readonly #batches: Batches
  readonly #behindMs: number
  readonly #gate = new Gate()
  #jobs: Job[] = []
  #scheduled = false
  #timer: NodeJS.Timeout | undefined
  #closed: Promise<void> | undefined

  /** `held`: all tables in the database, also those not declared any more. */
  constructor(db: Database, options: Pick<StoreOptions, 'tables' | 'behindMs'>, held: readonly AnyTable[]) {
    this.#db = db
    this.#rows = new Rows(db, options.tables)
    this.#everywhere = new WorldStatements(db, held)
    this.#batches = new Batches(db, this.#rows)
    this.#behindMs = options.behindMs ?? 50
  }

  async read<T>(world: string, work: (tx: Reader) => Promise<T>): Promise<T> {
    this.#checkOpen()
    return this.#gate.pass(async () => {
      const tx = new WorldReader(this.#rows, world)
      try {
        return await work(tx)
      } finally {
        tx.end()
      }
    })
  }

  async write<T>(world: string, _accounts: readonly string[], work: (tx: Writer) => Promise<T>): Promise<T> {
    return this.#submit(async (answer) => {
      const reader = new WorldReader(this.#rows, world)
      const tx = new Overlay(reader)
      try {
        const value = await work(tx)
        const escaped = partition.encode(world)
        const changes = tx.changes().map((change) => this.#rows.seal(escaped, change))
        return { changes, done: () => answer(value) }
      } finally {
        tx.end()
        reader.end()
      }
    })
  }

  behind(world: string, rows: readonly Behind[]): void {
    this.#checkOpen()
    this.#rows.addBehind(partition.encode(world), rows)
    this.#awaitBehind()
  }

  async find<Row extends object>(table: Table<Row>, id: string): Promise<{ world: string; account: string } | undefined> {
    this.#checkOpen()
    checkLocated(table, 'everywhere')
    const keeper = this.#rows.keeperOf(table)
    return this.#gate.pass(async () => {
      const found = this.#rows.find(keeper, id) ?? undefined
      return found && { world: partition.decode(found.world), account: partition.decode(found.account) }
    })
  }

  async worlds(): Promise<string[]> {
    this.#checkOpen()
    return this.#gate.pass(async () => [...this.#everywhere.worlds()].map(partition.decode).sort(compareText))
  }

  async clear(world: string): Promise<void> {
    const sweep = () => this.#everywhere.clear(partition.encode(world))
    return this.#submit(async (answer) => ({ changes: [], sweep, done: () => answer(undefined) }))
  }

  /** A batch begins with what waits behind, so an empty one is enough. */
  async flush(): Promise<void> {
    return this.#submit(async (answer) => ({ changes: [], done: () => answer(undefined) }))
  }

  close(): Promise<void> {
    this.#closed ??= this.#finish(this.flush())
    return this.#closed
  }

  async #finish(flushed: Promise<void>): Promise<void> {
    try {
      await flushed
    } finally {
      await this.#gate.close()
      clearTimeout(this.#timer)
      closeDatabase(this.#db)
    }
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw new Error('the store is closed')
  }

  #submit<T>(run: (answer: (value: T) => void) => Promise<Effect>): Promise<T> {
    return new Promise<T>((answer, fail) => {
      this.#checkOpen()
      this.#jobs.push({ run: () => run(answer), fail })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#drain())
  }

  async #drain(): Promise<void> {
    await this.#gate.close()
    const jobs = this.#jobs.splice(0, MOST_IN_BATCH)
    await this.#batches.run(jobs)
    this.#gate.open()
    this.#scheduled = false
    if (this.#jobs.length > 0) this.#schedule()
    else if (this.#rows.hasBehind) this.#awaitBehind()
  }

  /** Keeps no process alive. Rows that could not be written are tried again the next time. */
  #awaitBehind(): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#rows.hasBehind) this.#schedule()
    }, this.#behindMs)
    this.#timer.unref()
  }
}

/** One write under way: what it wants locked, and how it sees and changes the state while it holds those locks. */
import { type CountOptions, type Found, type Key, type ScanOptions, type Table, WORLD, type Writer } from '../contract.js'
import { type Base, Overlay } from '../overlay.js'
import type { Statement } from './connection.js'
import { scopeOf } from './layout.js'
import { type Hash, type LockNames, type Locks, want } from './locks.js'

/** A write that somebody waits for. It may be run several times; it is answered once. */
export interface Call {
  readonly world: string
  /** Held before it runs. Grows by what it turns out to touch. */
  readonly locks: Locks
  readonly work: (tx: Writer) => Promise<unknown>
  /** Run in its transaction beside the changes of `work`; a call that has some is lonely. */
  readonly statements: readonly Statement[]
  /** Not to be batched with others; also where a batch with it has failed, to learn whose fault it was. */
  lonely: boolean
  answer(value: unknown): void
  fail(error: unknown): void
}

/** Ends a run that reads what it has not locked; never seen by a caller. */
export class Restart extends Error {}

/**
 * The locks that a write begins with: its accounts for itself, and the world's own partition shared, since every write reads
 * it. Whoever has that partition alone is therefore alone in the world.
 */
export function locksOf(names: LockNames, world: string, accounts: readonly string[]): Locks {
  const locks: Locks = new Map()
  want(locks, names.account(world, WORLD), false)
  for (const account of accounts) want(locks, names.account(world, account), true)
  return locks
}

/** Takes one more lock, shared, for a call that runs. False where it cannot be had without waiting. */
export type Share = (hash: Hash) => Promise<boolean>

/**
 * Lets a call read only what it has locked. INVARIANT: nothing is read before its lock is held, and a lock is only waited for
 * while none is held out of order; so writes are serializable and never wait for each other in a circle.
 */
class Guard implements Base {
  readonly world: string
  readonly #base: Base
  readonly #names: LockNames
  readonly #locks: Locks
  readonly #share: Share
  #over = false
  /** What the next run has to hold beside `#locks`. */
  readonly missing: Locks = new Map()

  constructor(base: Base, names: LockNames, locks: Locks, share: Share) {
    this.world = base.world
    this.#base = base
    this.#names = names
    this.#locks = locks
    this.#share = share
  }

  async get<Row extends object>(table: Table<Row>, account: string, key: Key): Promise<Row | undefined> {
    await this.#reach(account)
    return this.#base.get(table, account, key)
  }

  async getMany<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    await this.#reach(account)
    return this.#base.getMany(table, account, keys)
  }

  async stored<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    await this.#reach(account)
    return this.#base.stored(table, account, keys)
  }

  async scan<Row extends object>(table: Table<Row>, account: string, index: string, prefix: Key, options?: ScanOptions) {
    await this.#reach(account)
    return this.#base.scan(table, account, index, prefix, options)
  }

  async count<Row extends object>(table: Table<Row>, account: string, index: string, prefix: Key, options?: CountOptions) {
    await this.#reach(account)
    return this.#base.count(table, account, index, prefix, options)
  }

  /** That an id is somewhere holds while its account is locked; that it is nowhere, while the id itself is. */
  async locate<Row extends object>(table: Table<Row>, id: string): Promise<string | undefined> {
    const account = await this.#base.locate(table, id)
    if (account !== undefined) {
      await this.#reach(account)
      return account
    }
    const lock = this.#names.id(table.name, scopeOf(table, this.world), id)
    if (this.holds(lock, false)) return undefined
    await this.#acquire(lock)
    return this.locate(table, id)
  }

  async everywhere<Row extends object>(
    table: Table<Row>,
    options?: { readonly after?: string; readonly limit?: number },
  ): Promise<(Found<Row> & { readonly account: string })[]> {
    if (!this.demand(WORLD)) throw new Restart()
    return this.#base.everywhere(table, options)
  }

  holds(hash: Hash, alone: boolean): boolean {
    if (this.#locks.get(this.#names.account(this.world, WORLD))) return true
    const held = this.#locks.get(hash)
    return held !== undefined && (held || !alone)
  }

  /** Whether the account is the call's alone. Where not, this run is in vain, and the next one has it. */
  demand(account: string): boolean {
    const hash = this.#names.account(this.world, account)
    if (this.holds(hash, true)) return true
    want(this.missing, hash, true)
    return false
  }

  end(): void {
    this.#over = true
  }

  async #reach(account: string): Promise<void> {
    if (this.#over) throw new Error('this transaction is over')
    const hash = this.#names.account(this.world, account)
    if (!this.holds(hash, false)) await this.#acquire(hash)
  }

  async #acquire(hash: Hash): Promise<void> {
    if (await this.#share(hash)) return
    want(this.missing, hash, false)
    throw new Restart()
  }
}

/** One run of a call. */
export class Run extends Overlay {
  readonly #guard: Guard

  constructor(base: Base, names: LockNames, locks: Locks, share: Share) {
    const guard = new Guard(base, names, locks, share)
    super(guard)
    this.#guard = guard
  }

  /** What the run lacked. Whatever it came to is void unless this is empty. */
  get missing(): Locks {
    return this.#guard.missing
  }

  override end(): void {
    super.end()
    this.#guard.end()
  }

  override put<Row extends object>(table: Table<Row>, account: string, row: Row): void {
    this.#guard.demand(account)
    super.put(table, account, row)
  }

  override delete<Row extends object>(table: Table<Row>, account: string, key: Key): void {
    this.#guard.demand(account)
    super.delete(table, account, key)
  }
}

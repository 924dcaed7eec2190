/**
 * Writes that waited at the same moment, taken through one transaction together: one statement for all locks, shared round
 * trips for what they read, one flush, one commit. Calls that would touch each other's rows run one after the other and see
 * what the earlier ones changed; a call that throws leaves nothing behind.
 */
import type { AnyTable, Key, Table } from '../contract.js'
import { type Base, Overlay } from '../overlay.js'
import { encodeWholeKey } from '../places.js'
import { ServerState } from './base.js'
import { type Call, Run, type Share } from './call.js'
import { type Made, make, statementsFor } from './changes.js'
import type { Link, Statement } from './connection.js'
import type { KeptRows, View } from './kept.js'
import { type Hash, Holders, type LockNames, unite, want } from './locks.js'
import type { Statements } from './statements.js'
import { beginWrite, checkGeneration } from './transaction.js'
import { Wave } from './wave.js'

/** What all transactions of one store share. */
export interface Surroundings {
  readonly statements: Statements
  readonly generation: string
  readonly names: LockNames
  readonly kept: KeptRows
}

/** What became of a call: its answer, its failure, or the need to run once more. */
export type Ending = { readonly value: unknown } | { readonly error: unknown } | 'again'

/** One world as those calls of the batch leave it that have ended. */
class BatchWorld extends Overlay {
  readonly #base: Base
  readonly made = new Map<string, Made>()

  constructor(base: Base) {
    super(base)
    this.#base = base
  }

  keep(made: Made): void {
    const { table, account, key, keyText, row } = made
    if (row === undefined) this.delete(table, account, key)
    else this.put(table, account, row)
    this.made.set(placeName(table, account, keyText), made)
  }

  async stored<Row extends object>(table: Table<Row>, account: string, keys: readonly Key[]): Promise<(Row | undefined)[]> {
    const rows = await this.#base.stored(table, account, keys)
    if (this.made.size === 0) return rows
    return keys.map((key, at) => {
      const made = this.made.get(placeName(table, account, encodeWholeKey(table, key)))
      return made === undefined ? rows[at] : (made.row as Row | undefined)
    })
  }
}

function placeName(table: AnyTable, account: string, keyText: string): string {
  return JSON.stringify([table.name, account, keyText])
}

export class Batch {
  readonly #link: Link
  readonly #around: Surroundings
  readonly #wave: Wave
  readonly #worlds = new Map<string, BatchWorld>()
  readonly #running = new Holders()
  readonly #view: View
  readonly #durable: (() => void)[] = []
  readonly endings = new Map<Call, Ending>()
  /** New ids are locked at the end, and without waiting; a batch that fails at that waits for them at the next begin. */
  readonly ids = new Map<Call, Hash[]>()
  #failure: unknown

  constructor(link: Link, around: Surroundings) {
    this.#link = link
    this.#around = around
    this.#view = around.kept.view()
    this.#wave = new Wave(around.statements, (statements) => this.#send(statements))
  }

  /** Waits for all locks of the calls. */
  async begin(calls: readonly Call[]): Promise<void> {
    const { statements, generation } = this.#around
    const locks = unite(calls.map((call) => call.locks))
    checkGeneration(await this.#link.run(beginWrite(statements, locks)), generation)
  }

  /** Runs all calls to their endings. Rejects where the transaction is broken. */
  async run(calls: readonly Call[]): Promise<void> {
    await new Promise<void>((done) => this.#advance([...calls], { count: 0 }, done))
    this.#wave.end()
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Everything that the calls changed, in the order in which it has to be sent. */
  flush(calls: readonly Call[]): Statement[] {
    const own = calls.flatMap((call) => (this.endings.get(call) === 'again' ? [] : call.statements))
    const made = [...this.#worlds.values()].flatMap((world) => [...world.made.values()])
    return [...own, ...statementsFor(made, this.#around.statements)]
  }

  /** To be called in any case, when nothing of the batch is under way any more. */
  end(durable: boolean): void {
    if (durable) for (const each of this.#durable) each()
    this.#view.end()
  }

  /** Starts, in their order, those whose locks nobody has who runs or waits before them. */
  #advance(waiting: Call[], running: { count: number }, done: () => void): void {
    const before = new Holders()
    for (const call of [...waiting]) {
      if (this.#running.bar(call.locks) || before.bar(call.locks)) {
        before.take(call.locks)
        continue
      }
      waiting.splice(waiting.indexOf(call), 1)
      running.count += 1
      this.#running.take(call.locks)
      this.#attempt(call).then((ending) => {
        this.endings.set(call, ending)
        running.count -= 1
        this.#advance(waiting, running, done)
      })
    }
    if (running.count === 0 && waiting.length === 0) done()
  }

  async #attempt(call: Call): Promise<Ending> {
    const { names } = this.#around
    const world = this.#worldOf(call.world)
    const run = new Run(world, names, call.locks, this.#shareFor(call))
    let ending: Ending
    let made: readonly Made[] = []
    try {
      ending = { value: await call.work(run) }
      made = run.changes().map((change) => make(change, call.world, this.#around.statements, names))
    } catch (error) {
      ending = { error }
    }
    run.end()
    this.#running.leave(call.locks)
    // A run that put an id of which another call believes that it is nowhere comes after that one.
    for (const { lock } of made) if (lock !== undefined && this.#running.bar(new Map([[lock, true]]))) want(run.missing, lock, true)
    if (run.missing.size > 0) {
      for (const [hash, alone] of run.missing) want(call.locks, hash, alone)
      return 'again'
    }
    if ('value' in ending) this.#keep(call, world, made)
    return ending
  }

  #keep(call: Call, world: BatchWorld, made: readonly Made[]): void {
    this.ids.set(
      call,
      made.flatMap(({ lock }) => lock ?? []),
    )
    for (const change of made) {
      world.keep(change)
      const durable = this.#around.kept.supersede(change)
      if (durable !== undefined) this.#durable.push(durable)
    }
  }

  /** The same lock is asked for once, however many reads of the call need it. */
  #shareFor(call: Call): Share {
    const asked = new Map<Hash, Promise<boolean>>()
    const share = async (hash: Hash) => {
      const lock = new Map([[hash, false]])
      if (this.#running.bar(lock)) return false
      this.#running.take(lock)
      if (await this.#wave.share(hash)) {
        want(call.locks, hash, false)
        return true
      }
      this.#running.leave(lock)
      return false
    }
    return (hash) => {
      const answer = asked.get(hash) ?? share(hash)
      asked.set(hash, answer)
      return answer
    }
  }

  #worldOf(name: string): BatchWorld {
    let world = this.#worlds.get(name)
    if (world === undefined) {
      world = new BatchWorld(new ServerState(name, this.#wave, this.#view.get))
      this.#worlds.set(name, world)
    }
    return world
  }

  /** A work may swallow what its reads throw, so the failure is kept. */
  async #send(statements: readonly Statement[]) {
    try {
      return await this.#link.run(statements)
    } catch (error) {
      this.#failure ??= error
      throw error
    }
  }
}

/** The writes that wait, and the connections that take them to the server in batches. */
import { Batch, type Surroundings } from './batch.js'
import type { Call } from './call.js'
import { Disconnected, type Link, Refused, type Statement } from './connection.js'
import { OutcomeUnknown } from './errors.js'
import type { Links } from './links.js'
import { Holders, type Locks, want } from './locks.js'
import { COMMIT, ROLLBACK } from './transaction.js'

/** So many calls share a commit at most, so that the first of them does not wait for long. */
const MOST_IN_BATCH = 64
/** So far into the queue a batch looks for calls that need not wait for those under way. */
const FARTHEST = 1024

export class Writes {
  readonly #links: Links
  readonly #around: Surroundings
  readonly #busy = new Holders()
  #waiting: Call[] = []
  #planned = false

  constructor(links: Links, around: Surroundings) {
    this.#links = links
    this.#around = around
  }

  add(call: Call): void {
    this.#waiting.push(call)
    this.#plan()
  }

  /** Once per turn of the event loop, so that all calls that arrive in one are seen together. */
  #plan(): void {
    if (this.#planned) return
    this.#planned = true
    setImmediate(() => {
      this.#planned = false
      while (this.#links.free > 0) {
        const calls = this.#choose()
        if (calls.length === 0) break
        this.#take(calls)
      }
    })
  }

  /** In their order: those that no batch under way bars, and no call that has to wait longer. */
  #choose(): Call[] {
    const chosen: Call[] = []
    const passed = new Holders()
    const rest: Call[] = []
    for (const [at, call] of this.#waiting.entries()) {
      const first = chosen.length === 0
      const fits = first || (chosen.length < MOST_IN_BATCH && !call.lonely && !chosen[0]?.lonely)
      if (at < FARTHEST && fits && !this.#busy.bar(call.locks) && !passed.bar(call.locks)) {
        chosen.push(call)
      } else {
        rest.push(call)
        if (chosen.length < MOST_IN_BATCH && at < FARTHEST) passed.take(call.locks)
      }
    }
    this.#waiting = rest
    return chosen
  }

  async #take(calls: readonly Call[]): Promise<void> {
    // Calls gather locks while they run; what this batch holds against others is what it began with.
    const held = calls.map((call): Locks => new Map(call.locks))
    for (const locks of held) this.#busy.take(locks)
    const again = await this.#links.use((link) => this.#carry(link, calls)).catch((error) => this.#failAll(calls, error))
    for (const locks of held) this.#busy.leave(locks)
    this.#waiting.unshift(...again)
    if (this.#waiting.length > 0) this.#plan()
  }

  /** Runs a batch and answers its calls. Answers those that have to run again. */
  async #carry(link: Link, calls: readonly Call[]): Promise<readonly Call[]> {
    const batch = new Batch(link, this.#around)
    let committing = false
    try {
      await batch.begin(calls)
      await batch.run(calls)
      const changes: Statement[] = batch.flush(calls)
      committing = changes.length > 0
      await link.run([...changes, COMMIT])
    } catch (error) {
      batch.end(false)
      if (!link.lost) await link.run([ROLLBACK]).catch(() => link.end())
      return this.#recover(batch, calls, error, committing)
    }
    batch.end(true)
    const again: Call[] = []
    for (const call of calls) {
      const ending = batch.endings.get(call)
      if (ending === 'again' || ending === undefined) again.push(call)
      else if ('value' in ending) call.answer(ending.value)
      else call.fail(ending.error)
    }
    return again
  }

  /** The batch has failed. Whatever the server alone is to blame for is tried again; a call at fault fails alone. */
  #recover(batch: Batch, calls: readonly Call[], error: unknown, committing: boolean): readonly Call[] {
    if (error instanceof Disconnected && committing) {
      const unknown = (call: Call) => 'value' in Object(batch.endings.get(call))
      for (const call of calls) call.fail(unknown(call) ? new OutcomeUnknown() : error)
      return []
    }
    if (!(error instanceof Refused)) return this.#failAll(calls, error)
    for (const [call, ids] of batch.ids) for (const id of ids) want(call.locks, id, true)
    if (error.code === DIVISION_BY_ZERO) return calls
    if (calls.length === 1) return this.#failAll(calls, error)
    for (const call of calls) call.lonely = true
    return calls
  }

  #failAll(calls: readonly Call[], error: unknown): readonly Call[] {
    for (const call of calls) call.fail(error)
    return []
  }
}

/** The lock of a new id is not free: see `Statements.lockNewIds`. */
const DIVISION_BY_ZERO = '22012'

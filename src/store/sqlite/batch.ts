/** Runs what waits, one after the other, and commits it together: one wait for the disk for all. */
import type { Database } from './driver.js'
import type { Rows, Sealed } from './rows.js'

/** Something to be done within a batch. */
export interface Job {
  /** What the job changes; rejects where it refuses, having changed nothing. */
  readonly run: () => Promise<Effect>
  readonly fail: (error: unknown) => void
}

export interface Effect {
  readonly changes: readonly Sealed[]
  /** SQL beyond rows, for a whole world. */
  readonly sweep?: () => void
  /** Tells the caller, once the batch is durable. */
  readonly done: () => void
}

export class Batches {
  readonly #db: Database
  readonly #rows: Rows
  #begun = false

  constructor(db: Database, rows: Rows) {
    this.#db = db
    this.#rows = rows
  }

  /**
   * Never rejects. INVARIANT: nobody learns anything before the commit, not even those that refuse: they may have refused because
   * of what an earlier job of the batch did. Where the commit fails, all of the batch fail with its error.
   */
  async run(jobs: readonly Job[]): Promise<void> {
    const behind = this.#rows.takeBehind()
    const outcomes: (() => void)[] = []
    // Nobody waits for what comes alone from behind: it is on disk with the next commit that somebody does wait for.
    const awaited = jobs.length > 0
    try {
      if (!awaited) this.#db.exec('pragma synchronous = normal')
      this.#apply([...behind.values()])
      for (const job of jobs) outcomes.push(await this.#runOne(job))
      if (this.#begun) this.#db.exec('commit')
      this.#begun = false
    } catch (error) {
      this.#undo()
      this.#rows.restoreBehind(behind)
      for (const job of jobs) job.fail(error)
      return
    } finally {
      if (!awaited) this.#db.exec('pragma synchronous = full')
    }
    for (const tell of outcomes) tell()
  }

  /** Throws only where the database fails, which is the end of the batch. */
  async #runOne(job: Job): Promise<() => void> {
    let effect: Effect
    try {
      effect = await job.run()
    } catch (refusal) {
      return () => job.fail(refusal)
    }
    this.#apply(effect.changes)
    if (effect.sweep) {
      this.#begin()
      effect.sweep()
      this.#rows.forgetAll()
    }
    return effect.done
  }

  #apply(changes: readonly Sealed[]): void {
    if (changes.length === 0) return
    this.#begin()
    for (const change of changes) this.#rows.write(change)
  }

  /** A batch of refusals only costs no commit. */
  #begin(): void {
    if (this.#begun) return
    this.#db.exec('begin immediate')
    this.#begun = true
  }

  #undo(): void {
    this.#rows.forgetAll()
    if (!this.#begun) return
    this.#begun = false
    try {
      this.#db.exec('rollback')
    } catch {
      // SQLite has done so by itself, as it does when the disk is full.
    }
  }
}

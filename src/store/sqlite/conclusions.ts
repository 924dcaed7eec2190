/**
 * What was worked out from rows, until something changes in what it was worked out from. INVARIANT: this process is the only
 * writer of the database, and every change of a row comes past `changed`.
 */
export class Conclusions {
  readonly #limit: number
  readonly #kept = new Map<string, Conclusion>()
  /** Which ones rest on what. */
  readonly #resting = new Map<string, Set<Conclusion>>()

  /** `limit`: how many may be kept. */
  constructor(limit: number) {
    this.#limit = limit
  }

  get(question: string): Conclusion | undefined {
    return this.#kept.get(question)
  }

  /** It reads there. Told before the read, so that no change is missed while it is worked out. */
  restsOn(conclusion: Conclusion, about: string): void {
    if (conclusion.about.has(about)) return
    conclusion.about.add(about)
    const others = this.#resting.get(about)
    if (others === undefined) this.#resting.set(about, new Set([conclusion]))
    else others.add(conclusion)
  }

  keep(conclusion: Conclusion): void {
    this.forget(this.#kept.get(conclusion.question))
    // A limit and no order of use: few things are worked out for many calls, and it costs little to do so again.
    if (this.#kept.size >= this.#limit) this.clear()
    if (!conclusion.outdated) this.#kept.set(conclusion.question, conclusion)
  }

  changed(about: string): void {
    const resting = this.#resting.get(about)
    if (resting !== undefined) for (const conclusion of resting) this.forget(conclusion)
  }

  forget(conclusion: Conclusion | undefined): void {
    if (conclusion === undefined) return
    conclusion.outdated = true
    if (this.#kept.get(conclusion.question) === conclusion) this.#kept.delete(conclusion.question)
    for (const about of conclusion.about) {
      const resting = this.#resting.get(about)
      resting?.delete(conclusion)
      if (resting?.size === 0) this.#resting.delete(about)
    }
  }

  clear(): void {
    for (const resting of this.#resting.values()) for (const conclusion of resting) conclusion.outdated = true
    this.#kept.clear()
    this.#resting.clear()
  }
}

/** One answer and the partitions of tables that it rests on. */
export class Conclusion {
  readonly question: string
  readonly about = new Set<string>()
  outdated = false
  value: unknown

  constructor(question: string) {
    this.question = question
  }
}

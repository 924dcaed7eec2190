/**
 * Answers to scans and look-ups of ids, until something changes in what they were about. INVARIANT: this process is the only
 * writer of the database, and every change of a row comes past `changed`.
 *
 * Many questions are asked by every call and their answer hardly ever changes: which policies a caller has, whose key this is.
 */
export class Answers {
  readonly #limit: number
  #young = new Map<string, Map<string, unknown>>()
  #old = new Map<string, Map<string, unknown>>()
  #size = 0

  /** `limit`: how many rows one of the two generations may hold (see `RowCache`). */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** `about`: the partition of a table, or the whole table. */
  get<T>(about: string, question: string): T | undefined {
    let answers = this.#young.get(about)
    if (answers === undefined) {
      answers = this.#old.get(about)
      if (answers === undefined) return undefined
      this.#old.delete(about)
      this.#young.set(about, answers)
    }
    return answers.get(question) as T | undefined
  }

  /** `rows`: how much it holds. */
  keep(about: string, question: string, answer: unknown, rows: number): void {
    let answers = this.#young.get(about)
    if (answers === undefined) {
      answers = new Map()
      this.#young.set(about, answers)
    }
    answers.set(question, answer)
    this.#size += rows + 1
    if (this.#size < this.#limit) return
    this.#old = this.#young
    this.#young = new Map()
    this.#size = 0
  }

  changed(about: string): void {
    this.#young.delete(about)
    this.#old.delete(about)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
    this.#size = 0
  }
}

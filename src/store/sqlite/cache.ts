/**
 * Rows as last committed, by place. INVARIANT: this process is the only writer of the database, so a row that is here is
 * what the database would answer.
 *
 * Two generations instead of a list in order of use: a hit costs one look-up and no bookkeeping. When the young generation
 * is full it becomes the old one, and what nobody asked for since then is forgotten.
 */
export class RowCache {
  readonly #limit: number
  #young = new Map<string, Entry>()
  #old = new Map<string, Entry>()
  #size = 0

  /** `limit`: about how many characters of JSON one generation may hold. */
  constructor(limit: number) {
    this.#limit = limit
  }

  get(place: string): object | undefined {
    let entry = this.#young.get(place)
    if (entry === undefined) {
      entry = this.#old.get(place)
      if (entry === undefined) return undefined
      this.#old.delete(place)
      this.#add(place, entry)
    }
    if (entry.row === undefined) entry.row = readRow(entry.text)
    return entry.row
  }

  /** Keeps a row that was just read. */
  keep(place: string, text: string): object {
    const row = readRow(text)
    this.#add(place, { text, row })
    return row
  }

  /** A row is written: replaces what is known of it, and answers whether anything was. What nobody asked for is not kept. */
  replace(place: string, text: string): boolean {
    const known = this.#young.has(place) || this.#old.delete(place)
    if (known) this.#add(place, { text, row: undefined })
    return known
  }

  forget(place: string): void {
    this.#young.delete(place)
    this.#old.delete(place)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
    this.#size = 0
  }

  #add(place: string, entry: Entry): void {
    this.#young.set(place, entry)
    this.#size += place.length + entry.text.length
    if (this.#size < this.#limit) return
    this.#old = this.#young
    this.#young = new Map()
    this.#size = 0
  }
}

interface Entry {
  readonly text: string
  /** Absent until somebody asks: many rows are written more often than read. */
  row: object | undefined
}

/** The row of a stored text, frozen through and through: it is handed to many, and none may change it for the others. */
export function readRow(text: string): object {
  return freeze(JSON.parse(text))
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const key in value) freeze(value[key])
  return Object.freeze(value)
}

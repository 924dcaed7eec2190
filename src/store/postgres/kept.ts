/** Rows for which nobody waits: in memory until they are written, seen by `get` meanwhile. */
import type { AnyTable, Behind } from '../contract.js'
import { encodeIndex, encodeWholeKey, keyOf } from '../places.js'
import type { Made } from './changes.js'

type Place = string

/** A row that is kept no more, for those who look at a state of the server from before it was written. */
interface Former {
  readonly name: string
  readonly row: object
  readonly until: number
}

/** What is kept, as one transaction sees it: also what was kept when it began and has been written since. */
export interface View {
  get(world: string, table: AnyTable, account: string, key: string): object | undefined
  end(): void
}

const NOTHING: ReadonlyMap<Place, Behind> = new Map()

export class KeptRows {
  readonly #worlds = new Map<string, Map<Place, Behind>>()
  readonly #former = new Map<string, Former[]>()
  /** All of `#former`, oldest first. */
  #formers: Former[] = []
  /** When each open view began, oldest first. */
  readonly #views = new Set<{ readonly since: number }>()
  #now = 0

  /** Throws as a put of the rows would, and then keeps none. */
  add(world: string, rows: readonly Behind[]): void {
    const places = rows.map(({ table, account, row }) => {
      for (const index of Object.keys(table.indexes)) encodeIndex(table, index, row)
      return placeOf(table, account, encodeWholeKey(table, keyOf(table, row)))
    })
    const kept = this.#worlds.get(world) ?? new Map<Place, Behind>()
    this.#worlds.set(world, kept)
    for (const [at, row] of rows.entries()) kept.set(places[at] as Place, row)
  }

  view(): View {
    const view = { since: this.#now }
    this.#views.add(view)
    return {
      get: (world, table, account, key) => this.#seen(view.since, world, table, account, key),
      end: () => {
        this.#views.delete(view)
        this.#dropFormers()
      },
    }
  }

  of(world: string): ReadonlyMap<Place, Behind> {
    return this.#worlds.get(world) ?? NOTHING
  }

  get worlds(): string[] {
    return [...this.#worlds.keys()]
  }

  /** To be called when the change is made; what it answers, when the change is durable. What is kept meanwhile stays. */
  supersede({ world, table, account, keyText }: Pick<Made, 'world' | 'table' | 'account' | 'keyText'>): (() => void) | undefined {
    const kept = this.#worlds.get(world)
    if (kept === undefined) return undefined
    const place = placeOf(table, account, keyText)
    const row = kept.get(place)
    return row && (() => this.forget(world, [[place, row]]))
  }

  /** Those of the rows that nothing has replaced since. */
  forget(world: string, rows: Iterable<readonly [Place, Behind]>): void {
    const kept = this.#worlds.get(world)
    this.#now += 1
    for (const [place, row] of rows) {
      if (kept?.get(place) !== row) continue
      kept.delete(place)
      if (this.#views.size > 0) this.#remember({ name: nameOf(world, place), row: row.row, until: this.#now })
    }
    if (kept?.size === 0) this.#worlds.delete(world)
  }

  #seen(since: number, world: string, table: AnyTable, account: string, key: string): object | undefined {
    const kept = this.#worlds.get(world)
    if (kept === undefined && this.#former.size === 0) return undefined
    const place = placeOf(table, account, key)
    return kept?.get(place)?.row ?? this.#former.get(nameOf(world, place))?.find(({ until }) => until > since)?.row
  }

  #remember(former: Former): void {
    this.#formers.push(former)
    this.#former.set(former.name, [...(this.#former.get(former.name) ?? []), former])
  }

  #dropFormers(): void {
    const [oldest] = this.#views
    const keep = this.#formers.findIndex(({ until }) => oldest !== undefined && until > oldest.since)
    for (const former of this.#formers.splice(0, keep < 0 ? this.#formers.length : keep)) {
      const rest = (this.#former.get(former.name) ?? []).filter((each) => each !== former)
      if (rest.length > 0) this.#former.set(former.name, rest)
      else this.#former.delete(former.name)
    }
  }
}

function placeOf(table: AnyTable, account: string, key: string): Place {
  return JSON.stringify([table.name, account, key])
}

function nameOf(world: string, place: Place): string {
  return JSON.stringify([world, place])
}

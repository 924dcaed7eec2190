/** What a batch leaves behind, as few statements: per table one that deletes and one that puts. */
import { behind, encodeKey } from '../encoding.js'
import type { Change } from '../overlay.js'
import { partition } from '../places.js'
import type { Statement } from './connection.js'
import { columnValues, idText, scopeOf } from './layout.js'
import type { Hash, LockNames } from './locks.js'
import type { Statements, TableStatements } from './statements.js'

/** A change, the world in which it is made, and what goes into the database: whatever can fail because of the row has happened. */
export interface Made extends Change {
  readonly world: string
  readonly statements: TableStatements
  /** World, account and key; for a row that is put, all columns. */
  readonly values: readonly (string | null)[]
  /** The lock of the id of a row that is put into a located table. */
  readonly lock?: Hash
}

/** Throws for a table that is not declared, and what cannot be JSON. */
export function make(change: Change, world: string, all: Statements, names: LockNames): Made {
  const { table, account, key, keyText, row } = change
  const statements = all.of(table)
  if (row === undefined)
    return { ...change, world, statements, values: [partition.encode(world), partition.encode(account), keyText] }
  const made = { ...change, world, statements, values: columnValues(statements.laid, world, account, row) }
  return table.located === undefined ? made : { ...made, lock: names.id(table.name, scopeOf(table, world), String(key[0])) }
}

/** Lists of values, one per parameter of a statement. */
class Columns {
  readonly values: (string | null)[][]
  readonly #seen = new Set<string>()

  constructor(count: number) {
    this.values = Array.from({ length: count }, () => [])
  }

  add(row: readonly (string | null)[]): void {
    for (const [at, value] of row.entries()) this.values[at]?.push(value)
  }

  /** As `add`, but the same row only once. */
  addOnce(row: readonly (string | null)[]): void {
    const text = JSON.stringify(row)
    if (this.#seen.has(text)) return
    this.#seen.add(text)
    this.add(row)
  }

  get any(): boolean {
    return this.values[0]?.length !== 0
  }
}

interface TableChanges {
  readonly statements: TableStatements
  readonly puts: Columns
  readonly deletes: Columns
  readonly unlocated: Columns
}

/** In the order in which they have to run: an id is forgotten only when the rows say that no row has it. */
export function statementsFor(changes: Iterable<Made>, all: Statements): Statement[] {
  const tables = new Map<string, TableChanges>()
  const located = new Columns(6)
  for (const change of changes) {
    const { table, world, row, statements, values, lock } = change
    const of = tables.get(table.name) ?? changesOf(statements)
    tables.set(table.name, of)
    if (row === undefined) of.deletes.add(values)
    else of.puts.add(values)
    if (table.located === undefined) continue
    const [place, id] = [values.slice(0, 2), idText(change.key[0])]
    if (lock === undefined) of.unlocated.addOnce([...place, id, ...stretchOf(change)])
    else located.addOnce([table.name, scopeOf(table, world), id, ...place, lock])
  }
  return [...locating(located, all), ...[...tables.values()].flatMap(changing)]
}

/** Where the keys that begin with this id are. */
function stretchOf({ key }: Change): [first: string, behind: string] {
  const first = encodeKey(key.slice(0, 1))
  return [first, behind(first)]
}

function changesOf(statements: TableStatements): TableChanges {
  const puts = new Columns(statements.laid.columns.length)
  return { statements, puts, deletes: new Columns(3), unlocated: new Columns(5) }
}

function locating(located: Columns, all: Statements): Statement[] {
  if (!located.any) return []
  return [
    { text: all.lockNewIds, values: located.values },
    { text: all.keepIds, values: located.values.slice(0, 5) },
  ]
}

function changing({ statements, puts, deletes, unlocated }: TableChanges): Statement[] {
  const changed: Statement[] = []
  if (deletes.any) changed.push({ text: statements.delete, values: deletes.values })
  if (puts.any) changed.push({ text: statements.put, values: puts.values })
  if (unlocated.any) changed.push({ text: statements.unlocate, values: unlocated.values })
  return changed
}

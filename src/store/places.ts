/**
 * Where a row stands in the orders of its table, and which stretch of an order a scan covers: shared by the engines, so that
 * they cannot differ in it.
 */
import type { AnyTable, Component, Key, ScanOptions } from './contract.js'
import { behind, compareText, encodeKey, escapeText, splitKey, unescapeText } from './encoding.js'

/** A place in an index: its encoded values, then the encoded key. In the order of the key itself, `index` is empty. */
export interface Place {
  readonly index: string
  readonly key: string
}

/** The places from `from` (included) to `below` (not included). */
export interface Range {
  readonly from: Place
  readonly below: Place
}

/** Throws where a declaration cannot be kept apart from another, or says nothing. */
export function checkTables(tables: readonly AnyTable[]): void {
  const names = new Set<string>()
  for (const { name, key, indexes } of tables) {
    // Engines name their tables and columns after ours, fold case and use `:` and `"` for themselves.
    for (const part of [name, ...Object.keys(indexes)])
      if (part === '' || /[:"]/.test(part)) throw new Error(`a table or index cannot be called '${part}'`)
    if (names.has(name.toLowerCase())) throw new Error(`two tables are called '${name}'`)
    names.add(name.toLowerCase())
    if (key.length === 0) throw new Error(`table '${name}' has no key`)
    const folded = Object.keys(indexes).map((index) => index.toLowerCase())
    if (folded.includes('key')) throw new Error(`table '${name}' has an index called 'key', which means the order of the key`)
    if (new Set(folded).size < folded.length) throw new Error(`table '${name}' has two indexes of one name`)
    for (const [index, columns] of Object.entries(indexes))
      if (columns.length === 0) throw new Error(`index '${index}' of table '${name}' has no column`)
  }
}

/** Throws `RangeError` where ids of the table are not kept over that range. */
export function checkLocated(table: AnyTable, range: 'world' | 'everywhere'): void {
  if (table.located !== range) throw new RangeError(`table '${table.name}' is not located: '${range}'`)
}

/** The columns of an index, or of the key for `'key'`. Throws `RangeError` for an index that is not declared. */
export function columnsOf(table: AnyTable, index: string): readonly string[] {
  const columns = index === 'key' ? table.key : table.indexes[index]
  if (columns === undefined) throw new RangeError(`table '${table.name}' has no index '${index}'`)
  return columns
}

/** The values of the key columns of a row. Throws `TypeError` where one is absent. */
export function keyOf(table: AnyTable, row: object): Key {
  return table.key.map((column) => {
    const value = (row as Readonly<Record<string, unknown>>)[column]
    if (value === undefined || value === null) throw new TypeError(`a row of table '${table.name}' has no '${column}'`)
    return value as Component
  })
}

/** The encoded key. Throws where it has not the length that the table declares. */
export function encodeWholeKey(table: AnyTable, key: Key): string {
  if (key.length !== table.key.length) throw new RangeError(`a key of table '${table.name}' has ${table.key.length} components`)
  return encodeKey(key)
}

/** The encoded values of an index of a row; `null` where the row is not in it. */
export function encodeIndex(table: AnyTable, index: string, row: object): string | null {
  const values: Component[] = []
  for (const column of columnsOf(table, index)) {
    const value = (row as Readonly<Record<string, unknown>>)[column]
    if (value === undefined || value === null) return null
    values.push(value as Component)
  }
  return encodeKey(values)
}

function comparePlaces(left: Place, right: Place): number {
  return compareText(left.index, right.index) || compareText(left.key, right.key)
}

export function isWithin(range: Range, place: Place): boolean {
  return comparePlaces(place, range.from) >= 0 && comparePlaces(place, range.below) < 0
}

/** The place as one text, to go on behind it. */
export function cursorOf(place: Place): string {
  return place.index + place.key
}

/** The place of a cursor. Throws `RangeError` for a text that is none of this index. */
function placeOfCursor(table: AnyTable, index: string, cursor: string): Place {
  const [values, key] = index === 'key' ? ['', cursor] : splitKey(cursor, columnsOf(table, index).length)
  if (splitKey(key, table.key.length)[1] !== '') throw new RangeError('not a place in this index')
  return { index: values, key }
}

/**
 * The stretch of an index that a scan covers: below the prefix, and behind the cursor. A cursor of another prefix never widens
 * it. Throws `RangeError` for an unknown index, a prefix that is too long and a cursor that is none.
 */
export function rangeOf(table: AnyTable, index: string, prefix: Key, options: ScanOptions = {}): Range {
  if (prefix.length > columnsOf(table, index).length) throw new RangeError(`index '${index}' of '${table.name}' has fewer columns`)
  const start = encodeKey(prefix)
  const whole: Range =
    index === 'key'
      ? { from: { index: '', key: start }, below: { index: '', key: behind(start) } }
      : { from: { index: start, key: '' }, below: { index: behind(start), key: '' } }
  if (options.after === undefined) return whole
  const after = placeOfCursor(table, index, options.after)
  if (options.order === 'descending') return comparePlaces(after, whole.below) < 0 ? { from: whole.from, below: after } : whole
  const from = { index: after.index, key: behind(after.key) }
  return comparePlaces(from, whole.from) > 0 ? { from, below: whole.below } : whole
}

/** The cursor of `everywhere`: account and encoded key. */
export function cursorEverywhere(account: string, key: string): string {
  return encodeKey([account]) + key
}

/**
 * Where `everywhere` starts: at this (escaped) account, with this or a greater encoded key. Throws `RangeError` for a text that
 * is no cursor.
 */
export function startEverywhere(table: AnyTable, after: string | undefined): { readonly account: string; readonly key: string } {
  if (after === undefined) return { account: '', key: '' }
  const [account, key] = splitKey(after, 1)
  if (!account.startsWith('s') || splitKey(key, table.key.length)[1] !== '') throw new RangeError('not a place in this table')
  return { account: account.slice(1, -1), key: behind(key) }
}

/** Worlds and accounts as columns: themselves, but for what a text column cannot hold. Keeps the order. */
export const partition = { encode: escapeText, decode: unescapeText }

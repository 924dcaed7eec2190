/** What both signature generations share: the sorted and encoded query, and a comparison that tells nothing by its time. */
import { timingSafeEqual } from 'node:crypto'
import { encode } from './percent.js'
import type { Pair } from './request.js'

/**
 * `name=value` pairs, encoded, sorted by decoded name (UTF-16 units: `.1`, `.10`, `.2`) and joined by `&`. Equal names
 * are ordered by value: documented for V3, and UNKNOWN for V1, where no client sends any.
 *
 * With `names` raw, names are not encoded: that is what some V3 clients sign.
 */
export function canonicalQuery(pairs: readonly Pair[], names: 'encoded' | 'raw' = 'encoded'): string {
  let text = ''
  for (const [name, value] of inOrder(pairs)) {
    if (text !== '') text += '&'
    text += names === 'raw' ? name : encode(name)
    text += '='
    text += encode(value)
  }
  return text
}

/** Most clients send what they sorted for signing, so looking comes before sorting. */
function inOrder(pairs: readonly Pair[]): readonly Pair[] {
  for (let i = 1; i < pairs.length; i++)
    if (byNameThenValue(pairs[i - 1] as Pair, pairs[i] as Pair) > 0) return pairs.toSorted(byNameThenValue)
  return pairs
}

function byNameThenValue(a: Pair, b: Pair): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1
}

/** Equal, in a time that depends on the lengths only. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

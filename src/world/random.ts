/**
 * The random source of a world: a stream of numbers that follows from a text. The same seed and the same calls give the
 * same ids. For ids and test data only: nothing here is meant to be unguessable.
 */

/** Four 32-bit numbers out of a text (the mixing of MurmurHash3, applied to four lanes). */
function lanes(text: string): [number, number, number, number] {
  let [a, b, c, d] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ unit, 0x9e3779b1)
    b = c ^ Math.imul(b ^ unit, 0x85ebca77)
    c = d ^ Math.imul(c ^ unit, 0xc2b2ae3d)
    d = a ^ Math.imul(d ^ unit, 0x27d4eb2f)
  }
  return [finish(a ^ d), finish(b ^ a), finish(c ^ b), finish(d ^ c)]
}

function finish(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** An endless stream of 32-bit numbers (xoshiro128**) that follows from `text`. */
export function stream(text: string): () => number {
  let [a, b, c, d] = lanes(text)
  if ((a | b | c | d) === 0) a = 1
  const next = () => {
    const scrambled = Math.imul(b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  for (let i = 0; i < 8; i++) next()
  return next
}

const alphabets = {
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  mixed: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  digits: '0123456789',
}
export type Alphabet = keyof typeof alphabets

/** `length` characters that follow from `text`. */
export function letters(text: string, length: number, alphabet: Alphabet): string {
  const next = stream(text)
  const from = alphabets[alphabet]
  let out = ''
  for (let i = 0; i < length; i++) out += from[next() % from.length]
  return out
}

/**
 * A request id: an upper-case UUID with version digit 5, as newer answers of the real gateway have it. It begins with how often
 * the state was opened and how many requests there were since, so that records are written one behind the other, which
 * is far cheaper for a database than all over the place; the rest follows from `text`.
 */
export function requestIdFrom(boot: number, count: number, text: string): string {
  const next = stream(text)
  const hex = (value: number, digits: number) => (value >>> 0).toString(16).padStart(8, '0').slice(-digits)
  const order = hex(boot, 4) + hex(count, 8)
  const variant = ((next() & 3) | 8).toString(16)
  return `${order.slice(0, 8)}-${order.slice(8)}-5${hex(next(), 3)}-${variant}${hex(next(), 3)}-${hex(next(), 4)}${hex(next(), 8)}`.toUpperCase()
}

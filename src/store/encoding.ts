/**
 * Keys and index values as text that sorts as the values do, whatever the engine. INVARIANT: both engines store this
 * text, so a change here is a change of the state format.
 *
 * - Each component says its kind and where it ends, so a key is a plain concatenation, and the rows below a prefix of
 *   components are exactly the texts that start with the encoded prefix: `['a']` never matches `['ab']`.
 * - No NUL (PostgreSQL's text cannot hold it, SQLite's bindings cut there) and no lone surrogate (UTF-8 has none).
 * - Engines compare bytes of UTF-8 (SQLite BINARY, PostgreSQL COLLATE "C"), which is the order of code points. Numbers
 *   sort by value, strings by code point; `false` before `true`; booleans before numbers before strings. Lone surrogates,
 *   which no sane id contains, keep their identity but sort just behind the first three control characters.
 */
import type { Component, Key } from './contract.js'

/** Ends a string. Below everything that a string may hold, so that `a` sorts before `a!`. */
const END = '\u0001'
/** Starts a replaced character. Above END and below every character that stands for itself. */
const ESCAPE = '\u0002'
/** Sorts behind every component, since kinds are `b`, `n` and `s`. */
const BEHIND_ALL = '~'
/** How many digits a number has, as one character, so that 9 sorts before 10. */
const LENGTHS = ' abcdefghijklmnop'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SUSPECT = /[\u0000-\u0002\ud800-\udfff]/
// With the flag `u` the range means surrogates without a partner.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const REPLACED = /[\u0000-\u0002\ud800-\udfff]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const REPLACEMENT = /\u0002(?:([012])|u([0-9a-f]{4}))/g

/** The text itself, but for NUL, U+0001, U+0002 and lone surrogates. Keeps the order. For worlds and accounts as columns. */
export function escapeText(text: string): string {
  if (!SUSPECT.test(text)) return text
  return text.replace(REPLACED, (character) => {
    const code = character.charCodeAt(0)
    return code <= 2 ? `${ESCAPE}${code}` : `${ESCAPE}u${code.toString(16)}`
  })
}

/** The reverse of `escapeText`. */
export function unescapeText(text: string): string {
  if (!text.includes(ESCAPE)) return text
  return text.replace(REPLACEMENT, (_, control, surrogate) =>
    String.fromCharCode(control === undefined ? Number.parseInt(surrogate, 16) : Number(control)),
  )
}

function encodeComponent(component: Component): string {
  switch (typeof component) {
    case 'string':
      return `s${escapeText(component)}${END}`
    case 'number': {
      if (!Number.isSafeInteger(component) || component < 0)
        throw new TypeError(`not a whole number from 0 to 2^53 - 1: ${component}`)
      const digits = String(component)
      return `n${LENGTHS[digits.length]}${digits}`
    }
    case 'boolean':
      return component ? 'b1' : 'b0'
    default:
      throw new TypeError(`not a string, whole number or boolean: ${String(component)}`)
  }
}

/** The text of some components. Throws `TypeError` for what is not a component. */
export function encodeKey(key: Key): string {
  let text = ''
  for (const component of key) text += encodeComponent(component)
  return text
}

/** Where the component that starts at `start` ends; -1 where none starts. */
function endOfComponent(text: string, start: number): number {
  switch (text[start]) {
    case 's':
      return text.indexOf(END, start) + 1 || -1
    case 'n': {
      const end = start + 2 + LENGTHS.indexOf(text[start + 1] ?? '')
      return end > start + 2 && end <= text.length ? end : -1
    }
    case 'b':
      return start + 2 <= text.length ? start + 2 : -1
    default:
      return -1
  }
}

/** The first `count` components of an encoded text and the rest. Throws `RangeError` where there are fewer. */
export function splitKey(text: string, count: number): readonly [first: string, rest: string] {
  let end = 0
  for (let n = 0; n < count; n += 1) {
    end = endOfComponent(text, end)
    if (end < 0) throw new RangeError('not a place in this index')
  }
  return [text.slice(0, end), text.slice(end)]
}

/** The components of an encoded text. Throws `RangeError` for any other text. */
export function decodeKey(text: string): Component[] {
  const components: Component[] = []
  for (let start = 0; start < text.length; ) {
    const [component] = splitKey(text.slice(start), 1)
    if (component[0] === 's') components.push(unescapeText(component.slice(1, -1)))
    else if (component[0] === 'n') components.push(Number(component.slice(2)))
    else components.push(component === 'b1')
    start += component.length
  }
  return components
}

/** Sorts behind everything that starts with `encoded`, and before everything else that sorts behind it. */
export function behind(encoded: string): string {
  return encoded + BEHIND_ALL
}

/** Surrogates stand above U+E000 to U+FFFF in UTF-8, below them in UTF-16. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Compares well-formed texts as the engines do: by the bytes of UTF-8, not by UTF-16 units as `<` does. */
export function compareText(left: string, right: string): number {
  const shared = Math.min(left.length, right.length)
  for (let at = 0; at < shared; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)]
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

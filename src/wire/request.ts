/**
 * One HTTP request as received, and the same request taken apart: query, form and headers. Nothing here knows an
 * operation or a signature. Everything is bounded, and a request that breaks a bound or cannot be decoded is answered
 * with a value that says how; nothing throws.
 */
import { isUtf8 } from 'node:buffer'
import { decode, decodeEscapes } from './percent.js'

export type Pair = readonly [name: string, value: string]

export interface ReceivedRequest {
  readonly method: string
  /** As in the request line: `/?Action=...`, or the absolute form that clients send through a proxy. */
  readonly target: string
  /** In wire order, repeated names repeated (`rawHeaders` of node:http, taken in pairs). */
  readonly headers: readonly Pair[]
  readonly body: Uint8Array
}

export interface ParsedRequest {
  readonly method: string
  /** As sent, still encoded, never empty. Every segment is known to decode. */
  readonly path: string
  readonly query: readonly Pair[]
  /** Empty unless the content type is `application/x-www-form-urlencoded`. */
  readonly form: readonly Pair[]
  /** Query and form merged. UNKNOWN: which of two equal names the real gateway takes; here the last, form after query. */
  readonly parameters: ReadonlyMap<string, string>
  /** By lower-case name, trimmed. Values of a repeated header are sorted and joined by commas, as ACS3 signs them. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
}

/** Bytes for the body, UTF-16 units for decoded names and values, dotted parts for the depth. */
export interface Limits {
  readonly bodyBytes: number
  readonly pairs: number
  readonly nameLength: number
  readonly valueLength: number
  readonly depth: number
}

export const defaultLimits: Limits = { bodyBytes: 1_048_576, pairs: 12_000, nameLength: 512, valueLength: 131_072, depth: 16 }

/** Why a request could not be taken apart. `name` is the parameter concerned, cut to 64 characters. */
export interface Unreadable {
  readonly kind: 'body-too-large' | 'too-many-pairs' | 'name-too-long' | 'value-too-long' | 'too-deep' | 'bad-encoding'
  readonly where: 'path' | 'query' | 'form'
  readonly limit?: number
  readonly name?: string
}

export function isUnreadable(parsed: ParsedRequest | Unreadable): parsed is Unreadable {
  return 'kind' in parsed
}

// Query and path arrive as ASCII; other characters in them would have to be guessed at, so they are a broken encoding.
const OUTSIDE_A_TARGET = /[^\x21-\x7e]/
const ABSOLUTE_FORM = /^https?:\/\/[^/?]*/i
const FORM = /^application\/x-www-form-urlencoded\s*(?:;|,|$)/i
const NOT_ASCII = /[^\0-\x7f]/

export function parse(request: ReceivedRequest, limits: Limits = defaultLimits): ParsedRequest | Unreadable {
  const { method, body } = request
  if (body.byteLength > limits.bodyBytes) return { kind: 'body-too-large', where: 'form', limit: limits.bodyBytes }
  const { path, queryText } = splitTarget(request.target)
  if (!pathDecodes(path)) return { kind: 'bad-encoding', where: 'path' }
  if (OUTSIDE_A_TARGET.test(queryText)) return { kind: 'bad-encoding', where: 'query' }
  const query: Pair[] = []
  const badQuery = readPairs(queryText, 'query', limits, limits.pairs, query)
  if (badQuery !== undefined) return badQuery
  const headers = readHeaders(request.headers)
  const form: Pair[] = []
  if (body.byteLength > 0 && FORM.test(headers.get('content-type') ?? '')) {
    if (!isUtf8(body)) return { kind: 'bad-encoding', where: 'form' }
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
    const badForm = readPairs(text, 'form', limits, limits.pairs - query.length, form)
    if (badForm !== undefined) return badForm
  }
  const parameters = new Map<string, string>(query)
  for (const [name, value] of form) parameters.set(name, value)
  return { method, path, query, form, parameters, headers, body }
}

function splitTarget(target: string): { path: string; queryText: string } {
  const local = target.startsWith('/') ? target : target.replace(ABSOLUTE_FORM, '')
  const mark = local.indexOf('?')
  if (mark < 0) return { path: local === '' ? '/' : local, queryText: '' }
  return { path: mark === 0 ? '/' : local.slice(0, mark), queryText: local.slice(mark + 1) }
}

function pathDecodes(path: string): boolean {
  return path === '/' || (!OUTSIDE_A_TARGET.test(path) && path.split('/').every((segment) => decodeEscapes(segment) !== undefined))
}

/** Appends to `into` and stops at the first fault. `room` is how many pairs may still come. */
function readPairs(text: string, where: 'query' | 'form', limits: Limits, room: number, into: Pair[]): Unreadable | undefined {
  for (let start = 0; start < text.length; ) {
    const ampersand = text.indexOf('&', start)
    const end = ampersand < 0 ? text.length : ampersand
    if (end > start) {
      if (into.length >= room) return { kind: 'too-many-pairs', where, limit: limits.pairs }
      const pair = readPair(text.slice(start, end), where, limits)
      if ('kind' in pair) return pair
      into.push(pair)
    }
    start = end + 1
  }
  return undefined
}

function readPair(text: string, where: 'query' | 'form', limits: Limits): Pair | Unreadable {
  const equals = text.indexOf('=')
  const sentName = equals < 0 ? text : text.slice(0, equals)
  const name = decode(sentName)
  if (name === undefined) return { kind: 'bad-encoding', where, name: sentName.slice(0, 64) }
  const value = equals < 0 ? '' : decode(text.slice(equals + 1))
  if (value === undefined) return { kind: 'bad-encoding', where, name: name.slice(0, 64) }
  if (name.length > limits.nameLength) return { kind: 'name-too-long', where, limit: limits.nameLength, name: name.slice(0, 64) }
  if (value.length > limits.valueLength)
    return { kind: 'value-too-long', where, limit: limits.valueLength, name: name.slice(0, 64) }
  if (isDeeper(name, limits.depth)) return { kind: 'too-deep', where, limit: limits.depth, name: name.slice(0, 64) }
  return [name, value]
}

function isDeeper(name: string, depth: number): boolean {
  let parts = 1
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) parts++
  return parts > depth
}

function readHeaders(received: readonly Pair[]): Map<string, string> {
  const headers = new Map<string, string>()
  let repeated: Map<string, string[]> | undefined
  for (const [sentName, sentValue] of received) {
    const name = sentName.toLowerCase()
    const value = headerText(sentValue.trim())
    const before = headers.get(name)
    if (before === undefined) headers.set(name, value)
    else {
      repeated ??= new Map()
      const values = repeated.get(name)
      if (values === undefined) repeated.set(name, [before, value])
      else values.push(value)
    }
  }
  // INVARIANT: what is used of a repeated header is exactly what was signed of it.
  if (repeated !== undefined) for (const [name, values] of repeated) headers.set(name, values.sort().join(','))
  return headers
}

/** node:http reads header bytes as Latin-1, whereas clients sign the UTF-8 text that they sent. */
function headerText(value: string): string {
  if (!NOT_ASCII.test(value)) return value
  const bytes = Buffer.from(value, 'latin1')
  return isUtf8(bytes) && bytes.toString('latin1') === value ? bytes.toString('utf8') : value
}

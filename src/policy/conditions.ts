/**
 * The condition operators of RAM, compiled once per document, and when a condition holds for a request.
 *
 * Source of the operators: RAM help page on condition operators (December 2025); the two `...IncludeBorder` from OSS pages and
 * third-party code.
 */
import { compilePattern, matchesPattern } from './match.js'
import { compareDecimals, isInBlock, readAddress, readAddressBlock, readDecimal, readInstant } from './values.js'

/**
 * What a request says under each condition key. Keys are in lower case: sources spell `acs:PrincipalARN` in several ways, so
 * names are compared without case.
 *
 * Each entry is a list of values, each of them a list of alternative spellings of that one value: a target account may be met by
 * its id or by its path in the directory. A key with several values of which one must fit (tags) is passed as one value with
 * several alternatives; a key of which each value must be admitted (targets of a share) as several values. An empty list is a
 * missing key.
 */
export type RequestContext = ReadonlyMap<string, readonly (readonly string[])[]>

/**
 * UNKNOWN: what a condition on a key means that the request does not have. `documented` reads the pages by the letter, a
 * condition is met when its operator holds: positive operators do not, negated ones do. `unmet`: no condition on it is met.
 */
export type MissingKeyRule = 'documented' | 'unmet'

export type Effect = 'Allow' | 'Deny'

export interface Condition {
  readonly operator: string
  /** As the policy spells it. */
  readonly key: string
  readonly lookup: string
  readonly values: readonly string[]
  readonly negated: boolean
  /** Whether one spelling of a request's value matches any of the policy's values; not yet negated. */
  readonly matches: (given: string) => boolean
  /** Which of `values` the operator can not read. They match nothing. */
  readonly unreadable: readonly number[]
}

interface Comparison {
  readonly matches: (given: string) => boolean
  readonly unreadable: readonly number[]
}

interface Operator {
  readonly negated: boolean
  readonly compile: (values: readonly string[]) => Comparison
}

/** How many values a list is searched for before a set is worth its memory. */
const FEW = 8

function texts(spell: (text: string) => string) {
  return (values: readonly string[]): Comparison => {
    const wanted = values.map(spell)
    const among = wanted.length > FEW ? new Set(wanted) : undefined
    return { matches: (given) => (among ? among.has(spell(given)) : wanted.includes(spell(given))), unreadable: [] }
  }
}

function patterns(values: readonly string[]): Comparison {
  const wanted = values.map(compilePattern)
  return { matches: (given) => wanted.some((pattern) => matchesPattern(pattern, given)), unreadable: [] }
}

/** Statement after statement asks about the same source address and the same time, so the text read last is not read again. */
function rememberLast<Value>(read: (text: string) => Value | undefined): (text: string) => Value | undefined {
  let lastText: string | undefined
  let lastValue: Value | undefined
  return (text) => {
    if (text !== lastText) {
      lastValue = read(text)
      lastText = text
    }
    return lastValue
  }
}

/** Compares what both sides read as; a side that can not be read matches nothing. */
function typed<Given, Wanted>(
  readGiven: (text: string) => Given | undefined,
  readWanted: (text: string) => Wanted | undefined,
  agree: (given: Given, wanted: Wanted) => boolean,
) {
  return (values: readonly string[]): Comparison => {
    const wanted: Wanted[] = []
    const unreadable: number[] = []
    for (const [index, value] of values.entries()) {
      const read = readWanted(value)
      if (read === undefined) unreadable.push(index)
      else wanted.push(read)
    }
    const matches = (text: string) => {
      const given = readGiven(text)
      return given !== undefined && wanted.some((one) => agree(given, one))
    }
    return { matches, unreadable }
  }
}

const givenDecimal = rememberLast(readDecimal)
const givenInstant = rememberLast(readInstant)
const givenAddress = rememberLast(readAddress)

const numbers = (agree: (order: number) => boolean) =>
  typed(givenDecimal, readDecimal, (given, wanted) => agree(compareDecimals(given, wanted)))

const instants = (agree: (order: number) => boolean) => typed(givenInstant, readInstant, (given, wanted) => agree(given - wanted))

/** UNKNOWN: whether `True` is admitted. It is here: a denial that never fires for its capital would be the worse surprise. */
function readTruth(text: string): string | undefined {
  const lower = text.toLowerCase()
  return lower === 'true' || lower === 'false' ? lower : undefined
}

const exact = texts((text) => text)
const withoutCase = texts((text) => text.toLowerCase())
const truths = typed(readTruth, readTruth, (given, wanted) => given === wanted)
const addresses = typed(givenAddress, readAddressBlock, isInBlock)
const equal = (order: number) => order === 0

const positive = (compile: Operator['compile']): Operator => ({ negated: false, compile })
const negated = (compile: Operator['compile']): Operator => ({ negated: true, compile })

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', positive(exact)],
  ['StringNotEquals', negated(exact)],
  ['StringEqualsIgnoreCase', positive(withoutCase)],
  ['StringNotEqualsIgnoreCase', negated(withoutCase)],
  ['StringLike', positive(patterns)],
  ['StringNotLike', negated(patterns)],
  ['NumericEquals', positive(numbers(equal))],
  ['NumericNotEquals', negated(numbers(equal))],
  ['NumericLessThan', positive(numbers((order) => order < 0))],
  ['NumericLessThanEquals', positive(numbers((order) => order <= 0))],
  ['NumericGreaterThan', positive(numbers((order) => order > 0))],
  ['NumericGreaterThanEquals', positive(numbers((order) => order >= 0))],
  ['DateEquals', positive(instants(equal))],
  ['DateNotEquals', negated(instants(equal))],
  ['DateLessThan', positive(instants((order) => order < 0))],
  ['DateLessThanEquals', positive(instants((order) => order <= 0))],
  ['DateGreaterThan', positive(instants((order) => order > 0))],
  ['DateGreaterThanEquals', positive(instants((order) => order >= 0))],
  ['Bool', positive(truths)],
  ['IpAddress', positive(addresses)],
  ['NotIpAddress', negated(addresses)],
  // UNKNOWN: whether the operators without "border" leave out the first and last address of a block. They do not here, so the
  // two pairs mean the same.
  ['IpAddressIncludeBorder', positive(addresses)],
  ['NotIpAddressIncludeBorder', negated(addresses)],
])

/** Names are compared with case, as the page on policy syntax (May 2026) says of all predefined words. */
export const conditionOperators: readonly string[] = [...OPERATORS.keys()]

/** Compiles one key of one operator. `undefined` when there is no such operator. */
export function compileCondition(name: string, key: string, values: readonly string[]): Condition | undefined {
  const operator = OPERATORS.get(name)
  if (!operator) return undefined
  return { operator: name, key, lookup: key.toLowerCase(), values, negated: operator.negated, ...operator.compile(values) }
}

/**
 * Whether a condition holds for what the request says under its key, in a statement of that effect.
 *
 * Within one value, a positive operator holds if some spelling matches some value of the policy, a negated one if no spelling
 * matches any. Over several values an `Allow` needs each of them to hold, a `Deny` applies as soon as one does, so that a second
 * target never slips through beside an admitted one.
 *
 * UNKNOWN: no page says how lists meet negated operators; published denials with lists of values work under this reading only.
 */
export function conditionHolds(
  { negated, matches }: Condition,
  effect: Effect,
  given: readonly (readonly string[])[] | undefined,
  missingKey: MissingKeyRule,
): boolean {
  if (given === undefined || given.length === 0) return missingKey === 'documented' && negated
  const oneIsEnough = effect === 'Deny'
  for (const spellings of given) {
    const holds = spellings.some(matches) !== negated
    if (holds === oneIsEnough) return oneIsEnough
  }
  return !oneIsEnough
}

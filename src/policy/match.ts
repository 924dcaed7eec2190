/**
 * Matching of actions and resource names against what a policy writes. Patterns are compiled once, when the document is read.
 *
 * `*` stands for any run of characters, also none; `?` for exactly one. There is no way to write either of them literally.
 */

/** The cheapest comparison that decides a pattern, chosen once. */
const ANYTHING = 0
const LITERAL = 1
const PREFIX = 2
const WILD = 3

/** A compiled pattern. `text` is what is compared: the literal, the prefix without its `*`, or the whole pattern. */
export interface Pattern {
  readonly kind: number
  readonly text: string
}

/** Compiles a pattern that may hold `*` and `?`. */
export function compilePattern(written: string): Pattern {
  const text = written.replace(/\*{2,}/g, '*')
  if (text === '*') return { kind: ANYTHING, text: '' }
  const wild = text.search(/[*?]/)
  if (wild < 0) return { kind: LITERAL, text }
  if (wild === text.length - 1 && text.endsWith('*')) return { kind: PREFIX, text: text.slice(0, -1) }
  return { kind: WILD, text }
}

/** Whether the whole value matches the pattern, with case. */
export function matchesPattern(pattern: Pattern, value: string): boolean {
  switch (pattern.kind) {
    case ANYTHING:
      return true
    case LITERAL:
      return value === pattern.text
    case PREFIX: {
      // Names of one kind begin alike, so the last character of a prefix tells most of them apart.
      const { text } = pattern
      const last = text.length - 1
      return value.charCodeAt(last) === text.charCodeAt(last) && value.startsWith(text)
    }
    default:
      return matchesWildcards(pattern.text, value)
  }
}

const STAR = 42
const QUESTION = 63

/**
 * INVARIANT: at most pattern x value steps. Only the latest `*` is ever widened: whatever an earlier one could still take, the
 * later one can take as well, so there is nothing to go back to and no pattern can make this exponential.
 */
function matchesWildcards(pattern: string, value: string): boolean {
  let p = 0
  let v = 0
  let star = -1
  let resume = 0
  while (v < value.length) {
    const wanted = p < pattern.length ? pattern.charCodeAt(p) : -1
    if (wanted === STAR) {
      star = p++
      resume = v
    } else if (wanted === QUESTION) {
      p++
      v += widthAt(value, v)
    } else if (wanted === value.charCodeAt(v)) {
      p++
      v++
    } else if (star >= 0) {
      p = star + 1
      v = ++resume
    } else return false
  }
  while (p < pattern.length && pattern.charCodeAt(p) === STAR) p++
  return p === pattern.length
}

/** One character may take two code units: `?` is to match an ideograph or an emoji, never half of one. */
function widthAt(value: string, at: number): number {
  const code = value.charCodeAt(at)
  if (code < 0xd800 || code > 0xdbff) return 1
  const next = value.charCodeAt(at + 1)
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1
}

/**
 * Actions are compared without case: the page on policy elements says so for most products, and nothing says otherwise for the
 * ones served here. Match the result against an action in lower case.
 */
export function compileAction(written: string): Pattern {
  return compilePattern(written.toLowerCase())
}

/** A resource name in a request. Anything but five parts (such as the `*` of operations that name no resource) has no parts. */
export interface ResourceName {
  readonly text: string
  readonly parts: readonly string[] | undefined
}

/** How a policy names resources: everything, or a pattern for each of the five parts `acs:<code>:<region>:<account>:<relative>`. */
export type ResourcePattern = 'everything' | readonly Pattern[]

const REGION = 2

/**
 * Splits at the first four colons; the relative id keeps any further ones. `undefined` when there are fewer than five parts.
 *
 * UNKNOWN: whether wildcards reach over colons. Each part has its own here, so a short `acs:vpc:*` is no name at all.
 */
export function splitResource(text: string): string[] | undefined {
  const first = text.indexOf(':')
  const second = first < 0 ? -1 : text.indexOf(':', first + 1)
  const third = second < 0 ? -1 : text.indexOf(':', second + 1)
  const fourth = third < 0 ? -1 : text.indexOf(':', third + 1)
  if (fourth < 0) return undefined
  return [
    text.slice(0, first),
    text.slice(first + 1, second),
    text.slice(second + 1, third),
    text.slice(third + 1, fourth),
    text.slice(fourth + 1),
  ]
}

/**
 * Reads a resource name of a request.
 *
 * A global resource has an empty region in some places and `*` in others (a role's own name and the authorization tables
 * differ), so both are read as empty. A policy's `*` matches that too, a region's name does not.
 */
export function readResource(text: string): ResourceName {
  const parts = splitResource(text)
  if (parts?.[REGION] === '*') parts[REGION] = ''
  return { text, parts }
}

/** Compiles the resource pattern of a policy. `undefined` when it is neither `*` nor five parts. */
export function compileResource(written: string): ResourcePattern | undefined {
  if (/^\*+$/.test(written)) return 'everything'
  return splitResource(written)?.map(compilePattern)
}

/**
 * Whether a policy's pattern covers a resource, with case.
 *
 * UNKNOWN: what a pattern in five parts means to an operation that names no resource. It does not cover `*`: the product pages
 * demand a plain `*` in policies for such operations.
 */
export function matchesResource(pattern: ResourcePattern, { parts }: ResourceName): boolean {
  if (pattern === 'everything') return true
  if (!parts) return false
  // From the back: the relative id tells resources apart soonest.
  for (let part = 4; part >= 0; part--) {
    if (!matchesPattern(pattern[part] as Pattern, parts[part] as string)) return false
  }
  return true
}

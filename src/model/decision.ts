/**
 * What a domain function decides: a value, or a refusal with a declared code. Refusals are values; the call ends with one
 * when an operation settles the decision.
 */

export interface Yes<T> {
  readonly ok: true
  readonly value: T
}

/** What belongs to a refusal beside its code. */
export interface RefusalDetail {
  /** Fills the `%s` of the code and of the message: the parameter's name, and the value given where the message shows it. */
  readonly fill?: readonly [name: string, value?: string]
  /** What was met, in our own words, for the page of the refused request. Never on the wire. */
  readonly because?: string
  /** What the user can do next, in our own words. Never on the wire. */
  readonly next?: string
}

export interface Refusal<Code extends string = string> extends RefusalDetail {
  readonly code: Code
}

export interface No<Code extends string> {
  readonly ok: false
  readonly refusal: Refusal<Code>
}

export type Decision<T, Code extends string> = Yes<T> | No<Code>

export function yes(): Yes<undefined>
export function yes<T>(value: T): Yes<T>
export function yes<T>(value?: T): Yes<T | undefined> {
  return { ok: true, value }
}

export function no<const Code extends string>(code: Code, detail: RefusalDetail = {}): No<Code> {
  return { ok: false, refusal: { code, ...detail } }
}

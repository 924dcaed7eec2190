/**
 * The vocabulary of parameters and answer fields. A shape is a plain value: the decoder, the answer writer, the model as
 * JSON and the reference pages interpret it.
 */

import type { AccountId } from './values.js'

/** Types as the published metadata names them. */
export type PublishedType =
  | 'string'
  | 'integer'
  | 'long'
  | 'boolean'
  | 'object'
  | 'array<string>'
  | 'array<object>'
  | 'array<integer>'

/** How a given value can fail its declaration. Each product's dialect turns these into its own codes. */
export type FaultKind = 'missing' | 'format' | 'value' | 'length' | 'count' | 'duplicate'

/** Work that the pipeline does for a parameter, so that no operation mentions it. */
export type Role = 'dryRun' | 'clientToken' | 'pageSize' | 'pageToken'

interface Described {
  readonly note: string
  readonly example?: string | number | boolean
  /** `required`: a call without it is refused. `sometimes`: an answer may leave it out. */
  readonly presence?: 'required' | 'sometimes'
  readonly role?: Role
  /** Not shown in records and logs. */
  readonly secret?: true
}

export interface TextRules {
  /** A value that does not match is malformed (`format`). */
  readonly pattern?: RegExp
  /** A value outside of these is not allowed (`value`). */
  readonly oneOf?: readonly string[]
  /** A value that matches is not allowed (`value`). */
  readonly barred?: RegExp
  /** In characters. Shorter is `format`, longer is `length`. An empty text is allowed only with `min: 0`. */
  readonly min?: number
  readonly max?: number
}

export interface TextShape<T extends string = string> extends Described, TextRules {
  readonly kind: 'text'
  /** `long` and `integer`: digits that are kept as text inside and written as a JSON number. */
  readonly published: 'string' | 'long' | 'integer'
  readonly is?: T
}
export interface WholeShape extends Described {
  readonly kind: 'whole'
  readonly published: 'integer' | 'long'
  readonly min?: number
  readonly max?: number
  readonly allowed?: (value: number) => boolean
  readonly default?: number
}
export interface FlagShape extends Described {
  readonly kind: 'flag'
}
export interface ListShape<Item extends Shape = Shape> extends Described {
  readonly kind: 'list'
  readonly item: Item
  /** More items are `count`. */
  readonly max?: number
  /** Equal items are `duplicate`. */
  readonly distinct?: true
  /** The whole list may also arrive as one JSON text (the aliyun CLI can send some lists in no other way). */
  readonly jsonText?: true
}
export interface StructureShape<F extends Fields = Fields> extends Described {
  readonly kind: 'structure'
  readonly fields: F
  /** These members are given together or not at all; one alone is `format` of the whole list. */
  readonly together?: readonly (keyof F & string)[]
}
// biome-ignore lint/suspicious/noExplicitAny: a structure of any fields; `Fields` here would make the type refer to itself
export type Shape = TextShape | WholeShape | FlagShape | ListShape<any> | StructureShape<any>
export type Fields = Readonly<Record<string, Shape>>

/** The value of a shape inside an operation. */
export type Parsed<S> =
  S extends ListShape<infer Item>
    ? readonly Parsed<Item>[]
    : S extends StructureShape<infer F>
      ? Input<F>
      : S extends TextShape<infer T>
        ? T
        : S extends WholeShape
          ? number
          : S extends FlagShape
            ? boolean
            : never

/** Parameters as an operation reads them: required ones are there, all others may be `undefined`. */
export type Input<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { readonly presence: 'required' } ? Parsed<F[K]> : Parsed<F[K]> | undefined
}

/** What an operation gives for an answer field. */
export type Produced<S> =
  S extends ListShape<infer Item>
    ? readonly Produced<Item>[]
    : S extends StructureShape<infer F>
      ? Output<F>
      : S extends TextShape
        ? string
        : S extends WholeShape
          ? number
          : S extends FlagShape
            ? boolean
            : never

type SometimesKeys<F extends Fields> = { [K in keyof F]: F[K] extends { readonly presence: 'sometimes' } ? K : never }[keyof F]

/** Answer fields as an operation returns them: all but those marked `sometimes`. */
export type Output<F extends Fields> = { readonly [K in Exclude<keyof F, SometimesKeys<F>>]: Produced<F[K]> } & {
  readonly [K in SometimesKeys<F>]?: Produced<F[K]> | undefined
}

export function text(note: string, example?: string, rules: TextRules = {}): TextShape {
  return { kind: 'text', published: 'string', note, ...(example === undefined ? {} : { example }), ...rules }
}

/** An account, published as a number (`long`), text inside. */
export function accountId(note: string, example = '1000000000000001'): TextShape<AccountId> {
  return { kind: 'text', published: 'long', note, example, pattern: /^[0-9]{1,20}$/ }
}

export function oneOf<const T extends string>(values: readonly T[], note: string, example: T = values[0] as T): TextShape<T> {
  return { kind: 'text', published: 'string', note, example, oneOf: values }
}

interface WholeRules {
  readonly min?: number
  readonly max?: number
  readonly allowed?: (value: number) => boolean
  readonly default?: number
}
export function whole(note: string, example?: number, rules: WholeRules = {}): WholeShape {
  return { kind: 'whole', published: 'integer', note, ...(example === undefined ? {} : { example }), ...rules }
}
/** A whole number that the metadata calls `long`. */
export function long(note: string, example?: number, rules: WholeRules = {}): WholeShape {
  return { ...whole(note, example, rules), published: 'long' }
}

export function flag(note: string, example?: boolean): FlagShape {
  return { kind: 'flag', note, ...(example === undefined ? {} : { example }) }
}

interface ListRules {
  readonly max?: number
  readonly distinct?: true
  readonly jsonText?: true
}
export function list<const S extends Shape>(note: string, item: S, rules: ListRules = {}): ListShape<S> {
  return { kind: 'list', note, item, ...rules }
}

export function structure<const F extends Fields>(
  fields: F,
  rules: { readonly together?: readonly (keyof F & string)[]; readonly note?: string } = {},
): StructureShape<F> {
  return { kind: 'structure', fields, note: rules.note ?? '', ...(rules.together ? { together: rules.together } : {}) }
}

export function required<const S extends Shape>(shape: S): S & { readonly presence: 'required' } {
  return { ...shape, presence: 'required' }
}

/** An answer field that is left out when it has no value. */
export function sometimes<const S extends Shape>(shape: S): S & { readonly presence: 'sometimes' } {
  return { ...shape, presence: 'sometimes' }
}

/** A value that records and logs replace. */
export function secret<const S extends Shape>(shape: S): S & { readonly secret: true } {
  return { ...shape, secret: true }
}

/** The published type of a shape. */
export function publishedType(shape: Shape): PublishedType {
  switch (shape.kind) {
    case 'flag':
      return 'boolean'
    case 'structure':
      return 'object'
    case 'list':
      return shape.item.kind === 'structure' ? 'array<object>' : (`array<${publishedType(shape.item)}>` as PublishedType)
    default:
      return shape.published
  }
}

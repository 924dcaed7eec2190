/** An operation of an API, declared once: what it accepts, who may call it, how it refuses, what it answers, what it does. */

import type { CodeOf, QuotasOf, ReadContext, WriteContext } from './context.js'
import type { Caller } from './identity.js'
import type { Errors, Product, Quotas } from './product.js'
import type { Fields, Input, Output } from './shape.js'
import type { AccountId } from './values.js'

export type AccessLevel = 'create' | 'update' | 'delete' | 'get' | 'list' | 'none'

/** One kind of resource that RAM checks for a call. */
export interface ResourceRule<I extends Fields> {
  /** The published ARN, placeholders included: `acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}`. */
  readonly arn: string
  /**
   * What fills the last placeholder: a parameter, of which several values give several resources, or what follows from the call
   * where it may leave the parameter out or name it in two ways. Nothing there: `*`.
   */
  readonly id?:
    | (keyof I & string)
    | ((call: { readonly input: Input<I>; readonly caller: Caller }) => string | readonly string[] | undefined)
  /** The parameter that fills `{#regionId}`. Absent: the region of the call. */
  readonly region?: keyof I & string
  /** Applies only to calls with these values. */
  readonly when?: { readonly [K in keyof I]?: string }
}

/** A condition key whose value is not simply a parameter: each value with its alternative spellings. */
export interface ConditionKey<I extends Fields> {
  readonly key: string
  readonly values: (context: ReadContext<I, never, Quotas>) => Promise<readonly (readonly string[])[]>
}

export interface Access<I extends Fields> {
  readonly level: AccessLevel
  /** The service's code in the action, where another service's right is asked for. Absent: that of the product. */
  readonly service?: string
  /** The action's name. Absent: that of the operation. */
  readonly action?: string
  /** What RAM checks. Absent: `*`. */
  readonly resources?: readonly ResourceRule<I>[]
  /** Condition keys: the name of the parameter that fills the key, or how its values are found. */
  readonly conditions?: readonly ((keyof I & string) | ConditionKey<I>)[]
  /** Anyone with a valid key may call it. */
  readonly open?: true
}

type NoFields = Record<never, never>
type NoErrors = Record<never, never>
// biome-ignore lint/suspicious/noConfusingVoidType: a run without a return statement has this type and no other
type Nothing = void

interface Declared<P extends Product, I extends Fields, O extends Fields, E extends Errors> {
  /** As the API names it; the file is named the same. */
  readonly name: string
  /** The date of the page that the facts are from. */
  readonly documented?: string
  /** What it does, in our own words. */
  readonly does: string
  readonly input: I
  readonly output?: O
  readonly errors?: E
  readonly access: Access<I>
  /** Members of the product's envelope that this operation's answers lack. */
  readonly without?: readonly string[]
  readonly product?: P
}

/** An operation that only reads. */
export interface ReadDeclaration<P extends Product, I extends Fields, O extends Fields, E extends Errors>
  extends Declared<P, I, O, E> {
  readonly touches?: undefined
  readonly run: (context: ReadContext<I, CodeOf<E, P>, QuotasOf<P>>) => Promise<Output<O>>
}

/** An operation that changes rows: `touches` names the accounts whose rows may change, so that engines can lock them first. */
export interface WriteDeclaration<P extends Product, I extends Fields, O extends Fields, E extends Errors>
  extends Declared<P, I, O, E> {
  /** A ClientToken counts for one value of this parameter. Absent: for whatever the account calls the operation for. */
  readonly tokensOf?: keyof I & string
  readonly touches: (call: { readonly input: Input<I>; readonly caller: Caller }) => readonly AccountId[]
  readonly run: (
    context: WriteContext<I, CodeOf<E, P>, QuotasOf<P>>,
  ) => Promise<keyof O extends never ? Nothing | Output<O> : Output<O>>
}

/** An operation as the pipeline and everything derived see it. */
export interface Operation {
  readonly product: Product
  readonly name: string
  readonly documented?: string
  readonly does: string
  readonly input: Fields
  readonly output: Fields
  /** Its own errors and its product's. */
  readonly errors: Errors
  readonly access: Access<Fields>
  readonly without: readonly string[]
  readonly tokensOf?: string
  readonly touches?: (call: { readonly input: Input<Fields>; readonly caller: Caller }) => readonly AccountId[]
  // biome-ignore lint/suspicious/noExplicitAny: the one place where the types of all operations meet
  readonly run: (context: any) => Promise<object | Nothing>
}

/** What RAM is asked for: `vpc:CreateVpc`. */
export function actionOf({ product, name, access }: Pick<Operation, 'product' | 'name' | 'access'>): string {
  return `${access.service ?? product.ram}:${access.action ?? name}`
}

/** The caller's own rows, and no others. */
export const onlyOwn = ({ caller }: { readonly caller: Caller }): readonly AccountId[] => [caller.account]

export function operation<
  P extends Product,
  const I extends Fields,
  const O extends Fields = NoFields,
  const E extends Errors = NoErrors,
>(product: P, declaration: WriteDeclaration<P, I, O, E>): Operation
export function operation<
  P extends Product,
  const I extends Fields,
  const O extends Fields = NoFields,
  const E extends Errors = NoErrors,
>(product: P, declaration: ReadDeclaration<P, I, O, E>): Operation
export function operation(
  product: Product,
  declaration: Omit<Operation, 'product' | 'output' | 'errors' | 'without'> & {
    output?: Fields
    errors?: Errors
    without?: readonly string[]
  },
): Operation {
  return {
    ...declaration,
    product,
    output: declaration.output ?? {},
    errors: { ...product.errors, ...declaration.errors },
    without: declaration.without ?? [],
  }
}

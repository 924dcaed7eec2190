/** How the least valid call of an operation is made, and what else cannot be read off the facts. */

import type { Given, World } from './arena.js'

/** A value whose condition key is looked at: with this one a policy allows, with the other one it does not. */
export interface Condition {
  readonly value: string | boolean
  readonly other: string | boolean
  /** What the call needs beside its least parameters. */
  readonly also?: Given
}

/** A call that is ready to be made. */
export interface Prepared {
  /** The account, by alias: its root key. */
  readonly as: string
  readonly parameters: Given
  readonly region?: string
  /** A valid value for each optional parameter that has no obvious one. */
  readonly optional?: Readonly<Record<string, unknown>>
  readonly conditions?: Readonly<Record<string, Condition>>
}
export type Preparation = (world: World) => Promise<Prepared>

export interface Recipe {
  /** The world before the least valid call, and that call. */
  readonly call: Preparation
  /** The same with at least two entries to page through. Absent: `call` has them. */
  readonly entries?: Preparation
  /** Parameters whose other values belong to another world: `more` and `errors` have calls with them. */
  readonly tied?: readonly string[]
  /** Further calls that succeed, by what is special about them. */
  readonly more?: Readonly<Record<string, Preparation>>
  /** Real sequences of calls that end in an error, by its code. */
  readonly errors?: Readonly<Record<string, Preparation>>
}
export type Recipes = Readonly<Record<string, Recipe>>

/** A value that excludes other parameters, or needs some. */
export class Swap {
  readonly value: unknown
  readonly without: readonly string[]
  readonly also: Given
  constructor(value: unknown, { without = [], also = {} }: { without?: readonly string[]; also?: Given }) {
    this.value = value
    this.without = without
    this.also = also
  }
}
export const swap = (value: unknown, how: { without?: readonly string[]; also?: Given }) => new Swap(value, how)

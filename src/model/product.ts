/** What the operations of one API product have in common. */

import type { Alphabet } from '../world/random.js'
import type { Template } from '../world/templates.js'
import type { Lookup, Partition, WritablePartition } from './context.js'
import type { FaultKind } from './shape.js'
import type { Table } from './table.js'
import type { AccountId } from './values.js'

/**
 * HTTP status and message by code. `%s` in code and message is filled by the refusal. Where a code is published and its
 * message is not, the message says so and `ours` is what we send.
 */
export type Errors = Readonly<Record<string, readonly [httpStatus: number, message: string, ours?: string]>>

/** A parameter that does not fit its declaration, before the product's dialect gives it a code. */
export interface ParameterFault {
  readonly kind: FaultKind
  /** The top-level parameter, as published: `Resources`. */
  readonly parameter: string
  /** Where in it: `Resources.2.ResourceId`; equal to `parameter` for plain ones. */
  readonly path: string
  /** The value given, where it was one text. */
  readonly given?: string
}

/** A code that may be meant, with what fills it. The first one that the operation or its product declares is used. */
export interface Candidate {
  readonly code: string
  readonly fill?: readonly [name: string, value?: string]
}

/** How a product says no, and how its answers are wrapped. Everything here is a fact of the product. */
export interface Dialect {
  /** An empty value of a parameter that must not be empty: as if it were absent, or malformed. */
  readonly emptyIs: 'absent' | 'malformed'
  /** Codes for a fault, best first. */
  readonly fault: (fault: ParameterFault) => readonly Candidate[]
  /** The refusal of RAM. */
  readonly denied: (denial: { readonly action: string; readonly resource: string }) => {
    readonly code: string
    readonly message: string
    readonly httpStatus: number
  }
  /** Members of the success body beside RequestId and the operation's own fields. */
  readonly envelope?: Readonly<Record<string, string | number | boolean>>
  /** Text members that the product's answers are documented to have, and that only failures carry. */
  readonly failureMembers?: readonly string[]
  /** Members of a failure body beside the gateway's. */
  readonly failure?: (failure: {
    readonly httpStatus: number
    readonly code: string
    readonly message: string
    readonly templated: boolean
  }) => Readonly<Record<string, string | number | boolean>>
  /** A dry run whose checks passed: an ordinary success without effect (absent), or this refusal. */
  readonly dryRunPassed?: { readonly code: string; readonly message: string; readonly httpStatus: number }
  /** Root element of XML answers. Absent: `<Operation>Response`. */
  readonly xmlRoot?: string
}

export type Quotas = Readonly<Record<string, number>>

/** How often an account may call each operation in each region, in worlds that choose so. */
export interface Rates {
  /** The choice of the product that turns it on, with `on`. */
  readonly choice: string
  readonly windowMs: number
  /** Names among the product's quotas: the limit of operations that read, and of those that write. */
  readonly reads: string
  readonly writes: string
  /** Operations that read and are limited like writing ones. */
  readonly countedAsWrites?: readonly string[]
}

/** What a product has to plant its part of a new world. */
export interface Planting {
  readonly world: string
  readonly template: Template
  readonly now: Date
  put<Row extends object>(table: Table<Row>, account: AccountId, row: Row): void
  /** An id that follows from the world's seed and `of`, so that a template always grows the same. */
  id(of: string, prefix: string, length: number, alphabet?: Alphabet): string
}

/** When a row of a table is one that no answer looks at any more. */
export interface Past<Row extends object = object> {
  readonly table: Table<Row>
  /** `owner`: the rows of the account that holds the row. */
  readonly isPast: (
    row: Row,
    at: { readonly now: Date; readonly owner: Partition; readonly lookup: Pick<Lookup, 'at'> },
  ) => boolean | Promise<boolean>
}

/** Declares when rows of a table are past. */
export function past<Row extends object>(table: Table<Row>, isPast: Past<Row>['isPast']): Past {
  // The sweeper hands each row to the function that was declared with its table.
  return { table, isPast } as unknown as Past
}

/** A member of an item of a seed: a text, one of `values` where those are given. */
export interface SeedMember {
  readonly about: string
  readonly required?: true
  readonly values?: readonly string[]
}

/** What a world can be given as data, beside what its accounts make by calls: a list of items, each of them some account's. */
export interface Seedable<Members extends Readonly<Record<string, SeedMember>> = Readonly<Record<string, SeedMember>>> {
  readonly about: string
  readonly members: Members
  /** Puts an item, or one again. Answers what is wrong with it, if something is. */
  readonly plant: (item: SeedItem<Members>, at: { readonly own: WritablePartition; readonly region: string }) => string | undefined
}
export type SeedItem<Members extends Readonly<Record<string, SeedMember>>> = {
  readonly [K in keyof Members]: Members[K] extends { readonly required: true } ? string : string | undefined
}

/** Declares what can be seeded. */
export function seedable<const Members extends Readonly<Record<string, SeedMember>>>(declaration: Seedable<Members>): Seedable {
  // An item is checked against the members before it is planted.
  return declaration as unknown as Seedable
}

export interface Product<E extends Errors = Errors, Q extends Quotas = Quotas> {
  /** The published name: `ResourceSharing`. */
  readonly name: string
  readonly version: string
  /** The service's code in policies: `resourcesharing`. */
  readonly ram: string
  /** First labels of its host names: `resourcesharing`, `resourcesharing-vpc`. */
  readonly hosts: readonly string[]
  /** Its codes in the Location service; clients differ in what they ask for. */
  readonly locationCodes: readonly string[]
  /** The HTTP methods that the service takes. */
  readonly methods: readonly ('GET' | 'POST')[]
  /** Errors that any of its operations may answer. */
  readonly errors: E
  /** Limits and their defaults; a world's settings may change each. */
  readonly quotas: Q
  /** What a world may choose where the real service is not documented: the name, and what it decides. */
  readonly choices?: Readonly<Record<string, string>>
  readonly rates?: Rates
  /** How long what its calls start takes in worlds whose latency is `realistic`, in milliseconds. Absent: a second. */
  readonly settlesInMs?: number
  readonly dialect: Dialect
  readonly tables: readonly Table[]
  /** Where its operations are: one file each, named as the operation. */
  readonly operations: URL
  /** Published operations that we do not offer yet, when the product's list of operations is known to be complete. */
  readonly later?: readonly string[]
  /** Plants the product's part of a new world. */
  readonly seed?: (planting: Planting) => void
  /** What a seed can hold, by the name of its list. */
  readonly seedables?: Readonly<Record<string, Seedable>>
  /** Which rows can be removed, in the order in which that is found out. INVARIANT: no answer depends on whether they were. */
  readonly past?: readonly Past[]
  /** Other spellings of operations that clients send. */
  readonly aliases?: Readonly<Record<string, string>>
}

/** Declares a product. */
export function product<const E extends Errors, const Q extends Quotas>(declaration: Product<E, Q>): Product<E, Q> {
  return declaration
}

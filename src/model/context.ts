/** What an operation's `run` is given. */

import type { CountOptions, Found, Key, ScanOptions, Table } from '../store/contract.js'
import type { No, RefusalDetail, Yes } from './decision.js'
import type { Caller } from './identity.js'
import type { Product, Quotas } from './product.js'
import type { Fields, Input } from './shape.js'
import type { AccountId } from './values.js'

/** The rows of one account. Crossing accounts is always visible: `own` or `at(account)`. */
export interface Partition {
  readonly account: AccountId
  get<Row extends object>(table: Table<Row>, ...key: Key): Promise<Row | undefined>
  getMany<Row extends object>(table: Table<Row>, keys: readonly Key[]): Promise<(Row | undefined)[]>
  scan<Row extends object>(table: Table<Row>, index: string, prefix: Key, options?: ScanOptions): Promise<Found<Row>[]>
  /** All rows under a prefix, for sets whose size a quota bounds. */
  all<Row extends object>(table: Table<Row>, index: string, prefix: Key): Promise<Row[]>
  count<Row extends object>(table: Table<Row>, index: string, prefix: Key, options?: CountOptions): Promise<number>
}
export interface WritablePartition extends Partition {
  put<Row extends object>(table: Table<Row>, row: Row): void
  delete<Row extends object>(table: Table<Row>, ...key: Key): void
}

/** Reads across accounts, as far as a rule needs them. */
export interface Lookup {
  at(account: AccountId): Partition
  /** The row with this id, wherever it lives, and its account; `undefined` when nothing has the id. */
  locate<Row extends object>(table: Table<Row>, id: string): Promise<{ readonly account: AccountId; readonly row: Row } | undefined>
}

/** Settings of the world that rules depend on. */
export interface WorldSettings {
  readonly crossAccountVbr: boolean
  readonly directorySharing: boolean
  readonly quotas: Quotas
  /** Choices where the real service is not documented, by name. Absent: the proposal of the facts. */
  readonly choices: Readonly<Record<string, string>>
}

export interface Call<I extends Fields> {
  readonly input: Input<I>
  readonly caller: Caller
  /** The region that the call is for. */
  readonly region: string
  /** The world's time, one instant for the whole call. */
  readonly now: Date
  /** Real time, for what clients compare with their own clock. */
  readonly wallNow: Date
  readonly requestId: string
  readonly settings: WorldSettings
  /** Where this server is reached by the caller: `127.0.0.1:8688`. */
  readonly endpoint: string
  /** Where the call comes from, as `acs:SourceIp` sees it: the client's address, or what the client says of it. */
  readonly sourceIp: string
  /** Whether it came over TLS, as `acs:SecureTransport` sees it. */
  readonly secure: boolean
}

/** The page that a call asks for, out of the roles `pageSize` and `pageToken`. */
export interface Page {
  readonly size: number
  /** Where the previous page ended. */
  readonly after?: string
  /** The token that continues behind `cursor`. */
  token(cursor: string): string
}

export interface ReadContext<I extends Fields, Code extends string, Q extends Quotas> extends Call<I>, Lookup {
  readonly own: Partition
  readonly page: Page
  /** The value decided, or the end of the call with its refusal. */
  settle<T, C extends Code>(decision: Yes<T> | No<C>): T
  /** Ends the call. */
  refuse(code: Code, detail?: RefusalDetail): never
  /** A limit of the product in this world. */
  quota(name: keyof Q & string): number
}

/** How a transition that starts now will end. */
export interface Transition {
  /** When it settles, ISO 8601 with milliseconds; `null`: when somebody steps it. */
  readonly settlesAt: string | null
  /** `false` where the user asked for it to fail. */
  readonly succeeds: boolean
}

export interface WriteContext<I extends Fields, Code extends string, Q extends Quotas>
  extends Omit<ReadContext<I, Code, Q>, 'own' | 'at'> {
  readonly own: WritablePartition
  at(account: AccountId): WritablePartition
  /** A new id: `newId('rs-', 12, 'mixed')`. Comes from the world's random source, so it repeats with its seed. */
  newId(prefix: string, length: number, alphabet?: 'lower' | 'mixed' | 'digits' | 'upper'): string
  /** The transition of what this call starts; the world's settings say how long such things take. */
  readonly transition: Transition
}

export type CodeOf<E, P> = (keyof E & string) | (P extends Product<infer PE, Quotas> ? keyof PE & string : never)
export type QuotasOf<P> = P extends Product<infer _E, infer Q> ? Q : Quotas

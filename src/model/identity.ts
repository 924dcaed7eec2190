/** Who calls. */

import type { Lookup } from './context.js'
import type { Table } from './table.js'
import type { AccountId } from './values.js'

interface Known {
  readonly account: AccountId
  readonly accessKeyId: string
  /** ARN of the caller as policies see it. */
  readonly arn: string
}
/** The account itself: its own access key. Not bound by RAM policies. */
export interface RootCaller extends Known {
  readonly kind: 'root'
}
export interface UserCaller extends Known {
  readonly kind: 'user'
  readonly userId: string
  readonly userName: string
}
export interface SessionCaller extends Known {
  readonly kind: 'session'
  readonly roleId: string
  readonly roleName: string
  readonly sessionName: string
  /** The session policy's text, where one was given. */
  readonly sessionPolicy?: string
  readonly serviceLinked?: true
}
export type Caller = RootCaller | UserCaller | SessionCaller

/** A policy with its name, as found for a caller. */
export interface NamedPolicy {
  readonly name: string
  readonly type: 'System' | 'Custom'
  /** The version in force, of custom policies: `v1`. */
  readonly version?: string
  /** What it is attached to: `user/alice`, `role/reader`, `group/admins`, `folder/fd-x`, `account/1000...`. */
  readonly attachedTo: string
  /** The document's text, as given. */
  readonly document: string
}

/** A key and whom it stands for. */
export interface Credential {
  readonly accessKeyId: string
  readonly secret: string
  readonly active: boolean
  /** Present for temporary keys. `expiresAt`: the world's time, ISO 8601. */
  readonly session?: { readonly token: string; readonly expiresAt: string }
  readonly caller: Caller
}

/**
 * How long the key of a session is known beyond its end. UNKNOWN: how long the real service tells an expired token from one that
 * never was.
 */
const sessionsKnownMs = 7 * 86_400_000

/** Whether the session ended so long ago that nobody knows its key any more. `expiresAt`: the world's time, ISO 8601. */
export function isSessionForgotten({ expiresAt }: { readonly expiresAt: string }, now: Date): boolean {
  return expiresAt <= new Date(now.getTime() - sessionsKnownMs).toISOString()
}

/** What the pipeline asks of the product that keeps identities. */
export interface Identities {
  /** The table of access keys: a key selects world and account. */
  readonly keys: Table
  credential(lookup: Lookup, account: AccountId, accessKeyId: string): Promise<Credential | undefined>
  /** The identity-based policies of a user (its groups' included) or of a session's role. */
  policies(lookup: Lookup, caller: Caller): Promise<readonly NamedPolicy[]>
}

/** What the pipeline asks of the product that keeps the directory. */
export interface Directories {
  /** Directory and path of an account; `undefined` outside of any directory. */
  place(lookup: Lookup, account: AccountId): Promise<{ readonly directoryId: string; readonly path: string } | undefined>
  /**
   * The control policies that bind an account, level by level from the account up to Root; `undefined` when none do:
   * outside of a directory, in the management account, or while the feature is off. `caller`: the account whose identity calls,
   * where it is another; nobody of the management account is bound.
   */
  controlPolicies(lookup: Lookup, account: AccountId, caller?: AccountId): Promise<readonly (readonly NamedPolicy[])[] | undefined>
}

/** What is asked, which policies answer, and what a decision says. Shapes only. */
import type { Effect, MissingKeyRule, RequestContext } from './conditions.js'
import type { Grammar, PolicyDocument } from './document.js'
import type { TrustedCaller } from './principals.js'
import type { Fault } from './statements.js'

export interface PolicyRequest {
  /** `<ram code>:<operation>`, in any case. */
  readonly action: string
  /** ARNs, all of which must be allowed. `*`, or none at all, for an operation that names no resource. */
  readonly resources: readonly string[]
  readonly context: RequestContext
}

export interface TrustRequest {
  /** `sts:AssumeRole` and its like. */
  readonly action: string
  readonly caller: TrustedCaller
  readonly context: RequestContext
}

/** A document and where it comes from, as the explanation of a decision names it. */
export interface NamedPolicy<G extends Grammar = 'permission'> {
  readonly name: string
  readonly type: 'System' | 'Custom'
  readonly version?: string
  /** Such as `{ entity: 'RamUser', id: 'anna' }`. Absent for a session policy, which belongs to the session alone. */
  readonly attachedTo?: { readonly entity: string; readonly id: string }
  readonly document: PolicyDocument<G>
}

/** The control policies of one member account or folder. */
export interface ControlLevel {
  readonly target: string
  readonly policies: readonly NamedPolicy[]
}

/** Everything that binds one caller, in the order in which it is asked (RAM page on policy evaluation). */
export interface PolicyLayers {
  /**
   * From the account that owns the resource up to the Root folder. Absent when control policies do not bind: no member, feature
   * off, or a caller that is exempt (management account, root of a member, service-linked role).
   */
  readonly control?: readonly ControlLevel[]
  /** Of a role session that has one. */
  readonly session?: NamedPolicy
  /** Of the user and its groups, or of the role. `unbound` says that the caller is the root of its account. */
  readonly identity: readonly NamedPolicy[] | 'unbound'
  /** Attached to the caller within the resource group that holds the resources; heard where `identity` says nothing. */
  readonly resourceGroup?: readonly NamedPolicy[]
}

/** Names as AccessDeniedDetail has them. */
export type PolicyType =
  | 'ControlPolicy'
  | 'SessionPolicy'
  | 'AssumeRolePolicy'
  | 'AccountLevelIdentityBasedPolicy'
  | 'ResourceGroupLevelIdentityBasedPolicy'

export type DecisionKind = 'Allowed' | 'ImplicitDeny' | 'ExplicitDeny'

export interface MatchedStatement {
  readonly policyType: PolicyType
  /** The account or folder, for control policies. */
  readonly level: string | undefined
  readonly policy: NamedPolicy<Grammar>
  /** Position in the document, from 0. */
  readonly statement: number
  readonly effect: Effect
}

/** A document that could not be read, or one with values that its operators can not read. */
export interface UnreadPolicy {
  readonly policy: NamedPolicy<Grammar>
  readonly faults: readonly Fault[]
}

export interface Decision {
  readonly allowed: boolean
  readonly kind: DecisionKind
  /** Of the layer that refused, or of the last one that allowed. Absent when nothing binds the caller. */
  readonly policyType: PolicyType | undefined
  /** The account or folder at which control policies refused. */
  readonly level: string | undefined
  /** The first resource that was refused. */
  readonly resource: string | undefined
  /** The denial, or in each layer the statements that allowed. Empty for an implicit denial. */
  readonly matched: readonly MatchedStatement[]
  /** Condition keys, as policies spell them, that were asked for and that the request does not have. */
  readonly missingKeys: readonly string[]
  /** Met on the way to the decision. */
  readonly unreadable: readonly UnreadPolicy[]
}

export interface EvaluateOptions {
  readonly missingKey: MissingKeyRule
}

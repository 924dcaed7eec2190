/**
 * The whole story of a decision, for the page that explains it: every layer, every statement, and which part of it did not fit.
 * Made from the arguments of `evaluate` when somebody looks, so that the requests nobody looks at do not pay for it.
 */
import { conditionHolds } from './conditions.js'
import type {
  Decision,
  DecisionKind,
  EvaluateOptions,
  NamedPolicy,
  PolicyLayers,
  PolicyRequest,
  PolicyType,
  TrustRequest,
} from './decision.js'
import type { Grammar } from './document.js'
import { documentedOptions, evaluate, evaluateTrust } from './evaluate.js'
import { readResource } from './match.js'
import { isPrincipal, type TrustedCaller } from './principals.js'
import { covers, type Fault, isAbout, type Statement } from './statements.js'

export interface ExplainedCondition {
  readonly operator: string
  readonly key: string
  readonly expected: readonly string[]
  /** What the request says, values and their spellings. Absent when it does not have the key. */
  readonly given: readonly (readonly string[])[] | undefined
  readonly holds: boolean
}

export interface ExplainedStatement {
  /** Position in the document, from 0. */
  readonly statement: number
  readonly effect: 'Allow' | 'Deny'
  readonly aboutAction: boolean
  /** Absent where the grammar has no principals. */
  readonly aboutCaller: boolean | undefined
  /** Those of the request's resources that it covers. */
  readonly resources: readonly string[]
  readonly conditions: readonly ExplainedCondition[]
  /** All of the above fit, for one of the resources at least. */
  readonly applies: boolean
}

export interface ExplainedPolicy {
  readonly policy: NamedPolicy<Grammar>
  readonly faults: readonly Fault[]
  readonly statements: readonly ExplainedStatement[]
}

export interface ExplainedLayer {
  readonly policyType: PolicyType
  /** The account or folder, for control policies. */
  readonly level: string | undefined
  /** What the layer says by itself, whether or not the decision got that far. */
  readonly kind: DecisionKind
  readonly policies: readonly ExplainedPolicy[]
}

export interface Explanation {
  readonly decision: Decision
  readonly layers: readonly ExplainedLayer[]
}

interface Asked {
  readonly request: PolicyRequest
  readonly caller: TrustedCaller | undefined
  readonly options: EvaluateOptions
}

/** Explains what `evaluate` decides on the same arguments. */
export function explain(request: PolicyRequest, policies: PolicyLayers, options = documentedOptions): Explanation {
  const asked: Asked = { request, caller: undefined, options }
  const { control = [], session, identity, resourceGroup } = policies
  const layers: ExplainedLayer[] = []
  for (const { target, policies: attached } of control) layers.push(explainLayer(asked, 'ControlPolicy', attached, target))
  if (session) layers.push(explainLayer(asked, 'SessionPolicy', [session]))
  if (identity !== 'unbound') {
    layers.push(explainLayer(asked, 'AccountLevelIdentityBasedPolicy', identity))
    if (resourceGroup) layers.push(explainLayer(asked, 'ResourceGroupLevelIdentityBasedPolicy', resourceGroup))
  }
  return { decision: evaluate(request, policies, options), layers }
}

/** Explains what `evaluateTrust` decides on the same arguments. */
export function explainTrust(request: TrustRequest, trust: NamedPolicy<'trust'>, options = documentedOptions): Explanation {
  const decision = evaluateTrust(request, trust, options)
  const asked: Asked = { request: { ...request, resources: ['*'] }, caller: request.caller, options }
  const policies = [explainPolicy(asked, trust)]
  return { decision, layers: [{ policyType: 'AssumeRolePolicy', level: undefined, kind: decision.kind, policies }] }
}

function explainLayer(asked: Asked, policyType: PolicyType, policies: readonly NamedPolicy[], level?: string): ExplainedLayer {
  const { kind } = evaluate(asked.request, { identity: policies }, asked.options)
  return { policyType, level, kind, policies: policies.map((policy) => explainPolicy(asked, policy)) }
}

function explainPolicy(asked: Asked, policy: NamedPolicy<Grammar>): ExplainedPolicy {
  const { document } = policy
  if (!document.readable) return { policy, faults: document.faults, statements: [] }
  const statements = document.statements.map((statement) => explainStatement(asked, statement))
  return { policy, faults: document.statements.flatMap(({ unreadable }) => unreadable), statements }
}

function explainStatement({ request, caller, options }: Asked, statement: Statement): ExplainedStatement {
  const { index, effect, principals } = statement
  const aboutAction = isAbout(statement, request.action)
  const aboutCaller = principals && caller !== undefined && isPrincipal(principals, caller)
  const named = request.resources.length === 0 ? ['*'] : request.resources
  const resources = named.filter((resource) => covers(statement, readResource(resource)))
  const conditions = statement.conditions.map((condition): ExplainedCondition => {
    const given = request.context.get(condition.lookup)
    const holds = conditionHolds(condition, effect, given, options.missingKey)
    return { operator: condition.operator, key: condition.key, expected: condition.values, given, holds }
  })
  const applies = aboutAction && aboutCaller !== false && resources.length > 0 && conditions.every(({ holds }) => holds)
  return { statement: index, effect, aboutAction, aboutCaller, resources, conditions, applies }
}

/**
 * The decision of RAM on one request: a pure function of the request and of the policies that bind its caller.
 *
 * Layer after layer is asked in the documented order, and the first that refuses decides. Within a layer any denial wins over any
 * permission; without a permission the layer refuses by itself. Nothing is written down on the way but references to what
 * decided; `explain` recounts the whole of it for a person, from the same arguments.
 */
import type { MissingKeyRule, RequestContext } from './conditions.js'
import type {
  Decision,
  DecisionKind,
  EvaluateOptions,
  MatchedStatement,
  NamedPolicy,
  PolicyLayers,
  PolicyRequest,
  PolicyType,
  TrustRequest,
  UnreadPolicy,
} from './decision.js'
import type { Grammar } from './document.js'
import { type ResourceName, readResource } from './match.js'
import { isPrincipal, type TrustedCaller } from './principals.js'
import { conditionsHold, covers, NOTHING, type Statement } from './statements.js'

interface Layer {
  readonly policyType: PolicyType
  /** The account or folder, for control policies. */
  readonly level: string | undefined
}

/** One question on its way through the layers, with what it gathers. */
interface Asking {
  readonly action: string
  readonly resources: readonly ResourceName[]
  readonly caller: TrustedCaller | undefined
  readonly context: RequestContext
  readonly missingKey: MissingKeyRule
  readonly matched: MatchedStatement[]
  readonly missing: string[]
  readonly unreadable: UnreadPolicy[]
  last: Layer | undefined
}

/** For each resource the statement that allows it, as far as one was found. */
type Allowances = (MatchedStatement | undefined)[]

const SESSION: Layer = { policyType: 'SessionPolicy', level: undefined }
const TRUST: Layer = { policyType: 'AssumeRolePolicy', level: undefined }
const ACCOUNT: Layer = { policyType: 'AccountLevelIdentityBasedPolicy', level: undefined }
const GROUP: Layer = { policyType: 'ResourceGroupLevelIdentityBasedPolicy', level: undefined }

/** `*` stands for no resource in particular. INVARIANT: a request is about one resource at least, else nothing need allow it. */
const NO_RESOURCE: readonly ResourceName[] = [readResource('*')]

export const documentedOptions: EvaluateOptions = { missingKey: 'documented' }

/** Decides whether the caller whom the policies bind may do what is asked, on all of the resources. */
export function evaluate(request: PolicyRequest, policies: PolicyLayers, options = documentedOptions): Decision {
  const resources = request.resources.length === 0 ? NO_RESOURCE : request.resources.map(readResource)
  const asking = ask(request.action, resources, undefined, request.context, options)
  return askAll(asking, policies) ?? decide(asking, 'Allowed', asking.last, asking.matched, undefined)
}

/** Decides whether a role's trust policy lets the caller assume it. The caller's own policies are another question: both must allow. */
export function evaluateTrust(request: TrustRequest, trust: NamedPolicy<'trust'>, options = documentedOptions): Decision {
  const asking = ask(request.action, NO_RESOURCE, request.caller, request.context, options)
  return askLayer(asking, TRUST, [trust]) ?? decide(asking, 'Allowed', TRUST, asking.matched, undefined)
}

function ask(
  action: string,
  resources: readonly ResourceName[],
  caller: TrustedCaller | undefined,
  context: RequestContext,
  { missingKey }: EvaluateOptions,
): Asking {
  return { action, resources, caller, context, missingKey, matched: [], missing: [], unreadable: [], last: undefined }
}

/** The refusal of the first layer that refuses. */
function askAll(asking: Asking, { control, session, identity, resourceGroup }: PolicyLayers): Decision | undefined {
  if (control) {
    for (const { target, policies } of control) {
      const refusal = askLayer(asking, { policyType: 'ControlPolicy', level: target }, policies)
      if (refusal) return refusal
    }
  }
  const refusal = session && askLayer(asking, SESSION, [session])
  if (refusal || identity === 'unbound') return refusal
  return askIdentity(asking, identity, resourceGroup)
}

function askLayer(asking: Asking, layer: Layer, policies: readonly NamedPolicy<Grammar>[]): Decision | undefined {
  const allowed = noneAllowed(asking)
  return hear(asking, layer, policies, allowed) ?? conclude(asking, layer, allowed)
}

/**
 * The policies of the resource group are heard only for what those of the account leave open.
 *
 * UNKNOWN: which of the two an implicit denial by both is put down to. It is the one asked last here.
 */
function askIdentity(
  asking: Asking,
  identity: readonly NamedPolicy[],
  resourceGroup: readonly NamedPolicy[] | undefined,
): Decision | undefined {
  const allowed = noneAllowed(asking)
  const refusal = hear(asking, ACCOUNT, identity, allowed)
  if (refusal || !resourceGroup || !allowed.includes(undefined)) return refusal ?? conclude(asking, ACCOUNT, allowed)
  return hear(asking, GROUP, resourceGroup, allowed) ?? conclude(asking, GROUP, allowed)
}

/**
 * Hears every policy of a layer: answers a refusal at the first denial, and fills in what is allowed.
 *
 * INVARIANT: a document that can not be read lets nothing through its layer, since it may be the one that denies.
 */
function hear(asking: Asking, layer: Layer, policies: readonly NamedPolicy<Grammar>[], allowed: Allowances): Decision | undefined {
  let unreadable = false
  for (const policy of policies) {
    const { document } = policy
    if (!document.readable) {
      asking.unreadable.push({ policy, faults: document.faults })
      unreadable = true
      continue
    }
    const about = document.statementsAbout(asking.action)
    if (about === NOTHING) continue
    if (about.unreadable.length > 0) asking.unreadable.push({ policy, faults: about.unreadable })
    for (const statement of about.denials) {
      const denied = findDenied(asking, statement)
      if (denied) return decide(asking, 'ExplicitDeny', layer, [match(layer, policy, statement)], denied.text)
    }
    for (const statement of about.permissions) permit(asking, layer, policy, statement, allowed)
  }
  return unreadable ? decide(asking, 'ImplicitDeny', layer, [], asking.resources[0]?.text) : undefined
}

function noneAllowed({ resources }: Asking): Allowances {
  return resources.length === 1 ? [undefined] : resources.map(() => undefined)
}

/** The first resource that the statement is about, when all else about it holds too. */
function findDenied(asking: Asking, statement: Statement): ResourceName | undefined {
  for (const resource of asking.resources) {
    if (covers(statement, resource)) return holds(asking, statement) ? resource : undefined
  }
  return undefined
}

function permit(asking: Asking, layer: Layer, policy: NamedPolicy<Grammar>, statement: Statement, allowed: Allowances): void {
  let matched: MatchedStatement | undefined
  for (let index = 0; index < allowed.length; index++) {
    if (allowed[index] || !covers(statement, asking.resources[index] as ResourceName)) continue
    if (!matched && !holds(asking, statement)) return
    matched ??= match(layer, policy, statement)
    allowed[index] = matched
  }
}

/** Whether principal and conditions fit; they are the same for each resource. */
function holds({ caller, context, missingKey, missing }: Asking, statement: Statement): boolean {
  // INVARIANT: a statement with principals is met by a named caller only.
  if (statement.principals && !(caller && isPrincipal(statement.principals, caller))) return false
  return statement.conditions.length === 0 || conditionsHold(statement, context, missingKey, missing)
}

function match({ policyType, level }: Layer, policy: NamedPolicy<Grammar>, { index, effect }: Statement): MatchedStatement {
  return { policyType, level, policy, statement: index, effect }
}

/** A refusal if some resource is allowed by nothing; else the permissions are added to those of the layers before. */
function conclude(asking: Asking, layer: Layer, allowed: Allowances): Decision | undefined {
  asking.last = layer
  for (let index = 0; index < allowed.length; index++) {
    const matched = allowed[index]
    if (!matched) return decide(asking, 'ImplicitDeny', layer, [], asking.resources[index]?.text)
    if (!asking.matched.includes(matched)) asking.matched.push(matched)
  }
  return undefined
}

function decide(
  { missing, unreadable }: Asking,
  kind: DecisionKind,
  layer: Layer | undefined,
  matched: readonly MatchedStatement[],
  resource: string | undefined,
): Decision {
  const allowed = kind === 'Allowed'
  const level = allowed ? undefined : layer?.level
  return { allowed, kind, policyType: layer?.policyType, level, resource, matched, missingKeys: missing, unreadable }
}

/** Whether RAM lets the caller do it. The steps of the documented evaluation: facts, gateway 6.6. */

import {
  type AccountId,
  actionOf,
  type Caller,
  type Fields,
  type NamedPolicy as FoundPolicy,
  type Lookup,
  type Operation,
  parseAccountId,
  type ResourceRule,
} from '../model/index.js'
import {
  type Decision,
  type Diagnosis,
  encodeDiagnosis,
  evaluate,
  type NamedPolicy,
  type PolicyLayers,
  readDocument,
} from '../policy/index.js'
import type { Reader } from '../store/index.js'
import { type Call, type Deps, Ended } from './call.js'
import { connectionOf } from './connection.js'
import { lookupOf, readContext } from './context.js'
import type { RecordedDecision } from './tables.js'

export async function authorize(call: Call, deps: Deps, tx: Reader): Promise<void> {
  const { operation, caller, world } = call
  if (!operation || !caller || !world) throw new Error('authorization before authentication')
  if (operation.access.open || world.settings.enforce === 'off') return
  // Step 1: an account's own key is bound by neither RAM nor control policies.
  if (caller.kind === 'root') return
  const lookup = lookupOf(tx)
  const action = actionOf(operation)
  const resources = resourcesOf(call, operation, caller)
  const layers = withSession(await bindingLayers(deps, tx, caller, resources), caller)
  const context = await contextFor(call, tx, operation)
  if (layers.askForDirectory) await addDirectory(context, deps, lookup, caller)
  const decision = evaluate({ action, resources, context }, layers)
  call.decision = { ...call.decision, authorization: recorded(decision, action, resources) }
  if (decision.allowed) return
  if (world.settings.enforce === 'soft') {
    call.decision = { ...call.decision, authorization: { ...recorded(decision, action, resources), soft: true } }
    return
  }
  refuse(call, operation, caller, decision, { action, resource: decision.resource ?? resources[0] ?? '*', context })
}

interface Layers extends PolicyLayers {
  /** Where the caller stands in its directory takes several reads, and hardly any policy asks. */
  readonly askForDirectory: boolean
}

/** The policies that bind the caller: asked for by every call and changed by few, so they are remembered. */
function bindingLayers(deps: Deps, tx: Reader, caller: Caller, resources: readonly string[]): Promise<Layers> {
  const exempt = caller.kind === 'session' && caller.serviceLinked === true
  const owners = [...new Set([caller.account, ...resources.flatMap((resource) => ownerOf(resource) ?? [])])]
  const find = (reader: Reader) => layersFor(deps, lookupOf(reader), caller, exempt ? [] : owners)
  // INVARIANT: the question names all that the answer depends on beside rows.
  const question = `what binds ${caller.arn}${exempt ? ', exempt' : ''}, in ${owners.join(' ')}`
  return tx.remember ? tx.remember(question, find) : find(tx)
}

async function layersFor(deps: Deps, lookup: Lookup, caller: Caller, owners: readonly AccountId[]): Promise<Layers> {
  const [found, binding] = await Promise.all([
    deps.identities.policies(lookup, caller),
    controlPolicies(deps, lookup, caller, owners),
  ])
  const identity = found.map(read)
  const control = binding.map((policies, level) => ({
    target: policies[0]?.attachedTo ?? `level ${level}`,
    policies: policies.map(read),
  }))
  const askForDirectory = [...identity, ...control.flatMap(({ policies }) => policies)].some(asksForDirectory)
  return { identity, askForDirectory, ...(control.length === 0 ? {} : { control }) }
}

/** With the policy that narrows this session, where there is one. */
function withSession(layers: Layers, caller: Caller): Layers {
  const text = caller.kind === 'session' ? caller.sessionPolicy : undefined
  if (text === undefined) return layers
  const session: NamedPolicy = { name: 'session policy', type: 'Custom', document: readDocument(text, 'permission') }
  return { ...layers, session, askForDirectory: layers.askForDirectory || asksForDirectory(session) }
}

/**
 * Those that bind the caller's account and, where the call is about something of another account, those that bind that one: each
 * account's are asked for what is done in it.
 *
 * INVARIANT: all levels are asked about all resources of a call, so no operation may name resources of its own and of another account
 * at once. Roles are the one thing of another account that RAM is asked about.
 */
async function controlPolicies({ directories }: Deps, lookup: Lookup, caller: Caller, owners: readonly AccountId[]) {
  const levels = await Promise.all(owners.map((owner) => directories.controlPolicies(lookup, owner, caller.account)))
  return levels.flatMap((found) => found ?? [])
}

/** The account in an ARN; none in those of what belongs to nobody. */
function ownerOf(resource: string): AccountId | undefined {
  return parseAccountId(resource.split(':', 4)[3] ?? '')
}

function read({ name, type, version, attachedTo, document }: FoundPolicy): NamedPolicy {
  const [entity = '', id = ''] = attachedTo.split('/', 2)
  return {
    name,
    type,
    ...(version === undefined ? {} : { version }),
    attachedTo: { entity, id },
    document: readDocument(document, 'permission'),
  }
}

/** The ARNs that the call is about, placeholders filled. */
function resourcesOf({ input, region: regionOfCall }: Call, operation: Operation, caller: Caller): string[] {
  const rules = (operation.access.resources ?? []).filter((rule) => applies(rule, input))
  const arns = rules.flatMap((rule) => {
    const given = idOf(rule, input, caller)
    const ids = Array.isArray(given) ? given : [given ?? '*']
    const region = (rule.region !== undefined && (input[rule.region] as string | undefined)) || regionOfCall
    return ids.map((id) =>
      rule.arn
        .replace('{#accountId}', () => caller.account)
        .replace('{#regionId}', () => region)
        .replace(/\{#\w+\}/, () => String(id)),
    )
  })
  return arns.length === 0 ? ['*'] : arns
}

function idOf({ id }: ResourceRule<Fields>, input: Call['input'], caller: Caller): unknown {
  if (id === undefined) return undefined
  return typeof id === 'function' ? id({ input: input as never, caller }) : input[id]
}

function applies(rule: ResourceRule<Fields>, input: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(rule.when ?? {}).every(([name, value]) => input[name] === value)
}

function asksForDirectory({ document }: NamedPolicy): boolean {
  return /acs:PrincipalRD(Id|Path)/i.test(document.text)
}

async function addDirectory(context: Values, { directories }: Deps, lookup: Lookup, caller: Caller): Promise<void> {
  const place = await directories.place(lookup, caller.account)
  if (!place) return
  context.set('acs:principalrdid', [[place.directoryId]])
  context.set('acs:principalrdpath', [[place.path]])
}

type Values = Map<string, readonly (readonly string[])[]>

async function contextFor(call: Call, tx: Reader, operation: Operation): Promise<Values> {
  const { caller } = call
  const { sourceIp, secure } = connectionOf(call)
  const context: Values = new Map()
  const one = (key: string, value: string | undefined) => {
    if (value !== undefined) context.set(key.toLowerCase(), [[value]])
  }
  one('acs:CurrentTime', call.now.toISOString())
  one('acs:SourceIp', sourceIp)
  one('acs:SecureTransport', String(secure))
  one('acs:PrincipalARN', caller?.arn)
  let asked: ReturnType<typeof readContext> | undefined
  for (const condition of operation.access.conditions ?? []) {
    if (typeof condition === 'string') {
      const value = call.input[condition]
      const values = value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((each) => [String(each)])
      if (values.length === 0) continue
      context.set(condition.toLowerCase(), values)
      // UNKNOWN: pages print some keys without the service's prefix; both spellings are supplied (facts, conditionKeyNote).
      context.set(`${operation.product.ram}:${condition}`.toLowerCase(), values)
    } else {
      asked ??= readContext(call, tx)
      const values = await condition.values(asked as never)
      if (values.length > 0) context.set(condition.key.toLowerCase(), values)
    }
  }
  return context
}

function recorded(
  decision: Decision,
  action: string,
  resources: readonly string[],
): NonNullable<RecordedDecision['authorization']> {
  return {
    action,
    resources,
    result: decision.kind,
    ...(decision.policyType === undefined ? {} : { policyType: decision.policyType }),
    matched: decision.matched.map(
      ({ policy, statement, effect, level }) =>
        `${effect} by statement ${statement + 1} of ${policy.name}${level ? ` at ${level}` : ''}`,
    ),
    missingKeys: decision.missingKeys,
    unreadable: decision.unreadable.map(
      ({ policy, faults }) => `${policy.name}: ${faults.map(({ path, why }) => `${path} ${why}`).join('; ')}`,
    ),
  }
}

const principalTypes = { root: 'SubUser', user: 'SubUser', session: 'AssumedRoleUser' } as const

interface Asked {
  readonly action: string
  readonly resource: string
  readonly context: Values
}

function refuse(call: Call, operation: Operation, caller: Caller, decision: Decision, asked: Asked): never {
  const { action, resource } = asked
  const diagnosis = diagnosisOf(call, operation, caller, decision, asked)
  const { code, message, httpStatus } = operation.product.dialect.denied({ action, resource })
  const explicit = decision.kind === 'ExplicitDeny'
  const says = decision.matched.map(({ policy, statement }) => `statement ${statement + 1} of ${policy.name}`).join(', ')
  throw new Ended({
    code,
    declared: code,
    message,
    httpStatus,
    because: explicit
      ? `${caller.arn} is denied ${action} on ${resource} by ${says}${decision.level ? ` at ${decision.level}` : ''}.`
      : `No policy of ${caller.arn} allows ${action} on ${resource}.`,
    next: explicit
      ? 'Change or detach the policy that denies it.'
      : `Attach a policy that allows ${action} on ${resource} to the caller, or call with another key.`,
    accessDenied: {
      AuthAction: action,
      AuthPrincipalType: diagnosis.principal.type,
      AuthPrincipalOwnerId: diagnosis.principal.account,
      AuthPrincipalDisplayName: diagnosis.principal.name,
      NoPermissionType: decision.kind,
      PolicyType: diagnosis.policyType,
      EncodedDiagnosticMessage: encodeDiagnosis(diagnosis),
    },
  })
}

function diagnosisOf(call: Call, operation: Operation, caller: Caller, decision: Decision, asked: Asked): Diagnosis {
  const { action, resource, context } = asked
  return {
    explicit: decision.kind === 'ExplicitDeny',
    policyType: decision.policyType ?? 'AccountLevelIdentityBasedPolicy',
    action,
    resource,
    principal: { type: principalTypes[caller.kind], account: caller.account, name: nameOf(caller) },
    conditions: suppliedKeys(operation).flatMap((key) => {
      const values = context.get(key.toLowerCase())
      return values ? [{ key, values: values.flatMap((spellings) => spellings.slice(0, 1)) }] : []
    }),
    matched: decision.matched.map(({ effect, policy: { name, type, version, attachedTo } }) => ({
      effect,
      policy: name,
      type,
      ...(version === undefined ? {} : { version }),
      ...(attachedTo ? { attachedTo: attachedTo.entity } : {}),
    })),
    requestId: call.requestId,
  }
}

function nameOf(caller: Caller): string {
  if (caller.kind === 'session') return `${caller.roleName}:${caller.sessionName}`
  return caller.kind === 'user' ? caller.userId : caller.account
}

const everywhere = [
  'acs:CurrentTime',
  'acs:SourceIp',
  'acs:SecureTransport',
  'acs:PrincipalARN',
  'acs:PrincipalRDId',
  'acs:PrincipalRDPath',
]

/** The condition keys that a call of this operation can have, as they are published. */
function suppliedKeys({ product, access }: Operation): readonly string[] {
  const own = (access.conditions ?? []).map((condition) =>
    typeof condition === 'string' ? `${product.ram}:${condition}` : condition.key,
  )
  return [...everywhere, ...own]
}

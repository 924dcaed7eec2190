/** Whether RAM lets the caller do it. The steps of the documented evaluation: facts, gateway 6.6. */

import type { Caller, Fields, NamedPolicy as FoundPolicy, Lookup, Operation, ResourceRule } from '../model/index.js'
import { type Decision, evaluate, type NamedPolicy, type PolicyLayers, readDocument } from '../policy/index.js'
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
  const action = `${operation.product.ram}:${operation.access.action ?? operation.name}`
  const resources = resourcesOf(call, operation, caller)
  const layers = await layersFor(deps, lookup, caller)
  const context = await contextFor(call, tx, operation)
  if (asksForDirectory(layers)) await addDirectory(context, deps, lookup, caller)
  const decision = evaluate({ action, resources, context }, layers)
  call.decision = { ...call.decision, authorization: recorded(decision, action, resources) }
  if (decision.allowed) return
  if (world.settings.enforce === 'soft') {
    call.decision = { ...call.decision, authorization: { ...recorded(decision, action, resources), soft: true } }
    return
  }
  refuse(call, operation, caller, decision, action, decision.resource ?? resources[0] ?? '*')
}

async function layersFor(deps: Deps, lookup: Lookup, caller: Caller): Promise<PolicyLayers> {
  const exempt = caller.kind === 'session' && caller.serviceLinked === true
  const [identity, control] = await Promise.all([
    deps.identities.policies(lookup, caller),
    exempt ? undefined : deps.directories.controlPolicies(lookup, caller.account),
  ])
  const session = caller.kind === 'session' ? caller.sessionPolicy : undefined
  return {
    identity: identity.map(read),
    ...(control
      ? {
          control: control.map((policies, level) => ({
            target: policies[0]?.attachedTo ?? `level ${level}`,
            policies: policies.map(read),
          })),
        }
      : {}),
    ...(session === undefined
      ? {}
      : { session: { name: 'session policy', type: 'Custom', document: readDocument(session, 'permission') } }),
  }
}

function read({ name, type, attachedTo, document }: FoundPolicy): NamedPolicy {
  const [entity = '', id = ''] = attachedTo.split('/', 2)
  return { name, type, attachedTo: { entity, id }, document: readDocument(document, 'permission') }
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

/** Where the caller stands in its directory takes several reads, and hardly any policy asks. By document, which never changes. */
const askingForDirectory = new WeakMap<object, boolean>()

function asksForDirectory({ identity, control = [], session }: PolicyLayers): boolean {
  const policies = [
    ...(identity === 'unbound' ? [] : identity),
    ...control.flatMap(({ policies: level }) => level),
    ...(session ? [session] : []),
  ]
  return policies.some(({ document }) => {
    let asks = askingForDirectory.get(document)
    if (asks === undefined) {
      asks = /acs:PrincipalRD(Id|Path)/i.test(document.text)
      askingForDirectory.set(document, asks)
    }
    return asks
  })
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
  for (const condition of operation.access.conditions ?? []) {
    if (typeof condition === 'string') {
      const value = call.input[condition]
      const values = value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((each) => [String(each)])
      if (values.length === 0) continue
      context.set(condition.toLowerCase(), values)
      // UNKNOWN: pages print some keys without the service's prefix; both spellings are supplied (facts, conditionKeyNote).
      context.set(`${operation.product.ram}:${condition}`.toLowerCase(), values)
    } else {
      const values = await condition.values(readContext(call, tx) as never)
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

function refuse(call: Call, operation: Operation, caller: Caller, decision: Decision, action: string, resource: string): never {
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
      AuthPrincipalType: principalTypes[caller.kind],
      AuthPrincipalOwnerId: caller.account,
      AuthPrincipalDisplayName:
        caller.kind === 'session'
          ? `${caller.roleName}:${caller.sessionName}`
          : caller.kind === 'user'
            ? caller.userId
            : caller.account,
      NoPermissionType: decision.kind,
      PolicyType: decision.policyType ?? 'AccountLevelIdentityBasedPolicy',
      // Opaque to clients; here it names the request whose page tells the whole decision.
      EncodedDiagnosticMessage: `AQIB${Buffer.from(call.requestId).toString('base64')}`,
    },
  })
}

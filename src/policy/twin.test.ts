import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conditionOperators, type MissingKeyRule, type RequestContext } from './conditions.js'
import type { NamedPolicy, PolicyLayers, PolicyRequest } from './decision.js'
import type { Grammar } from './document.js'
import { documentedOptions, evaluate, evaluateTrust } from './evaluate.js'
import { explain } from './explain.js'
import { readDocument } from './library.js'
import { compilePattern, matchesPattern } from './match.js'
import type { TrustedCaller } from './principals.js'
import { evaluatePlainly, evaluateTrustPlainly, isLike } from './reference.js'

const seed = 20_251_209
const bounded = { seed, numRuns: 2_000 }
console.info(`policy twins: seed ${seed}`)

const oneOrMore = (pool: readonly string[]) =>
  fc.oneof(fc.constantFrom(...pool), fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 3 }))

const actionPatterns = [
  '*',
  'vpc:*',
  'VPC:Describe*',
  'vpc:DescribeVpcs',
  'vpc:?escribe*s',
  '*:Describe*',
  'ram:*',
  'sts:assumerole',
  'v*:*V*s',
]
const actions = ['vpc:DescribeVpcs', 'vpc:DeleteVpc', 'Vpc:describevpcs', 'ram:GetRole', 'sts:AssumeRole']
const resourcePatterns = [
  '*',
  'acs:*:*:*:*',
  'acs:vpc:*:*:vpc/*',
  'acs:vpc:cn-hangzhou:1001:vpc/vpc-1',
  'acs:vpc::1001:vpc/vpc-?',
  'acs:v?c:cn-*:100*:vpc/*-1',
  'acs:ram:*:1001:role/x',
  'acs:vpc:*:1001:*:sub',
  'acs:ram:*:*:vpc/*',
  'acs:*:cn-beijing:*:*',
]
const resources = [
  '*',
  'acs:vpc:cn-hangzhou:1001:vpc/vpc-1',
  'acs:vpc:cn-beijing:1002:vpc/vpc-12',
  'acs:vpc:*:1001:vpc/vpc-2',
  'acs:ram::1001:role/x',
  'acs:ram:*:1001:role/x',
  'acs:vpc:cn-hangzhou:1001:vpc/a:sub',
  'acs:vpc',
]

/** Policy values and request values of each family, also ones that can not be read. */
const pools = {
  String: ['', 'dev', 'Dev', 'd*', '*v', '?e?', 'rd-x/r-y/*', 'rd-x/r-y/1001', '1001', '*', '😀', '?'],
  Numeric: ['0', '-0', '1', '01.50', '1.5', '-3', '9007199254740993', '9007199254740992', '1e3', 'many', '1.', '+2', '-4', '-3.5'],
  Date: [
    '2025-01-01T00:00:00Z',
    '2025-01-01T08:00:00+08:00',
    '2024-12-31T23:59:59.999Z',
    '2025-01-01',
    '2024-02-29T12:00Z',
    '2025-02-29',
    '2025-13-01',
    'soon',
    '0000-02-29',
    '2024-02-29T11:59:59-00:30',
    '2025-01-01T00:00:00.0009Z',
  ],
  Bool: ['true', 'false', 'TRUE', 'yes'],
  Ip: [
    '10.1.2.3',
    '10.0.0.0/8',
    '10.1.2.0/31',
    '10.1.2.0/23',
    '10.1.3.255',
    '2001:db8::/33',
    '2001:db8:8000::1',
    '10.1.2.3/32',
    '0.0.0.0/0',
    '010.1.2.3',
    '10.1.2.3/33',
    '2001:db8::1',
    '2001:DB8::/32',
    '::/0',
    '::ffff:10.1.2.3',
    '::ffff:10.0.0.0/104',
    '::ffff:0:0/95',
    '2001:db8:0:0:0:0:0:2',
    'nowhere',
    '2001:db8::/x',
  ],
}
const keys = ['acs:SourceIp', 'acs:CurrentTime', 'InstanceType', 'acs:RequestTag/team', '__proto__']

function poolOf(operator: string): readonly string[] {
  const family = (Object.keys(pools) as (keyof typeof pools)[]).find((name) => operator.includes(name))
  return pools[family as keyof typeof pools]
}

const anyValue = fc.constantFrom(...Object.values(pools).flat())
const operatorBlock = fc.constantFrom(...conditionOperators).chain((operator) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys, ...keys.map((key) => key.toUpperCase())), oneOrMore(poolOf(operator))), {
      minLength: 1,
      maxLength: 2,
      selector: ([key]) => key,
    })
    .map((entries) => [operator, entries] as const),
)
const condition = fc.option(fc.uniqueArray(operatorBlock, { minLength: 1, maxLength: 2, selector: ([operator]) => operator }), {
  nil: undefined,
})
// Built from entries throughout, so that `__proto__` becomes a key like any other.
const conditionJson = condition.map(
  (blocks) => blocks && Object.fromEntries(blocks.map(([operator, entries]) => [operator, Object.fromEntries(entries)])),
)

const effect = fc.constantFrom('Allow', 'Allow', 'Deny')
const aboutActions = fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), oneOrMore(actionPatterns))
const aboutResources = fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), oneOrMore(resourcePatterns))
const permissionStatement = fc
  .tuple(effect, aboutActions, aboutResources, conditionJson)
  .map(([Effect, action, resource, Condition]) => ({ Effect, ...Object.fromEntries([action, resource]), Condition }))

const principals = {
  RAM: ['*', 'acs:ram::1001:root', 'acs:ram:*:1001:role/x', 'acs:ram::1002:user/anna'],
  Service: ['ecs.aliyuncs.com', 'vpc.aliyuncs.com'],
  Federated: ['acs:ram::1001:saml-provider/corp'],
}
const principal = fc
  .uniqueArray(fc.constantFrom(...(Object.keys(principals) as (keyof typeof principals)[])), { minLength: 1 })
  .chain((types) => fc.record(Object.fromEntries(types.map((type) => [type, oneOrMore(principals[type])]))))
const trustStatement = fc
  .tuple(effect, aboutActions, principal, conditionJson)
  .map(([Effect, action, Principal, Condition]) => ({ Effect, ...Object.fromEntries([action]), Principal, Condition }))
const caller: fc.Arbitrary<TrustedCaller> = fc.constantFrom(
  { type: 'RAM', account: '1001', arn: 'acs:ram::1001:role/x' },
  { type: 'RAM', account: '1002', arn: 'acs:ram::1002:user/anna' },
  { type: 'RAM', account: '1003', arn: 'acs:ram::1003:root' },
  { type: 'Service', name: 'ecs.aliyuncs.com' },
  { type: 'Federated', arn: 'acs:ram:*:1001:saml-provider/corp' },
)

const named = <G extends Grammar>(grammar: G, statements: unknown): NamedPolicy<G> => ({
  name: 'generated',
  type: 'Custom',
  document: readDocument(JSON.stringify({ Version: '1', Statement: statements }), grammar),
})
const readable = fc.array(permissionStatement, { minLength: 1, maxLength: 4 }).map((statements) => named('permission', statements))
const unreadable = fc.constant(named('permission', 'not a list'))
const policy = fc.oneof({ weight: 40, arbitrary: readable }, { weight: 1, arbitrary: unreadable })
const open = named('permission', [{ Effect: 'Allow', Action: '*', Resource: '*' }])
const attached = fc.array(fc.oneof(policy, fc.constant(open)), { maxLength: 3 })

const layers: fc.Arbitrary<PolicyLayers> = fc.record(
  {
    control: fc.array(
      attached.map((policies) => ({ target: 'fd-1', policies: [...policies, open].slice(0, 3) })),
      { maxLength: 3 },
    ),
    session: fc.oneof(policy, fc.constant(open)),
    identity: fc.oneof({ weight: 9, arbitrary: attached }, { weight: 1, arbitrary: fc.constant('unbound' as const) }),
    resourceGroup: attached,
  },
  { requiredKeys: ['identity'] },
)

const context: fc.Arbitrary<RequestContext> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...keys.map((key) => key.toLowerCase())),
      fc.array(fc.array(anyValue, { maxLength: 2 }), { maxLength: 3 }),
    ),
  )
  .map((entries) => new Map(entries))
const request: fc.Arbitrary<PolicyRequest> = fc.record({
  action: fc.constantFrom(...actions),
  resources: fc.array(fc.constantFrom(...resources), { maxLength: 3 }),
  context,
})
const options = fc.constantFrom<MissingKeyRule>('documented', 'documented', 'unmet').map((missingKey) => ({ missingKey }))

test('the compiled evaluation and the plain one decide every request alike', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(request, layers, options, (asked, policies, how) => {
      const { allowed, kind, policyType } = evaluate(asked, policies, how)
      expect({ allowed, kind, policyType }).toEqual(evaluatePlainly(asked, policies, how))
      expect(allowed).toBe(kind === 'Allowed')
      seen.set(`${kind} ${policyType}`, (seen.get(`${kind} ${policyType}`) ?? 0) + 1)
    }),
    bounded,
  )
  // Guards the generator: each kind of decision of each layer must really have been met.
  for (const layer of [
    'ControlPolicy',
    'SessionPolicy',
    'AccountLevelIdentityBasedPolicy',
    'ResourceGroupLevelIdentityBasedPolicy',
  ]) {
    for (const kind of ['Allowed', 'ImplicitDeny', 'ExplicitDeny'])
      expect(seen.get(`${kind} ${layer}`), `${kind} ${layer}`).toBeGreaterThan(9)
  }
})

test('the compiled evaluation and the plain one decide on trust alike', () => {
  const trusts = fc.array(trustStatement, { minLength: 1, maxLength: 3 }).map((statements) => named('trust', statements))
  fc.assert(
    fc.property(caller, context, trusts, options, (who, about, trust, how) => {
      const asked = { action: 'sts:AssumeRole', caller: who, context: about }
      expect(trust.document.readable).toBe(true)
      const { allowed, kind, policyType } = evaluateTrust(asked, trust, how)
      expect({ allowed, kind, policyType }).toEqual(evaluateTrustPlainly(asked, trust, how))
    }),
    bounded,
  )
})

test('a single condition of each operator holds for the same values in both', () => {
  const cases = fc.tuple(fc.constantFrom(...conditionOperators), fc.constantFrom('Allow', 'Deny')).chain(([operator, Effect]) => {
    const given = fc.array(fc.array(fc.constantFrom(...poolOf(operator)), { maxLength: 2 }), { maxLength: 2 })
    return fc.record({ operator: fc.constant(operator), Effect: fc.constant(Effect), wanted: oneOrMore(poolOf(operator)), given })
  })
  fc.assert(
    fc.property(cases, options, ({ operator, Effect, wanted, given }, how) => {
      const statement = { Effect, Action: '*', Resource: '*', Condition: { [operator]: { K: wanted } } }
      const asked = { action: 'vpc:DescribeVpcs', resources: ['*'], context: new Map([['k', given]]) }
      const policies = { identity: [open, named('permission', [statement])].slice(Effect === 'Deny' ? 0 : 1) }
      const { allowed, kind, policyType } = evaluate(asked, policies, how)
      expect({ allowed, kind, policyType }).toEqual(evaluatePlainly(asked, policies, how))
    }),
    { seed, numRuns: 6_000 },
  )
})

test('wildcards match as the plain matcher says, whatever the pattern', () => {
  const letters = (pool: string[], maxLength: number) =>
    fc.array(fc.constantFrom(...pool), { maxLength }).map((all) => all.join(''))
  fc.assert(
    fc.property(letters(['a', 'b', '*', '*', '?', '😀'], 7), letters(['a', 'b', '😀', '*'], 9), (pattern, text) => {
      expect(matchesPattern(compilePattern(pattern), text)).toBe(isLike(pattern, text))
    }),
    { seed, numRuns: 10_000 },
  )
})

test('an explanation names as applying exactly what the decision rests on', () => {
  fc.assert(
    fc.property(request, layers, (asked, policies) => {
      const { decision, layers: told } = explain(asked, policies)
      expect(decision).toEqual(evaluate(asked, policies, documentedOptions))
      const policiesOf = (type: string, level: string | undefined) =>
        told.filter((layer) => layer.policyType === type && layer.level === level).flatMap((layer) => layer.policies)
      for (const { policyType, level, policy, statement, effect } of decision.matched) {
        const explained = policiesOf(policyType, level).filter((one) => one.policy === policy)
        expect(explained.some((one) => one.statements[statement]?.applies && one.statements[statement]?.effect === effect)).toBe(
          true,
        )
      }
    }),
    { seed, numRuns: 500 },
  )
})

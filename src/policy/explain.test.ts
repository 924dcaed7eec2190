import { expect, test } from 'vitest'
import type { NamedPolicy } from './decision.js'
import { explain } from './explain.js'
import { readDocument } from './library.js'

const policy = (name: string, ...statements: object[]): NamedPolicy => ({
  name,
  type: 'Custom',
  document: readDocument(JSON.stringify({ Version: '1', Statement: statements }), 'permission'),
})
const vpc = 'acs:vpc:cn-hangzhou:1001:vpc/vpc-1'
const request = { action: 'vpc:DescribeVpcs', resources: [vpc, '*'], context: new Map([['acs:sourceip', [['10.0.0.1']]]]) }

test('tells which part of each statement did not fit', () => {
  const told = policy(
    'p',
    { Effect: 'Allow', Action: 'ram:*', Resource: '*' },
    { Effect: 'Allow', Action: 'vpc:*', Resource: 'acs:vpc:*:*:vswitch/*' },
    { Effect: 'Allow', Action: 'vpc:*', Resource: vpc, Condition: { IpAddress: { 'acs:SourceIp': '11.0.0.0/8' } } },
    { Effect: 'Deny', Action: 'vpc:*', Resource: '*', Condition: { Bool: { 'acs:MFAPresent': 'false' } } },
  )
  const { decision, layers } = explain(request, { identity: [told] })
  expect(decision.kind).toBe('ImplicitDeny')
  expect(layers.map(({ policyType, kind }) => [policyType, kind])).toEqual([['AccountLevelIdentityBasedPolicy', 'ImplicitDeny']])
  expect(layers[0]?.policies[0]?.statements).toMatchObject([
    { statement: 0, aboutAction: false, resources: [vpc, '*'], applies: false },
    { statement: 1, aboutAction: true, resources: [], applies: false },
    {
      statement: 2,
      resources: [vpc],
      conditions: [{ operator: 'IpAddress', key: 'acs:SourceIp', expected: ['11.0.0.0/8'], given: [['10.0.0.1']], holds: false }],
    },
    { statement: 3, effect: 'Deny', conditions: [{ key: 'acs:MFAPresent', given: undefined, holds: false }], applies: false },
  ])
})

test('tells what each layer says, also those behind the one that refused', () => {
  const all = policy('all', { Effect: 'Allow', Action: '*', Resource: '*' })
  const none = policy('none', { Effect: 'Deny', Action: '*', Resource: '*' })
  const { decision, layers } = explain(request, {
    control: [
      { target: '1001', policies: [all] },
      { target: 'fd-1', policies: [none] },
    ],
    session: all,
    identity: [all, none],
    resourceGroup: [],
  })
  expect(decision).toMatchObject({ policyType: 'ControlPolicy', level: 'fd-1' })
  expect(layers.map(({ policyType, level, kind }) => [policyType, level, kind])).toEqual([
    ['ControlPolicy', '1001', 'Allowed'],
    ['ControlPolicy', 'fd-1', 'ExplicitDeny'],
    ['SessionPolicy', undefined, 'Allowed'],
    ['AccountLevelIdentityBasedPolicy', undefined, 'ExplicitDeny'],
    ['ResourceGroupLevelIdentityBasedPolicy', undefined, 'ImplicitDeny'],
  ])
})

test('has no layers for the root of an account that nothing binds', () => {
  expect(explain(request, { identity: 'unbound' })).toMatchObject({
    decision: { allowed: true, policyType: undefined },
    layers: [],
  })
})

test('lists the faults of what can not be read', () => {
  const broken: NamedPolicy = { name: 'b', type: 'Custom', document: readDocument('[]', 'permission') }
  expect(explain(request, { identity: [broken] }).layers[0]?.policies).toEqual([
    { policy: broken, faults: [{ path: '', why: 'must be an object' }], statements: [] },
  ])
})

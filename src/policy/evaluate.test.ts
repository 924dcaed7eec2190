import { describe, expect, test } from 'vitest'
import type { NamedPolicy, PolicyLayers } from './decision.js'
import { evaluate } from './evaluate.js'
import { readDocument } from './library.js'

const policy = (name: string, ...statements: object[]): NamedPolicy => ({
  name,
  type: 'Custom',
  document: readDocument(JSON.stringify({ Version: '1', Statement: statements }), 'permission'),
})
const allow = (Action: string | string[], Resource: string | string[] = '*', Condition = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
})
const deny = (Action: string | string[], Resource: string | string[] = '*', Condition = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  Condition,
})
const everything = policy('FullAliyunAccess', allow('*'))
const broken: NamedPolicy = { name: 'broken', type: 'Custom', document: readDocument('{', 'permission') }

const vpc = 'acs:vpc:cn-hangzhou:1001:vpc/vpc-1'
const otherVpc = 'acs:vpc:cn-hangzhou:1001:vpc/vpc-2'
const ask = (resources: string[] = [vpc], said: Record<string, string[][]> = {}, action = 'vpc:DescribeVpcs') => ({
  action,
  resources,
  context: new Map(Object.entries(said)),
})
const told = (layers: PolicyLayers, asked = ask()) => {
  const { kind, policyType } = evaluate(asked, layers)
  return policyType ? `${kind} by ${policyType}` : kind
}

describe('identity policies', () => {
  test('refuse by default', () => {
    expect(told({ identity: [] })).toBe('ImplicitDeny by AccountLevelIdentityBasedPolicy')
    expect(told({ identity: [policy('p', allow('ram:*'))] })).toBe('ImplicitDeny by AccountLevelIdentityBasedPolicy')
  })
  test('allow what a statement allows', () => {
    const decision = evaluate(ask(), {
      identity: [policy('none', allow('ram:*')), policy('p', deny('ram:*'), allow('vpc:Describe*'))],
    })
    expect(decision).toMatchObject({
      allowed: true,
      kind: 'Allowed',
      policyType: 'AccountLevelIdentityBasedPolicy',
      resource: undefined,
    })
    expect(decision.matched).toMatchObject([{ policy: { name: 'p' }, statement: 1, effect: 'Allow' }])
  })
  test('let a denial win wherever it stands, and name it', () => {
    const decision = evaluate(ask(), { identity: [everything, policy('p', allow('vpc:*'), deny('*', vpc))] })
    expect(decision).toMatchObject({ allowed: false, kind: 'ExplicitDeny', resource: vpc })
    expect(decision.matched).toMatchObject([{ policy: { name: 'p' }, statement: 1, effect: 'Deny' }])
  })
  test('do not bind the root of an account', () => {
    expect(told({ identity: 'unbound' })).toBe('Allowed')
  })
  test('mean all but the listed by NotAction and NotResource', () => {
    const notRam = policy('p', { Effect: 'Allow', NotAction: 'ram:*', Resource: '*' })
    expect(evaluate(ask(), { identity: [notRam] }).allowed).toBe(true)
    expect(evaluate(ask([vpc], {}, 'ram:GetRole'), { identity: [notRam] }).allowed).toBe(false)
    const notThat = policy('p', { Effect: 'Allow', Action: '*', NotResource: vpc })
    expect(evaluate(ask([otherVpc]), { identity: [notThat] }).allowed).toBe(true)
    expect(evaluate(ask([vpc]), { identity: [notThat] }).allowed).toBe(false)
  })
})

describe('several resources', () => {
  test('may be allowed by several statements', () => {
    const decision = evaluate(ask([vpc, otherVpc]), { identity: [policy('a', allow('*', vpc)), policy('b', allow('*', otherVpc))] })
    expect(decision.allowed).toBe(true)
    expect(decision.matched.map(({ policy: { name } }) => name)).toEqual(['a', 'b'])
  })
  test('are refused together when one is not allowed, and it is named', () => {
    const decision = evaluate(ask([vpc, otherVpc]), { identity: [policy('a', allow('*', vpc))] })
    expect(decision).toMatchObject({ kind: 'ImplicitDeny', resource: otherVpc, matched: [] })
  })
  test('are refused together when one is denied, even if another is merely not allowed', () => {
    const decision = evaluate(ask([vpc, otherVpc]), { identity: [policy('a', deny('*', otherVpc))] })
    expect(decision).toMatchObject({ kind: 'ExplicitDeny', resource: otherVpc })
  })
  test('none means that no resource is named, not that nothing need be allowed', () => {
    expect(evaluate(ask([]), { identity: [] }).kind).toBe('ImplicitDeny')
    expect(evaluate(ask([]), { identity: [policy('p', allow('*', vpc))] }).kind).toBe('ImplicitDeny')
    expect(evaluate(ask([]), { identity: [everything] }).kind).toBe('Allowed')
  })
})

describe('control policies', () => {
  const control = (...levels: [string, NamedPolicy[]][]) => levels.map(([target, policies]) => ({ target, policies }))
  test('must allow at every level from the account up to Root', () => {
    const levels = control(['1001', [everything]], ['fd-1', [policy('p', allow('vpc:*'))]], ['r-1', [everything]])
    expect(told({ control: levels, identity: [everything] })).toBe('Allowed by AccountLevelIdentityBasedPolicy')
    const decision = evaluate(ask([], {}, 'ram:GetRole'), { control: levels, identity: [everything] })
    expect(decision).toMatchObject({ kind: 'ImplicitDeny', policyType: 'ControlPolicy', level: 'fd-1' })
  })
  test('are not made up for by a level above', () => {
    expect(told({ control: control(['1001', []], ['r-1', [everything]]), identity: [everything] })).toBe(
      'ImplicitDeny by ControlPolicy',
    )
  })
  test('deny before the identity is asked', () => {
    const levels = control(['1001', [everything]], ['r-1', [everything, policy('p', deny('vpc:*'))]])
    const decision = evaluate(ask(), { control: levels, identity: [policy('q', deny('*'))] })
    expect(decision).toMatchObject({ kind: 'ExplicitDeny', policyType: 'ControlPolicy', level: 'r-1' })
  })
  test('grant nothing themselves', () => {
    expect(told({ control: control(['1001', [everything]]), identity: [] })).toBe('ImplicitDeny by AccountLevelIdentityBasedPolicy')
  })
})

describe('a session policy', () => {
  test('narrows what the role may do', () => {
    expect(told({ session: policy('s', allow('ram:*')), identity: [everything] })).toBe('ImplicitDeny by SessionPolicy')
    expect(told({ session: policy('s', allow('*'), deny('vpc:*')), identity: [everything] })).toBe('ExplicitDeny by SessionPolicy')
  })
  test('grants nothing itself', () => {
    expect(told({ session: everything, identity: [] })).toBe('ImplicitDeny by AccountLevelIdentityBasedPolicy')
  })
})

describe('policies of the resource group', () => {
  test('are heard when those of the account say nothing', () => {
    expect(told({ identity: [], resourceGroup: [everything] })).toBe('Allowed by ResourceGroupLevelIdentityBasedPolicy')
    expect(told({ identity: [], resourceGroup: [] })).toBe('ImplicitDeny by ResourceGroupLevelIdentityBasedPolicy')
  })
  test('are not asked when the account allows or denies', () => {
    const denial = policy('p', deny('*'))
    expect(told({ identity: [everything], resourceGroup: [denial] })).toBe('Allowed by AccountLevelIdentityBasedPolicy')
    expect(told({ identity: [denial], resourceGroup: [everything] })).toBe('ExplicitDeny by AccountLevelIdentityBasedPolicy')
  })
})

describe('what can not be read', () => {
  test('a document lets nothing through its layer, and is named', () => {
    const decision = evaluate(ask(), { identity: [broken, everything] })
    expect(decision).toMatchObject({
      kind: 'ImplicitDeny',
      unreadable: [{ policy: broken, faults: [{ why: 'is not valid JSON' }] }],
    })
    expect(told({ control: [{ target: '1001', policies: [everything, broken] }], identity: [everything] })).toBe(
      'ImplicitDeny by ControlPolicy',
    )
    expect(told({ session: broken, identity: [everything] })).toBe('ImplicitDeny by SessionPolicy')
  })
  test('a denial beside it is still named as the reason', () => {
    expect(told({ identity: [broken, policy('p', deny('*'))] })).toBe('ExplicitDeny by AccountLevelIdentityBasedPolicy')
  })
  test('a value matches nothing, and is named when its statement is about the action', () => {
    const odd = policy('p', allow('*'), allow('vpc:*', '*', { IpAddress: { 'acs:SourceIp': ['office'] } }))
    const said = { 'acs:sourceip': [['10.0.0.1']] }
    expect(evaluate(ask([vpc], said), { identity: [odd] }).unreadable).toMatchObject([
      { policy: { name: 'p' }, faults: [{ path: 'Statement[1].Condition.IpAddress.acs:SourceIp[0]' }] },
    ])
    expect(evaluate(ask([vpc], said, 'ram:GetRole'), { identity: [odd] }).unreadable).toEqual([])
  })
})

describe('conditions', () => {
  const fromOffice = policy(
    'p',
    allow('*', '*', { IpAddress: { 'ACS:sourceIP': ['10.0.0.0/8'] }, Bool: { 'acs:SecureTransport': 'true' } }),
  )
  test('must all hold, and names of keys are compared without case', () => {
    const decide = (ip: string, secure: string) =>
      evaluate(ask([vpc], { 'acs:sourceip': [[ip]], 'acs:securetransport': [[secure]] }), { identity: [fromOffice] }).allowed
    expect([decide('10.0.0.1', 'true'), decide('11.0.0.1', 'true'), decide('10.0.0.1', 'false')]).toEqual([true, false, false])
  })
  test('on keys that the request lacks are reported, spelled as in the policy and once', () => {
    const decision = evaluate(ask(), { identity: [fromOffice, fromOffice] })
    expect(decision).toMatchObject({ allowed: false, missingKeys: ['ACS:sourceIP'] })
  })
  test('on keys that the request lacks follow the rule that was chosen', () => {
    const layers = { identity: [everything, policy('p', deny('*', '*', { NotIpAddress: { 'acs:SourceIp': '10.0.0.0/8' } }))] }
    expect(evaluate(ask(), layers, { missingKey: 'documented' }).kind).toBe('ExplicitDeny')
    expect(evaluate(ask(), layers, { missingKey: 'unmet' }).kind).toBe('Allowed')
  })
})

describe('the published policy on resource types', () => {
  const share = ['CreateResourceShare', 'UpdateResourceShare', 'AssociateResourceShare'].map((name) => `resourcesharing:${name}`)
  const onlyVSwitches = policy(
    'types',
    deny(share, '*', { StringNotEquals: { 'resourcesharing:RequestedResourceType': 'VSwitch' } }),
  )
  const decide = (types: string[]) => {
    const said = { 'resourcesharing:requestedresourcetype': types.map((type) => [type]) }
    return evaluate(ask(['*'], said, 'resourcesharing:AssociateResourceShare'), { identity: [everything, onlyVSwitches] }).kind
  }
  test('lets the admitted type pass', () => expect(decide(['VSwitch'])).toBe('Allowed'))
  test('denies another type', () => expect(decide(['Image'])).toBe('ExplicitDeny'))
  test('denies another type beside the admitted one', () => expect(decide(['VSwitch', 'Image'])).toBe('ExplicitDeny'))
  test('denies a request without resources, since a negated operator holds for a missing key', () => {
    expect(decide([])).toBe('ExplicitDeny')
  })
})

describe('the published policy on targets', () => {
  const target = 'resourcesharing:Target'
  const admitted = ['rd-3G/r-Wm/fd-1/*', 'rd-3G/r-Wm/fd-1', '1210']
  const onlyThese = policy('targets', deny('resourcesharing:*', '*', { StringNotLike: { [target]: admitted } }))
  const folder = ['fd-1', 'rd-3G/r-Wm/fd-1']
  const member = ['1340', 'rd-3G/r-Wm/fd-1/fd-2/1340']
  const memberElsewhere = ['1350', 'rd-3G/r-Wm/fd-9/1350']
  const decide = (...targets: string[][]) =>
    evaluate(ask(['*'], { [target.toLowerCase()]: targets }, 'resourcesharing:AssociateResourceShare'), {
      identity: [everything, onlyThese],
    }).kind
  test('lets the folder, its members by their path and the account pass, alone and together', () => {
    expect([decide(folder), decide(member), decide(['1210']), decide(folder, member, ['1210'])]).toEqual(
      new Array(4).fill('Allowed'),
    )
  })
  test('denies any other target, also one among admitted ones', () => {
    expect([decide(['1220']), decide(memberElsewhere), decide(['1210'], memberElsewhere)]).toEqual(
      new Array(3).fill('ExplicitDeny'),
    )
  })
  test('written as a permission it admits only requests all of whose targets fit', () => {
    const allowed = policy('targets', allow('resourcesharing:*', '*', { StringLike: { [target]: admitted } }))
    const asked = (targets: string[][]) => ask(['*'], { [target.toLowerCase()]: targets }, 'resourcesharing:AssociateResourceShare')
    expect(evaluate(asked([folder, ['1210']]), { identity: [allowed] }).allowed).toBe(true)
    expect(evaluate(asked([folder, ['1220']]), { identity: [allowed] }).allowed).toBe(false)
    expect(evaluate(asked([]), { identity: [allowed] })).toMatchObject({ allowed: false, missingKeys: [target] })
  })
})

test('the same request gets the same answer after many other actions were asked about', () => {
  const layers = { identity: [policy('p', allow('vpc:DescribeVpcs'))] }
  for (let index = 0; index < 1_000; index++) expect(evaluate(ask([vpc], {}, `vpc:Describe${index}`), layers).allowed).toBe(false)
  expect(evaluate(ask(), layers).allowed).toBe(true)
})

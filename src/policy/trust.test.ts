import { describe, expect, test } from 'vitest'
import type { NamedPolicy } from './decision.js'
import { evaluateTrust } from './evaluate.js'
import { explainTrust } from './explain.js'
import { readDocument } from './library.js'
import type { TrustedCaller } from './principals.js'

const trust = (...statements: object[]): NamedPolicy<'trust'> => ({
  name: 'trust policy',
  type: 'Custom',
  attachedTo: { entity: 'RamRole', id: 'x' },
  document: readDocument(JSON.stringify({ Version: '1', Statement: statements }), 'trust'),
})
const lets = (Principal: object, rest: object = {}) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...rest })
const asked = (caller: TrustedCaller, said: Record<string, string[][]> = {}, action = 'sts:AssumeRole') => ({
  action,
  caller,
  context: new Map(Object.entries(said)),
})

const anna: TrustedCaller = { type: 'RAM', account: '1001', arn: 'acs:ram::1001:user/anna' }
const role: TrustedCaller = { type: 'RAM', account: '1001', arn: 'acs:ram::1001:role/deploy' }
const stranger: TrustedCaller = { type: 'RAM', account: '1002', arn: 'acs:ram::1002:user/anna' }
const ecs: TrustedCaller = { type: 'Service', name: 'ecs.aliyuncs.com' }
const corp: TrustedCaller = { type: 'Federated', arn: 'acs:ram::1001:saml-provider/corp' }

const table: [string, object, TrustedCaller[]][] = [
  ['the root of an account: every identity of it', { RAM: 'acs:ram::1001:root' }, [anna, role]],
  ['a user: that user', { RAM: ['acs:ram::1001:user/anna'] }, [anna]],
  ['a role with a wildcard for its region: that role', { RAM: ['acs:ram:*:1001:role/deploy'] }, [role]],
  ['everybody under RAM: every RAM identity and nobody else', { RAM: ['*'] }, [anna, role, stranger]],
  ['a service: that service', { Service: ['vpc.aliyuncs.com', 'ecs.aliyuncs.com'] }, [ecs]],
  ['an identity provider: whom it vouches for', { Federated: 'acs:ram:*:1001:saml-provider/corp' }, [corp]],
  ['several types: all of them', { RAM: 'acs:ram::1002:root', Service: 'ecs.aliyuncs.com' }, [stranger, ecs]],
  ['another case: nobody', { RAM: 'acs:ram::1001:user/Anna' }, []],
]
test.each(table)('a trust policy that names %s', (_what, principal, expected) => {
  const admitted = [anna, role, stranger, ecs, corp].filter(
    (caller) => evaluateTrust(asked(caller), trust(lets(principal))).allowed,
  )
  expect(admitted).toEqual(expected)
})

describe('a trust policy', () => {
  test('refuses whom it does not name', () => {
    expect(evaluateTrust(asked(stranger), trust(lets({ RAM: 'acs:ram::1001:root' })))).toMatchObject({
      allowed: false,
      kind: 'ImplicitDeny',
      policyType: 'AssumeRolePolicy',
      matched: [],
    })
  })
  test('lets a denial of one user win over the permission for the account', () => {
    const both = trust(lets({ RAM: 'acs:ram::1001:root' }), lets({ RAM: 'acs:ram::1001:user/anna' }, { Effect: 'Deny' }))
    expect(evaluateTrust(asked(anna), both)).toMatchObject({ kind: 'ExplicitDeny', matched: [{ statement: 1, effect: 'Deny' }] })
    expect(evaluateTrust(asked(role), both).allowed).toBe(true)
  })
  test('is about the actions that it lists', () => {
    expect(evaluateTrust(asked(anna, {}, 'sts:TagSession'), trust(lets({ RAM: '*' }))).allowed).toBe(false)
    expect(evaluateTrust(asked(anna, {}, 'STS:assumerole'), trust(lets({ RAM: '*' }))).allowed).toBe(true)
  })
  test('may set conditions, such as an external id', () => {
    const guarded = trust(lets({ RAM: 'acs:ram::1002:root' }, { Condition: { StringEquals: { 'sts:ExternalId': 'abc' } } }))
    expect(evaluateTrust(asked(stranger, { 'sts:externalid': [['abc']] }), guarded).allowed).toBe(true)
    expect(evaluateTrust(asked(stranger, { 'sts:externalid': [['abd']] }), guarded).allowed).toBe(false)
    expect(evaluateTrust(asked(stranger), guarded)).toMatchObject({ allowed: false, missingKeys: ['sts:ExternalId'] })
  })
  test('that can not be read admits nobody', () => {
    const broken: NamedPolicy<'trust'> = { ...trust(), document: readDocument('{"Version":"1"}', 'trust') }
    expect(evaluateTrust(asked(anna), broken)).toMatchObject({ kind: 'ImplicitDeny', unreadable: [{ policy: broken }] })
  })
  test('is explained with the callers that each statement is about', () => {
    const both = trust(lets({ Service: 'ecs.aliyuncs.com' }), lets({ RAM: 'acs:ram::1001:root' }))
    const [layer] = explainTrust(asked(anna), both).layers
    expect(layer?.kind).toBe('Allowed')
    expect(layer?.policies[0]?.statements.map(({ aboutCaller, applies }) => [aboutCaller, applies])).toEqual([
      [false, false],
      [true, true],
    ])
  })
})

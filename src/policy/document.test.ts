import { expect, test } from 'vitest'
import { type Grammar, parseDocument } from './document.js'
import { widestLimits } from './library.js'

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' }
const trustAll = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: 'acs:ram::1:root' } }

function faultsOf(json: unknown, grammar: Grammar = 'permission', limits = widestLimits): string[] {
  const document = parseDocument(typeof json === 'string' ? json : JSON.stringify(json), grammar, limits)
  return document.readable ? [] : document.faults.map(({ path, why }) => (path ? `${path} ${why}` : why))
}

function faultsOfStatement(statement: unknown, grammar: Grammar = 'permission'): string[] {
  return faultsOf({ Version: '1', Statement: [statement] }, grammar).map((fault) => fault.replace('Statement[0].', ''))
}

test.each([
  ['texts alone', allowAll],
  ['texts in lists', { Effect: 'Deny', Action: ['vpc:*', 'RAM:Get?ole'], Resource: ['*', 'acs:vpc:*:*:vpc/*'] }],
  ['NotAction', { Effect: 'Allow', NotAction: 'ram:*', Resource: '*' }],
  ['NotResource in place of Resource', { Effect: 'Deny', Action: '*', NotResource: 'acs:vpc:*:*:vpc/*' }],
  [
    'conditions',
    { ...allowAll, Condition: { Bool: { 'acs:MFAPresent': 'true' }, IpAddress: { 'acs:SourceIp': ['::1', '10.0.0.0/8'] } } },
  ],
  ['an empty condition value', { ...allowAll, Condition: { StringLike: { 'oss:Prefix': ['', 'a/*'] } } }],
  ['no condition in the block', { ...allowAll, Condition: {} }],
])('a permission statement may have %s', (_what, statement) => {
  expect(faultsOfStatement(statement)).toEqual([])
})

test.each([
  ['RAM identities', { RAM: ['acs:ram::1:root', 'acs:ram::1:user/x', 'acs:ram:*:1:role/y'] }],
  ['everybody', { RAM: ['*'] }],
  ['services', { Service: 'ecs.aliyuncs.com' }],
  ['identity providers', { Federated: ['acs:ram::1:saml-provider/corp', 'acs:ram::1:oidc-provider/ci'] }],
])('a trust statement may name %s', (_what, Principal) => {
  expect(faultsOfStatement({ ...trustAll, Principal }, 'trust')).toEqual([])
})

test.each([
  ['{"Version":"1",', 'is not valid JSON'],
  ['{"Version":"1","Statement":[],}', 'is not valid JSON'],
  ['[]', 'must be an object'],
  ['null', 'must be an object'],
  [{ Statement: [allowAll] }, 'Version must be "1"'],
  [{ Version: 1, Statement: [allowAll] }, 'Version must be "1"'],
  [{ Version: '2012-10-17', Statement: [allowAll] }, 'Version must be "1"'],
  [{ Version: '1' }, 'Statement must be a list of one statement or more'],
  [{ Version: '1', Statement: [] }, 'Statement must be a list of one statement or more'],
  [{ Version: '1', Statement: allowAll }, 'Statement must be a list of one statement or more'],
  [{ Version: '1', Statement: ['Allow'] }, 'Statement[0] must be an object'],
  [{ Version: '1', Statement: [allowAll], Id: 'x' }, 'Id is not an element that belongs here'],
])('the document %j is refused', (json, fault) => {
  expect(faultsOf(json)).toContain(fault)
})

test.each([
  [{ ...allowAll, Effect: 'allow' }, 'Effect must be "Allow" or "Deny"'],
  [{ Effect: 'Allow', Resource: '*' }, 'Action is required'],
  [{ Effect: 'Allow', Action: '*' }, 'Resource is required'],
  [{ ...allowAll, NotAction: '*' }, 'Statement[0] must not have both Action and NotAction'],
  [{ ...allowAll, NotResource: '*' }, 'Statement[0] must not have both Resource and NotResource'],
  [{ ...allowAll, Action: [] }, 'Action must not be an empty list'],
  [{ ...allowAll, Action: 'DescribeVpcs' }, 'Action[0] must be "*" or a code and an operation, as in "vpc:DescribeVpcs"'],
  [{ ...allowAll, Action: ['*', ''] }, 'Action must not be empty'],
  [{ ...allowAll, Resource: 'acs:vpc:*' }, 'Resource[0] must be "*" or five parts, as in "acs:vpc:*:*:vpc/*"'],
  [{ ...allowAll, Resource: [1] }, 'Resource must be a text or a list of texts'],
  [{ ...allowAll, Principal: { RAM: '*' } }, 'Principal is not an element that belongs here'],
  [{ ...allowAll, Conditions: {} }, 'Conditions is not an element that belongs here'],
  [{ ...allowAll, Condition: [] }, 'Condition must be an object of operators'],
  [{ ...allowAll, Condition: { StringEqualsIfExists: { k: 'v' } } }, 'Condition.StringEqualsIfExists is not a condition operator'],
  [{ ...allowAll, Condition: { Null: {} } }, 'Condition.Null is not a condition operator'],
  [{ ...allowAll, Condition: { Bool: 'true' } }, 'Condition.Bool must be an object of condition keys'],
  [
    { ...allowAll, Condition: { Bool: { 'acs:SecureTransport': true } } },
    'Condition.Bool.acs:SecureTransport must be a text or a list of texts',
  ],
  [
    { ...allowAll, Condition: { Bool: { 'acs:SecureTransport': [] } } },
    'Condition.Bool.acs:SecureTransport must not be an empty list',
  ],
])('the permission statement %j is refused', (statement, fault) => {
  expect(faultsOfStatement(statement)).toEqual([fault])
})

test.each([
  [{ Effect: 'Allow', Action: 'sts:AssumeRole' }, /^Principal must be an object/],
  [{ ...trustAll, Principal: {} }, /^Principal must be an object/],
  [{ ...trustAll, Principal: '*' }, /^Principal must be an object/],
  [{ ...trustAll, Principal: { AWS: '*' } }, /^Principal.AWS is not an element/],
  [{ ...trustAll, Principal: { RAM: '1001' } }, /^Principal.RAM\[0\] is not "\*" and not the ARN/],
  [{ ...trustAll, Principal: { RAM: 'acs:ram::*:root' } }, /^Principal.RAM\[0\] is not "\*" and not the ARN/],
  [{ ...trustAll, Principal: { RAM: ['acs:ram::1:user/*'] } }, /^Principal.RAM\[0\] is not "\*" and not the ARN/],
  [{ ...trustAll, Principal: { RAM: ['acs:ram:cn-hangzhou:1:user/x'] } }, /^Principal.RAM\[0\] is not "\*" and not the ARN/],
  [{ ...trustAll, Principal: { Service: '*' } }, /^Principal.Service\[0\] is not the name of a service/],
  [{ ...trustAll, Principal: { Federated: 'corp' } }, /^Principal.Federated\[0\] is not the ARN of an identity provider/],
  [{ ...trustAll, Resource: '*' }, /^Resource is not an element that belongs here/],
])('the trust statement %j is refused', (statement, fault) => {
  const faults = faultsOfStatement(statement, 'trust')
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(fault)
})

test('length and depth are bounded by the caller, before anything is parsed', () => {
  const text = JSON.stringify({ Version: '1', Statement: [allowAll] })
  expect(faultsOf(text, 'permission', { characters: text.length, depth: 3 })).toEqual([])
  expect(faultsOf(text, 'permission', { characters: text.length - 1, depth: 3 })).toEqual([
    `is longer than ${text.length - 1} characters`,
  ])
  expect(faultsOf(text, 'permission', { characters: 9_999, depth: 2 })).toEqual(['is nested deeper than 2 levels'])
  expect(faultsOf('['.repeat(60_000))).toEqual(['is nested deeper than 8 levels'])
})

test('brackets within texts do not count as depth', () => {
  expect(
    faultsOfStatement({ ...allowAll, Condition: { StringEquals: { k: '[[[[[[[[[[', l: '"[[[[[[[[[[', m: '\\"{{{{{{{{{{' } } }),
  ).toEqual([])
})

test('at most twenty faults are listed', () => {
  expect(faultsOf({ Version: '1', Statement: new Array(99).fill(7) })).toHaveLength(20)
})

test('names of the language are ordinary names in a document, and change nothing outside', () => {
  const text = `{"Version":"1","__proto__":{"polluted":"yes"},"constructor":1,
    "Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"toString":{"k":"v"},"__proto__":{"k":"v"}}}]}`
  expect(faultsOf(text).sort()).toEqual([
    'Statement[0].Condition.__proto__ is not a condition operator',
    'Statement[0].Condition.toString is not a condition operator',
    '__proto__ is not an element that belongs here',
    'constructor is not an element that belongs here',
  ])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('an element is not inherited: a statement whose only Action is in __proto__ has none', () => {
  expect(faultsOf('{"Version":"1","Statement":[{"Effect":"Allow","Resource":"*","__proto__":{"Action":"*"}}]}')).toContain(
    'Statement[0].Action is required',
  )
})

import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const document = '{ "Version":"1",\n  "Statement":[{"Effect":"Allow","Action":"vpc:Describe*","Resource":["*"]}] }'

test('a new policy is told as a custom one in its first version', async () => {
  const { Policy } = await admin.call('Ram', 'CreatePolicy', {
    PolicyName: 'read-vpcs',
    PolicyDocument: document,
    Description: 'For audits.',
  })
  expect(Policy).toEqual({
    PolicyName: 'read-vpcs',
    PolicyType: 'Custom',
    Description: 'For audits.',
    DefaultVersion: 'v1',
    CreateDate: '2026-01-01T00:00:00Z',
  })
})

test('a document that cannot be read is refused with what is wrong with it (MalformedPolicyDocument)', async () => {
  const cases: [document: unknown, said: string][] = [
    ['no json', 'JSON'],
    [{ Version: '2', Statement: [] }, 'Version'],
    [{ Version: '1', Statement: [{ Effect: 'Alow', Action: '*', Resource: '*' }] }, 'Statement[0].Effect'],
    [{ Version: '1', Statement: [{ Effect: 'Allow', Resource: '*' }] }, 'Statement[0].Action'],
    [{ Version: '1', Statement: [{ Effect: 'Allow', Action: '*' }] }, 'Statement[0].Resource'],
    [{ Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Principal: { RAM: '*' } }] }, 'Principal'],
  ]
  for (const [document, said] of cases) {
    const PolicyDocument = typeof document === 'string' ? document : JSON.stringify(document)
    const { httpStatus, code, message } = await admin.refused('Ram', 'CreatePolicy', { PolicyName: 'bad', PolicyDocument })
    expect([httpStatus, code]).toEqual([400, 'MalformedPolicyDocument'])
    expect(message).toContain(said)
  }
})

test('a second policy of one name is refused (EntityAlreadyExists.Policy)', async () => {
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'twin', PolicyDocument: document })
  const { httpStatus, code } = await admin.refused('Ram', 'CreatePolicy', { PolicyName: 'twin', PolicyDocument: document })
  expect([httpStatus, code]).toEqual([409, 'EntityAlreadyExists.Policy'])
})

test('a custom policy may bear the name of a system policy, and does not become it', async () => {
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'AdministratorAccess', PolicyDocument: document })
  const system = await admin.call('Ram', 'GetPolicy', { PolicyType: 'System', PolicyName: 'AdministratorAccess' })
  expect(system.DefaultPolicyVersion.PolicyDocument).not.toBe(document)
})

test('one policy more than the account may have is refused (LimitExceeded.Policy)', async () => {
  await cloud.settings({ quotas: { 'ram.customPolicies': 1 } })
  const dev = cloud.as('dev.admin')
  await dev.call('Ram', 'CreatePolicy', { PolicyName: 'first', PolicyDocument: document })
  const { httpStatus, code } = await dev.refused('Ram', 'CreatePolicy', { PolicyName: 'second', PolicyDocument: document })
  expect([httpStatus, code]).toEqual([409, 'LimitExceeded.Policy'])
})

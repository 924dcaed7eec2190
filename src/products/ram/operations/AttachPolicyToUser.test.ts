import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' }
const document = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'vpc:*', Resource: '*' }] })
async function make(name: string, as = admin) {
  await as.call('Ram', 'CreateUser', { UserName: name })
  return { UserName: name }
}

test('an attached policy is listed with the time of its attachment', async () => {
  const user = await make('alice')
  await cloud.advance('1h')
  await admin.call('Ram', 'AttachPolicyToUser', { ...readOnly, ...user })
  const { Policies } = await admin.call('Ram', 'ListPoliciesForUser', user)
  expect(Policies.Policy).toEqual([expect.objectContaining({ ...readOnly, AttachDate: '2026-01-01T01:00:00Z' })])
})

test('a policy attached twice is refused the second time (EntityAlreadyExists.User.Policy)', async () => {
  const user = await make('bob')
  await admin.call('Ram', 'AttachPolicyToUser', { ...readOnly, ...user })
  const { httpStatus, code } = await admin.refused('Ram', 'AttachPolicyToUser', { ...readOnly, ...user })
  expect([httpStatus, code]).toEqual([409, 'EntityAlreadyExists.User.Policy'])
})

test('a user and a policy that there are not are refused (EntityNotExist.User, EntityNotExist.Policy)', async () => {
  const user = await make('carl')
  expect((await admin.refused('Ram', 'AttachPolicyToUser', { ...readOnly, UserName: 'nobody' })).code).toBe('EntityNotExist.User')
  const missing = { PolicyType: 'Custom', PolicyName: 'ReadOnlyAccess' }
  expect((await admin.refused('Ram', 'AttachPolicyToUser', { ...missing, ...user })).code).toBe('EntityNotExist.Policy')
})

test('a policy of another account is none (EntityNotExist.Policy)', async () => {
  await cloud.as('prod').call('Ram', 'CreatePolicy', { PolicyName: 'theirs', PolicyDocument: document })
  const user = await make('dora')
  const { code } = await admin.refused('Ram', 'AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: 'theirs', ...user })
  expect(code).toBe('EntityNotExist.Policy')
})

test('within a resource group nothing is attached rather than too much (EntityNotExists.ResourceGroup)', async () => {
  const user = await make('emil')
  const within = { ...readOnly, ...user, ResourceGroupId: 'rg-example' }
  expect((await admin.refused('Ram', 'AttachPolicyToUser', within)).code).toBe('EntityNotExists.ResourceGroup')
  await admin.call('Ram', 'AttachPolicyToUser', { ...within, ResourceGroupId: await cloud.uid('network') })
})

test('each type of policy has its own limit (LimitExceeded.User.Policy)', async () => {
  await cloud.settings({ quotas: { 'ram.systemPoliciesPerUser': 1, 'ram.customPoliciesPerUser': 1 } })
  const dev = cloud.as('dev')
  const user = await make('fritz', dev)
  for (const PolicyName of ['one', 'two']) await dev.call('Ram', 'CreatePolicy', { PolicyName, PolicyDocument: document })
  const attach = (PolicyType: string, PolicyName: string) =>
    ['Ram', 'AttachPolicyToUser', { PolicyType, PolicyName, ...user }] as const
  await dev.call(...attach('System', 'ReadOnlyAccess'))
  await dev.call(...attach('Custom', 'one'))
  for (const more of [attach('System', 'AdministratorAccess'), attach('Custom', 'two')]) {
    const { httpStatus, code } = await dev.refused(...more)
    expect([httpStatus, code]).toEqual([409, 'LimitExceeded.User.Policy'])
  }
})

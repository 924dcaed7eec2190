import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const trust =
  '{"Version":"1",  "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}'

const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' }
const document = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'vpc:*', Resource: '*' }] })
async function make(name: string, as = admin) {
  await as.call('Ram', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust })
  return { RoleName: name }
}

test('an attached policy is listed with the time of its attachment', async () => {
  const role = await make('alice')
  await cloud.advance('1h')
  await admin.call('Ram', 'AttachPolicyToRole', { ...readOnly, ...role })
  const { Policies } = await admin.call('Ram', 'ListPoliciesForRole', role)
  expect(Policies.Policy).toEqual([expect.objectContaining({ ...readOnly, AttachDate: '2026-01-01T01:00:00Z' })])
})

test('a policy attached twice is refused the second time (EntityAlreadyExists.Role.Policy)', async () => {
  const role = await make('bob')
  await admin.call('Ram', 'AttachPolicyToRole', { ...readOnly, ...role })
  const { httpStatus, code } = await admin.refused('Ram', 'AttachPolicyToRole', { ...readOnly, ...role })
  expect([httpStatus, code]).toEqual([409, 'EntityAlreadyExists.Role.Policy'])
})

test('a role and a policy that there are not are refused (EntityNotExist.Role, EntityNotExist.Policy)', async () => {
  const role = await make('carl')
  expect((await admin.refused('Ram', 'AttachPolicyToRole', { ...readOnly, RoleName: 'nobody' })).code).toBe('EntityNotExist.Role')
  const missing = { PolicyType: 'Custom', PolicyName: 'ReadOnlyAccess' }
  expect((await admin.refused('Ram', 'AttachPolicyToRole', { ...missing, ...role })).code).toBe('EntityNotExist.Policy')
})

test('a policy of another account is none (EntityNotExist.Policy)', async () => {
  await cloud.as('prod').call('Ram', 'CreatePolicy', { PolicyName: 'theirs', PolicyDocument: document })
  const role = await make('dora')
  const { code } = await admin.refused('Ram', 'AttachPolicyToRole', { PolicyType: 'Custom', PolicyName: 'theirs', ...role })
  expect(code).toBe('EntityNotExist.Policy')
})

test('within a resource group nothing is attached rather than too much (EntityNotExists.ResourceGroup)', async () => {
  const role = await make('emil')
  const within = { ...readOnly, ...role, ResourceGroupId: 'rg-example' }
  expect((await admin.refused('Ram', 'AttachPolicyToRole', within)).code).toBe('EntityNotExists.ResourceGroup')
  await admin.call('Ram', 'AttachPolicyToRole', { ...within, ResourceGroupId: await cloud.uid('network') })
})

test('each type of policy has its own limit (LimitExceeded.Role.Policy)', async () => {
  await cloud.settings({ quotas: { 'ram.systemPoliciesPerRole': 1, 'ram.customPoliciesPerRole': 1 } })
  const dev = cloud.as('dev')
  const role = await make('fritz', dev)
  for (const PolicyName of ['one', 'two']) await dev.call('Ram', 'CreatePolicy', { PolicyName, PolicyDocument: document })
  const attach = (PolicyType: string, PolicyName: string) =>
    ['Ram', 'AttachPolicyToRole', { PolicyType, PolicyName, ...role }] as const
  await dev.call(...attach('System', 'ReadOnlyAccess'))
  await dev.call(...attach('Custom', 'one'))
  for (const more of [attach('System', 'AdministratorAccess'), attach('Custom', 'two')]) {
    const { httpStatus, code } = await dev.refused(...more)
    expect([httpStatus, code]).toEqual([409, 'LimitExceeded.Role.Policy'])
  }
})

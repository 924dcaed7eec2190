import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const trust =
  '{"Version":"1",  "Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}]}'

const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' }
async function make(name: string) {
  await admin.call('Ram', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust })
  return { RoleName: name }
}

test('a policy that is not attached is refused, also when it was (EntityNotExist.Role.Policy)', async () => {
  const role = await make('alice')
  const never = await admin.refused('Ram', 'DetachPolicyFromRole', { ...readOnly, ...role })
  expect([never.httpStatus, never.code]).toEqual([404, 'EntityNotExist.Role.Policy'])
  await admin.call('Ram', 'AttachPolicyToRole', { ...readOnly, ...role })
  await admin.call('Ram', 'DetachPolicyFromRole', { ...readOnly, ...role })
  expect((await admin.refused('Ram', 'DetachPolicyFromRole', { ...readOnly, ...role })).code).toBe('EntityNotExist.Role.Policy')
  expect((await admin.call('Ram', 'ListPoliciesForRole', role)).Policies.Policy).toEqual([])
})

test('a role and a policy that there are not are refused (EntityNotExist.Role, EntityNotExist.Policy)', async () => {
  const role = await make('carl')
  expect((await admin.refused('Ram', 'DetachPolicyFromRole', { ...readOnly, RoleName: 'nobody' })).code).toBe('EntityNotExist.Role')
  const missing = { PolicyType: 'Custom', PolicyName: 'none' }
  expect((await admin.refused('Ram', 'DetachPolicyFromRole', { ...missing, ...role })).code).toBe('EntityNotExist.Policy')
})

test('within a resource group nothing is detached (EntityNotExists.ResourceGroup)', async () => {
  const role = await make('emil')
  await admin.call('Ram', 'AttachPolicyToRole', { ...readOnly, ...role })
  const within = { ...readOnly, ...role, ResourceGroupId: 'rg-example' }
  expect((await admin.refused('Ram', 'DetachPolicyFromRole', within)).code).toBe('EntityNotExists.ResourceGroup')
})

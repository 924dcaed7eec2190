import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' }
async function make(name: string) {
  await admin.call('Ram', 'CreateUser', { UserName: name })
  return { UserName: name }
}

test('a policy that is not attached is refused, also when it was (EntityNotExist.User.Policy)', async () => {
  const user = await make('alice')
  const never = await admin.refused('Ram', 'DetachPolicyFromUser', { ...readOnly, ...user })
  expect([never.httpStatus, never.code]).toEqual([404, 'EntityNotExist.User.Policy'])
  await admin.call('Ram', 'AttachPolicyToUser', { ...readOnly, ...user })
  await admin.call('Ram', 'DetachPolicyFromUser', { ...readOnly, ...user })
  expect((await admin.refused('Ram', 'DetachPolicyFromUser', { ...readOnly, ...user })).code).toBe('EntityNotExist.User.Policy')
  expect((await admin.call('Ram', 'ListPoliciesForUser', user)).Policies.Policy).toEqual([])
})

test('a user and a policy that there are not are refused (EntityNotExist.User, EntityNotExist.Policy)', async () => {
  const user = await make('carl')
  expect((await admin.refused('Ram', 'DetachPolicyFromUser', { ...readOnly, UserName: 'nobody' })).code).toBe('EntityNotExist.User')
  const missing = { PolicyType: 'Custom', PolicyName: 'none' }
  expect((await admin.refused('Ram', 'DetachPolicyFromUser', { ...missing, ...user })).code).toBe('EntityNotExist.Policy')
})

test('within a resource group nothing is detached (EntityNotExists.ResourceGroup)', async () => {
  const user = await make('emil')
  await admin.call('Ram', 'AttachPolicyToUser', { ...readOnly, ...user })
  const within = { ...readOnly, ...user, ResourceGroupId: 'rg-example' }
  expect((await admin.refused('Ram', 'DetachPolicyFromUser', within)).code).toBe('EntityNotExists.ResourceGroup')
})

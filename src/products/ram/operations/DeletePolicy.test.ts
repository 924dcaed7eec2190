import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'vpc:*', Resource: '*' }] })
const trust = {
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.aliyuncs.com' } }],
}

test('a policy goes once it is attached to nobody (DeleteConflict.Policy.User, DeleteConflict.Policy.Role)', async () => {
  const policy = { PolicyType: 'Custom', PolicyName: 'used' }
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'used', PolicyDocument })
  await admin.call('Ram', 'CreateRole', { RoleName: 'bearer', AssumeRolePolicyDocument: JSON.stringify(trust) })
  await admin.call('Ram', 'AttachPolicyToUser', { ...policy, UserName: 'admin' })
  await admin.call('Ram', 'AttachPolicyToRole', { ...policy, RoleName: 'bearer' })
  const onUser = await admin.refused('Ram', 'DeletePolicy', { PolicyName: 'used', CascadingDelete: true })
  expect([onUser.httpStatus, onUser.code]).toEqual([409, 'DeleteConflict.Policy.User'])
  await admin.call('Ram', 'DetachPolicyFromUser', { ...policy, UserName: 'admin' })
  const onRole = await admin.refused('Ram', 'DeletePolicy', { PolicyName: 'used' })
  expect([onRole.httpStatus, onRole.code]).toEqual([409, 'DeleteConflict.Policy.Role'])
  await admin.call('Ram', 'DetachPolicyFromRole', { ...policy, RoleName: 'bearer' })
  await admin.call('Ram', 'DeletePolicy', { PolicyName: 'used' })
  expect((await admin.refused('Ram', 'GetPolicy', policy)).code).toBe('EntityNotExist.Policy')
})

test('a system policy cannot be deleted (EntityNotExist.Policy)', async () => {
  const { httpStatus, code } = await cloud.as('network').refused('Ram', 'DeletePolicy', { PolicyName: 'ReadOnlyAccess' })
  expect([httpStatus, code]).toEqual([404, 'EntityNotExist.Policy'])
})

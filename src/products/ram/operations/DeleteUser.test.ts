import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' }

test('a user goes once its keys and policies are gone (DeleteConflict.User.AccessKey, DeleteConflict.User.Policy)', async () => {
  const UserName = 'alice'
  await admin.call('Ram', 'CreateUser', { UserName })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName })
  await admin.call('Ram', 'AttachPolicyToUser', { ...readOnly, UserName })
  const withKey = await admin.refused('Ram', 'DeleteUser', { UserName })
  expect([withKey.httpStatus, withKey.code]).toEqual([409, 'DeleteConflict.User.AccessKey'])
  await admin.call('Ram', 'DeleteAccessKey', { UserName, UserAccessKeyId: AccessKey.AccessKeyId })
  const withPolicy = await admin.refused('Ram', 'DeleteUser', { UserName })
  expect([withPolicy.httpStatus, withPolicy.code]).toEqual([409, 'DeleteConflict.User.Policy'])
  await admin.call('Ram', 'DetachPolicyFromUser', { ...readOnly, UserName })
  await admin.call('Ram', 'DeleteUser', { UserName })
  expect((await admin.refused('Ram', 'GetUser', { UserName })).code).toBe('EntityNotExist.User')
})

test('a user that there is not is refused (EntityNotExist.User)', async () => {
  expect((await admin.refused('Ram', 'DeleteUser', { UserName: 'nobody' })).code).toBe('EntityNotExist.User')
})

test('a user created again is another user', async () => {
  const before = await admin.call('Ram', 'CreateUser', { UserName: 'phoenix' })
  await admin.call('Ram', 'DeleteUser', { UserName: 'phoenix' })
  const after = await admin.call('Ram', 'CreateUser', { UserName: 'phoenix' })
  expect(after.User.UserId).not.toBe(before.User.UserId)
})

import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

test('a key of another user is no key of this one (EntityNotExist.User.AccessKey)', async () => {
  for (const UserName of ['alice', 'bob']) await admin.call('Ram', 'CreateUser', { UserName })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'alice' })
  const { httpStatus, code } = await admin.refused('Ram', 'UpdateAccessKey', {
    UserName: 'bob',
    UserAccessKeyId: AccessKey.AccessKeyId,
    Status: 'Inactive',
  })
  expect([httpStatus, code]).toEqual([404, 'EntityNotExist.User.AccessKey'])
})

test('a root key is no key of a user (EntityNotExist.User.AccessKey)', async () => {
  const { code } = await admin.refused('Ram', 'UpdateAccessKey', {
    UserName: 'admin',
    UserAccessKeyId: 'local-network',
    Status: 'Inactive',
  })
  expect(code).toBe('EntityNotExist.User.AccessKey')
})

test('a key of a user that there is not is refused (EntityNotExist.User)', async () => {
  const { code } = await admin.refused('Ram', 'UpdateAccessKey', {
    UserName: 'nobody',
    UserAccessKeyId: 'LTAInone',
    Status: 'Inactive',
  })
  expect(code).toBe('EntityNotExist.User')
})

test('a user that names nobody means its own key', async () => {
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey')
  await admin.call('Ram', 'UpdateAccessKey', { UserAccessKeyId: AccessKey.AccessKeyId, Status: 'Inactive' })
  const { AccessKeys } = await admin.call('Ram', 'ListAccessKeys')
  const status = AccessKeys.AccessKey.find((key: { AccessKeyId: string }) => key.AccessKeyId === AccessKey.AccessKeyId)?.Status
  expect(status).toBe('Inactive')
})

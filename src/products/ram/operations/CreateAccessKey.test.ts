import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

test('a new key is told once with its secret, and signs calls of its user', async () => {
  await admin.call('Ram', 'CreateUser', { UserName: 'alice' })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'alice' })
  expect(AccessKey).toEqual({
    AccessKeyId: expect.stringMatching(/^LTAI[A-Za-z0-9]{20}$/),
    AccessKeySecret: expect.stringMatching(/^[A-Za-z0-9]{30}$/),
    Status: 'Active',
    CreateDate: '2026-01-01T00:00:00Z',
  })
  const identity = await cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }).call('Sts', 'GetCallerIdentity')
  expect(identity.Arn).toMatch(/:user\/alice$/)
})

test('a user that names nobody gets a key of its own', async () => {
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey')
  const { Arn } = await cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }).call('Sts', 'GetCallerIdentity')
  expect(Arn).toMatch(/:user\/admin$/)
})

test('a root key has to name a user (MissingParameter)', async () => {
  expect((await cloud.as('network').refused('Ram', 'CreateAccessKey')).code).toBe('MissingParameter')
})

test('a third key of one user is refused, inactive ones counted (LimitExceeded.User.AccessKey)', async () => {
  await admin.call('Ram', 'CreateUser', { UserName: 'bob' })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'bob' })
  await admin.call('Ram', 'CreateAccessKey', { UserName: 'bob' })
  await admin.call('Ram', 'UpdateAccessKey', { UserName: 'bob', UserAccessKeyId: AccessKey.AccessKeyId, Status: 'Inactive' })
  const { httpStatus, code } = await admin.refused('Ram', 'CreateAccessKey', { UserName: 'bob' })
  expect([httpStatus, code]).toEqual([409, 'LimitExceeded.User.AccessKey'])
})

test('a key for a user that there is not is refused (EntityNotExist.User)', async () => {
  expect((await admin.refused('Ram', 'CreateAccessKey', { UserName: 'nobody' })).code).toBe('EntityNotExist.User')
})

test('the secret is not in the record of the call', async () => {
  await admin.call('Ram', 'CreateUser', { UserName: 'carl' })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'carl' })
  const records = JSON.stringify(await cloud.requests())
  expect(records).toContain(AccessKey.AccessKeyId)
  expect(records).not.toContain(AccessKey.AccessKeySecret)
})

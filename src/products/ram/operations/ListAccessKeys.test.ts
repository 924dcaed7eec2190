import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')

test('the keys of a user are listed oldest first, without secrets', async () => {
  await admin.call('Ram', 'CreateUser', { UserName: 'alice' })
  const first = (await admin.call('Ram', 'CreateAccessKey', { UserName: 'alice' })).AccessKey
  await cloud.advance('1s')
  const second = (await admin.call('Ram', 'CreateAccessKey', { UserName: 'alice' })).AccessKey
  await admin.call('Ram', 'UpdateAccessKey', { UserName: 'alice', UserAccessKeyId: first.AccessKeyId, Status: 'Inactive' })
  const answer = await admin.call('Ram', 'ListAccessKeys', { UserName: 'alice' })
  expect(answer.AccessKeys.AccessKey).toEqual([
    { AccessKeyId: first.AccessKeyId, Status: 'Inactive', CreateDate: '2026-01-01T00:00:00Z' },
    { AccessKeyId: second.AccessKeyId, Status: 'Active', CreateDate: '2026-01-01T00:00:01Z' },
  ])
})

test('a user that names nobody is told its own keys', async () => {
  const { AccessKeys } = await admin.call('Ram', 'ListAccessKeys')
  expect(AccessKeys.AccessKey).toEqual([expect.objectContaining({ AccessKeyId: 'local-network.admin' })])
})

test('a user without keys has an empty list', async () => {
  await admin.call('Ram', 'CreateUser', { UserName: 'keyless' })
  expect((await admin.call('Ram', 'ListAccessKeys', { UserName: 'keyless' })).AccessKeys.AccessKey).toEqual([])
})

test('a root key has to name a user (MissingParameter)', async () => {
  expect((await cloud.as('network').refused('Ram', 'ListAccessKeys')).code).toBe('MissingParameter')
})

test('keys of a user that there is not are refused (EntityNotExist.User)', async () => {
  expect((await admin.refused('Ram', 'ListAccessKeys', { UserName: 'nobody' })).code).toBe('EntityNotExist.User')
})

test('a user whose policy names nobody but itself manages its own keys, named or not, and those of nobody else', async () => {
  const Resource = 'acs:ram:*:*:user/self'
  const PolicyDocument = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'ram:*AccessKey*', Resource }] })
  await admin.call('Ram', 'CreateUser', { UserName: 'self' })
  await admin.call('Ram', 'CreatePolicy', { PolicyName: 'own-keys', PolicyDocument })
  await admin.call('Ram', 'AttachPolicyToUser', { PolicyName: 'own-keys', PolicyType: 'Custom', UserName: 'self' })
  const { AccessKey: first } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'self' })
  const self = cloud.withKey({ accessKeyId: first.AccessKeyId })
  const { AccessKey: second } = await self.call('Ram', 'CreateAccessKey')
  const UserAccessKeyId = second.AccessKeyId
  await self.call('Ram', 'UpdateAccessKey', { UserAccessKeyId, Status: 'Inactive' })
  for (const named of [{}, { UserName: 'self' }])
    expect((await self.call('Ram', 'ListAccessKeys', named)).AccessKeys.AccessKey).toHaveLength(2)
  await self.call('Ram', 'DeleteAccessKey', { UserAccessKeyId })
  const refused = await self.refused('Ram', 'ListAccessKeys', { UserName: 'keyless' })
  expect(refused).toMatchObject({ httpStatus: 403, code: 'NoPermission' })
  expect(refused.message).toContain('acs:ram:*:1000000000000002:user/keyless')
})

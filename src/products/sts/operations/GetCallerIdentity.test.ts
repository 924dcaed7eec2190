import { afterAll, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const network = await cloud.uid('network')

test('a root key is told its account', async () => {
  const answer = await cloud.as('network').call('Sts', 'GetCallerIdentity')
  expect(answer).toEqual({
    RequestId: expect.any(String),
    IdentityType: 'Account',
    AccountId: network,
    PrincipalId: network,
    UserId: network,
    Arn: `acs:ram::${network}:root`,
  })
})

test('a user is told its id and ARN, whatever its policies', async () => {
  const root = cloud.as('network')
  const { User } = await root.call('Ram', 'CreateUser', { UserName: 'bare' })
  const { AccessKey } = await root.call('Ram', 'CreateAccessKey', { UserName: 'bare' })
  const answer = await cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }).call('Sts', 'GetCallerIdentity')
  expect(answer).toEqual({
    RequestId: expect.any(String),
    IdentityType: 'RAMUser',
    AccountId: network,
    PrincipalId: User.UserId,
    UserId: User.UserId,
    Arn: `acs:ram::${network}:user/bare`,
  })
})

test('a session is told its role and its name', async () => {
  const trust = {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: `acs:ram::${network}:root` } }],
  }
  const admin = cloud.as('network.admin')
  const { Role } = await admin.call('Ram', 'CreateRole', { RoleName: 'Reader', AssumeRolePolicyDocument: JSON.stringify(trust) })
  const { Credentials } = await admin.call('Sts', 'AssumeRole', { RoleArn: Role.Arn, RoleSessionName: 'alice@example.com' })
  const key = { accessKeyId: Credentials.AccessKeyId, securityToken: Credentials.SecurityToken }
  expect(await cloud.withKey(key).call('Sts', 'GetCallerIdentity')).toEqual({
    RequestId: expect.any(String),
    IdentityType: 'AssumedRoleUser',
    AccountId: network,
    PrincipalId: `${Role.RoleId}:alice@example.com`,
    RoleId: Role.RoleId,
    Arn: `acs:ram::${network}:assumed-role/Reader/alice@example.com`,
  })
})

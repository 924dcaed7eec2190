import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')
const network = await cloud.uid('network')
const ram = (action: string, parameters: object = {}) => admin.call('Ram', action, { ...parameters })
async function refusal(action: string, parameters: object) {
  const { httpStatus, code, message } = await admin.refused('Ram', action, { ...parameters })
  return [httpStatus, code, message]
}
const trusting = (principal: object) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal }] })

describe('a user with a new name', () => {
  test('keeps its id, keys, policies, groups, login profile and MFA device', async () => {
    const { User } = await ram('CreateUser', { UserName: 'ann', Comments: 'kept' })
    const key = (await ram('CreateAccessKey', { UserName: 'ann' })).AccessKey
    await ram('CreateGroup', { GroupName: 'crew' })
    await ram('AddUserToGroup', { UserName: 'ann', GroupName: 'crew' })
    await ram('AttachPolicyToUser', { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', UserName: 'ann' })
    await ram('CreateLoginProfile', { UserName: 'ann', Password: 'long-enough' })
    const as = cloud.withKey({ accessKeyId: key.AccessKeyId })
    const changed = await ram('UpdateUser', { UserName: 'ann', NewUserName: 'anna' })
    expect(changed.User).toMatchObject({ UserId: User.UserId, UserName: 'anna', DisplayName: '', Comments: 'kept' })
    await as.call('ResourceSharing', 'ListResourceShares', { ResourceOwner: 'Self' })
    expect(await as.call('Sts', 'GetCallerIdentity')).toMatchObject({ Arn: `acs:ram::${network}:user/anna`, UserId: User.UserId })
    expect((await ram('ListAccessKeys', { UserName: 'anna' })).AccessKeys.AccessKey).toMatchObject([
      { AccessKeyId: key.AccessKeyId },
    ])
    expect((await ram('ListGroupsForUser', { UserName: 'anna' })).Groups.Group).toMatchObject([{ GroupName: 'crew' }])
    expect((await ram('ListUsersForGroup', { GroupName: 'crew' })).Users.User).toMatchObject([{ UserName: 'anna' }])
    expect((await ram('ListPoliciesForUser', { UserName: 'anna' })).Policies.Policy).toHaveLength(1)
    expect((await ram('GetLoginProfile', { UserName: 'anna' })).LoginProfile.UserName).toBe('anna')
    expect((await refusal('GetUser', { UserName: 'ann' }))[1]).toBe('EntityNotExist.User')
    await ram('CreateUser', { UserName: 'ann' })
    expect((await ram('ListAccessKeys', { UserName: 'ann' })).AccessKeys.AccessKey).toEqual([])
  })

  test('cannot take that of another (EntityAlreadyExists.User)', async () => {
    await ram('CreateUser', { UserName: 'bob' })
    await ram('CreateUser', { UserName: 'bert' })
    expect(await refusal('UpdateUser', { UserName: 'bob', NewUserName: 'bert' })).toEqual([
      409,
      'EntityAlreadyExists.User',
      'The user does already EXIST.',
    ])
    await ram('UpdateUser', { UserName: 'bob', NewUserName: 'bob' })
  })
})

test('the particulars of a user change one by one, and go when they are left empty', async () => {
  await ram('CreateUser', { UserName: 'cleo', Email: 'cleo@example.com', MobilePhone: '86-18600008888' })
  const update = async (given: object) => (await ram('UpdateUser', { UserName: 'cleo', ...given })).User
  await cloud.advance('1h')
  const first = await update({ NewDisplayName: 'Cleo', NewComments: 'one' })
  expect(first).toMatchObject({
    DisplayName: 'Cleo',
    Comments: 'one',
    Email: 'cleo@example.com',
    UpdateDate: '2026-01-01T01:00:00Z',
  })
  const second = await update({ NewEmail: '', NewMobilePhone: '', NewComments: '' })
  expect(second).toMatchObject({ DisplayName: 'Cleo', Comments: '', Email: '', MobilePhone: '' })
})

test('updating a user that does not exist is refused (EntityNotExist.User)', async () => {
  expect(await refusal('UpdateUser', { UserName: 'nobody' })).toEqual([404, 'EntityNotExist.User', 'The user does not exist.'])
})

const faults: [action: string, given: object, code: string][] = [
  ['UpdateUser', { NewUserName: 'a b' }, 'InvalidParameter.NewUserName.InvalidChars'],
  ['UpdateUser', { NewUserName: 'a'.repeat(65) }, 'InvalidParameter.NewUserName.Length'],
  ['UpdateUser', { NewDisplayName: 'a\u0007' }, 'InvalidParameter.NewDisplayName.InvalidChars'],
  ['UpdateUser', { NewDisplayName: 'a'.repeat(129) }, 'InvalidParameter.NewDisplayName.Length'],
  ['UpdateUser', { NewMobilePhone: '555' }, 'InvalidParameter.NewMobilePhone.Format'],
  ['UpdateUser', { NewEmail: 'nowhere' }, 'InvalidParameter.NewEmail.Format'],
  ['UpdateUser', { NewComments: 'a'.repeat(129) }, 'InvalidParameter.NewComments.Length'],
  ['UpdateRole', { NewDescription: 'a'.repeat(1025) }, 'InvalidParameter.NewDescription.Length'],
  ['UpdateRole', { NewAssumeRolePolicyDocument: ' '.repeat(6145) }, 'InvalidParameter.NewAssumeRolePolicyDocument.Length'],
  ['UpdateRole', { NewAssumeRolePolicyDocument: '{' }, 'MalformedPolicyDocument'],
  ['UpdateRole', { NewMaxSessionDuration: 3599 }, 'InvalidParameter'],
]
test.each(faults)('%s with %o is refused (%s)', async (action, given, code) => {
  expect((await refusal(action, { UserName: 'admin', RoleName: 'any', ...given })).slice(0, 2)).toEqual([400, code])
})

describe('a role', () => {
  test('trusts others and lasts longer from the next call on', async () => {
    const prod = await cloud.uid('prod')
    const { Role } = await ram('CreateRole', {
      RoleName: 'guest',
      AssumeRolePolicyDocument: trusting({ RAM: [`acs:ram::${network}:root`] }),
    })
    const assume = { RoleArn: Role.Arn, RoleSessionName: 'story', DurationSeconds: 7200 }
    await cloud.as('prod.admin').refused('Sts', 'AssumeRole', assume)
    const NewAssumeRolePolicyDocument = trusting({ RAM: [`acs:ram::${prod}:root`] })
    const changed = await ram('UpdateRole', { RoleName: 'guest', NewAssumeRolePolicyDocument, NewMaxSessionDuration: 7200 })
    expect(changed.Role).toMatchObject({
      RoleId: Role.RoleId,
      AssumeRolePolicyDocument: NewAssumeRolePolicyDocument,
      MaxSessionDuration: 7200,
    })
    const { Credentials } = await cloud.as('prod.admin').call('Sts', 'AssumeRole', assume)
    const described = await ram('UpdateRole', { RoleName: 'guest', NewDescription: 'for prod' })
    expect(described.Role).toMatchObject({ Description: 'for prod', MaxSessionDuration: 7200 })
    expect((await ram('UpdateRole', { RoleName: 'guest', NewDescription: '' })).Role.Description).toBe('')
    const session = cloud.withKey({ accessKeyId: Credentials.AccessKeyId, securityToken: Credentials.SecurityToken })
    await session.call('Sts', 'GetCallerIdentity')
  })

  test('that does not exist cannot change (EntityNotExist.Role)', async () => {
    expect(await refusal('UpdateRole', { RoleName: 'missing' })).toEqual([404, 'EntityNotExist.Role', 'The role does not exist.'])
  })
})

test('the role of a service can neither change, nor get or lose policies, nor be deleted as others are (NoPermission)', async () => {
  const management = cloud.as('management')
  const RoleName = 'AliyunServiceRoleForResourceSharing'
  const system = (PolicyName: string) => ({ RoleName, PolicyType: 'System', PolicyName })
  const calls: [action: string, parameters: object][] = [
    ['UpdateRole', { RoleName, NewDescription: 'mine' }],
    ['AttachPolicyToRole', system('AdministratorAccess')],
    ['DetachPolicyFromRole', system('AliyunServiceRolePolicyForResourceSharing')],
    ['DeleteRole', { RoleName }],
  ]
  for (const [action, parameters] of calls) {
    const { httpStatus, code, message } = await management.refused('Ram', action, { ...parameters })
    expect([httpStatus, code, message], action).toEqual([403, 'NoPermission', 'You are not authorized to do this action.'])
  }
  expect((await management.call('Ram', 'GetRole', { RoleName })).Role.Description).not.toBe('mine')
})

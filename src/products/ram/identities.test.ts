import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')
const network = await cloud.uid('network')

const statement = (Effect: string, Action: string, Resource = '*') =>
  JSON.stringify({ Version: '1', Statement: [{ Effect, Action, Resource }] })
const trusting = (...principals: string[]) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: principals } }] })

async function userWithKey(UserName: string) {
  await admin.call('Ram', 'CreateUser', { UserName })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName })
  return { accessKeyId: AccessKey.AccessKeyId as string, as: cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }) }
}
async function policy(PolicyName: string, PolicyDocument: string) {
  await admin.call('Ram', 'CreatePolicy', { PolicyName, PolicyDocument })
  return { PolicyType: 'Custom', PolicyName }
}
async function session(RoleName: string, parameters: Record<string, unknown> = {}) {
  const { Credentials } = await admin.call('Sts', 'AssumeRole', {
    RoleArn: `acs:ram::${network}:role/${RoleName}`,
    RoleSessionName: 'alice',
    ...parameters,
  })
  return { accessKeyId: Credentials.AccessKeyId as string, securityToken: Credentials.SecurityToken as string }
}

describe('a user', () => {
  test('may do what an attached policy allows, and no longer once another denies it', async () => {
    const { as: user } = await userWithKey('anna')
    expect((await user.refused('Ram', 'ListUsers')).code).toBe('NoPermission')
    const allowing = await policy('list-users', statement('Allow', 'ram:ListUsers'))
    await admin.call('Ram', 'AttachPolicyToUser', { ...allowing, UserName: 'anna' })
    expect((await user.call('Ram', 'ListUsers')).Users.User.length).toBeGreaterThan(0)
    const denying = await policy('hide-users', statement('Deny', 'ram:List*'))
    await admin.call('Ram', 'AttachPolicyToUser', { ...denying, UserName: 'anna' })
    const { body } = await user.refused('Ram', 'ListUsers')
    expect(body.AccessDeniedDetail).toMatchObject({ AuthAction: 'ram:ListUsers', NoPermissionType: 'ExplicitDeny' })
    await admin.call('Ram', 'DetachPolicyFromUser', { ...denying, UserName: 'anna' })
    await user.call('Ram', 'ListUsers')
  })

  test('is held to the resources that its policy names', async () => {
    const { as: user } = await userWithKey('bert')
    const self = await policy('self-only', statement('Allow', 'ram:GetUser', `acs:ram:*:${network}:user/bert`))
    await admin.call('Ram', 'AttachPolicyToUser', { ...self, UserName: 'bert' })
    expect((await user.call('Ram', 'GetUser', { UserName: 'bert' })).User.UserName).toBe('bert')
    const { message } = await user.refused('Ram', 'GetUser', { UserName: 'admin' })
    expect(message).toBe(`You are not authorized to do this action. Resource: acs:ram:*:${network}:user/admin Action: ram:GetUser`)
  })

  test('with ReadOnlyAccess reads everything and changes nothing', async () => {
    const { as: user } = await userWithKey('carl')
    await admin.call('Ram', 'AttachPolicyToUser', { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', UserName: 'carl' })
    await user.call('Ram', 'ListPolicies')
    await user
      .call('Ram', 'GetRole', { RoleName: 'none' })
      .catch((error: Error) => expect(error.message).toContain('EntityNotExist.Role'))
    expect((await user.refused('Ram', 'CreateUser', { UserName: 'dora' })).code).toBe('NoPermission')
  })

  test('of one account is nobody in another', async () => {
    const { as: user } = await userWithKey('emil')
    await admin.call('Ram', 'AttachPolicyToUser', { PolicyType: 'System', PolicyName: 'AdministratorAccess', UserName: 'emil' })
    const names = (await user.call('Ram', 'ListUsers')).Users.User.map((each: { UserName: string }) => each.UserName)
    expect(names).toContain('emil')
    const elsewhere = (await cloud.as('prod.admin').call('Ram', 'ListUsers')).Users.User
    expect(elsewhere.map((each: { UserName: string }) => each.UserName)).toEqual(['admin'])
  })
})

describe('an access key', () => {
  test('is refused while it is inactive, and for good once it is deleted', async () => {
    const { as: user, accessKeyId } = await userWithKey('fritz')
    await user.call('Sts', 'GetCallerIdentity')
    const key = { UserName: 'fritz', UserAccessKeyId: accessKeyId }
    await admin.call('Ram', 'UpdateAccessKey', { ...key, Status: 'Inactive' })
    expect((await user.refused('Sts', 'GetCallerIdentity')).code).toBe('InvalidAccessKeyId.Inactive')
    await admin.call('Ram', 'UpdateAccessKey', { ...key, Status: 'Active' })
    await user.call('Sts', 'GetCallerIdentity')
    await admin.call('Ram', 'DeleteAccessKey', key)
    expect((await user.refused('Sts', 'GetCallerIdentity')).code).toBe('InvalidAccessKeyId.NotFound')
  })
})

describe('a session', () => {
  test('may do what its role may, and no more than its session policy allows', async () => {
    await admin.call('Ram', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trusting(`acs:ram::${network}:root`) })
    await admin.call('Ram', 'AttachPolicyToRole', { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', RoleName: 'reader' })
    const whole = cloud.withKey(await session('reader'))
    await whole.call('Ram', 'ListUsers')
    expect((await whole.refused('Ram', 'CreateUser', { UserName: 'gerd' })).code).toBe('NoPermission')
    const narrowed = cloud.withKey(await session('reader', { Policy: statement('Allow', 'ram:ListRoles') }))
    await narrowed.call('Ram', 'ListRoles')
    const { body } = await narrowed.refused('Ram', 'ListUsers')
    expect(body.AccessDeniedDetail).toMatchObject({ PolicyType: 'SessionPolicy', AuthPrincipalDisplayName: 'reader:alice' })
    const widened = cloud.withKey(await session('reader', { Policy: statement('Allow', '*') }))
    expect((await widened.refused('Ram', 'CreateUser', { UserName: 'gerd' })).code).toBe('NoPermission')
  })

  test('follows the policies of its role at once', async () => {
    await admin.call('Ram', 'CreateRole', { RoleName: 'changing', AssumeRolePolicyDocument: trusting(`acs:ram::${network}:root`) })
    const as = cloud.withKey(await session('changing'))
    const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', RoleName: 'changing' }
    expect((await as.refused('Ram', 'ListUsers')).code).toBe('NoPermission')
    await admin.call('Ram', 'AttachPolicyToRole', readOnly)
    await as.call('Ram', 'ListUsers')
    await admin.call('Ram', 'DetachPolicyFromRole', readOnly)
    expect((await as.refused('Ram', 'ListUsers')).code).toBe('NoPermission')
  })

  test('needs its token, and no other', async () => {
    await admin.call('Ram', 'CreateRole', { RoleName: 'guarded', AssumeRolePolicyDocument: trusting(`acs:ram::${network}:root`) })
    const { accessKeyId } = await session('guarded')
    const { securityToken } = await session('guarded')
    const bare = await cloud.withKey({ accessKeyId }).refused('Sts', 'GetCallerIdentity')
    expect(bare.code).toBe('MissingSecurityToken')
    const swapped = await cloud.withKey({ accessKeyId, securityToken }).refused('Sts', 'GetCallerIdentity')
    expect(swapped.code).toBe('InvalidSecurityToken.MismatchWithAccessKey')
  })

  test('ends when its time is over by the clock of the world', async () => {
    await admin.call('Ram', 'CreateRole', { RoleName: 'brief', AssumeRolePolicyDocument: trusting(`acs:ram::${network}:root`) })
    const short = cloud.withKey(await session('brief', { DurationSeconds: 900 }))
    const long = cloud.withKey(await session('brief', { DurationSeconds: 3600 }))
    await cloud.advance('899s')
    await short.call('Sts', 'GetCallerIdentity')
    await cloud.advance('1s')
    expect((await short.refused('Sts', 'GetCallerIdentity')).code).toBe('InvalidSecurityToken.Expired')
    await long.call('Sts', 'GetCallerIdentity')
  })

  test('ends with its role, even when a role of the same name follows', async () => {
    const role = { RoleName: 'fleeting', AssumeRolePolicyDocument: trusting(`acs:ram::${network}:root`) }
    await admin.call('Ram', 'CreateRole', role)
    const as = cloud.withKey(await session('fleeting'))
    await as.call('Sts', 'GetCallerIdentity')
    await admin.call('Ram', 'DeleteRole', { RoleName: 'fleeting' })
    expect((await as.refused('Sts', 'GetCallerIdentity')).code).toBe('InvalidAccessKeyId.Inactive')
    await admin.call('Ram', 'CreateRole', role)
    expect((await as.refused('Sts', 'GetCallerIdentity')).code).toBe('InvalidAccessKeyId.Inactive')
  })
})

describe('a policy attachment', () => {
  test('can be admitted by whom the role trusts', async () => {
    const { as: user } = await userWithKey('heidi')
    const onlyServiceRoles = JSON.stringify({
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'ram:AttachPolicyToRole',
          Resource: '*',
          Condition: { StringEquals: { 'ram:TrustedPrincipalTypes': 'Service', 'ram:ServiceNames': 'ecs.aliyuncs.com' } },
        },
      ],
    })
    await admin.call('Ram', 'AttachPolicyToUser', { ...(await policy('service-roles', onlyServiceRoles)), UserName: 'heidi' })
    const service = {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.aliyuncs.com' } }],
    }
    await admin.call('Ram', 'CreateRole', { RoleName: 'for-ecs', AssumeRolePolicyDocument: JSON.stringify(service) })
    await admin.call('Ram', 'CreateRole', {
      RoleName: 'for-people',
      AssumeRolePolicyDocument: trusting(`acs:ram::${network}:root`),
    })
    const readOnly = { PolicyType: 'System', PolicyName: 'ReadOnlyAccess' }
    await user.call('Ram', 'AttachPolicyToRole', { ...readOnly, RoleName: 'for-ecs' })
    expect((await user.refused('Ram', 'AttachPolicyToRole', { ...readOnly, RoleName: 'for-people' })).code).toBe('NoPermission')
  })
})

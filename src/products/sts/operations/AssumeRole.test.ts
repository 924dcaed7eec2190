import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const [network, prod] = [await cloud.uid('network'), await cloud.uid('prod')]
const unauthorized = 'You are not authorized to do this action. You should be authorized by RAM.'

function trusting(principal: string | string[], Condition?: object) {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: principal } }
  return JSON.stringify({ Version: '1', Statement: [{ ...statement, ...(Condition ? { Condition } : {}) }] })
}

/** A role of prod; answers its ARN. */
async function roleOfProd(RoleName: string, AssumeRolePolicyDocument: string, more: object = {}): Promise<string> {
  const { Role } = await cloud.as('prod.admin').call('Ram', 'CreateRole', { RoleName, AssumeRolePolicyDocument, ...more })
  return Role.Arn
}
/** A user of network with these system policies. */
async function userOfNetwork(UserName: string, ...policies: string[]) {
  const admin = cloud.as('network.admin')
  await admin.call('Ram', 'CreateUser', { UserName })
  for (const PolicyName of policies) await admin.call('Ram', 'AttachPolicyToUser', { PolicyType: 'System', PolicyName, UserName })
  const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName })
  return cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
}
const assume = (RoleArn: string, more: object = {}) =>
  ['Sts', 'AssumeRole', { RoleArn, RoleSessionName: 'alice', ...more }] as const

describe('the role by which a directory enters its members', () => {
  const RoleArn = `acs:ram::${prod}:role/ResourceDirectoryAccountAccessRole`

  test('lets users of the management account act as administrators of a member of the template', async () => {
    const { Credentials } = await cloud.as('management.admin').call(...assume(RoleArn))
    const { AccessKeyId: accessKeyId, SecurityToken: securityToken } = Credentials
    const inside = cloud.withKey({ accessKeyId, securityToken })
    expect(await inside.call('Sts', 'GetCallerIdentity')).toMatchObject({ AccountId: prod, IdentityType: 'AssumedRoleUser' })
    const { User } = await inside.call('Ram', 'CreateUser', { UserName: 'made-from-outside' })
    expect((await cloud.as('prod').call('Ram', 'GetUser', { UserName: 'made-from-outside' })).User).toEqual({
      ...User,
      UpdateDate: expect.any(String),
    })
  })

  test('is closed to other members, to users of the member itself and to accounts outside (NoPermission)', async () => {
    for (const alias of ['network.admin', 'prod.admin', 'partner.admin'])
      expect((await cloud.as(alias).refused(...assume(RoleArn))).code, alias).toBe('NoPermission')
  })
})

describe('a role of another account', () => {
  test('gives keys that act in that account', async () => {
    const RoleArn = await roleOfProd('open', trusting(`acs:ram::${network}:root`))
    await cloud
      .as('prod')
      .call('Ram', 'AttachPolicyToRole', { PolicyType: 'System', PolicyName: 'ReadOnlyAccess', RoleName: 'open' })
    const { Credentials, AssumedRoleUser } = await cloud.as('network.admin').call(...assume(RoleArn))
    expect(Credentials.AccessKeyId).toMatch(/^STS\.[A-Za-z0-9]{24}$/)
    expect(Credentials.AccessKeySecret).toMatch(/^[A-Za-z0-9]{44}$/)
    expect(Credentials.SecurityToken.length).toBeGreaterThan(100)
    expect(AssumedRoleUser.Arn).toBe(`${RoleArn}/alice`)
    const as = cloud.withKey({ accessKeyId: Credentials.AccessKeyId, securityToken: Credentials.SecurityToken })
    expect((await as.call('Sts', 'GetCallerIdentity')).AccountId).toBe(prod)
    const roles = (await as.call('Ram', 'ListRoles')).Roles.Role
    expect(roles.map((role: { RoleName: string }) => role.RoleName)).toContain('open')
  })

  test('needs a policy of the caller as well as its own trust (NoPermission)', async () => {
    const RoleArn = await roleOfProd('both', trusting(`acs:ram::${network}:root`))
    const bare = await userOfNetwork('bare')
    const { httpStatus, code, message } = await bare.refused(...assume(RoleArn))
    expect({ httpStatus, code, message }).toEqual({ httpStatus: 403, code: 'NoPermission', message: unauthorized })
    const allowed = await userOfNetwork('allowed', 'AliyunSTSAssumeRoleAccess')
    await allowed.call(...assume(RoleArn))
  })

  test('that does not trust the caller, or does not exist, is refused alike (NoPermission)', async () => {
    const RoleArn = await roleOfProd('closed', trusting(`acs:ram::${prod}:root`))
    const untrusted = await cloud.as('network.admin').refused(...assume(RoleArn))
    const missing = await cloud.as('network.admin').refused(...assume(`acs:ram::${prod}:role/missing`))
    expect([untrusted.httpStatus, untrusted.code, untrusted.message]).toEqual([403, 'NoPermission', unauthorized])
    expect([missing.httpStatus, missing.code, missing.message]).toEqual([403, 'NoPermission', unauthorized])
  })

  test('that trusts one user turns the others of its account away (NoPermission)', async () => {
    const RoleArn = await roleOfProd('for-uwe', trusting(`acs:ram::${network}:user/uwe`))
    const uwe = await userOfNetwork('uwe', 'AliyunSTSAssumeRoleAccess')
    await uwe.call(...assume(RoleArn))
    expect((await cloud.as('network.admin').refused(...assume(RoleArn))).code).toBe('NoPermission')
  })

  test('can demand an address, and TLS', async () => {
    const Condition = { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' }, Bool: { 'acs:SecureTransport': 'true' } }
    const RoleArn = await roleOfProd('placed', trusting(`acs:ram::${network}:root`, Condition))
    const admin = cloud.as('network.admin')
    for (const connection of [{}, { SourceIp: '10.1.2.3' }, { SourceIp: '192.0.2.1', SecureTransport: 'true' }])
      expect((await admin.refused(...assume(RoleArn, connection))).code).toBe('NoPermission')
    await admin.call(...assume(RoleArn, { SourceIp: '10.1.2.3', SecureTransport: 'true' }))
    const local = { IpAddress: { 'acs:SourceIp': '127.0.0.1' }, Bool: { 'acs:SecureTransport': 'false' } }
    await admin.call(...assume(await roleOfProd('here', trusting(`acs:ram::${network}:root`, local))))
    await admin.call(...assume(`acs:ram::${prod}:role/here`, { SourceIp: '', SecureTransport: '' }))
  })

  test('can demand an ExternalId', async () => {
    const RoleArn = await roleOfProd(
      'asking',
      trusting(`acs:ram::${network}:root`, { StringEquals: { 'sts:ExternalId': 'agreed-1' } }),
    )
    const admin = cloud.as('network.admin')
    expect((await admin.refused(...assume(RoleArn))).code).toBe('NoPermission')
    expect((await admin.refused(...assume(RoleArn, { ExternalId: 'guessed' }))).code).toBe('NoPermission')
    await admin.call(...assume(RoleArn, { ExternalId: 'agreed-1' }))
  })

  test('can demand that the caller is in the same directory', async () => {
    const { Role } = await cloud.as('dev').call('Ram', 'CreateRole', {
      RoleName: 'inside',
      AssumeRolePolicyDocument: trusting('*', { StringLike: { 'acs:PrincipalRDPath': 'rd-*' } }),
    })
    await cloud.as('network.admin').call(...assume(Role.Arn))
    expect((await cloud.as('partner.admin').refused(...assume(Role.Arn))).code).toBe('NoPermission')
  })

  test('can demand one account by its place in the directory', async () => {
    const path = `rd-*/r-*/fd-*/${await cloud.uid('network')}`
    const { Role } = await cloud.as('dev').call('Ram', 'CreateRole', {
      RoleName: 'placed',
      AssumeRolePolicyDocument: trusting('*', { StringLike: { 'acs:PrincipalRDPath': path } }),
    })
    await cloud.as('network.admin').call(...assume(Role.Arn))
    expect((await cloud.as('prod.admin').refused(...assume(Role.Arn))).code).toBe('NoPermission')
  })

  test('can be assumed by a session of a role that it trusts', async () => {
    const first = await cloud.as('network.admin').call('Ram', 'CreateRole', {
      RoleName: 'first',
      AssumeRolePolicyDocument: trusting(`acs:ram::${network}:root`),
    })
    await cloud.as('network').call('Ram', 'AttachPolicyToRole', {
      PolicyType: 'System',
      PolicyName: 'AliyunSTSAssumeRoleAccess',
      RoleName: 'first',
    })
    const second = await roleOfProd('second', trusting(first.Role.Arn))
    const { Credentials } = await cloud.as('network.admin').call(...assume(first.Role.Arn))
    const session = cloud.withKey({ accessKeyId: Credentials.AccessKeyId, securityToken: Credentials.SecurityToken })
    expect((await session.call(...assume(second))).AssumedRoleUser.Arn).toBe(`${second}/alice`)
    expect((await cloud.as('network.admin').refused(...assume(second))).code).toBe('NoPermission')
  })
})

test('a role of the own account that does not exist is refused (EntityNotExist.Role)', async () => {
  const { httpStatus, code, message } = await cloud.as('network.admin').refused(...assume(`acs:ram::${network}:role/missing`))
  expect({ httpStatus, code, message }).toEqual({
    httpStatus: 404,
    code: 'EntityNotExist.Role',
    message: 'The specified Role not exists.',
  })
})

test('a root key cannot assume roles, its own least of all (NoPermission)', async () => {
  const RoleArn = await roleOfProd('not-for-root', trusting('*'))
  for (const alias of ['network', 'prod']) {
    const { httpStatus, code, message } = await cloud.as(alias).refused(...assume(RoleArn))
    expect([httpStatus, code, message]).toEqual([403, 'NoPermission', 'Roles may not be assumed by root accounts.'])
  }
})

describe('parameters', () => {
  const good = { RoleArn: `acs:ram::${network}:role/reader`, RoleSessionName: 'alice' }
  const cases: [name: string, parameters: Record<string, unknown>, code: string][] = [
    ['no RoleArn', { RoleArn: undefined }, 'MissingRoleArn'],
    ['no RoleSessionName', { RoleSessionName: undefined }, 'MissingRoleSessionName'],
    ['the ARN of a user', { RoleArn: `acs:ram::${network}:user/admin` }, 'InvalidParameter.RoleArn'],
    ['a session name of one character', { RoleSessionName: 'a' }, 'InvalidParameter.RoleSessionName'],
    ['a session name of 65 characters', { RoleSessionName: 'a'.repeat(65) }, 'InvalidParameter.RoleSessionName'],
    ['a session name with a blank', { RoleSessionName: 'alice smith' }, 'InvalidParameter.RoleSessionName'],
    ['a session of less than 15 minutes', { DurationSeconds: 899 }, 'InvalidParameter.DurationSeconds'],
    ['a session of more than 12 hours', { DurationSeconds: 43201 }, 'InvalidParameter.DurationSeconds'],
    ['a session policy that is no JSON', { Policy: '{' }, 'InvalidParameter.PolicyGrammar'],
    ['a session policy of 2049 characters', { Policy: ' '.repeat(2049) }, 'InvalidParameter.PolicySize'],
    ['an ExternalId of one character', { ExternalId: 'x' }, 'InvalidParameter.ExternalId'],
  ]
  for (const [name, parameters, code] of cases)
    test(`${name} is refused (${code})`, async () => {
      const refusal = await cloud.as('network.admin').refused('Sts', 'AssumeRole', { ...good, ...parameters })
      expect([refusal.httpStatus, refusal.code]).toEqual([400, code])
    })
})

test('a session lasts as long as the role admits, and no longer (InvalidParameter.DurationSeconds)', async () => {
  const hour = await roleOfProd('hour', trusting(`acs:ram::${network}:root`))
  const day = await roleOfProd('half-day', trusting(`acs:ram::${network}:root`), { MaxSessionDuration: 43200 })
  const admin = cloud.as('network.admin')
  await admin.call(...assume(hour, { DurationSeconds: 3600 }))
  expect((await admin.refused(...assume(hour, { DurationSeconds: 3601 }))).code).toBe('InvalidParameter.DurationSeconds')
  await admin.call(...assume(day, { DurationSeconds: 43200 }))
})

test('Expiration is told in real time, without fractions of a second, whatever the clock of the world says', async () => {
  const at = Date.UTC(2030, 4, 6, 7, 8, 9, 999)
  const other = await testCloud({ wall: { now: () => at, elapsed: () => 0 } })
  try {
    const { Role } = await other.as('prod.admin').call('Ram', 'CreateRole', {
      RoleName: 'timed',
      AssumeRolePolicyDocument: trusting(`acs:ram::${prod}:root`),
    })
    const { Credentials } = await other.as('prod.admin').call(...assume(Role.Arn, { DurationSeconds: 900 }))
    expect(Credentials.Expiration).toBe('2030-05-06T07:23:09Z')
  } finally {
    await other.close()
  }
})

test('the source identity comes back as it was given', async () => {
  const RoleArn = await roleOfProd('sourced', trusting(`acs:ram::${network}:root`))
  expect((await cloud.as('network.admin').call(...assume(RoleArn, { SourceIdentity: 'bob' }))).SourceIdentity).toBe('bob')
})

test('neither secret nor token is in the record of the call', async () => {
  const RoleArn = await roleOfProd('recorded', trusting(`acs:ram::${network}:root`))
  const { Credentials } = await cloud.as('network.admin').call(...assume(RoleArn))
  const records = JSON.stringify(await cloud.requests())
  expect(records).toContain(Credentials.AccessKeyId)
  expect(records).not.toContain(Credentials.AccessKeySecret)
  expect(records).not.toContain(Credentials.SecurityToken)
})

test('the same seed and the same calls give the same keys', async () => {
  const keys = await Promise.all(
    [0, 1].map(async () => {
      const other = await testCloud()
      try {
        const as = other.as('prod.admin')
        const { Role } = await as.call('Ram', 'CreateRole', {
          RoleName: 'same',
          AssumeRolePolicyDocument: trusting(`acs:ram::${prod}:root`),
        })
        return (await as.call(...assume(Role.Arn))).Credentials.SecurityToken
      } finally {
        await other.close()
      }
    }),
  )
  expect(keys[0]).toBe(keys[1])
})

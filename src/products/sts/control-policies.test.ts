import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'

// Who may turn from one account to another where control policies bind either. The accounts network, prod and dev are members of
// one directory, partner is outside of it.
const cloud = await testCloud()
afterAll(() => cloud.close())
const management = cloud.as('management')

const trust = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: ['*'] } }],
})
async function roleIn(alias: string): Promise<string> {
  const { Role } = await cloud.as(`${alias}.admin`).call('Ram', 'CreateRole', { RoleName: 'open', AssumeRolePolicyDocument: trust })
  return Role.Arn
}
const [inNetwork, inProd, inPartner] = [await roleIn('network'), await roleIn('prod'), await roleIn('partner')]
const assume = (alias: string, RoleArn: string) =>
  cloud.as(`${alias}.admin`).answer('Sts', 'AssumeRole', { RoleArn, RoleSessionName: 'story' })
const outcome = async (alias: string, RoleArn: string) => {
  const { status, body } = await assume(alias, RoleArn)
  return status === 200 ? 'assumed' : `${body.Code} ${(body.AccessDeniedDetail as { PolicyType: string } | undefined)?.PolicyType}`
}

describe('where a control policy denies sts:AssumeRole in prod', () => {
  const denied = 'NoPermission ControlPolicy'
  let policyId: string
  beforeAll(async () => {
    await management.call('ResourceManager', 'EnableControlPolicy')
    const PolicyDocument = JSON.stringify({
      Version: '1',
      Statement: [{ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' }],
    })
    const { ControlPolicy } = await management.call('ResourceManager', 'CreateControlPolicy', {
      PolicyName: 'no-roles',
      EffectScope: 'RAM',
      PolicyDocument,
    })
    policyId = ControlPolicy.PolicyId
    await management.call('ResourceManager', 'AttachControlPolicy', { PolicyId: policyId, TargetId: await cloud.uid('prod') })
  })
  afterAll(() => management.call('ResourceManager', 'DisableControlPolicy'))

  test('the roles of prod are closed to other members, to accounts outside and to prod itself', async () => {
    for (const alias of ['network', 'partner', 'prod']) expect(await outcome(alias, inProd), alias).toBe(denied)
  })

  test('users of prod cannot take roles elsewhere', async () => {
    for (const role of [inNetwork, inPartner]) expect(await outcome('prod', role), role).toBe(denied)
  })

  test('the management account is bound nowhere', async () => {
    expect(await outcome('management', inProd)).toBe('assumed')
  })

  test('others are not concerned', async () => {
    expect(await outcome('network', inPartner)).toBe('assumed')
    expect(await outcome('partner', inNetwork)).toBe('assumed')
  })

  test('the refusal can be decoded by the account of the caller', async () => {
    const { body } = await assume('network', inProd)
    const { EncodedDiagnosticMessage } = body.AccessDeniedDetail as { EncodedDiagnosticMessage: string }
    const told = await cloud.as('network.admin').call('Ram', 'DecodeDiagnosticMessage', { EncodedDiagnosticMessage })
    expect(told.DecodedDiagnosticMessage).toMatchObject({
      ExplicitDeny: true,
      NoPermissionPolicyType: 'ControlPolicy',
      AuthResource: inProd,
      MatchedPolicies: [{ Effect: 'Deny', AttachedEntityType: 'ResourceDirectoryTarget', AttachedScope: 'Account' }],
    })
  })

  test('it ends with the policy', async () => {
    await management.call('ResourceManager', 'DetachControlPolicy', { PolicyId: policyId, TargetId: await cloud.uid('prod') })
    expect(await outcome('network', inProd)).toBe('assumed')
  })
})

describe('trust', () => {
  test.each(['on', 'soft', 'off'] as const)('is asked for where enforcement is %s', async (enforce) => {
    const closed = JSON.stringify({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${await cloud.uid('dev')}:root`] } }],
    })
    const own = { RoleName: `for-dev-${enforce}`, AssumeRolePolicyDocument: closed }
    const { Role } = await cloud.as('prod.admin').call('Ram', 'CreateRole', own)
    await cloud.settings({ enforce })
    expect(await outcome('network', Role.Arn)).toBe('NoPermission undefined')
    expect(await outcome('dev', Role.Arn)).toBe('assumed')
    await cloud.settings({ enforce: 'on' })
  })

  test('a caller without policies takes a role that trusts it where enforcement is off, and not where it is on', async () => {
    const admin = cloud.as('network.admin')
    await admin.call('Ram', 'CreateUser', { UserName: 'bare' })
    const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'bare' })
    const bare = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
    const call = ['Sts', 'AssumeRole', { RoleArn: inPartner, RoleSessionName: 'story' }] as const
    await bare.refused(...call)
    for (const enforce of ['soft', 'off'] as const) {
      await cloud.settings({ enforce })
      await bare.call(...call)
    }
    await cloud.settings({ enforce: 'on' })
  })
})

import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const cloud = await testCloud()
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')
const network = await cloud.uid('network')
const ram = (action: string, parameters: object = {}) => admin.call('Ram', action, { ...parameters })

async function user(UserName: string, ...statements: object[]) {
  const { User } = await ram('CreateUser', { UserName })
  const { AccessKey } = await ram('CreateAccessKey', { UserName })
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version: '1', Statement: statements })
    await ram('CreatePolicy', { PolicyName: `of-${UserName}`, PolicyDocument })
    await ram('AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: `of-${UserName}`, UserName })
  }
  return { id: User.UserId, as: cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }) }
}
async function messageOf(as: typeof admin): Promise<string> {
  const { body } = await as.refused('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' })
  return (body.AccessDeniedDetail as { EncodedDiagnosticMessage: string }).EncodedDiagnosticMessage
}
const decode = async (EncodedDiagnosticMessage: string) =>
  (await ram('DecodeDiagnosticMessage', { EncodedDiagnosticMessage })).DecodedDiagnosticMessage

test('a refusal for want of a policy is told in full to whoever may decode it', async () => {
  const { id, as } = await user('ann')
  const EncodedDiagnosticMessage = await messageOf(as)
  const told = await decode(EncodedDiagnosticMessage)
  expect(told).toMatchObject({
    ExplicitDeny: false,
    NoPermissionPolicyType: 'AccountLevelIdentityBasedPolicy',
    AuthAction: 'vpc:CreateVpc',
    AuthResource: expect.stringContaining(`acs:vpc:cn-hangzhou:${network}:vpc/`),
    AuthPrincipal: { AuthPrincipalType: 'SubUser', AuthPrincipalOwnerId: network, AuthPrincipalDisplayName: id },
    MatchedPolicies: [],
  })
  expect(told.AuthConditions).toContainEqual({ ConditionKey: 'acs:SourceIp', ConditionValues: ['127.0.0.1'] })
  expect((await as.refused('Ram', 'DecodeDiagnosticMessage', { EncodedDiagnosticMessage })).code).toBe('NoPermission')
})

test('a denial names the policy, its version in force and what it is attached to', async () => {
  const { as } = await user('bob', { Effect: 'Deny', Action: 'vpc:*', Resource: '*' })
  const matched = async () => (await decode(await messageOf(as))).MatchedPolicies
  const denial = { Effect: 'Deny', PolicyIdentifier: 'of-bob', PolicyType: 'Custom', PolicyVersion: 'v1', AttachedScope: 'Account' }
  expect(await matched()).toEqual([{ ...denial, AttachedEntityType: 'RamUser' }])
  await ram('DetachPolicyFromUser', { PolicyType: 'Custom', PolicyName: 'of-bob', UserName: 'bob' })
  await ram('CreateGroup', { GroupName: 'all' })
  await ram('AddUserToGroup', { GroupName: 'all', UserName: 'bob' })
  await ram('AttachPolicyToGroup', { PolicyType: 'Custom', PolicyName: 'of-bob', GroupName: 'all' })
  expect(await matched()).toEqual([{ ...denial, AttachedEntityType: 'RamGroup' }])
})

describe('what cannot be decoded (EntityNotExist)', () => {
  const missing = [404, 'EntityNotExist', 'The specific DecodedDiagnosticMessage cannot be found.']
  async function refused(as: typeof admin, EncodedDiagnosticMessage: string) {
    const { httpStatus, code, message } = await as.refused('Ram', 'DecodeDiagnosticMessage', { EncodedDiagnosticMessage })
    return [httpStatus, code, message]
  }

  test('is the message of another account', async () => {
    const { as } = await user('cleo')
    expect(await refused(cloud.as('prod.admin'), await messageOf(as))).toEqual(missing)
  })

  test('is what no refusal carried', async () => {
    const packed = (value: unknown) => `AQIB${deflateRawSync(JSON.stringify(value)).toString('base64')}`
    const half = { explicit: true, policyType: 'x', action: 'x', resource: 'x', requestId: 'x' }
    const principal = { type: 'SubUser', account: network, name: 'x' }
    const texts = ['nothing', 'AQIB', 'AQIBnothing', packed(null), packed({}), packed({ ...half, principal })]
    for (const text of [...texts, packed({ ...half, principal, conditions: [null], matched: [] })])
      expect(await refused(admin, text), text).toEqual(missing)
  })
})

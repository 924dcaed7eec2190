import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type Clients, clientsOf, type Key, uids, variants } from './connect.js'

const RegionId = 'cn-hangzhou'

describe.each(variants)('RAM decides through $name', (variant) => {
  let clients: Clients
  let owner: Caller
  beforeAll(async () => {
    clients = await clientsOf(variant)
    owner = await clients.as('partner')
  })
  afterAll(() => clients.close())

  async function newUser(UserName: string): Promise<{ key: Key; userId: string }> {
    const { User } = await owner.call('Ram', 'CreateUser', { UserName })
    const { AccessKey } = await owner.call('Ram', 'CreateAccessKey', { UserName })
    return { key: { accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret }, userId: String(User.UserId) }
  }
  async function attach(UserName: string, PolicyName: string, ...Statement: object[]): Promise<void> {
    await owner.call('Ram', 'CreatePolicy', { PolicyName, PolicyDocument: JSON.stringify({ Version: '1', Statement }) })
    await owner.call('Ram', 'AttachPolicyToUser', { UserName, PolicyName, PolicyType: 'Custom' })
  }

  test('whether a user may share: nobody without a policy, then exactly what it allows, and a Deny is the last word', async () => {
    const { key, userId } = await newUser('sharer')
    const user = await clients.with(key)
    const share = { ResourceShareName: 'by-a-user', AllowExternalTargets: true, Targets: [uids.network] }

    const denied = await user.refused('ResourceSharing', 'CreateResourceShare', share)
    expect(denied).toMatchObject({ httpStatus: 403, code: 'NoPermission' })
    expect(denied.body.Message).toBe('You are not authorized to perform this action.')
    expect(denied.body.AccessDeniedDetail).toEqual({
      AuthAction: 'resourcesharing:CreateResourceShare',
      AuthPrincipalType: 'SubUser',
      AuthPrincipalOwnerId: uids.partner,
      AuthPrincipalDisplayName: userId,
      NoPermissionType: 'ImplicitDeny',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
      EncodedDiagnosticMessage: expect.stringMatching(/^AQIB/),
    })

    await attach('sharer', 'share-with-network', {
      Effect: 'Allow',
      Action: 'resourcesharing:CreateResourceShare',
      Resource: '*',
      Condition: { StringEquals: { 'resourcesharing:Target': [uids.network] } },
    })
    expect(await user.call('ResourceSharing', 'CreateResourceShare', share)).toMatchObject({
      ResourceShare: { ResourceShareOwner: uids.partner },
    })
    const toAnother = { ...share, Targets: [uids.prod] }
    expect(await user.refused('ResourceSharing', 'CreateResourceShare', toAnother)).toMatchObject({ code: 'NoPermission' })

    await attach('sharer', 'never-outside', {
      Effect: 'Deny',
      Action: 'resourcesharing:*',
      Resource: '*',
      Condition: { Bool: { 'resourcesharing:RequestedAllowExternalTargets': 'true' } },
    })
    const deniedAgain = await user.refused('ResourceSharing', 'CreateResourceShare', share)
    expect(deniedAgain).toMatchObject({ httpStatus: 403, body: { AccessDeniedDetail: { NoPermissionType: 'ExplicitDeny' } } })
  })

  test('whether a user may grant an instance: the ARN of this VPC, and the condition key of its kind', async () => {
    const network = await clients.as('network')
    const { EcrId } = await network.call('ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 64_603 })
    const { VpcId } = await owner.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.2.0.0/16' })
    const { VpcId: another } = await owner.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.3.0.0/16' })
    const { key } = await newUser('granter')
    const user = await clients.with(key)
    const grant = { EcrId, EcrOwnerAliUid: uids.network, InstanceId: VpcId, InstanceType: 'VPC', InstanceRegionId: RegionId }

    const denied = await user.refused('ExpressConnectRouter', 'GrantInstanceToExpressConnectRouter', grant)
    expect(denied).toMatchObject({ httpStatus: 403, code: 'Forbidden.RAM' })
    expect(denied.body.AccessDeniedDetail).toMatchObject({
      AuthAction: 'expressconnectrouter:GrantInstanceToExpressConnectRouter',
      NoPermissionType: 'ImplicitDeny',
    })

    await attach('granter', 'grant-one-vpc', {
      Effect: 'Allow',
      Action: 'expressconnectrouter:GrantInstanceToExpressConnectRouter',
      Resource: `acs:vpc:${RegionId}:${uids.partner}:vpc/${VpcId}`,
      Condition: { StringEquals: { InstanceType: 'VPC' } },
    })
    await user.call('ExpressConnectRouter', 'GrantInstanceToExpressConnectRouter', grant)
    const grantAnother = { ...grant, InstanceId: another }
    const stillDenied = await user.refused('ExpressConnectRouter', 'GrantInstanceToExpressConnectRouter', grantAnother)
    expect(stillDenied).toMatchObject({ httpStatus: 403, code: 'Forbidden.RAM' })

    await attach('granter', 'no-grants', { Effect: 'Deny', Action: 'expressconnectrouter:Grant*', Resource: '*' })
    const deniedAgain = await user.refused('ExpressConnectRouter', 'GrantInstanceToExpressConnectRouter', grant)
    expect(deniedAgain).toMatchObject({ httpStatus: 403, body: { AccessDeniedDetail: { NoPermissionType: 'ExplicitDeny' } } })
  })

  test('whether a key of one account may act as a role of another: both sides have to allow it', async () => {
    const network = await clients.as('network')
    const prodUser = await clients.as('prod.admin')
    const trust = { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { RAM: [`acs:ram::${uids.prod}:root`] } }] }
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '1', ...trust })
    const { Role } = await network.call('Ram', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument })
    const assume = { RoleArn: Role.Arn, RoleSessionName: 'alice', DurationSeconds: 900 }

    const stranger = await (await clients.as('partner.admin')).refused('Sts', 'AssumeRole', assume)
    expect(stranger).toMatchObject({ httpStatus: 403, code: 'NoPermission' })
    const root = await (await clients.as('prod')).refused('Sts', 'AssumeRole', assume)
    expect(root.body).toMatchObject({ Code: 'NoPermission', Message: 'Roles may not be assumed by root accounts.' })

    const { Credentials, AssumedRoleUser } = await prodUser.call('Sts', 'AssumeRole', assume)
    expect(AssumedRoleUser.Arn).toBe(`acs:ram::${uids.network}:role/reader/alice`)
    expect(Credentials.Expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    const { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: securityToken } = Credentials
    const session = await clients.with({ accessKeyId, accessKeySecret, securityToken })
    expect(await session.call('Sts', 'GetCallerIdentity')).toMatchObject({
      IdentityType: 'AssumedRoleUser',
      AccountId: uids.network,
      Arn: `acs:ram::${uids.network}:assumed-role/reader/alice`,
    })

    const denied = await session.refused('Vpc', 'DescribeVpcs', { RegionId })
    expect(denied).toMatchObject({ httpStatus: 403, code: 'Forbidden.RAM' })
    expect(denied.body.AccessDeniedDetail).toMatchObject({
      AuthPrincipalType: 'AssumedRoleUser',
      AuthPrincipalOwnerId: uids.network,
      AuthPrincipalDisplayName: 'reader:alice',
    })
    const system = { RoleName: 'reader', PolicyName: 'ReadOnlyAccess', PolicyType: 'System' }
    await network.call('Ram', 'AttachPolicyToRole', system)
    expect(await session.call('Vpc', 'DescribeVpcs', { RegionId })).toMatchObject({ TotalCount: 0 })

    const tokenless = await clients.with({ accessKeyId, accessKeySecret })
    expect(await tokenless.refused('Sts', 'GetCallerIdentity')).toMatchObject({ code: 'MissingSecurityToken' })
    const mixed = await clients.with({ accessKeyId, accessKeySecret, securityToken: `${securityToken}x` })
    expect(await mixed.refused('Sts', 'GetCallerIdentity')).toMatchObject({ code: 'InvalidSecurityToken.MismatchWithAccessKey' })
  })
})

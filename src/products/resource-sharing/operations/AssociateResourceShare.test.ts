import { describe, expect, it } from 'vitest'
import {
  associate,
  cloud,
  image,
  imageArn,
  kms,
  list,
  portfolioArn,
  refusal,
  refusedFor,
  reservation,
  rs,
  service,
  settings,
  share,
  uid,
} from '../../../../test/associating.js'

describe('the share and its permissions', () => {
  it('a share of another account does not exist for the caller (EntityNotExists.ResourceShare)', async () => {
    const id = await share()
    expect(await refusal({ ResourceShareId: id, Targets: [uid.prod] }, 'dev')).toBe('EntityNotExists.ResourceShare')
    const elsewhere = await cloud
      .as('network')
      .refused(rs, 'AssociateResourceShare', { ResourceShareId: id, Resources: [image] }, { region: 'cn-beijing' })
    expect([elsewhere.httpStatus, elsewhere.code]).toEqual([404, 'EntityNotExists.ResourceShare'])
  })

  it('a deleted share takes nothing any more (ResourceShareStatusMismatchAction)', async () => {
    const id = await share()
    await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: id })
    expect(await refusal({ ResourceShareId: id, Resources: [image] })).toBe('ResourceShareStatusMismatchAction')
  })

  it('a permission is not in the library (EntityNotExists.Permission)', async () => {
    expect(await refusedFor({ Resources: [image], PermissionNames: ['AliyunRSDefaultPermissionBucket'] })).toBe(
      'EntityNotExists.Permission',
    )
  })

  it('a type that has a permission in the share is given another one (InvalidParameter)', async () => {
    const id = await share({ Resources: [kms] })
    expect(
      await refusal({ ResourceShareId: id, Resources: [kms], PermissionNames: ['AliyunRSPermissionKMSInstanceReadWrite'] }),
    ).toBe('InvalidParameter')
  })

  it('a type that comes without a permission gets its default one', async () => {
    const id = await share()
    await associate(id, { Resources: [image] })
    const filter = { ResourceOwner: 'Self', PermissionName: 'AliyunRSDefaultPermissionImage' }
    const { ResourceShares } = await cloud.as('network').call(rs, 'ListResourceShares', filter)
    expect(ResourceShares).toMatchObject([{ ResourceShareId: id }])
  })
})

describe('principals', () => {
  it('a member is named while sharing in the directory is off (NotEnableSharingWithResourceDirectory)', async () => {
    await cloud.settings({ directorySharing: false })
    expect(await refusedFor({ Targets: [uid.prod] })).toBe('NotEnableSharingWithResourceDirectory')
    expect(await refusedFor({ Targets: [uid.prod] }, { AllowExternalTargets: true })).toBe('NotEnableSharingWithResourceDirectory')
    await cloud.as('management').call(rs, 'EnableSharingWithResourceDirectory')
    expect(await associate(await share(), { Targets: [uid.prod] })).toHaveLength(1)
  })

  it('an account in no directory uses a share that stays inside of one (AccountNotInResourceDirectory)', async () => {
    const id = await share({}, 'partner')
    expect(await refusal({ ResourceShareId: id, Targets: [uid.prod] }, 'partner')).toBe('AccountNotInResourceDirectory')
    const open = await share({ AllowExternalTargets: true }, 'partner')
    expect(await refusal({ ResourceShareId: open, Targets: ['fd-1234567890'] }, 'partner')).toBe('AccountNotInResourceDirectory')
  })

  it.each([
    ['an account outside of the directory', uid.partner],
    ['a service', service],
    ['another directory', 'rd-none01'],
    ['a folder that is not there', 'fd-none000001'],
  ])('%s is named in a share that stays inside of the directory (InvalidTarget)', async (_, target) => {
    expect(await refusedFor({ Targets: [target] })).toBe('InvalidTarget')
  })

  it('an outside account does not exist (InvalidParameter.Targets)', async () => {
    expect(await refusedFor({ Targets: ['2000000000000009'] }, { AllowExternalTargets: true })).toBe('InvalidParameter.Targets')
  })

  it('the owner names itself (ShareWithYourself)', async () => {
    expect(await refusedFor({ Targets: [uid.network] })).toBe('ShareWithYourself')
    const id = await share({ AllowExternalTargets: true }, 'partner')
    expect(await refusal({ ResourceShareId: id, Targets: [uid.partner] }, 'partner')).toBe('ShareWithYourself')
  })

  it('the principal is of the other site (InvalidTarget.SiteMismatch)', async () => {
    expect(await refusedFor({ Targets: [uid.intl] }, { AllowExternalTargets: true })).toBe('InvalidTarget.SiteMismatch')
  })

  it('the principal is another company, in a world that asks for one company (InvalidTarget.LegalEntityMismatch)', async () => {
    await cloud.settings({ choices: { 'resourcesharing.legalEntity': 'match' } })
    expect(await refusedFor({ Targets: [uid.partner] }, { AllowExternalTargets: true })).toBe('InvalidTarget.LegalEntityMismatch')
  })

  it('a service that the world does not know is named (InvalidParameter.Targets)', async () => {
    await cloud.settings({ choices: { 'resourcesharing.serviceNames': 'ecs.aliyuncs.com, eci.aliyuncs.com' } })
    expect(await refusedFor({ Targets: ['oss.aliyuncs.com'] }, { AllowExternalTargets: true })).toBe('InvalidParameter.Targets')
    expect(await associate(await share({ AllowExternalTargets: true }), { Targets: ['eci.aliyuncs.com'] })).toHaveLength(1)
  })

  it('one invitation too many is unanswered (QuotaExceeded.PendingInvitations)', async () => {
    await cloud.settings({ quotas: { 'resourcesharing.pendingInvitations': 1 } })
    const first = await share({ AllowExternalTargets: true, Targets: [uid.partner] })
    expect(await refusedFor({ Targets: [uid.partner] }, { AllowExternalTargets: true })).toBe('QuotaExceeded.PendingInvitations')
    // The one that waits already is not another one.
    expect(await associate(first, { Targets: [uid.partner] })).toMatchObject([{ AssociationStatus: 'Associating' }])
    await cloud.advance('7d')
    expect(await associate(await share({ AllowExternalTargets: true }), { Targets: [uid.partner] })).toHaveLength(1)
  })
})

describe('types', () => {
  it('a type that must stay inside of the directory meets an outside account (ExternalTargetsNotAllowed.ResourceType)', async () => {
    expect(await refusedFor({ Targets: [uid.partner] }, { AllowExternalTargets: true, Resources: [kms] })).toBe(
      'ExternalTargetsNotAllowed.ResourceType',
    )
    expect(await refusedFor({ Resources: [kms] }, { AllowExternalTargets: true, Targets: [uid.partner] })).toBe(
      'ExternalTargetsNotAllowed.ResourceType',
    )
    expect(await refusedFor({ Resources: [kms], Targets: [uid.partner] }, { AllowExternalTargets: true })).toBe(
      'ExternalTargetsNotAllowed.ResourceType',
    )
  })

  it('a member shares a type that the world leaves to the management account (NotManagementAccount)', async () => {
    await cloud.settings({ choices: { 'resourcesharing.managementOnlyTypes': 'IpamPool, KMSInstance' } })
    expect(await refusedFor({ Resources: [kms] })).toBe('NotManagementAccount')
    const id = await share({}, 'management')
    expect(
      await associate(id, { Resources: [{ ResourceType: 'KMSInstance', ResourceId: 'kst-management1' }] }, 'management'),
    ).toHaveLength(1)
  })

  it('a resource goes to a service for the second time (NotSupport.Service.AssociateConflict)', async () => {
    const id = await share({ AllowExternalTargets: true, Resources: [reservation(1)], Targets: [service] })
    expect(await refusal({ ResourceShareId: id, Targets: [service] })).toBe('NotSupport.Service.AssociateConflict')
    expect(await refusal({ ResourceShareId: id, Resources: [reservation(1)] })).toBe('NotSupport.Service.AssociateConflict')
    expect(await refusedFor({ Targets: [service] }, { AllowExternalTargets: true, Resources: [reservation(1)] })).toBe(
      'NotSupport.Service.AssociateConflict',
    )
    expect(await associate(id, { Resources: [reservation(2)] })).toHaveLength(1)
  })

  it('another resource of the type goes to the service through another share (NotSupport.Service.ExistInOtherResourceShare)', async () => {
    await share({ AllowExternalTargets: true, Resources: [reservation(1)], Targets: [service] })
    const other = { AllowExternalTargets: true, Resources: [reservation(2)] }
    expect(await refusedFor({ Targets: [service] }, other)).toBe('NotSupport.Service.ExistInOtherResourceShare')
  })

  it('a type that services cannot use meets a service', async () => {
    expect(await refusedFor({ Targets: [service] }, { AllowExternalTargets: true, Resources: [image] })).toBe(
      'InvalidParameter.Targets',
    )
    expect(await refusedFor({ Resources: [image] }, { AllowExternalTargets: true, Targets: [service] })).toBe(
      'InvalidParameter.Resources',
    )
  })

  it('one resource too many is shared (QuotaExceeded.SharedResource.Count)', async () => {
    await cloud.settings({ quotas: { 'resourcesharing.sharedResources': 1 } })
    const id = await share({ Resources: [image] })
    expect(await refusal({ ResourceShareId: id, Resources: [kms] })).toBe('QuotaExceeded.SharedResource.Count')
    // One that is shared already is not another one; one that is taken out makes room.
    expect(await associate(id, { Resources: [image] })).toHaveLength(1)
    await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId: id, Resources: [image] })
    expect(await associate(id, { Resources: [kms] })).toHaveLength(1)
  })
})

describe('what runs already', () => {
  it('an entity is being taken out (AssociateConflict)', async () => {
    const id = await share({ Resources: [image], Targets: [uid.prod] })
    await cloud.latency('manual')
    await cloud.as('network').call(rs, 'DisassociateResourceShare', { ResourceShareId: id, Targets: [uid.prod] })
    expect(await refusal({ ResourceShareId: id, Targets: [uid.prod] })).toBe('AssociateConflict')
    await cloud.step()
    expect(await associate(id, { Targets: [uid.prod] })).toMatchObject([{ AssociationStatus: 'Associating' }])
  })

  it('settings change while an earlier change runs (NotSupport.ResourcePropertyConflict)', async () => {
    const made = { PortfolioName: 'landing zone', ProviderName: 'platform' }
    const { PortfolioId } = await cloud.as('network').call('servicecatalog', 'CreatePortfolio', made)
    const arn = `acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/${PortfolioId}`
    const id = await share({ ResourceArns: [arn] })
    await cloud.latency('manual')
    const change = (Property: string) => ({ ResourceArns: [arn], ResourceProperties: [{ ResourceArn: arn, Property }] })
    await associate(id, change(settings))
    expect(await refusal({ ResourceShareId: id, ...change('{"sharePrincipals":false}') })).toBe(
      'NotSupport.ResourcePropertyConflict',
    )
    await cloud.step()
    expect(await associate(id, change('{"sharePrincipals":false}'))).toMatchObject([
      { AssociationStatus: 'Associated', ResourceProperty: '{"sharePrincipals":false}' },
    ])
  })

  it('the time window of a service changes when the service is associated again', async () => {
    const id = await share({ AllowExternalTargets: true, Targets: [service] })
    const Property = '{"timeRange":{"timeRangeType":"day"}}'
    const again = { Targets: [service], TargetProperties: [{ TargetId: service, Property }] }
    expect(await associate(id, again)).toMatchObject([{ AssociationStatus: 'Associated', TargetProperty: Property }])
    expect((await list({ AssociationType: 'Target' })).ResourceShareAssociations).toMatchObject([
      { AssociationStatus: 'Associated', TargetProperty: Property },
    ])
  })

  it('an entity that is associated already stays as it is', async () => {
    const id = await share({ Resources: [image] })
    await cloud.advance('1h')
    const records = await associate(id, { Resources: [image] })
    expect(records).toMatchObject([
      { AssociationStatus: 'Associated', CreateTime: '2026-01-01T00:00:00.000Z', UpdateTime: '2026-01-01T00:00:00.000Z' },
    ])
  })

  it('a request that is refused changes nothing of what it names', async () => {
    const id = await share()
    expect(await refusal({ ResourceShareId: id, Resources: [image], Targets: [uid.prod, uid.network] })).toBe('ShareWithYourself')
    expect((await list({ AssociationType: 'Resource' })).ResourceShareAssociations).toEqual([])
    expect((await list({ AssociationType: 'Target' })).ResourceShareAssociations).toEqual([])
  })
})

describe('what fails later', () => {
  it('a principal more than a vSwitch can have is told as Failed, with the pair and its reason', async () => {
    const region = { RegionId: 'cn-hangzhou' }
    const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', { ...region, CidrBlock: '10.0.0.0/8' })
    const vSwitch = { VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.1.0.0/16' }
    const { VSwitchId } = await cloud.as('network').call('Vpc', 'CreateVSwitch', { ...region, ...vSwitch })
    await cloud.settings({ quotas: { 'resourcesharing.principalsPerVSwitch': 1 } })
    const id = await share({ Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }], Targets: [uid.prod] })
    const dev = '1000000000000004'
    await associate(id, { Targets: [dev] })
    const { ResourceShareAssociations } = await list({ AssociationType: 'Target', ResourceShareIds: [id], Target: dev })
    expect(ResourceShareAssociations).toMatchObject([
      {
        AssociationStatus: 'Failed',
        AssociationFailedDetails: [
          {
            EntityId: VSwitchId,
            EntityType: 'VSwitch',
            FailureReason: 'LimitExceeded',
            OperationType: 'Associate',
            ResourceArn: `acs:vpc:cn-hangzhou:1000000000000002:vswitch/${VSwitchId}`,
          },
        ],
      },
    ])
    expect(ResourceShareAssociations[0].AssociationStatusMessage).not.toBe('')
    const { SharedResources } = await cloud.as('dev').call(rs, 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })
    expect(SharedResources).toEqual([])
  })

  it('an association that a fault rule lets fail shows it at the next read, and can be tried again', async () => {
    const id = await share({ Targets: [uid.prod] })
    await cloud.fault({ match: { action: 'AssociateResourceShare' }, effect: { transition: 'fail' } })
    expect(await associate(id, { Resources: [image] })).toMatchObject([
      { AssociationStatus: 'Associating', AssociationStatusMessage: '' },
    ])
    await cloud.clearFaults()
    const failed = await list({ AssociationType: 'Resource', ResourceId: 'm-network1', ResourceShareIds: [id] })
    expect(failed.ResourceShareAssociations).toMatchObject([
      {
        AssociationStatus: 'Failed',
        AssociationFailedDetails: [{ EntityId: uid.prod, EntityType: 'Account', FailureReason: 'InternalError' }],
      },
    ])
    await associate(id, { Resources: [image] })
    const again = await list({ AssociationType: 'Resource', ResourceId: 'm-network1', ResourceShareIds: [id] })
    expect(again.ResourceShareAssociations).toMatchObject([{ AssociationStatus: 'Associated', AssociationFailedDetails: [] }])
  })
})

describe('who may call it', () => {
  async function userWith(statement: Record<string, unknown>): Promise<ReturnType<typeof cloud.withKey>> {
    const root = cloud.as('network')
    await root.call('Ram', 'CreateUser', { UserName: 'sharer' })
    const PolicyDocument = JSON.stringify({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'resourcesharing:*', Resource: '*' }, statement],
    })
    await root.call('Ram', 'CreatePolicy', { PolicyName: 'sharing', PolicyDocument })
    await root.call('Ram', 'AttachPolicyToUser', { PolicyType: 'Custom', PolicyName: 'sharing', UserName: 'sharer' })
    const { AccessKey } = await root.call('Ram', 'CreateAccessKey', { UserName: 'sharer' })
    return cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  }
  const deny = (condition: Record<string, unknown>) => ({
    Effect: 'Deny',
    Action: 'resourcesharing:AssociateResourceShare',
    Resource: '*',
    Condition: condition,
  })

  it('a policy that lists the principals allowed is met by account id and by path, one stranger among them is denied', async () => {
    const user = await userWith(deny({ StringNotLike: { 'resourcesharing:Target': ['rd-*/r-*/*', uid.partner] } }))
    const id = await share({ AllowExternalTargets: true })
    await user.call(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: [uid.prod, uid.partner] })
    const denied = await user.refused(rs, 'AssociateResourceShare', { ResourceShareId: id, Targets: [uid.prod, uid.intl] })
    expect(denied.code).toBe('NoPermission')
  })

  it('a policy that lists the types allowed counts those of ARNs too', async () => {
    const user = await userWith(deny({ StringNotEquals: { 'resourcesharing:RequestedResourceType': ['Image'] } }))
    const id = await share()
    await user.call(rs, 'AssociateResourceShare', { ResourceShareId: id, ResourceArns: [imageArn] })
    expect((await user.refused(rs, 'AssociateResourceShare', { ResourceShareId: id, ResourceArns: [portfolioArn] })).code).toBe(
      'NoPermission',
    )
  })

  it('a policy that names an ARN is met by a resource that is named by id', async () => {
    const user = await userWith(deny({ StringEquals: { 'resourcesharing:ResourceArn': [imageArn] } }))
    const id = await share()
    expect((await user.refused(rs, 'AssociateResourceShare', { ResourceShareId: id, Resources: [image] })).code).toBe(
      'NoPermission',
    )
    await user.call(rs, 'AssociateResourceShare', { ResourceShareId: id, Resources: [kms] })
  })
})

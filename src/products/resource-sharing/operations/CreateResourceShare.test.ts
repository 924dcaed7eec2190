import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './CreateResourceShare.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
const kms = { ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }
const portfolioArn = 'acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/port-network1'
const imageArn = 'acs:ecs:cn-hangzhou:1000000000000002:image/m-network1'
const settings = '{"sharePrincipals":true,"shareTagOptions":false}'
const window = '{"plan":{"timeRangeType":"day","timezone":"UTC+8"}}'
const service = 'ecs.aliyuncs.com'
const prod = '1000000000000003'
const partner = '2000000000000001'
const six = [1, 2, 3, 4, 5, 6]

type Given = Record<string, unknown>
const create = (parameters: Given = {}, alias = 'network') =>
  cloud.as(alias).call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
async function refusal(parameters: Given, alias = 'network'): Promise<string> {
  const given = { ResourceShareName: 'core', ...parameters }
  const { code, httpStatus, message } = await cloud.as(alias).refused(rs, 'CreateResourceShare', given)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}

describe('a new share', () => {
  it('is Active at once, closed to the outside and empty', async () => {
    const { ResourceShare, RequestId } = await create()
    expect(RequestId).toMatch(/^[0-9A-F-]{36}$/)
    expect(ResourceShare).toEqual({
      AllowExternalTargets: false,
      CreateTime: '2026-01-01T00:00:00.000Z',
      ResourceShareId: expect.stringMatching(/^rs-[A-Za-z0-9]{12}$/),
      ResourceShareName: 'core',
      ResourceShareOwner: '1000000000000002',
      ResourceShareStatus: 'Active',
      UpdateTime: '2026-01-01T00:00:00.000Z',
    })
  })

  it('may have the name of another one, in Chinese too', async () => {
    await create({ ResourceShareName: '网络.core_1-a' })
    await create({ ResourceShareName: '网络.core_1-a' })
    const { ResourceShares } = await cloud
      .as('network')
      .call(rs, 'ListResourceShares', { ResourceOwner: 'Self', ResourceShareName: '网络.core_1-a' })
    expect(ResourceShares).toHaveLength(2)
  })

  it('takes resources, principals, permissions, settings, tags and a resource group at once', async () => {
    const named = { Name: 'project', DisplayName: 'project' }
    const { ResourceGroup } = await cloud.as('network').call('ResourceManager', 'CreateResourceGroup', named)
    const made = { PortfolioName: 'landing zone', ProviderName: 'platform' }
    const { PortfolioId } = await cloud.as('network').call('servicecatalog', 'CreatePortfolio', made)
    const arn = `acs:servicecatalog:cn-hangzhou:1000000000000002:portfolio/${PortfolioId}`
    const { ResourceShare } = await create({
      AllowExternalTargets: true,
      ResourceArns: [arn],
      ResourceProperties: [{ ResourceArn: arn, Property: settings }],
      PermissionNames: ['AliyunRSDefaultPermissionServiceCatalogPortfolio'],
      Targets: [prod, partner],
      ResourceGroupId: ResourceGroup.Id,
      Tag: [{ Key: 'team', Value: 'network' }, { Key: 'empty' }],
    })
    const filter = { ResourceShareIds: [ResourceShare.ResourceShareId] }
    const { ResourceShares } = await cloud.as('network').call(rs, 'ListResourceShares', { ResourceOwner: 'Self', ...filter })
    expect(ResourceShares).toMatchObject([
      {
        ResourceGroupId: ResourceGroup.Id,
        Tags: [
          { Key: 'team', Value: 'network' },
          { Key: 'empty', Value: '' },
        ],
      },
    ])
    const resources = await cloud
      .as('network')
      .call(rs, 'ListResourceShareAssociations', { AssociationType: 'Resource', ...filter })
    expect(resources.ResourceShareAssociations).toMatchObject([
      {
        EntityId: PortfolioId,
        ResourceArn: arn,
        ResourceProperty: settings,
        AssociationStatus: 'Associated',
        External: false,
      },
    ])
    const targets = await cloud.as('network').call(rs, 'ListResourceShareAssociations', { AssociationType: 'Target', ...filter })
    const shown = targets.ResourceShareAssociations.map(({ EntityId, AssociationStatus, External }: Given) => [
      EntityId,
      AssociationStatus,
      External,
    ])
    expect(shown.sort()).toEqual([
      [prod, 'Associated', false],
      [partner, 'Associating', true],
    ])
  })

  it('has the same id in every world of one seed', async () => {
    const other = await testCloud()
    const again = await other.as('network').call(rs, 'CreateResourceShare', { ResourceShareName: 'core' })
    expect((await create()).ResourceShare).toEqual(again.ResourceShare)
    await other.close()
  })
})

describe('what is refused', () => {
  it.each(
    (
      [
        ['the name has a space', { ResourceShareName: 'a b' }, 'InvalidParameter.ResourceShareName'],
        ['the name is empty', { ResourceShareName: '' }, 'InvalidParameter.ResourceShareName'],
        ['the name has 51 characters', { ResourceShareName: 'n'.repeat(51) }, 'InvalidParameter.ResourceShareName.Length'],
        ['the scope is neither true nor false', { AllowExternalTargets: 'maybe' }, 'InvalidParameter'],
        ['a tag has no key', { Tag: [{ Value: '1' }] }, 'InvalidParameter'],
        ['a tag is one of the cloud itself', { Tag: [{ Key: 'acs:team', Value: '1' }] }, 'InvalidParameter'],
        ['21 tags are given', { Tag: Array.from({ length: 21 }, (_, n) => ({ Key: `k${n}` })) }, 'InvalidParameter'],
        [
          'a resource does not exist',
          { Resources: [{ ResourceType: 'Image', ResourceId: 'm-none' }] },
          'InvalidParameter.Resources',
        ],
        ['a resource is named twice', { Resources: [image, image] }, 'InvalidParameter.Resources.Duplicate'],
        [
          'six resources are named',
          { Resources: six.map((n) => ({ ...image, ResourceId: `m-${n}` })) },
          'InvalidParameter.Resources.Length',
        ],
        ['a principal is malformed', { Targets: ['prod'] }, 'InvalidParameter.Targets'],
        ['a principal is named twice', { Targets: [prod, prod] }, 'InvalidParameter.Targets.Duplicate'],
        ['six principals are named', { Targets: six.map(String) }, 'InvalidParameter.Targets.Length'],
        ['an outside account joins a closed share', { Targets: [partner] }, 'InvalidTarget'],
        [
          'a type cannot be shared',
          { Resources: [{ ResourceType: 'Bucket', ResourceId: 'b-1' }] },
          'InvalidParameter.ResourceType',
        ],
        ['a permission is named twice', { PermissionNames: ['A', 'A'] }, 'InvalidParameter.PermissionNames.Duplicate'],
        ['six permissions are named', { PermissionNames: six.map((n) => `P${n}`) }, 'InvalidParameter.PermissionNames.Length'],
        ['a permission does not exist', { PermissionNames: ['P1'] }, 'EntityNotExists.Permission'],
        [
          'a time window is for nobody',
          { TargetProperties: [{ TargetId: service, Property: window }] },
          'InvalidParameter.TargetProperties',
        ],
        [
          'a principal has two time windows',
          {
            Targets: [service],
            TargetProperties: [
              { TargetId: service, Property: window },
              { TargetId: service, Property: '{}' },
            ],
          },
          'InvalidParameter.TargetProperties.Duplicate',
        ],
        [
          'six time windows are given',
          { TargetProperties: six.map((n) => ({ TargetId: `s${n}.aliyuncs.com`, Property: window })) },
          'InvalidParameter.TargetProperties.Length',
        ],
        ['an ARN is malformed', { ResourceArns: ['m-network1'] }, 'InvalidParameter.ResourceArns'],
        ['an ARN is given twice', { ResourceArns: [imageArn, imageArn] }, 'InvalidParameter.ResourceArns.Duplicate'],
        ['six ARNs are given', { ResourceArns: six.map((n) => `${imageArn}${n}`) }, 'InvalidParameter.ResourceArns.Length'],
        ['both forms of resources are used', { Resources: [image], ResourceArns: [imageArn] }, 'InvalidParameter.ResourceConflict'],
        [
          'a type that is named by ARN only is named by id',
          { Resources: [{ ResourceType: 'PolarDBBackupSet', ResourceId: 'pbs-network1' }] },
          'NotSupport.ResourceType.ResourcesParameter',
        ],
        [
          'settings are for a resource that is not named',
          { ResourceProperties: [{ ResourceArn: portfolioArn, Property: settings }] },
          'InvalidParameter.ResourceProperties',
        ],
        [
          'a resource has two settings',
          {
            ResourceArns: [portfolioArn],
            ResourceProperties: [
              { ResourceArn: portfolioArn, Property: settings },
              { ResourceArn: portfolioArn, Property: '{}' },
            ],
          },
          'InvalidParameter.ResourceProperties.Duplicate',
        ],
        [
          'six settings are given',
          { ResourceProperties: six.map((n) => ({ ResourceArn: `${portfolioArn}${n}`, Property: settings })) },
          'InvalidParameter.ResourceProperties.Length',
        ],
        [
          'a type has no settings',
          { ResourceArns: [imageArn], ResourceProperties: [{ ResourceArn: imageArn, Property: settings }] },
          'NotSupport.ResourceProperty',
        ],
        ['the owner names itself', { Targets: ['1000000000000002'] }, 'ShareWithYourself'],
        [
          'a principal is of the other site',
          { AllowExternalTargets: true, Targets: ['3000000000000001'] },
          'InvalidTarget.SiteMismatch',
        ],
        [
          'a type that stays inside meets the outside',
          { AllowExternalTargets: true, Resources: [kms], Targets: [partner] },
          'ExternalTargetsNotAllowed.ResourceType',
        ],
      ] as [string, Given, string][]
    ).map(([title, parameters, code]) => ({ title, parameters, code })),
  )('$title ($code)', async ({ parameters, code }) => {
    expect(await refusal(parameters)).toBe(code)
  })

  it('no name is given (MissingParameter.ResourceShareName)', async () => {
    expect(await refusal({ ResourceShareName: undefined })).toBe('MissingParameter.ResourceShareName')
  })

  it('a member is named while sharing in the directory is off (NotEnableSharingWithResourceDirectory)', async () => {
    await cloud.settings({ directorySharing: false })
    expect(await refusal({ Targets: [prod] })).toBe('NotEnableSharingWithResourceDirectory')
  })

  it('the owner is in no directory (AccountNotInResourceDirectory)', async () => {
    expect(await refusal({ Targets: [prod] }, 'partner')).toBe('AccountNotInResourceDirectory')
  })

  it('the account has as many shares as it may (QuotaExceeded.ResourceShare.Count); a deleted one makes room', async () => {
    await cloud.settings({ quotas: { 'resourcesharing.resourceShares': 1 } })
    const { ResourceShare } = await create()
    expect(await refusal({})).toBe('QuotaExceeded.ResourceShare.Count')
    await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: ResourceShare.ResourceShareId })
    await create()
  })

  it('the account shares as many resources as it may (QuotaExceeded.SharedResource.Count); a deleted share makes room', async () => {
    await cloud.settings({ quotas: { 'resourcesharing.sharedResources': 1 } })
    const { ResourceShare } = await create({ Resources: [image] })
    expect(await refusal({ Resources: [kms] })).toBe('QuotaExceeded.SharedResource.Count')
    await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: ResourceShare.ResourceShareId })
    await create({ Resources: [kms] })
  })

  it('a member shares what is left to the management account (NotManagementAccount)', async () => {
    await cloud.settings({ choices: { 'resourcesharing.managementOnlyTypes': 'KMSInstance' } })
    expect(await refusal({ Resources: [kms] })).toBe('NotManagementAccount')
  })

  it('as many invitations as there may be are unanswered (QuotaExceeded.PendingInvitations)', async () => {
    await cloud.settings({ quotas: { 'resourcesharing.pendingInvitations': 1 } })
    await create({ AllowExternalTargets: true, Targets: [partner] })
    expect(await refusal({ AllowExternalTargets: true, Targets: [partner] })).toBe('QuotaExceeded.PendingInvitations')
  })

  it('a principal is another company, in a world that asks for one (InvalidTarget.LegalEntityMismatch)', async () => {
    await cloud.settings({ choices: { 'resourcesharing.legalEntity': 'match' } })
    expect(await refusal({ AllowExternalTargets: true, Targets: [partner] })).toBe('InvalidTarget.LegalEntityMismatch')
  })

  it('a service has the resource, or its type, through another share (NotSupport.Service.*)', async () => {
    const reservation = (n: number) => ({
      AllowExternalTargets: true,
      Resources: [{ ResourceType: 'CapacityReservation', ResourceId: `crp-network${n}` }],
      Targets: [service],
    })
    await create(reservation(1))
    expect(await refusal(reservation(1))).toBe('NotSupport.Service.AssociateConflict')
    expect(await refusal(reservation(2))).toBe('NotSupport.Service.ExistInOtherResourceShare')
  })

  it('an id that exists already cannot be drawn here, so a fault rule answers for it (EntityAlreadyExists.ResourceShare)', async () => {
    await cloud.fault({ match: { action: 'CreateResourceShare' }, effect: { error: 'EntityAlreadyExists.ResourceShare' } })
    expect(await refusal({})).toBe('EntityAlreadyExists.ResourceShare')
  })

  it('a refused call leaves no share behind', async () => {
    await refusal({ Resources: [image], Targets: [partner] })
    expect((await cloud.as('network').call(rs, 'ListResourceShares', { ResourceOwner: 'Self' })).ResourceShares).toEqual([])
  })
})

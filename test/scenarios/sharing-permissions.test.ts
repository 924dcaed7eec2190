/** What a share lets its principals do, what can be set about a resource in it, and how much of all that there may be. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.js'
import { type Cloud, RegionId, type Row, rs, type Story, storyOf, uids } from './sharing.js'

let cloud: Cloud
let story: Story
beforeEach(async () => {
  cloud = await testCloud()
  story = storyOf(cloud)
})
afterEach(() => cloud.close())

const { network, prod, dev, partner, management } = uids
const kms = { ResourceType: 'KMSInstance', ResourceId: 'kst-network1' }
const standard = 'AliyunRSDefaultPermissionKMSInstance'
const readWrite = 'AliyunRSPermissionKMSInstanceReadWrite'
const carried = async (who: string, ResourceShareId: string, ResourceOwner = 'Self'): Promise<string[]> =>
  (await story.listOf(who, 'ListResourceSharePermissions', { ResourceShareId, ResourceOwner })).map(
    ({ PermissionName, PermissionVersion }) => `${PermissionName} ${PermissionVersion}`,
  )

describe('the permission of a type', () => {
  it('comes with its first resource, at the version that is the default then', async () => {
    const share = await story.share('network', { Targets: [prod] })
    expect(await carried('network', share)).toEqual([])
    await story.change('network', 'Associate', share, { Resources: [kms] })
    expect(await carried('network', share)).toEqual([`${standard} v2`])
    expect(await carried('prod', share, 'OtherAccounts')).toEqual([`${standard} v2`])
    const [first] = await story.listOf('network', 'ListPermissionVersions', { PermissionName: standard })
    expect(first).toHaveProperty('PermissionVersion')
    const text = async (PermissionVersion: string) =>
      (await story.call('prod', 'GetPermission', { PermissionName: standard, PermissionVersion })).Permission
    expect(await text('v1')).toMatchObject({ PermissionVersion: 'v1', DefaultVersion: false })
    expect(await text('v2')).toMatchObject({ PermissionVersion: 'v2', DefaultVersion: true })
    expect(await story.refusal('prod', 'GetPermission', { PermissionName: standard, PermissionVersion: 'v3' })).toBe(
      '400 InvalidParameter.PermissionVersion',
    )
  })

  it('can be the one that is named, and stays that when the type comes again', async () => {
    const share = await story.share('network', { Resources: [kms], PermissionNames: [readWrite] })
    await story.change('network', 'Disassociate', share, { Resources: [kms] })
    await story.change('network', 'Associate', share, { Resources: [kms] })
    expect(await carried('network', share)).toEqual([`${readWrite} v1`])
  })

  it('is one for each type: another one replaces it, or is refused', async () => {
    const share = await story.share('network', { Resources: [kms, story.image('network')] })
    const attach = { ResourceShareId: share, PermissionName: readWrite }
    expect(await story.refusal('network', 'AssociateResourceSharePermission', attach)).toBe('409 EntityAlreadyExists.Permission')
    expect(await story.refusal('network', 'AssociateResourceSharePermission', { ...attach, Replace: false })).toBe(
      '409 EntityAlreadyExists.Permission',
    )
    await story.call('network', 'AssociateResourceSharePermission', { ...attach, Replace: true })
    expect((await carried('network', share)).sort()).toEqual(['AliyunRSDefaultPermissionImage v1', `${readWrite} v1`].sort())
  })

  it('outlives the last resource of the type, and goes when it is taken off (DisassociateConflict.Permission before that)', async () => {
    const share = await story.share('network', { Resources: [kms] })
    const off = { ResourceShareId: share, PermissionName: standard }
    expect(await story.refusal('network', 'DisassociateResourceSharePermission', off)).toMatch(/ DisassociateConflict.Permission$/)
    await story.change('network', 'Disassociate', share, { Resources: [kms] })
    expect(await carried('network', share)).toEqual([`${standard} v2`])
    await story.call('network', 'DisassociateResourceSharePermission', off)
    expect(await carried('network', share)).toEqual([])
    expect(await story.refusal('network', 'DisassociateResourceSharePermission', off)).toMatch(/EntityNotExists.Permission$/)
  })

  it('decides what principals may do: see the vSwitch and its attributes, not delete it', async () => {
    const vSwitch = await story.vSwitch('network')
    await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
    const asked = { RegionId, VSwitchId: vSwitch.id }
    expect((await cloud.as('prod').call('Vpc', 'DescribeVSwitchAttributes', asked)).VSwitchId).toBe(vSwitch.id)
    expect((await cloud.as('prod').refused('Vpc', 'DeleteVSwitch', asked)).code).toBe('IncorrectVSwitchId')
    const { Permission } = await story.call('prod', 'GetPermission', { PermissionName: 'AliyunRSDefaultPermissionVSwitch' })
    expect(JSON.parse(Permission.Permission)).toEqual({
      Effect: 'Allow',
      Action: ['vpc:DescribeVSwitches', 'vpc:DescribeVSwitchAttributes'],
    })
  })

  it('is no right of the users of the principal: those need a policy of their own account', async () => {
    const vSwitch = await story.vSwitch('network')
    await story.share('network', { Resources: [vSwitch.named], Targets: [prod] })
    const { User } = await cloud.as('prod').call('Ram', 'CreateUser', { UserName: 'eve' })
    const { AccessKey } = await cloud.as('prod').call('Ram', 'CreateAccessKey', { UserName: User.UserName })
    const eve = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
    expect((await eve.refused('Vpc', 'DescribeVSwitches', { RegionId })).httpStatus).toBe(403)
  })

  it('has a default for every type, and the library is read in pages', async () => {
    const all = await story.listOf('network', 'ListPermissions', {})
    const types = new Set(all.map(({ ResourceType }) => ResourceType))
    for (const type of types)
      expect(
        all.filter((row) => row.ResourceType === type && row.DefaultPermission),
        type,
      ).toHaveLength(1)
    expect(all).toContainEqual(expect.objectContaining({ PermissionName: readWrite, DefaultPermission: false }))
    expect(all.map(({ ResourceType }) => ResourceType)).toEqual(all.map(({ ResourceType }) => ResourceType).sort())
    const names = async (ResourceType: string) =>
      (await story.listOf('prod', 'ListPermissions', { ResourceType })).map(({ PermissionName }) => PermissionName)
    expect(await names('VSwitch')).toEqual(['AliyunRSDefaultPermissionVSwitch'])
  })

  it.each([
    ['one that the library does not have', ['AliyunRSDefaultPermissionBucket'], '404 EntityNotExists.Permission'],
    ['two of one type', [standard, readWrite], '400 InvalidParameter.PermissionNames.Duplicate'],
    ['one twice', [standard, standard], '400 InvalidParameter.PermissionNames.Duplicate'],
  ])('%s is not attached', async (_, PermissionNames, refusal) => {
    expect(await story.refusal('network', 'CreateResourceShare', { ResourceShareName: 'core', PermissionNames })).toBe(refusal)
  })

  it('may be named for a type that is not there yet', async () => {
    const share = await story.share('network', { PermissionNames: [readWrite] })
    expect(await carried('network', share)).toEqual([`${readWrite} v1`])
  })
})

describe('settings of a resource in a share', () => {
  const property = '{"sharePrincipals":false,"shareTagOptions":false}'
  const changed = '{"sharePrincipals":true,"shareTagOptions":false}'
  async function portfolio() {
    const given = { PortfolioName: 'catalog', ProviderName: 'IT' }
    const { PortfolioId } = await cloud.as('network').call('servicecatalog', 'CreatePortfolio', given)
    const arn = `acs:servicecatalog:cn-hangzhou:${network}:portfolio/${PortfolioId}`
    const set = (Property: string) => ({ ResourceProperties: [{ ResourceArn: arn, Property }] })
    return { arn, set, byId: { Resources: [{ ResourceType: 'ServiceCatalogPortfolio', ResourceId: PortfolioId }] } }
  }
  const shown = async () => (await story.records('network', 'Resource'))[0]?.ResourceProperty

  it.each(['ids', 'ARNs'])('are read back as they were given, next to %s', async (form) => {
    const { arn, byId, set } = await portfolio()
    const given = form === 'ids' ? byId : { ResourceArns: [arn] }
    await story.share('network', { ...given, ...set(property) })
    expect(await shown()).toBe(property)
  })

  it('change when the resource is associated again, one change at a time (NotSupport.ResourcePropertyConflict)', async () => {
    const { byId, set } = await portfolio()
    const share = await story.share('network', { ...byId, ...set(property), Targets: [prod] })
    await cloud.latency('manual')
    expect(await story.change('network', 'Associate', share, { ...byId, ...set(changed) })).toMatchObject([
      { AssociationStatus: 'Associated', ResourceProperty: changed },
    ])
    const again = { ResourceShareId: share, ...byId, ...set(property) }
    expect(await story.refusal('network', 'AssociateResourceShare', again)).toBe('409 NotSupport.ResourcePropertyConflict')
    // The sharing itself goes on meanwhile.
    expect(await story.resourcesReaching('prod')).toHaveLength(1)
  })

  it('that fail to change stay as they were', async () => {
    const { byId, set } = await portfolio()
    const share = await story.share('network', { ...byId, ...set(property), Targets: [prod] })
    await cloud.fault({ match: { action: 'AssociateResourceShare' }, effect: { transition: 'fail' } })
    await story.change('network', 'Associate', share, { ...byId, ...set(changed) })
    expect(await shown()).toBe(property)
    expect(await story.statuses('network', 'Resource', share)).toEqual([expect.stringContaining(' Failed')])
    expect(await story.resourcesReaching('prod')).toHaveLength(1)
  })

  it('are for types that have some, and for resources of the request', async () => {
    const { arn, byId, set } = await portfolio()
    const refused = (given: object) => story.refusal('network', 'CreateResourceShare', { ResourceShareName: 'core', ...given })
    const image = `acs:ecs:cn-hangzhou:${network}:image/m-network1`
    expect(await refused({ ResourceArns: [image], ResourceProperties: [{ ResourceArn: image, Property: property }] })).toBe(
      '400 NotSupport.ResourceProperty',
    )
    expect(await refused({ ...byId, ResourceProperties: [{ ResourceArn: image, Property: property }] })).toBe(
      '400 InvalidParameter.ResourceProperties',
    )
    expect(await refused({ ...byId, ...set('{"other":true}') })).toBe('400 InvalidParameter.ResourceProperties')
    const twice = [property, changed].map((Property) => ({ ResourceArn: arn, Property }))
    expect(await refused({ ...byId, ResourceProperties: twice })).toBe('400 InvalidParameter.ResourceProperties.Duplicate')
  })
})

describe('a limit', () => {
  const limit = (name: string, most: number) => cloud.settings({ quotas: { [`resourcesharing.${name}`]: most } })
  const many = Array.from({ length: 20 }, (_, i) => i)
  /** Twenty callers at once; how often they were let through, and the codes of the others. */
  async function atOnce(call: (i: number) => Promise<{ status: number; body: unknown }>) {
    const answers = await Promise.all(many.map(call))
    const refused = answers.filter(({ status }) => status !== 200)
    return { let: answers.length - refused.length, codes: [...new Set(refused.map(({ body }) => (body as Row).Code))] }
  }
  const owner = () => cloud.as('network')
  const named = { ResourceShareName: 'core' }

  it('of shares holds against twenty callers; a deleted share makes room', async () => {
    await limit('resourceShares', 7)
    expect(await atOnce(() => owner().answer(rs, 'CreateResourceShare', named))).toEqual({
      let: 7,
      codes: ['QuotaExceeded.ResourceShare.Count'],
    })
    const [share] = await story.sharesOf('network')
    await story.call('network', 'DeleteResourceShare', { ResourceShareId: share?.split(' ')[0] })
    await story.share('network')
    expect(await story.refusal('network', 'CreateResourceShare', named)).toBe('409 QuotaExceeded.ResourceShare.Count')
    // It is each account's own.
    await story.share('prod')
  })

  it('of shared resources holds against twenty callers, over all shares', async () => {
    await limit('sharedResources', 5)
    const shares = await Promise.all(many.map(() => story.share('network')))
    const Resources = [story.image('network')]
    const outcome = await atOnce((i) => owner().answer(rs, 'AssociateResourceShare', { ResourceShareId: shares[i], Resources }))
    expect(outcome).toEqual({ let: 5, codes: ['QuotaExceeded.SharedResource.Count'] })
    expect(await story.sharedBy('network')).toHaveLength(5)
    const full = { ...named, Resources: [{ ResourceType: 'Snapshot', ResourceId: 's-network1' }] }
    expect(await story.refusal('network', 'CreateResourceShare', full)).toBe('409 QuotaExceeded.SharedResource.Count')
    const [row] = await story.listOf('network', 'ListSharedResources', { ResourceOwner: 'Self' })
    await story.change('network', 'Disassociate', row?.ResourceShareId, { Resources })
    await story.call('network', 'CreateResourceShare', full)
  })

  it('of unanswered invitations holds against twenty callers; an answer makes room', async () => {
    await limit('pendingInvitations', 4)
    const given = { ...named, AllowExternalTargets: true, Targets: [partner] }
    expect(await atOnce(() => owner().answer(rs, 'CreateResourceShare', given))).toEqual({
      let: 4,
      codes: ['QuotaExceeded.PendingInvitations'],
    })
    const pending = () => story.invitations('partner')
    expect(await pending()).toHaveLength(4)
    const [first] = await pending()
    await story.call('partner', 'RejectResourceShareInvitation', {
      ResourceShareInvitationId: first?.ResourceShareInvitationId,
    })
    await story.share('network', given)
    expect(await story.refusal('network', 'CreateResourceShare', given)).toBe('409 QuotaExceeded.PendingInvitations')
    // Time makes room as well.
    await cloud.advance('7d')
    await story.share('network', given)
  })

  it.each(['principalsPerVSwitch', 'principalsPerVpc'])(
    'of principals (%s) shows in records: Failed with LimitExceeded, however many ask at once',
    async (name) => {
      await limit(name, 2)
      const vSwitch = await story.vSwitch('network')
      const shares = await Promise.all([prod, dev, management].map(() => story.share('network', { Resources: [vSwitch.named] })))
      await Promise.all(
        [prod, dev, management].map((target, i) =>
          story.change('network', 'Associate', shares[i] as string, { Targets: [target] }),
        ),
      )
      const records = await story.records('network', 'Target')
      expect(records.map(({ AssociationStatus }) => AssociationStatus).sort()).toEqual(['Associated', 'Associated', 'Failed'])
      const failed = records.find(({ AssociationStatus }) => AssociationStatus === 'Failed')
      expect(failed?.AssociationFailedDetails).toMatchObject([{ EntityId: vSwitch.id, FailureReason: 'LimitExceeded' }])
      // No try by itself: a raised limit needs the failed principal taken out and put in again.
      await limit(name, 3)
      const id = failed?.EntityId
      expect(await story.sharedTo('network', { Targets: [id] })).toEqual([])
      await story.change('network', 'Disassociate', failed?.ResourceShareId, { Targets: [id] })
      await story.change('network', 'Associate', failed?.ResourceShareId, { Targets: [id] })
      expect(await story.sharedTo('network', { Targets: [id] })).toEqual([id])
    },
  )

  it('of vSwitches that one account receives holds for members and for guests', async () => {
    await limit('acceptedVSwitches', 1)
    const vSwitches = [await story.vSwitch('network'), await story.vSwitch('network')]
    const open = { AllowExternalTargets: true, Targets: [prod, partner] }
    const [first, second] = await Promise.all(vSwitches.map((each) => story.share('network', { Resources: [each.named], ...open })))
    expect((await story.answer('partner', 'Accept', first as string)).Status).toBe('Accepted')
    expect(await story.answer('partner', 'Accept', second as string)).toMatchObject({
      Status: 'AcceptFailed',
      AcceptInvitationFailedDetails: [{ FailureReason: 'LimitExceeded' }],
    })
    expect([await story.resourcesReaching('prod'), await story.resourcesReaching('partner')]).toEqual([
      [expect.any(String)],
      [expect.any(String)],
    ])
  })

  it.each([
    ['resources', { Resources: [1, 2, 3, 4, 5, 6].map((n) => ({ ResourceType: 'Image', ResourceId: `m-${n}` })) }],
    ['principals', { Targets: [1, 2, 3, 4, 5, 6].map((n) => `100000000000010${n}`) }],
    [
      'permissions',
      {
        PermissionNames: ['VSwitch', 'Image', 'Snapshot', 'IpamPool', 'DeploymentSet', 'PrefixList'].map(
          (type) => `AliyunRSDefaultPermission${type}`,
        ),
      },
    ],
  ])('of five %s in a request holds (….Length)', async (_, given) => {
    expect(await story.refusal('network', 'CreateResourceShare', { ...named, ...given })).toMatch(
      /^400 InvalidParameter\.\w+\.Length$/,
    )
  })

  it('of tags holds', async () => {
    await limit('tagsPerShare', 1)
    const Tag = [1, 2].map((n) => ({ Key: `k${n}`, Value: 'v' }))
    expect(await story.refusal('network', 'CreateResourceShare', { ...named, Tag })).toBe('400 InvalidParameter')
    await story.share('network', { Tag: Tag.slice(1) })
  })
})

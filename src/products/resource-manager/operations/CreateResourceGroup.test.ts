import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rm = 'ResourceManager'
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
const project = { Name: 'my-project', DisplayName: 'My project' }
const create = async (more: object = {}) => (await network().call(rm, 'CreateResourceGroup', { ...project, ...more })).ResourceGroup
const get = async (ResourceGroupId: string, more: object = {}) =>
  (await network().call(rm, 'GetResourceGroup', { ResourceGroupId, ...more })).ResourceGroup
const remove = (ResourceGroupId: string) => network().call(rm, 'DeleteResourceGroup', { ResourceGroupId })
const list = async (given: object = {}) => {
  const { ResourceGroups, ...page } = await network().call(rm, 'ListResourceGroups', { ...given })
  return { page, ids: ResourceGroups.ResourceGroup.map(({ Id }: { Id: string }) => Id), groups: ResourceGroups.ResourceGroup }
}

describe('a resource group', () => {
  it('is Creating in the answer and OK after, in every region', async () => {
    const made = await create({ Tag: [{ Key: 'team', Value: 'a' }] })
    expect(made).toMatchObject({
      ...project,
      Id: expect.stringMatching(/^rg-aek[a-z0-9]{12}$/),
      Status: 'Creating',
      AccountId: await cloud.uid('network'),
      CreateDate: '2026-01-01T00:00:00Z',
    })
    expect(made.RegionStatuses.RegionStatus).toContainEqual({ RegionId: 'cn-qingdao', Status: 'Creating' })
    const shown = await get(made.Id)
    expect(shown).toMatchObject({ ...project, Status: 'OK' })
    expect(shown.RegionStatuses.RegionStatus).toContainEqual({ RegionId: 'cn-qingdao', Status: 'OK' })
    expect(shown).not.toHaveProperty('Tags')
    expect((await get(made.Id, { IncludeTags: true })).Tags).toEqual({ Tag: [{ TagKey: 'team', TagValue: 'a' }] })
  })

  it('takes its time where transitions do', async () => {
    await cloud.latency('manual')
    const { Id } = await create()
    expect((await get(Id)).Status).toBe('Creating')
    await cloud.step()
    expect((await get(Id)).Status).toBe('OK')
    expect((await remove(Id)).ResourceGroup.Status).toBe('PendingDelete')
    expect((await get(Id)).Status).toBe('PendingDelete')
    expect((await list({ Status: 'PendingDelete' })).ids).toEqual([Id])
    expect((await network().refused('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', ResourceGroupId: Id })).code).toBe(
      'InvalidResourceGroupId',
    )
    await cloud.step()
    const { httpStatus, code } = await network().refused(rm, 'GetResourceGroup', { ResourceGroupId: Id })
    expect([httpStatus, code]).toEqual([404, 'EntityNotExists.ResourceGroup'])
  })

  it('is renamed, the default one, too', async () => {
    const { Id } = await create()
    const [fallback] = (await list({ Name: 'default' })).ids
    for (const ResourceGroupId of [Id, fallback]) {
      const { ResourceGroup } = await network().call(rm, 'UpdateResourceGroup', { ResourceGroupId, NewDisplayName: '项目' })
      expect(ResourceGroup).toMatchObject({ Id: ResourceGroupId, DisplayName: '项目' })
      expect((await get(ResourceGroupId)).DisplayName).toBe('项目')
    }
    expect((await list()).ids).toEqual([Id, fallback])
  })

  it('is deleted while nothing is in it; its name is free then', async () => {
    const { Id } = await create()
    expect((await remove(Id)).ResourceGroup).toMatchObject({ ...project, Id, Status: 'PendingDelete' })
    expect((await list()).ids).toHaveLength(1)
    expect((await create()).Id).not.toBe(Id)
  })

  it('whose deletion is made to fail is OK again', async () => {
    const { Id } = await create()
    await cloud.fault({ match: { action: 'DeleteResourceGroup' }, effect: { transition: 'fail' } })
    await remove(Id)
    expect((await get(Id)).Status).toBe('OK')
  })

  it('with a VBR in it stays until that is gone', async () => {
    await cloud.latency({ afterMs: 1000 })
    const RegionId = 'cn-hangzhou'
    const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-xs-b', LineOperator: 'CT', PeerLocation: 'here' }
    const { PhysicalConnectionId } = await network().call('Vpc', 'CreatePhysicalConnection', line)
    const { Id } = await create()
    await cloud.advance('2s')
    const vbr = { RegionId, PhysicalConnectionId, VlanId: 7, ResourceGroupId: Id }
    const { VbrId } = await network().call('Vpc', 'CreateVirtualBorderRouter', vbr)
    await cloud.advance('2s')
    await network().call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
    expect((await network().refused(rm, 'DeleteResourceGroup', { ResourceGroupId: Id })).code).toBe(
      'DeleteConflict.ResourceGroup.Resource',
    )
    await cloud.advance('2s')
    await remove(Id)
  })

  it('with a CEN instance in it stays until that is gone', async () => {
    const { CenId } = await network().call('Cbn', 'CreateCen', {})
    const { Id } = await create()
    await network().call('Cbn', 'MoveResourceGroup', { ResourceId: CenId, NewResourceGroupId: Id, ResourceType: 'cen' })
    expect((await network().refused(rm, 'DeleteResourceGroup', { ResourceGroupId: Id })).code).toBe(
      'DeleteConflict.ResourceGroup.Resource',
    )
    await network().call('Cbn', 'DeleteCen', { CenId })
    await remove(Id)
  })

  it.each([
    ['a prefix list', 'Vpc', 'CreateVpcPrefixList'],
    ['a security group', 'Ecs', 'CreateSecurityGroup'],
    ['a network interface', 'Ecs', 'CreateNetworkInterface'],
  ])('with %s in it stays, too', async (_what, product, action) => {
    const RegionId = 'cn-hangzhou'
    const { VpcId } = await network().call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' })
    const subnet = { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.0.1.0/24' }
    const { VSwitchId } = await network().call('Vpc', 'CreateVSwitch', subnet)
    const { SecurityGroupId } = await network().call('Ecs', 'CreateSecurityGroup', { RegionId, VpcId })
    const { Id: ResourceGroupId } = await create()
    const inside = action === 'CreateNetworkInterface' ? { VSwitchId, SecurityGroupId } : { VpcId }
    await network().call(product, action, { RegionId, ResourceGroupId, ...inside })
    expect((await network().refused(rm, 'DeleteResourceGroup', { ResourceGroupId })).code).toBe(
      'DeleteConflict.ResourceGroup.Resource',
    )
    if (product === 'Vpc') return
    const unknown = { RegionId, ResourceGroupId: 'rg-none', ...inside }
    expect(await network().refused(product, action, unknown)).toMatchObject({
      httpStatus: 404,
      code: 'InvalidResourceGroup.NotFound',
    })
  })

  it.each([
    ['a share', 'ResourceSharing', 'CreateResourceShare', { ResourceShareName: 'core' }, 'DeleteResourceShare'],
    ['a VPC', 'Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' }, 'DeleteVpc'],
    ['an ECR', 'ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }, 'DeleteExpressConnectRouter'],
  ])(
    'with %s in it stays until that is gone (DeleteConflict.ResourceGroup.Resource)',
    async (_what, product, action, given, end) => {
      const { Id } = await create()
      const made = await network().call(product, action, { ...given, ResourceGroupId: Id })
      expect(await network().refused(rm, 'DeleteResourceGroup', { ResourceGroupId: Id })).toMatchObject({
        httpStatus: 409,
        code: 'DeleteConflict.ResourceGroup.Resource',
      })
      const { ResourceShare, VpcId, EcrId } = made
      await network().call(product, end, { RegionId: 'cn-hangzhou', VpcId, EcrId, ResourceShareId: ResourceShare?.ResourceShareId })
      await remove(Id)
    },
  )
})

describe('the list of resource groups', () => {
  it('begins with the newest and ends with the default one, in pages', async () => {
    const first = await create()
    await cloud.advance('1m')
    const second = await create({ Name: 'other' })
    const { ids, groups, page } = await list()
    expect(ids).toEqual([second.Id, first.Id, expect.stringMatching(/^rg-acfm[a-z0-9]{11}$/)])
    expect(groups[2]).toMatchObject({ Name: 'default', Status: 'OK' })
    expect(page).toMatchObject({ TotalCount: 3, PageNumber: 1, PageSize: 10 })
    expect((await list({ PageSize: 2, PageNumber: 2 })).ids).toEqual([ids[2]])
  })

  it('is narrowed by each filter', async () => {
    const first = await create({ Tag: [{ Key: 'team', Value: 'a' }] })
    const second = await create({ Name: 'other', DisplayName: 'Another' })
    expect((await list({ Name: 'PROJ' })).ids).toEqual([first.Id])
    expect((await list({ DisplayName: 'nothe' })).ids).toEqual([second.Id])
    expect((await list({ ResourceGroupId: second.Id })).ids).toEqual([second.Id])
    expect((await list({ ResourceGroupId: second.Id, ResourceGroupIds: [first.Id] })).ids).toEqual([first.Id])
    expect((await list({ Tag: [{ Key: 'team' }] })).groups).toMatchObject([{ Tags: { Tag: [{ TagKey: 'team', TagValue: 'a' }] } }])
    expect((await list({ Status: 'Creating' })).ids).toEqual([])
  })

  it('is each account’s own', async () => {
    const { Id } = await create()
    const { ResourceGroups } = await cloud.as('prod').call(rm, 'ListResourceGroups', {})
    expect(ResourceGroups.ResourceGroup).toHaveLength(1)
    const { code } = await cloud.as('prod').refused(rm, 'GetResourceGroup', { ResourceGroupId: Id })
    expect(code).toBe('EntityNotExists.ResourceGroup')
  })
})

describe('what is refused', () => {
  it.each([
    ['a name with a blank', { Name: 'my project' }, 'InvalidParameter.Name.InvalidChars'],
    ['a name that begins with a digit', { Name: '1project' }, 'InvalidParameter.Name.InvalidChars'],
    ['a name too short', { Name: 'a' }, 'InvalidParameter.Name.InvalidChars'],
    ['a name too long', { Name: 'a'.repeat(51) }, 'InvalidParameter.Name.Length'],
    ['no display name', { DisplayName: undefined }, 'MissingParameter.DisplayName'],
    ['a display name too long', { DisplayName: 'a'.repeat(51) }, 'InvalidParameter.DisplayName.Length'],
    ['a display name of control characters', { DisplayName: 'a\u0001' }, 'InvalidParameter.DisplayName'],
  ])('creating with %s', async (_what, parameters, code) => {
    expect(await network().refused(rm, 'CreateResourceGroup', { ...project, ...parameters })).toMatchObject({
      httpStatus: 400,
      code,
    })
  })

  it('a name that is taken, and one group more than there may be', async () => {
    await create()
    expect((await network().refused(rm, 'CreateResourceGroup', project)).code).toBe('EntityAlreadyExists.ResourceGroup')
    await cloud.settings({ quotas: { 'resourcemanager.resourceGroups': 1 } })
    expect(await network().refused(rm, 'CreateResourceGroup', { ...project, Name: 'other' })).toMatchObject({
      httpStatus: 409,
      code: 'LimitExceeded.ResourceGroup',
    })
  })

  it.each([
    ['no new name', { NewDisplayName: '' }, 'MissingParameter.DisplayName'],
    ['a new name too long', { NewDisplayName: 'a'.repeat(51) }, 'InvalidParameter.DisplayName.Length'],
    ['a malformed new name', { NewDisplayName: 'a\u0001' }, 'InvalidParameter.DisplayName'],
    ['a malformed id', { ResourceGroupId: 'my-project' }, 'InvalidParameter.ResourceGroupId'],
    ['an unknown id', { ResourceGroupId: 'rg-none' }, 'EntityNotExists.ResourceGroup'],
  ])('renaming with %s', async (_what, parameters, code) => {
    const { Id } = await create()
    const given = { ResourceGroupId: Id, NewDisplayName: 'new', ...parameters }
    expect((await network().refused(rm, 'UpdateResourceGroup', given)).code).toBe(code)
  })

  it.each(['GetResourceGroup', 'DeleteResourceGroup'])('%s of a malformed or unknown group', async (operation) => {
    const codes = []
    for (const ResourceGroupId of ['my-project', 'rg-none'])
      codes.push((await network().refused(rm, operation, { ResourceGroupId })).code)
    expect(codes).toEqual(['InvalidParameter.ResourceGroupId', 'EntityNotExists.ResourceGroup'])
  })

  it('deleting the default group (InvalidParameter.ResourceGroupId)', async () => {
    const [ResourceGroupId] = (await list()).ids
    expect((await network().refused(rm, 'DeleteResourceGroup', { ResourceGroupId })).code).toBe('InvalidParameter.ResourceGroupId')
  })
})

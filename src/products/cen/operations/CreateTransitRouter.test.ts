import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const CEN = 'Cbn'
const RegionId = 'cn-hangzhou'
let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
const newCen = async (more = {}) => (await network().call(CEN, 'CreateCen', more)).CenId as string
const newTransitRouter = async (CenId: string, more = {}) =>
  (await network().call(CEN, 'CreateTransitRouter', { CenId, RegionId, ...more })).TransitRouterId as string
const cens = async (more = {}, alias = 'network') => (await cloud.as(alias).call(CEN, 'DescribeCens', more)).Cens.Cen
const transitRouters = async (more = {}, alias = 'network') =>
  (await cloud.as(alias).call(CEN, 'ListTransitRouters', { RegionId, ...more })).TransitRouters
const code = async (action: string, parameters: Record<string, unknown>, alias = 'network') =>
  (await cloud.as(alias).refused(CEN, action, parameters)).code

describe('a CEN instance', () => {
  test('is Active by the next read, has no name that was not given, and is seen by its owner alone', async () => {
    const CenId = await newCen()
    expect(CenId).toMatch(/^cen-[0-9a-z]{18}$/)
    expect(await cens()).toEqual([
      {
        CenId,
        Status: 'Active',
        ProtectionLevel: 'REDUCED',
        Ipv6Level: 'DISABLED',
        ResourceGroupId: expect.stringMatching(/^rg-acfm/),
        CreationTime: '2026-01-01T00:00Z',
        Tags: { Tag: [] },
        CenBandwidthPackageIds: { CenBandwidthPackageId: [] },
      },
    ])
    expect(await cens({}, 'prod')).toEqual([])
  })
  test('is found by id and name, all of which must hold, and by tags', async () => {
    const Tag = [{ Key: 'team', Value: 'network' }]
    const [one, two] = [await newCen({ Name: 'a', Tag }), await newCen({ Name: 'b' })]
    const byId = { Key: 'CenId', Value: [one, 'cen-x'] }
    const ids = async (more: object) => (await cens(more)).map((each: { CenId: string }) => each.CenId)
    expect(await ids({ Filter: [byId] })).toEqual([one])
    expect(await ids({ Filter: [byId, { Key: 'Name', Value: ['b'] }] })).toEqual([])
    expect(await ids({ Filter: [{ Key: 'Name', Value: ['b'] }] })).toEqual([two])
    expect(await ids({ Tag })).toEqual([one])
    expect(await code('DescribeCens', { Filter: [{ Key: 'Owner', Value: ['a'] }] })).toBe('InvalidParameter')
  })
  test('is listed by pages', async () => {
    for (const Name of ['a', 'b', 'c']) await newCen({ Name })
    expect(await network().call(CEN, 'DescribeCens', { PageSize: 2, PageNumber: 2 })).toMatchObject({
      TotalCount: 3,
      PageNumber: 2,
      PageSize: 2,
    })
    expect(await cens({ PageSize: 2, PageNumber: 2 })).toHaveLength(1)
    expect(await code('DescribeCens', { PageSize: 51 })).toBe('InvalidParameter')
  })
  test('is Creating, Modifying and Deleting as long as that takes, and then gone', async () => {
    await cloud.latency('manual')
    const CenId = await newCen()
    expect(await cens()).toMatchObject([{ Status: 'Creating' }])
    expect(await code('CreateTransitRouter', { CenId, RegionId })).toBe('Operation.Blocking')
    expect(await code('ModifyCenAttribute', { CenId, Name: 'a' })).toBe('InvalidOperation.CenInstanceStatus')
    expect(await code('DeleteCen', { CenId })).toBe('InvalidOperation.CenInstanceStatus')
    await cloud.step()
    await network().call(CEN, 'ModifyCenAttribute', { CenId, Name: 'hub', Description: 'of all' })
    expect(await cens()).toMatchObject([{ Status: 'Modifying', Name: 'hub', Description: 'of all' }])
    await cloud.step()
    await network().call(CEN, 'DeleteCen', { CenId })
    expect(await cens()).toMatchObject([{ Status: 'Deleting' }])
    await cloud.step()
    expect(await cens()).toEqual([])
    for (const action of ['DeleteCen', 'ModifyCenAttribute', 'CreateTransitRouter'])
      expect(await code(action, { CenId, RegionId })).toBe('ParameterCenInstanceId')
  })
  test('that is made to fail is gone; a deletion that fails leaves it with its transit router', async () => {
    await cloud.fault({ match: { action: 'CreateCen' }, effect: { transition: 'fail' }, times: 1 })
    await newCen()
    expect(await cens()).toEqual([])
    const CenId = await newCen()
    await newTransitRouter(CenId)
    await cloud.fault({ match: { action: 'DeleteCen' }, effect: { transition: 'fail' }, times: 1 })
    await network().call(CEN, 'DeleteCen', { CenId })
    expect([await cens(), await transitRouters()]).toMatchObject([[{ Status: 'Active' }], [{ Status: 'Active' }]])
    await cloud.fault({ match: { action: 'ModifyCenAttribute' }, effect: { transition: 'fail' }, times: 1 })
    await network().call(CEN, 'ModifyCenAttribute', { CenId, Name: 'a' })
    expect((await cens())[0].Name).toBeUndefined()
  })
  test('of another account is as unknown as none', async () => {
    const CenId = await newCen()
    for (const action of ['DeleteCen', 'ModifyCenAttribute'])
      expect(await code(action, { CenId }, 'prod')).toBe('ParameterCenInstanceId')
    expect(await code('CreateTransitRouter', { CenId, RegionId }, 'prod')).toBe('ParameterCenInstanceId')
  })
  test('asked for again with the same ClientToken is the same one', async () => {
    const ClientToken = 'once'
    expect(await newCen({ ClientToken })).toBe(await newCen({ ClientToken }))
  })
  test('takes its transit routers with it when it is deleted', async () => {
    const CenId = await newCen()
    await newTransitRouter(CenId)
    await network().call(CEN, 'DeleteCen', { CenId })
    expect([await cens(), await transitRouters()]).toEqual([[], []])
  })
  test('moves to another resource group, which then is not empty', async () => {
    const CenId = await newCen()
    const group = { Name: 'net-1', DisplayName: 'net' }
    const { ResourceGroup } = await network().call('ResourceManager', 'CreateResourceGroup', group)
    const move = { ResourceId: CenId, ResourceType: 'cen', NewResourceGroupId: ResourceGroup.Id }
    await network().call(CEN, 'MoveResourceGroup', move)
    expect(await cens({ ResourceGroupId: ResourceGroup.Id })).toMatchObject([{ CenId, ResourceGroupId: ResourceGroup.Id }])
    await network().refused('ResourceManager', 'DeleteResourceGroup', { ResourceGroupId: ResourceGroup.Id })
    expect(await code('MoveResourceGroup', { ...move, NewResourceGroupId: 'rg-x' })).toBe('InvalidParameter')
    expect(await code('MoveResourceGroup', { ...move, ResourceType: 'bandwidthpackage' })).toBe('InvalidParameter')
    expect(await code('MoveResourceGroup', { ...move, ResourceId: 'cen-x' })).toBe('ParameterCenInstanceId')
  })
})

describe('a transit router', () => {
  test('is Active by the next read, with its owner as a number and nothing that was never set', async () => {
    const CenId = await newCen()
    const TransitRouterId = await newTransitRouter(CenId)
    expect(await transitRouters({ TransitRouterId })).toEqual([
      {
        TransitRouterId,
        CenId,
        AliUid: Number(await cloud.uid('network')),
        RegionId,
        Type: 'Enterprise',
        Status: 'Active',
        SupportMulticast: false,
        TransitRouterCidrList: [],
        CreationTime: '2026-01-01T00:00Z',
        Tags: [],
      },
    ])
    expect(await transitRouters({ CenId }, 'prod')).toEqual([])
  })
  test('has names, tags and blocks; the blocks may come as one JSON text', async () => {
    const CenId = await newCen()
    const TransitRouterCidrList = JSON.stringify([{ Cidr: '192.168.10.0/24', Name: 'tunnels' }, { Cidr: '192.168.11.0/24' }])
    const Tag = [{ Key: 'team', Value: 'network' }]
    const names = { TransitRouterName: 'hub', TransitRouterDescription: 'of all' }
    await newTransitRouter(CenId, { ...names, TransitRouterCidrList, Tag, SupportMulticast: true })
    expect(await transitRouters({ CenId, Tag, TransitRouterName: 'hub', Status: 'Active', Type: 'Enterprise' })).toMatchObject([
      {
        ...names,
        SupportMulticast: true,
        Tags: Tag,
        TransitRouterCidrList: [{ Cidr: '192.168.10.0/24', Name: 'tunnels', PublishCidrRoute: true }, { Cidr: '192.168.11.0/24' }],
      },
    ])
    const without = { FeatureFilter: [{ Key: 'Multicast', Value: ['Disabled'] }] }
    expect([await transitRouters(without), await transitRouters({ Type: 'Basic' })]).toEqual([[], []])
  })
  test.each([
    ['a block that is none', { TransitRouterCidrList: [{ Cidr: 'a' }] }, 'IllegalParam.Cidr'],
    ['blocks that overlap', { TransitRouterCidrList: [{ Cidr: '10.0.0.0/8' }, { Cidr: '10.1.0.0/16' }] }, 'OverLappingExist.Cidr'],
    ['a region that does not exist', { RegionId: 'cn-nowhere' }, 'OperationUnsupported.RegionId'],
    ['no region', { RegionId: undefined }, 'MissingRegionId'],
  ] as const)('with %s is refused (%3$s)', async (_, more, expected) => {
    expect(await code('CreateTransitRouter', { CenId: await newCen(), RegionId, ...more })).toBe(expected)
  })
  test('is the only one of its CEN instance in a region (InstanceExist.TransitRouterInstance)', async () => {
    const CenId = await newCen()
    await newTransitRouter(CenId)
    expect(await code('CreateTransitRouter', { CenId, RegionId })).toBe('InstanceExist.TransitRouterInstance')
    await newTransitRouter(CenId, { RegionId: 'cn-beijing' })
    await newTransitRouter(await newCen())
  })
  test('cannot be listed without any of id, CEN instance and region', async () => {
    expect(await code('ListTransitRouters', {})).toBe('InvalidParameterCombination.TransitRouter')
    expect(await code('ListTransitRouters', { RegionId, FeatureFilter: [{ Key: 'Ipv6' }] })).toBe(
      'InvalidOperation.UnsupportFilter',
    )
  })
  test('takes new names in its own region', async () => {
    const TransitRouterId = await newTransitRouter(await newCen())
    await network().call(CEN, 'UpdateTransitRouter', { TransitRouterId, RegionId, TransitRouterName: 'hub' })
    await network().call(CEN, 'UpdateTransitRouter', { TransitRouterId, RegionId, TransitRouterDescription: 'of all' })
    expect(await transitRouters()).toMatchObject([{ TransitRouterName: 'hub', TransitRouterDescription: 'of all' }])
    expect(await code('UpdateTransitRouter', { TransitRouterId, RegionId: 'cn-beijing' })).toBe('OperationUnsupported.RegionId')
    expect(await code('UpdateTransitRouter', { TransitRouterId: 'tr-x', RegionId })).toBe('ParameterInstanceId')
  })
  test('cannot be changed or deleted while it changes, nor its CEN instance deleted', async () => {
    const CenId = await newCen()
    await cloud.latency({ afterMs: 2000 })
    const TransitRouterId = await newTransitRouter(CenId)
    expect(await transitRouters({ Status: 'Creating' })).toHaveLength(1)
    for (const action of ['UpdateTransitRouter', 'DeleteTransitRouter'])
      expect(await code(action, { TransitRouterId, RegionId })).toBe('IncorrectStatus.TransitRouterInstance')
    expect(await code('DeleteCen', { CenId })).toBe('InvalidOperation.CenInstanceStatus')
    await cloud.advance('2s')
    await network().call(CEN, 'ModifyCenAttribute', { CenId, Name: 'a' })
    expect(await code('DeleteTransitRouter', { TransitRouterId })).toBe('IncorrectStatus.CenInstance')
    await cloud.advance('2s')
    await network().call(CEN, 'DeleteTransitRouter', { TransitRouterId })
    expect(await transitRouters()).toMatchObject([{ Status: 'Deleting' }])
    await cloud.advance('2s')
    expect(await transitRouters()).toEqual([])
    expect(await code('DeleteTransitRouter', { TransitRouterId })).toBe('ParameterInstanceId')
  })
  test('with an ECR attached is kept, and so is its CEN instance (InvalidOperation.AttachedChildInstanceExist)', async () => {
    const CenId = await newCen()
    const TransitRouterId = await newTransitRouter(CenId)
    const { EcrId } = await network().call('ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 })
    const association = { EcrId, TransitRouterId, AssociationRegionId: RegionId, CreateAttachment: true }
    await network().call('ExpressConnectRouter', 'CreateExpressConnectRouterAssociation', association)
    expect(await code('DeleteTransitRouter', { TransitRouterId })).toBe('InvalidOperation.AttachedChildInstanceExist')
    expect(await code('DeleteCen', { CenId })).toBe('InvalidOperation.AttachedChildInstanceExist')
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { ECR, makerIn, RegionId } from '../../../../test/routers.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
let EcrId: string
const network = () => cloud.as('network')
const make = () => makerIn(cloud)
const read = 'DescribeExpressConnectRouterRouteEntries'
const list = (more = {}) => network().call(ECR, read, { EcrId, ...more })
const routes = async (more = {}) =>
  (await list(more)).RouteEntriesList.map(
    (route: Record<string, unknown>) => `${route.DestinationCidrBlock} ${route.NexthopInstanceId}`,
  )
const learn = (alias: string, vbr: string, more: Record<string, string>) =>
  cloud.cloud.worlds.seed('default', { bgpRoutes: [{ account: alias, vbr, ...more }] })

beforeEach(async () => {
  cloud = await testCloud()
  EcrId = await make().ecr()
})
afterEach(() => cloud.close())

describe('the routes of an ECR', () => {
  test('are those of the vSwitches of its VPCs, and go with vSwitch and association at once', async () => {
    const VpcId = await make().vpc('network', '10.0.0.0/16')
    const VSwitchId = await make().vSwitch('network', VpcId, '10.0.1.0/24')
    await make().vSwitch('network', VpcId, '10.0.0.0/24')
    expect(await routes()).toEqual([])
    const AssociationId = await make().associate(EcrId, VpcId)
    expect((await list()).RouteEntriesList[0]).toEqual({
      DestinationCidrBlock: '10.0.0.0/24',
      NexthopInstanceId: VpcId,
      NexthopInstanceRegionId: RegionId,
      AsPath: '[65000]',
      Status: 'ACTIVE',
    })
    expect(await routes()).toEqual([`10.0.0.0/24 ${VpcId}`, `10.0.1.0/24 ${VpcId}`])
    await network().call('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })
    expect(await routes()).toEqual([`10.0.0.0/24 ${VpcId}`])
    await cloud.latency('manual')
    await network().call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    expect(await routes()).toEqual([])
  })
  test('come when the association is ACTIVE', async () => {
    const VpcId = await make().vpc('network', '10.0.0.0/16')
    await make().vSwitch('network', VpcId, '10.0.0.0/24')
    await cloud.latency('manual')
    await make().associate(EcrId, VpcId)
    expect(await routes()).toEqual([])
    await cloud.step()
    expect(await routes()).toEqual([`10.0.0.0/24 ${VpcId}`])
  })
  test('are those that the owner of a VPC publishes to it, as long as they are published', async () => {
    const VpcId = await make().vpc('prod', '10.0.0.0/16')
    await make().grant('prod', EcrId, VpcId)
    await make().associate(EcrId, VpcId, { VpcOwnerId: await cloud.uid('prod') })
    const prod = cloud.as('prod')
    const { RouterTableList } = await prod.call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })
    const [{ RouteTableId }] = RouterTableList.RouterTableListType
    const VSwitchId = await make().vSwitch('prod', VpcId, '10.0.0.0/24')
    const { SecurityGroupId } = await prod.call('Ecs', 'CreateSecurityGroup', { RegionId, VpcId })
    const { NetworkInterfaceId } = await prod.call('Ecs', 'CreateNetworkInterface', { RegionId, VSwitchId, SecurityGroupId })
    const entry = { RouteTableId, DestinationCidrBlock: '172.31.0.0/16' }
    const hop = { NextHopType: 'NetworkInterface', NextHopId: NetworkInterfaceId }
    await prod.call('Vpc', 'CreateRouteEntry', { RegionId, ...entry, ...hop })
    const publication = (...RouteEntries: object[]) => ({ RegionId, TargetType: 'ECR', TargetInstanceId: EcrId, RouteEntries })
    expect(await routes()).toEqual([`10.0.0.0/24 ${VpcId}`])
    await prod.call('Vpc', 'PublishVpcRouteEntries', publication(entry))
    expect(await routes()).toEqual([`10.0.0.0/24 ${VpcId}`, `172.31.0.0/16 ${VpcId}`])
    const ofVSwitch = { RouteTableId, DestinationCidrBlock: '10.0.0.0/24' }
    await prod.call('Vpc', 'WithdrawVpcPublishedRouteEntries', publication(ofVSwitch))
    expect(await routes()).toEqual([`172.31.0.0/16 ${VpcId}`])
    // Both are said of this association: when the VPC comes back, all is as for a new one.
    const [{ AssociationId }] = (await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId })).AssociationList
    await network().call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
    await make().associate(EcrId, VpcId, { VpcOwnerId: await cloud.uid('prod') })
    expect(await routes()).toEqual([`10.0.0.0/24 ${VpcId}`])
    const { RouteEntries } = await prod.call('Vpc', 'ListVpcPublishedRouteEntries', { RegionId, RouteTableId, TargetType: 'ECR' })
    const statuses = RouteEntries.flatMap((each: Record<string, unknown>) => each.RoutePublishTargets)
    expect(statuses).toMatchObject([{ PublishStatus: 'NonPublished' }, { PublishStatus: 'Published' }])
    await prod.call('Vpc', 'PublishVpcRouteEntries', publication(entry))
    await prod.call('Vpc', 'WithdrawVpcPublishedRouteEntries', publication(ofVSwitch))
    expect(await routes()).toEqual([`172.31.0.0/16 ${VpcId}`])
    await prod.call('Vpc', 'DeleteRouteEntry', { RegionId, ...entry, NextHopId: NetworkInterfaceId })
    expect(await routes()).toEqual([])
  })
  test('are of a new vSwitch also where the block of an earlier one was withdrawn', async () => {
    const VpcId = await make().vpc('network', '10.0.0.0/16')
    const VSwitchId = await make().vSwitch('network', VpcId, '10.0.1.0/24')
    await make().associate(EcrId, VpcId)
    const { RouterTableList } = await network().call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })
    const [{ RouteTableId }] = RouterTableList.RouterTableListType
    const RouteEntries = [{ RouteTableId, DestinationCidrBlock: '10.0.1.0/24' }]
    const withdrawn = { RegionId, TargetType: 'ECR', TargetInstanceId: EcrId, RouteEntries }
    await network().call('Vpc', 'WithdrawVpcPublishedRouteEntries', withdrawn)
    expect(await routes()).toEqual([])
    await network().call('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })
    await make().vSwitch('network', VpcId, '10.0.1.0/24')
    expect(await routes()).toEqual([`10.0.1.0/24 ${VpcId}`])
  })
  test('are those that its VBRs learn, which a world is told', async () => {
    const VbrId = await make().vbr('prod')
    await learn('prod', VbrId, { destination: '192.168.0.0/16', asPath: '[64993,64512]', community: '9001:9263', med: '7' })
    await learn('prod', VbrId, { destination: '192.168.9.0/24' })
    expect(await routes()).toEqual([])
    await make().grant('prod', EcrId, VbrId)
    await make().attach(EcrId, VbrId, { ChildInstanceOwnerId: await cloud.uid('prod') })
    expect((await list()).RouteEntriesList).toEqual([
      {
        DestinationCidrBlock: '192.168.0.0/16',
        NexthopInstanceId: VbrId,
        NexthopInstanceRegionId: RegionId,
        AsPath: '[64993,64512]',
        Community: '9001:9263',
        Med: 7,
        Status: 'ACTIVE',
      },
      expect.objectContaining({ DestinationCidrBlock: '192.168.9.0/24', AsPath: '[]' }),
    ])
    await learn('prod', VbrId, { destination: '192.168.0.0/16', state: 'Gone' })
    expect(await routes()).toEqual([`192.168.9.0/24 ${VbrId}`])
    await cloud.as('prod').call('Vpc', 'TerminateVirtualBorderRouter', { RegionId, VbrId })
    expect(await routes()).toEqual([])
    await cloud.as('prod').call('Vpc', 'RecoverVirtualBorderRouter', { RegionId, VbrId })
    expect(await routes()).toEqual([`192.168.9.0/24 ${VbrId}`])
    const child = { EcrId, ChildInstanceId: VbrId, ChildInstanceType: 'VBR' }
    await network().call(ECR, 'DetachExpressConnectRouterChildInstance', child)
    expect(await routes()).toEqual([])
  })
  test('are those of an attached transit router that lead elsewhere, with MED 2000', async () => {
    const other = await make().ecr(65001)
    const { CenId } = await network().call('Cbn', 'CreateCen', {})
    const { TransitRouterId } = await network().call('Cbn', 'CreateTransitRouter', { CenId, RegionId })
    const attach = async (id: string) => {
      const association = { EcrId: id, TransitRouterId, AssociationRegionId: RegionId }
      await network().call(ECR, 'CreateExpressConnectRouterAssociation', association)
      const link = { EcrId: id, CenId, TransitRouterId }
      return (await network().call('Cbn', 'CreateTransitRouterEcrAttachment', link)).TransitRouterAttachmentId
    }
    const [there, here] = [await attach(other), await attach(EcrId)]
    const { TransitRouterRouteTables } = await network().call('Cbn', 'ListTransitRouterRouteTables', { TransitRouterId })
    const TransitRouterRouteTableId = TransitRouterRouteTables[0].TransitRouterRouteTableId
    const add = (destination: string, hop?: string) =>
      network().call('Cbn', 'CreateTransitRouterRouteEntry', {
        TransitRouterRouteTableId,
        TransitRouterRouteEntryDestinationCidrBlock: destination,
        TransitRouterRouteEntryNextHopType: hop ? 'Attachment' : 'BlackHole',
        ...(hop ? { TransitRouterRouteEntryNextHopId: hop } : {}),
      })
    await add('10.7.0.0/16', there)
    await add('10.8.0.0/16', here)
    await add('10.9.0.0/16')
    expect((await list()).RouteEntriesList).toMatchObject([
      { DestinationCidrBlock: '10.7.0.0/16', NexthopInstanceId: TransitRouterId, Med: 2000, AsPath: '[65000]' },
    ])
    const detach = { TransitRouterAttachmentId: here, Force: true }
    await network().call('Cbn', 'DeleteTransitRouterEcrAttachment', detach)
    expect(await routes()).toEqual([])
  })
  test('are told page by page in the order of addresses, and found by each of their properties', async () => {
    const [VpcId, VbrId] = [await make().vpc('network', '10.0.0.0/16'), await make().vbr('network')]
    for (const block of ['10.0.128.0/24', '10.0.16.0/24']) await make().vSwitch('network', VpcId, block)
    await make().associate(EcrId, VpcId)
    await make().attach(EcrId, VbrId)
    await learn('network', VbrId, { destination: '9.0.0.0/8', asPath: '64993, 64512', community: '9001:9263' })
    const all = [`9.0.0.0/8 ${VbrId}`, `10.0.16.0/24 ${VpcId}`, `10.0.128.0/24 ${VpcId}`]
    expect(await routes()).toEqual(all)
    const first = await list({ MaxResults: 2 })
    expect(first).toMatchObject({ TotalCount: 3, MaxResults: 2 })
    expect(await routes({ MaxResults: 2, NextToken: first.NextToken })).toEqual([all[2]])
    const found = async (filter: object) => (await routes(filter)).length
    expect(await found({ NexthopInstanceId: VpcId })).toBe(2)
    expect(await found({ DestinationCidrBlock: '9.0.0.0/8' })).toBe(1)
    expect(await found({ AsPath: '[64993, 64512]' })).toBe(1)
    expect(await found({ Community: '9001:9263' })).toBe(1)
    expect(await found({ QueryRegionId: RegionId })).toBe(3)
    expect(await found({ QueryRegionId: 'cn-beijing' })).toBe(0)
  })
  test('are told to the owner of the ECR, who asks properly', async () => {
    const refused = async (more: object) => (await network().refused(ECR, read, { EcrId, ...more })).code
    expect(await refused({ DestinationCidrBlock: '10.0.0.1/8' })).toBe('IllegalParamFormat.DestinationCidrBlock')
    expect(await refused({ MaxResults: 0 })).toBe('IllegalParam.MaxResults')
    expect(await refused({ EcrId: 'ecr-0' })).toBe('ResourceNotFound.EcrId')
    expect((await cloud.as('prod').refused(ECR, read, { EcrId })).code).toBe('ResourceNotFound.EcrId')
  })
})

test('what a VBR is said to learn has to make sense', async () => {
  const VbrId = await make().vbr('network')
  const destination = '9.0.0.0/8'
  const wrongs: Record<string, string>[] = [
    { destination: 'all' },
    { destination, asPath: 'x' },
    { destination, asPath: '[1,]' },
    { destination, community: '1' },
    { destination, med: '-1' },
    { destination, state: 'Maybe' },
  ]
  for (const wrong of wrongs) await expect(learn('network', VbrId, wrong)).rejects.toThrow()
  await expect(learn('network', 'vpc-1', { destination })).rejects.toThrow('vpc-1')
  await learn('network', VbrId, { destination, asPath: '[]' })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
const ECR = 'ExpressConnectRouter'
let cloud: Awaited<ReturnType<typeof testCloud>>
/** A VPC of `prod` with one vSwitch, and its system table. */
let VpcId: string
let RouteTableId: string
let VSwitchId: string
/** Of `network`; the VPC is granted to it. */
let EcrId: string

beforeEach(async () => {
  cloud = await testCloud()
  ;({ VpcId, RouteTableId } = await prod('CreateVpc', { CidrBlock: '10.1.0.0/16' }))
  ;({ VSwitchId } = await prod('CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '10.1.0.0/24' }))
  ;({ EcrId } = await cloud.as('network').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  const grant = { EcrId, EcrOwnerAliUid: await cloud.uid('network'), InstanceId: VpcId, InstanceType: 'VPC' }
  await cloud.as('prod').call(ECR, 'GrantInstanceToExpressConnectRouter', { ...grant, InstanceRegionId: RegionId })
})
afterEach(() => cloud.close())

const prod = (action: string, more: object = {}) => cloud.as('prod').call('Vpc', action, { RegionId, ...more })
const refused = (action: string, more: object = {}) => cloud.as('prod').refused('Vpc', action, { RegionId, ...more })
async function associate(): Promise<string> {
  const node = { EcrId, VpcId, VpcOwnerId: await cloud.uid('prod'), AssociationRegionId: RegionId }
  return (await cloud.as('network').call(ECR, 'CreateExpressConnectRouterAssociation', node)).AssociationId
}
const toEcr = (more: object = {}) => ({
  RouteTableId,
  DestinationCidrBlock: '192.168.0.0/16',
  NextHopType: 'Ecr',
  NextHopId: EcrId,
  ...more,
})
async function routes(more: object = {}) {
  return (await prod('DescribeRouteEntryList', { RouteTableId, ...more })).RouteEntrys.RouteEntry
}

describe('a route to an ECR', () => {
  it('needs the VPC to be associated with it (ResourceNotAssociated.Ecr)', async () => {
    expect(await refused('CreateRouteEntry', toEcr())).toMatchObject({ httpStatus: 400, code: 'ResourceNotAssociated.Ecr' })
    await associate()
    const { RouteEntryId } = await prod('CreateRouteEntry', toEcr({ RouteEntryName: 'office' }))
    expect(await routes({ RouteEntryType: 'Custom' })).toEqual([
      {
        RouteEntryId,
        RouteTableId,
        RouteEntryName: 'office',
        Description: '',
        DestinationCidrBlock: '192.168.0.0/16',
        IpVersion: 'ipv4',
        Type: 'Custom',
        Status: 'Available',
        GmtModified: '2026-01-01T00:00:00Z',
        Origin: 'CustomCreate',
        NextHops: { NextHop: [{ NextHopId: EcrId, NextHopType: 'Ecr', Weight: 0, Enabled: 1 }] },
      },
    ])
  })
  it('does not lead to another ECR than that of the VPC (ResourceNotAssociated.Ecr)', async () => {
    await associate()
    const other = await cloud.as('network').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })
    expect((await refused('CreateRouteEntry', toEcr({ NextHopId: other.EcrId }))).code).toBe('ResourceNotAssociated.Ecr')
  })
  it('is Pending until it is made, one change at a time (IncorrectRouteEntryStatus), and then Deleting', async () => {
    await associate()
    await cloud.latency('manual')
    await prod('CreateRouteEntry', toEcr())
    expect(await routes({ RouteEntryType: 'Custom' })).toMatchObject([{ Status: 'Pending' }])
    expect((await refused('CreateRouteEntry', toEcr({ DestinationCidrBlock: '192.169.0.0/16' }))).code).toBe(
      'IncorrectRouteEntryStatus',
    )
    const named = { RouteTableId, DestinationCidrBlock: '192.168.0.0/16' }
    expect((await refused('DeleteRouteEntry', named)).code).toBe('IncorrectRouteEntryStatus')
    await cloud.step()
    await prod('DeleteRouteEntry', named)
    expect(await routes({ RouteEntryType: 'Custom' })).toMatchObject([{ Status: 'Deleting' }])
    await cloud.step()
    expect(await routes({ RouteEntryType: 'Custom' })).toEqual([])
  })
})

describe('routes', () => {
  it('lead of themselves to each vSwitch and to the services of the cloud', async () => {
    const blocks = (await routes()).map(({ DestinationCidrBlock }: Record<string, unknown>) => DestinationCidrBlock)
    expect(blocks.sort()).toEqual(['10.1.0.0/24', '100.64.0.0/10'])
  })
  it('of the system cannot be deleted (OperationDenied)', async () => {
    expect((await refused('DeleteRouteEntry', { RouteTableId, DestinationCidrBlock: '10.1.0.0/24' })).code).toBe('OperationDenied')
  })
  it('lead to an address as to a block of its own', async () => {
    await associate()
    await prod('CreateRouteEntry', toEcr({ DestinationCidrBlock: '192.168.0.1' }))
    expect(await routes({ DestinationCidrBlock: '192.168.0.1/32' })).toHaveLength(1)
  })
  it.each([
    ['to a block with bits behind its prefix', { DestinationCidrBlock: '192.168.0.1/16' }, 'InvalidCidrBlock.Malformed'],
    ['to the block of a vSwitch', { DestinationCidrBlock: '10.1.0.0/24' }, 'InvalidCIDRBlock.Duplicate'],
    ['to a part of a vSwitch', { DestinationCidrBlock: '10.1.0.0/28' }, 'InvalidCidrBlock'],
    ['to the system', { DestinationCidrBlock: '100.64.1.0/24' }, 'InvalidDestinationCidrBlock'],
    ['of a table that is not there', { RouteTableId: 'vtb-unknown' }, 'InvalidRouteTableId.NotFound'],
    ['through nothing', { NextHopId: undefined }, 'InvalidNexthopTypeAndList.BothNull'],
    ['through both', { NextHopList: [{ NextHopId: 'ri-1' }] }, 'InvalidNexthopTypeAndList.BothNotNull'],
    ['through a list of one', { NextHopId: undefined, NextHopList: [{ NextHopId: 'ri-1' }] }, 'InvalidNexthopListSize'],
    [
      'through interfaces',
      { NextHopId: undefined, NextHopList: [{ NextHopId: 'a' }, { NextHopId: 'b' }] },
      'InvalidRouterInterface',
    ],
    ['through a type that is none', { NextHopType: 'Bridge' }, 'InvalidNextHopType'],
    ['through a gateway that is not there', { NextHopType: 'NatGateway', NextHopId: 'ngw-1' }, 'InvalidNextHop.NotFound'],
    [
      'through an interface that is not there',
      { NextHopType: 'NetworkInterface', NextHopId: 'eni-1' },
      'InvalidNetworkInterface.NotFound',
    ],
    ['without a block', { DestinationCidrBlock: undefined }, 'MissingParameter'],
  ])('are refused %s', async (_, more, code) => {
    expect((await refused('CreateRouteEntry', toEcr(more))).code).toBe(code)
  })
  it('are not made twice (InvalidCIDRBlock.Duplicate) and not without end (QuotaExceeded)', async () => {
    await associate()
    await cloud.settings({ quotas: { 'vpc.routeEntriesPerRouteTable': 1 } })
    await prod('CreateRouteEntry', toEcr())
    expect((await refused('CreateRouteEntry', toEcr())).code).toBe('InvalidCIDRBlock.Duplicate')
    expect((await refused('CreateRouteEntry', toEcr({ DestinationCidrBlock: '192.169.0.0/16' }))).code).toBe('QuotaExceeded')
  })
  it('of another account are unknown (InvalidRouteTableId.NotFound, InvalidRouteTable.NotFound)', async () => {
    const asked = { RegionId, RouteTableId, DestinationCidrBlock: '192.168.0.0/16', NextHopType: 'Ecr', NextHopId: EcrId }
    expect((await cloud.as('dev').refused('Vpc', 'CreateRouteEntry', asked)).code).toBe('InvalidRouteTableId.NotFound')
    expect((await cloud.as('dev').refused('Vpc', 'DescribeRouteEntryList', { RegionId, RouteTableId })).code).toBe(
      'InvalidRouteTable.NotFound',
    )
  })
  it('wait for a VPC and a vSwitch that are just made (IncorrectVpcStatus, IncorrectVSwitchStatus)', async () => {
    await associate()
    await cloud.latency('manual')
    await prod('CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '10.1.1.0/24' })
    expect((await refused('CreateRouteEntry', toEcr())).code).toBe('IncorrectVSwitchStatus')
    const young = await prod('CreateVpc')
    expect((await refused('CreateRouteEntry', toEcr({ RouteTableId: young.RouteTableId }))).code).toBe('IncorrectVpcStatus')
  })
  it('are found and deleted by id, and named otherwise', async () => {
    await associate()
    const { RouteEntryId } = await prod('CreateRouteEntry', toEcr())
    await prod('ModifyRouteEntry', { RouteTableId, DestinationCidrBlock: '192.168.0.0/16', RouteEntryName: 'a' })
    await prod('ModifyRouteEntry', { RouteEntryId, Description: 'b' })
    expect(await routes({ NextHopId: EcrId })).toMatchObject([{ RouteEntryName: 'a', Description: 'b' }])
    expect((await refused('ModifyRouteEntry', { RouteEntryId, NewNextHopId: 'x' })).code).toBe(
      'UnsupportedFeature.ModifyRouteEntryNextHop',
    )
    expect((await refused('ModifyRouteEntry', { RouteEntryId: 'rte-0' })).code).toBe('InvalidRouteEntryId.NotFound')
    expect((await refused('ModifyRouteEntry')).code).toBe('MissingParam.RouteEntryId')
    await prod('DeleteRouteEntry', { RouteEntryId, NextHopId: EcrId })
    expect((await refused('DeleteRouteEntry', { RouteEntryId })).code).toBe('InvalidRouteEntryId.NotFound')
  })
  it.each([
    ['nothing', {}, 'MissingParameter'],
    ['a block that no route leads to', { DestinationCidrBlock: '9.0.0.0/8' }, 'InvalidRouteEntry.NotFound'],
    ['an unknown table', { RouteTableId: 'vtb-1', DestinationCidrBlock: '9.0.0.0/8' }, 'InvalidRouteTableId.NotFound'],
    [
      'two next hops',
      { DestinationCidrBlock: '9.0.0.0/8', NextHopId: 'a', NextHopList: [{ NextHopId: 'b' }] },
      'ParamExclusive.NextHopIdAndList',
    ],
  ])('are not deleted by %s', async (_, more, code) => {
    expect((await refused('DeleteRouteEntry', { RouteTableId, ...more })).code).toBe(code)
  })
  it('keep their VPC (DependencyViolation.RouteEntry)', async () => {
    await associate()
    await prod('CreateRouteEntry', toEcr())
    await prod('DeleteVSwitch', { VSwitchId })
    expect((await refused('DeleteVpc', { VpcId })).code).toBe('DependencyViolation.RouteEntry')
  })
})

describe('publishing', () => {
  async function targets(DestinationCidrBlock: string) {
    const { RouteEntries } = await prod('ListVpcPublishedRouteEntries', { RouteTableId, TargetType: 'ECR', DestinationCidrBlock })
    return RouteEntries.map(({ RoutePublishTargets }: Record<string, unknown>) => RoutePublishTargets)
  }
  const said = (DestinationCidrBlock: string) => ({
    TargetType: 'ECR',
    TargetInstanceId: EcrId,
    RouteEntries: [{ RouteTableId, DestinationCidrBlock }],
  })

  it('is for VPCs of an ECR (ResourceNotAssociated.TargetInstance)', async () => {
    expect((await refused('PublishVpcRouteEntries', said('10.1.0.0/24'))).code).toBe('ResourceNotAssociated.TargetInstance')
    expect((await refused('ListVpcPublishedRouteEntries', { RouteTableId, TargetType: 'ECR' })).code).toBe(
      'ResourceNotAssociated.TargetInstance',
    )
  })
  it('of vSwitches is done unasked and can be taken back', async () => {
    await associate()
    const target = { PublishTargetInstanceId: EcrId, PublishTargetType: 'ECR' }
    expect(await targets('10.1.0.0/24')).toEqual([[{ ...target, PublishStatus: 'Published' }]])
    await prod('WithdrawVpcPublishedRouteEntries', said('10.1.0.0/24'))
    expect(await targets('10.1.0.0/24')).toEqual([[{ ...target, PublishStatus: 'NonPublished' }]])
    await prod('PublishVpcRouteEntries', said('10.1.0.0/24'))
    expect(await targets('10.1.0.0/24')).toEqual([[{ ...target, PublishStatus: 'Published' }]])
  })
  it('of other routes is asked for, and ends with the route', async () => {
    await associate()
    const { SecurityGroupId } = await cloud.as('prod').call('Ecs', 'CreateSecurityGroup', { RegionId, VpcId })
    const nic = { RegionId, VSwitchId, SecurityGroupId }
    const { NetworkInterfaceId } = await cloud.as('prod').call('Ecs', 'CreateNetworkInterface', nic)
    const route = { DestinationCidrBlock: '172.20.0.0/16', NextHopType: 'NetworkInterface', NextHopId: NetworkInterfaceId }
    await prod('CreateRouteEntry', { RouteTableId, ...route })
    expect(await targets('172.20.0.0/16')).toMatchObject([[{ PublishStatus: 'NonPublished' }]])
    await prod('PublishVpcRouteEntries', said('172.20.0.0/16'))
    expect(await targets('172.20.0.0/16')).toMatchObject([[{ PublishStatus: 'Published' }]])
    await prod('WithdrawVpcPublishedRouteEntries', said('172.20.0.0/16'))
    expect(await targets('172.20.0.0/16')).toMatchObject([[{ PublishStatus: 'NonPublished' }]])
    await prod('PublishVpcRouteEntries', said('172.20.0.0/16'))
    await prod('DeleteRouteEntry', { RouteTableId, DestinationCidrBlock: '172.20.0.0/16' })
    await prod('CreateRouteEntry', { RouteTableId, ...route })
    expect(await targets('172.20.0.0/16')).toMatchObject([[{ PublishStatus: 'NonPublished' }]])
  })
  it('is refused for routes that are not there, or lead to the ECR (InvalidRouteEntry.NotFound)', async () => {
    await associate()
    await prod('CreateRouteEntry', toEcr())
    expect((await refused('PublishVpcRouteEntries', said('9.0.0.0/8'))).code).toBe('InvalidRouteEntry.NotFound')
    expect((await refused('PublishVpcRouteEntries', said('192.168.0.0/16'))).code).toBe('InvalidRouteEntry.NotFound')
  })
})

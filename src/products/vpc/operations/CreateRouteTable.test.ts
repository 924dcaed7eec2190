import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
let cloud: Awaited<ReturnType<typeof testCloud>>
let VpcId: string
let VSwitchId: string
let system: string
beforeEach(async () => {
  cloud = await testCloud()
  const made = await call('CreateVpc', { CidrBlock: '10.0.0.0/16' })
  VpcId = made.VpcId
  system = made.RouteTableId
  ;({ VSwitchId } = await call('CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '10.0.0.0/24' }))
})
afterEach(() => cloud.close())

const call = (action: string, more: object = {}) => cloud.as('network').call('Vpc', action, { RegionId, ...more })
const refused = (action: string, more: object = {}) => cloud.as('network').refused('Vpc', action, { RegionId, ...more })
const create = async (more: object = {}) => (await call('CreateRouteTable', { VpcId, ...more })).RouteTableId as string
const tables = async (more: object = {}) =>
  (await call('DescribeRouteTableList', { VpcId, ...more })).RouterTableList.RouterTableListType
const tableOf = async () => (await call('DescribeVSwitchAttributes', { VSwitchId })).RouteTable

describe('a custom route table', () => {
  it('stands beside the system table, and is renamed', async () => {
    const RouteTableId = await create({ RouteTableName: 'a', Tag: [{ Key: 'k', Value: 'v' }] })
    await call('ModifyRouteTableAttributes', { RouteTableId, RouteTableName: 'b', Description: 'd', RoutePropagationEnable: false })
    await call('ModifyRouteTableAttributes', { RouteTableId: system, RouteTableName: 's' })
    expect(await tables({ RouteTableType: 'Custom' })).toMatchObject([
      {
        RouteTableId,
        RouteTableName: 'b',
        Description: 'd',
        RoutePropagationEnable: false,
        Status: 'Available',
        VpcId,
        Tags: { Tag: [{ Key: 'k', Value: 'v' }] },
      },
    ])
    expect(await tables({ RouteTableType: 'System' })).toMatchObject([
      { RouteTableName: 's', VSwitchIds: { VSwitchId: [VSwitchId] } },
    ])
    expect(await tables({ Tag: [{ Key: 'k' }] })).toHaveLength(1)
    expect((await refused('ModifyRouteTableAttributes', { RouteTableId: 'vtb-0' })).code).toBe('Abs.InvalidRouteTableId.NotExist')
    expect((await refused('ModifyRouteTableAttributes', { RouteTableId, RouteTableName: 'http://x' })).code).toBe(
      'Abs.InvaliTableName.Malformed',
    )
  })
  it('is used by vSwitches, which can leave it', async () => {
    const RouteTableId = await create()
    const it = { RouteTableId, VSwitchId }
    expect((await refused('UnassociateRouteTable', it)).code).toBe('InvalidBindingStatus.RouteTable')
    await call('AssociateRouteTable', it)
    expect(await tableOf()).toEqual({ RouteTableId, RouteTableType: 'Custom' })
    expect(await tables({ RouteTableId })).toMatchObject([{ VSwitchIds: { VSwitchId: [VSwitchId] } }])
    expect(await tables({ RouteTableId: system })).toMatchObject([{ VSwitchIds: { VSwitchId: [] } }])
    expect((await refused('AssociateRouteTable', it)).code).toBe('ResourceAlreadyAssociated.RouteTable')
    expect((await refused('AssociateRouteTable', { ...it, RouteTableId: await create() })).code).toBe(
      'Forbidden.VSwitchAlreadyAssociatedRouteTable',
    )
    expect((await refused('DeleteRouteTable', { RouteTableId })).code).toBe('IncorrectVSwitchStatus')
    expect((await refused('DeleteVSwitch', { VSwitchId })).code).toBe('DependencyViolation.RouteTable')
    await call('UnassociateRouteTable', it)
    expect(await tableOf()).toEqual({ RouteTableId: system, RouteTableType: 'System' })
    await call('DeleteRouteTable', { RouteTableId })
  })
  it('shows Pending and Deleting, the vSwitch that moves to it Pending', async () => {
    await cloud.latency('manual')
    const RouteTableId = await create()
    expect(await tables({ RouteTableId })).toMatchObject([{ Status: 'Pending' }])
    expect((await refused('AssociateRouteTable', { RouteTableId, VSwitchId })).code).toBe('IncorrectStatus.RouteTable')
    expect((await refused('DeleteRouteTable', { RouteTableId })).code).toBe('IncorrectRouteTableStatus')
    await cloud.step()
    await call('AssociateRouteTable', { RouteTableId, VSwitchId })
    expect(await call('DescribeVSwitchAttributes', { VSwitchId })).toMatchObject({ Status: 'Pending' })
    expect((await refused('UnassociateRouteTable', { RouteTableId, VSwitchId })).code).toBe('IncorrectVSwitchStatus')
    await cloud.step()
    await call('UnassociateRouteTable', { RouteTableId, VSwitchId })
    await cloud.step()
    await call('DeleteRouteTable', { RouteTableId })
    expect(await tables({ RouteTableId })).toMatchObject([{ Status: 'Deleting' }])
    await cloud.step()
    expect(await tables({ RouteTableId })).toEqual([])
  })
  it('keeps its VPC (DependencyViolation.RouteTable), and its routes keep it', async () => {
    const RouteTableId = await create()
    const { SecurityGroupId } = await cloud.as('network').call('Ecs', 'CreateSecurityGroup', { RegionId, VpcId })
    const nic = { RegionId, VSwitchId, SecurityGroupId }
    const { NetworkInterfaceId } = await cloud.as('network').call('Ecs', 'CreateNetworkInterface', nic)
    const DestinationCidrBlock = '172.20.0.0/16'
    const hop = { NextHopType: 'NetworkInterface', NextHopId: NetworkInterfaceId }
    await call('CreateRouteEntry', { RouteTableId, DestinationCidrBlock, ...hop })
    expect((await refused('DeleteRouteTable', { RouteTableId })).code).toBe('IncorrectRouteTableStatus.RouteEntryExist')
    await call('DeleteRouteEntry', { RouteTableId, DestinationCidrBlock })
    await cloud.as('network').call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId })
    await call('DeleteVSwitch', { VSwitchId })
    expect((await refused('DeleteVpc', { VpcId })).code).toBe('DependencyViolation.RouteTable')
  })
  it.each([
    ['CreateRouteTable', { VpcId: 'vpc-0' }, 'InvalidVpcId.NotFound'],
    ['CreateRouteTable', { AssociateType: 'Gateway' }, 'UnsupportedRegion'],
    ['CreateRouteTable', { RouteTableName: 'http://x' }, 'InvalidParameter.RouteTableName.Malformed'],
    ['CreateRouteTable', { Description: 'http://x' }, 'InvalidParameter.Description.Malformed'],
    ['DeleteRouteTable', { RouteTableId: 'vtb-0' }, 'InvalidRouteTableId.NotFound'],
    ['DeleteRouteTable', { RouteTableId: undefined }, 'MissingParam.RouteTableId'],
    ['AssociateRouteTable', { RouteTableId: 'vtb-0' }, 'InvalidRouteTableId.NotFound'],
    ['AssociateRouteTable', { VSwitchId: 'vsw-0' }, 'InvalidVSwitchId.NotFound'],
    ['AssociateRouteTable', {}, 'OperationDenied.SwitchToSystemRouteTable'],
    ['UnassociateRouteTable', {}, 'OperationUnsupported.SystemRouteTable'],
    ['DeleteRouteTable', {}, 'IncorrectRouteTableType'],
  ])('%s with %j is refused (%s)', async (action, more, code) => {
    const usual = { VpcId, VSwitchId, RouteTableId: system }
    expect((await refused(action, { ...usual, ...more })).code).toBe(code)
  })
  it('is one of nine, and is for vSwitches of its VPC (QuotaExceeded.RouteTable, Forbidden.NotInSameVpc)', async () => {
    const other = await call('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    const RouteTableId = await create({ VpcId: other.VpcId })
    expect((await refused('AssociateRouteTable', { RouteTableId, VSwitchId })).code).toBe('Forbidden.NotInSameVpc')
    await cloud.settings({ quotas: { 'vpc.customRouteTablesPerVpc': 1 } })
    expect((await refused('CreateRouteTable', { VpcId: other.VpcId })).code).toBe('QuotaExceeded.RouteTable')
  })
  it('is seen by a principal only where a shared vSwitch uses it, and changed by no principal', async () => {
    const RouteTableId = await create()
    const share = { ResourceShareName: 's', Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }] }
    await cloud.as('network').call('ResourceSharing', 'CreateResourceShare', { ...share, Targets: [await cloud.uid('prod')] })
    const seen = async () =>
      (await cloud.as('prod').call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })).RouterTableList.RouterTableListType
    expect(await seen()).toMatchObject([{ RouteTableId: system }])
    const bind = { RegionId, RouteTableId, VSwitchId }
    expect((await cloud.as('prod').refused('Vpc', 'AssociateRouteTable', bind)).code).toBe('InvalidRouteTableId.NotFound')
    await call('AssociateRouteTable', bind)
    expect(await seen()).toHaveLength(2)
    expect((await cloud.as('prod').call('Vpc', 'DescribeVSwitches', { RegionId })).VSwitches.VSwitch).toMatchObject([
      { RouteTable: { RouteTableId, RouteTableType: 'Custom' } },
    ])
  })
})

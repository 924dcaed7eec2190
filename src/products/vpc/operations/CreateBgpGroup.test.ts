import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
const ECR = 'ExpressConnectRouter'
const addresses = { LocalGatewayIp: '10.0.0.1', PeerGatewayIp: '10.0.0.2', PeeringSubnetMask: '255.255.255.252' }
let cloud: Awaited<ReturnType<typeof testCloud>>
let VbrId: string
let EcrId: string
let vbrRouteTable: { RouteTableId: string; NextHopId: string }

beforeEach(async () => {
  cloud = await testCloud()
  const line = { AccessPointId: 'ap-1', LineOperator: 'CT', bandwidth: 100 }
  const { PhysicalConnectionId } = await call('CreatePhysicalConnection', line)
  ;({ VbrId } = await call('CreateVirtualBorderRouter', { PhysicalConnectionId, VlanId: 10, ...addresses }))
  ;({ EcrId } = await cloud.as('network').call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
  const { VirtualBorderRouterSet } = await call('DescribeVirtualBorderRouters')
  const { RouteTableId, VlanInterfaceId } = VirtualBorderRouterSet.VirtualBorderRouterType[0]
  vbrRouteTable = { RouteTableId, NextHopId: VlanInterfaceId }
})
afterEach(() => cloud.close())

const call = (action: string, more: object = {}) => cloud.as('network').call('Vpc', action, { RegionId, ...more })
const refused = (action: string, more: object = {}) => cloud.as('network').refused('Vpc', action, { RegionId, ...more })
const create = (more: object = {}) => call('CreateBgpGroup', { RouterId: VbrId, PeerAsn: 65501, ...more })
const refusedGroup = (more: object = {}) => refused('CreateBgpGroup', { RouterId: VbrId, PeerAsn: 65501, ...more })
const groups = async () => (await call('DescribeBgpGroups', { RouterId: VbrId })).BgpGroups.BgpGroup
const peers = async () => (await call('DescribeBgpPeers', { RouterId: VbrId })).BgpPeers.BgpPeer
const node = () => ({ EcrId, ChildInstanceId: VbrId, ChildInstanceType: 'VBR' })
const attach = () =>
  cloud.as('network').call(ECR, 'AttachExpressConnectRouterChildInstance', { ...node(), ChildInstanceRegionId: RegionId })
const attachRefused = async () =>
  (
    await cloud
      .as('network')
      .refused(ECR, 'AttachExpressConnectRouterChildInstance', { ...node(), ChildInstanceRegionId: RegionId })
  ).code
const detach = () => cloud.as('network').call(ECR, 'DetachExpressConnectRouterChildInstance', node())
const detachRefused = async () => (await cloud.as('network').refused(ECR, 'DetachExpressConnectRouterChildInstance', node())).code
const route = (more: object = {}) => ({
  ...vbrRouteTable,
  DestinationCidrBlock: '192.168.0.0/16',
  NextHopType: 'RouterInterface',
  ...more,
})

describe('a BGP group', () => {
  it('shows what it was made with, and its peers show it too', async () => {
    const { BgpGroupId } = await create({ Name: 'office', AuthKey: 'secret', IsFakeAsn: true, IpVersion: 'IPv4', RouteQuota: 99 })
    const { BgpPeerId } = await call('CreateBgpPeer', { BgpGroupId, EnableBfd: true, BfdMultiHop: 3 })
    expect(await groups()).toEqual([
      {
        BgpGroupId,
        RouterId: VbrId,
        RegionId,
        Name: 'office',
        Description: '',
        Status: 'Available',
        LocalAsn: '45104',
        PeerAsn: '65501',
        IsFake: 'true',
        AuthKey: 'secret',
        IpVersion: 'IPv4',
        RouteLimit: '99',
        Hold: '30',
        Keepalive: '10',
      },
    ])
    expect(await peers()).toMatchObject([
      {
        BgpPeerId,
        BgpGroupId,
        RouterId: VbrId,
        Name: 'office',
        Status: 'Available',
        BgpStatus: 'Idle',
        PeerIpAddress: '10.0.0.2',
        LocalAsn: '45104',
        PeerAsn: '65501',
        EnableBfd: true,
        BfdMultiHop: 3,
      },
    ])
  })
  it('is changed, and goes after its peers (DependencyViolation.BgpPeer); it keeps its VBR (DependencyViolation.BgpGroup)', async () => {
    const { BgpGroupId } = await create({ AuthKey: 'secret' })
    await call('ModifyBgpGroupAttribute', { BgpGroupId, PeerAsn: 65502, LocalAsn: 65000, Name: 'n', ClearAuthKey: true })
    expect(await groups()).toMatchObject([{ PeerAsn: '65502', LocalAsn: '65000', Name: 'n', AuthKey: '' }])
    const { BgpPeerId } = await call('CreateBgpPeer', { BgpGroupId })
    await call('ModifyBgpPeerAttribute', { BgpPeerId, BgpGroupId, PeerIpAddress: '10.0.0.3', EnableBfd: true, BfdMultiHop: 9 })
    expect(await peers()).toMatchObject([{ PeerIpAddress: '10.0.0.3', EnableBfd: true, BfdMultiHop: 9 }])
    expect(await refused('DeleteBgpGroup', { BgpGroupId })).toMatchObject({ httpStatus: 404, code: 'DependencyViolation.BgpPeer' })
    expect((await refused('DeleteVirtualBorderRouter', { VbrId })).code).toBe('DependencyViolation.BgpGroup')
    await call('DeleteBgpPeer', { BgpPeerId })
    await call('DeleteBgpGroup', { BgpGroupId })
    expect([await groups(), await peers()]).toEqual([[], []])
    await call('DeleteVirtualBorderRouter', { VbrId })
  })
  it('shows Pending, Modifying and Deleting while that takes time', async () => {
    await cloud.latency('manual')
    const { BgpGroupId } = await create()
    expect(await groups()).toMatchObject([{ Status: 'Pending' }])
    expect((await refused('DeleteBgpGroup', { BgpGroupId })).code).toBe('InvalidStatus.CannotOperate')
    expect((await refused('CreateBgpPeer', { BgpGroupId })).code).toBe('InvalidStatus.CannotOperate')
    await cloud.step()
    const { BgpPeerId } = await call('CreateBgpPeer', { BgpGroupId })
    expect((await refused('DeleteBgpPeer', { BgpPeerId })).code).toBe('IncorrectStatus.BgpPeer')
    expect((await refused('ModifyBgpPeerAttribute', { BgpPeerId })).code).toBe('IncorrectStatus.BgpPeer')
    await cloud.step()
    await call('DeleteBgpPeer', { BgpPeerId })
    expect(await peers()).toMatchObject([{ Status: 'Deleting' }])
    await cloud.step()
    await call('ModifyBgpGroupAttribute', { BgpGroupId, Name: 'n' })
    expect(await groups()).toMatchObject([{ Status: 'Modifying' }])
    await cloud.step()
    await call('DeleteBgpGroup', { BgpGroupId })
    expect(await groups()).toMatchObject([{ Status: 'Deleting' }])
    await cloud.step()
    expect([await groups(), await peers()]).toEqual([[], []])
  })
  it.each([
    [{ RouterId: 'vbr-0' }, 'InvalidParams.NotFound'],
    [{ PeerAsn: 45104 }, 'InvalidPeerAsn.Malformed'],
    [{ PeerAsn: 0 }, 'IllegalParam.PeerAsn'],
    [{ PeerAsn: undefined }, 'InvalidParams.NotNull'],
    [{ LocalAsn: 65025 }, 'InvalidBgpGroup.LocalAsnInvalid'],
    [{ RouteQuota: 111 }, 'IllegalParam.RouteLimit'],
    [{ IpVersion: 'IPv6' }, 'InvalidVbrNetwork'],
    [{ Name: 'http://x' }, 'InvalidBgpName.Malformed'],
    [{ Description: 'http://x' }, 'InvalidBgpDescription.Malformed'],
    [{ AuthKey: 'k'.repeat(65) }, 'InvalidBgpAuthkey.Malformed'],
  ])('is not made with %j (%s)', async (more, code) => {
    expect((await refusedGroup(more)).code).toBe(code)
  })
  it('of another account is unknown', async () => {
    const { BgpGroupId } = await create()
    const { BgpPeerId } = await call('CreateBgpPeer', { BgpGroupId })
    const prod = cloud.as('prod')
    for (const [action, more, code] of [
      ['CreateBgpGroup', { RouterId: VbrId, PeerAsn: 1 }, 'InvalidParams.NotFound'],
      ['ModifyBgpGroupAttribute', { BgpGroupId }, 'InvalidBgpGroup'],
      ['DeleteBgpGroup', { BgpGroupId }, 'InvalidBgpGroup'],
      ['CreateBgpPeer', { BgpGroupId }, 'InvalidBgpGroup'],
      ['ModifyBgpPeerAttribute', { BgpPeerId }, 'InvalidBgpPeerId.NotFound'],
      ['DeleteBgpPeer', { BgpPeerId }, 'InvalidBgpPeer.NotFound'],
    ] as const)
      expect((await prod.refused('Vpc', action, { RegionId, ...more })).code).toBe(code)
    expect((await prod.call('Vpc', 'DescribeBgpGroups', { RegionId })).TotalCount).toBe(0)
  })
  it('has peers with addresses of their own, eight at most for a VBR', async () => {
    const { BgpGroupId } = await create()
    const other = await create({ PeerAsn: 65502 })
    await call('CreateBgpPeer', { BgpGroupId })
    const third = await call('CreateBgpPeer', { BgpGroupId, PeerIpAddress: '10.0.0.3' })
    expect((await refused('CreateBgpPeer', { BgpGroupId })).code).toBe('BgpPeer.Already.Exists')
    expect((await refused('CreateBgpPeer', { BgpGroupId: other.BgpGroupId })).code).toBe('InvalidParams.PeerIpAddressInUse')
    expect((await refused('CreateBgpPeer', { BgpGroupId, PeerIpAddress: 'x' })).code).toBe('InvalidIP.Malformed')
    expect((await refused('CreateBgpPeer', { BgpGroupId, BfdMultiHop: 3 })).code).toBe('MissingParam.EnableBfd')
    expect((await refused('CreateBgpPeer', { BgpGroupId, BfdMultiHop: 0 })).code).toBe('IllegalParam.BfdMultiHop')
    const change = { BgpPeerId: third.BgpPeerId, PeerIpAddress: '10.0.0.2' }
    expect((await refused('ModifyBgpPeerAttribute', change)).code).toBe('DuplicatedParam.PeerIpAddress')
    expect((await refused('ModifyBgpPeerAttribute', { ...change, PeerIpAddress: 'x' })).code).toBe('IllegalParam.IpAddress')
    expect((await refused('ModifyBgpPeerAttribute', { ...change, PeerIpAddress: undefined, BfdMultiHop: 2 })).code).toBe(
      'MissingParam.EnableBfd',
    )
    await cloud.settings({ quotas: { 'vpc.bgpPeersPerVbr': 2 } })
    expect((await refused('CreateBgpPeer', { BgpGroupId, PeerIpAddress: '10.0.0.9' })).code).toBe('QuotaExceeded.Bgp')
  })
})

describe('a VBR that is in an ECR', () => {
  it('has BGP groups with the number of the ECR (IllegalParam.BgpGroupLocalAsn)', async () => {
    await attach()
    expect((await refusedGroup()).code).toBe('IllegalParam.BgpGroupLocalAsn')
    expect((await refusedGroup({ LocalAsn: 65000, PeerAsn: 65000 })).code).toBe('OperationFailed.BgpPeerConflictWithECR')
    const { BgpGroupId } = await create({ LocalAsn: 65000 })
    await call('ModifyBgpGroupAttribute', { BgpGroupId, Name: 'n' })
    expect((await refused('ModifyBgpGroupAttribute', { BgpGroupId, LocalAsn: 65001 })).code).toBe(
      'OperationUnsupported.VBRAttachedECR',
    )
    const both = { BgpGroupId, AuthKey: 'k', ClearAuthKey: true }
    expect((await refused('ModifyBgpGroupAttribute', both)).code).toBe('OperationFailed.ClearAuthKeyForbidden')
  })
  it('takes no changes of BGP and routes while it joins (OperationDenied.VbrAttachEcrInMiddleStatus)', async () => {
    const { BgpGroupId } = await create({ LocalAsn: 65000 })
    await cloud.latency('manual')
    await attach()
    const middle = 'OperationDenied.VbrAttachEcrInMiddleStatus'
    expect((await refusedGroup()).code).toBe(middle)
    expect((await refused('ModifyBgpGroupAttribute', { BgpGroupId })).code).toBe(middle)
    expect((await refused('DeleteBgpGroup', { BgpGroupId })).code).toBe(middle)
    expect((await refused('CreateRouteEntry', route())).code).toBe(middle)
  })
})

describe('a VBR joins and leaves an ECR', () => {
  it('only with BGP groups of the number of the ECR (Conflict.ASNOfVBR)', async () => {
    const { BgpGroupId } = await create()
    expect(await attachRefused()).toBe('Conflict.ASNOfVBR')
    await call('ModifyBgpGroupAttribute', { BgpGroupId, LocalAsn: 65000 })
    await attach()
  })
  it('only while no BGP group of it is changing (OperationDenied.VbrHasBgpGroupInMiddleStatus)', async () => {
    await cloud.latency('manual')
    await create({ LocalAsn: 65000 })
    expect(await attachRefused()).toBe('OperationDenied.VbrHasBgpGroupInMiddleStatus')
    await cloud.step()
    await attach()
    await cloud.step()
    await create({ LocalAsn: 65000 })
    expect(await detachRefused()).toBe('OperationDenied.VbrHasBgpGroupInMiddleStatus')
    await cloud.step()
    await detach()
  })
  it('only while no route of it is changing (OperationDenied.VbrHasRouteEntryInMiddleStatus), and without static routes', async () => {
    await cloud.latency('manual')
    await call('CreateRouteEntry', route())
    expect(await attachRefused()).toBe('OperationDenied.VbrHasRouteEntryInMiddleStatus')
    await cloud.step()
    expect(await attachRefused()).toBe('OperationFailed.RejectedByEcYaochi')
    await call('DeleteRouteEntry', { RouteTableId: vbrRouteTable.RouteTableId, DestinationCidrBlock: '192.168.0.0/16' })
    expect(await attachRefused()).toBe('OperationDenied.VbrHasRouteEntryInMiddleStatus')
    await cloud.step()
    await attach()
    await cloud.step()
    await call('CreateRouteEntry', route())
    expect(await detachRefused()).toBe('OperationDenied.VbrHasRouteEntryInMiddleStatus')
    await cloud.step()
    await detach()
  })
})

describe('a route of a VBR', () => {
  it('leads through its interface alone, and keeps it', async () => {
    const tables = await call('DescribeRouteTableList', { RouterType: 'VBR' })
    expect(tables.RouterTableList.RouterTableListType).toMatchObject([
      { RouteTableId: vbrRouteTable.RouteTableId, RouterType: 'VBR', RouterId: VbrId, VpcId: '', RouteTableType: 'System' },
    ])
    await call('CreateRouteEntry', route())
    const { RouteEntrys } = await call('DescribeRouteEntryList', { RouteTableId: vbrRouteTable.RouteTableId })
    expect(RouteEntrys.RouteEntry).toMatchObject([
      {
        Type: 'Custom',
        NextHops: { NextHop: [{ NextHopId: vbrRouteTable.NextHopId, NextHopRelatedInfo: { InstanceType: 'PCONN' } }] },
      },
    ])
    const other = { DestinationCidrBlock: '192.169.0.0/16' }
    expect((await refused('CreateRouteEntry', route({ ...other, NextHopId: 'ri-0' }))).code).toBe('InvalidNextHop.NotFound')
    expect((await refused('CreateRouteEntry', route({ ...other, NextHopType: 'Ecr' }))).code).toBe(
      'OperationDenied.NextHopTypeNotPermitted',
    )
    const list = { ...route(other), NextHopId: undefined, NextHopList: [{ NextHopId: 'a' }, { NextHopId: 'b' }] }
    expect((await refused('CreateRouteEntry', list)).code).toBe('InvalidRouterType')
    expect((await refused('DeleteVirtualBorderRouter', { VbrId })).code).toBe(
      'DependencyViolation.RouterInterfaceReferedByRouteEntry',
    )
    await call('TerminateVirtualBorderRouter', { VbrId })
    expect((await refused('CreateRouteEntry', route(other))).code).toBe('InvalidVBRStatus')
    expect((await refusedGroup()).code).toBe('InvalidStatus.CannotOperate')
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'

async function lineOf(alias: string, more: object = {}): Promise<string> {
  const asked = { RegionId, AccessPointId: 'ap-cn-hangzhou-yh-E', LineOperator: 'CT', bandwidth: 1000, ...more }
  return (await cloud.as(alias).call('Vpc', 'CreatePhysicalConnection', asked)).PhysicalConnectionId
}
async function vbrsOf(alias: string, more: object = {}) {
  const answer = await cloud.as(alias).call('Vpc', 'DescribeVirtualBorderRouters', { RegionId, ...more })
  return answer.VirtualBorderRouterSet.VirtualBorderRouterType
}

describe('physical connections', () => {
  it('are allocated at once, and show what they were made with', async () => {
    const PhysicalConnectionId = await lineOf('network', { Name: 'line', CircuitCode: 'c1', Tag: [{ Key: 'k', Value: 'v' }] })
    const { PhysicalConnectionSet, TotalCount } = await cloud
      .as('network')
      .call('Vpc', 'DescribePhysicalConnections', { RegionId, IncludeReservationData: false })
    expect(TotalCount).toBe(1)
    expect(PhysicalConnectionSet.PhysicalConnectionType).toMatchObject([
      {
        PhysicalConnectionId,
        Name: 'line',
        Status: 'Allocated',
        AccessPointId: 'ap-cn-hangzhou-yh-E',
        Bandwidth: 1000,
        Spec: '1G',
        LineOperator: 'CT',
        CircuitCode: 'c1',
        PortType: '1000Base-T',
        Tags: { tags: [{ Key: 'k', Value: 'v' }] },
      },
    ])
  })

  it('carry no VBR before they are enabled in a world that chooses so (InvalidPhysicalConnectionId.NotEnabled)', async () => {
    await cloud.settings({ choices: { 'vpc.physicalConnection': 'Allocated' } })
    const PhysicalConnectionId = await lineOf('network')
    const asked = { RegionId, PhysicalConnectionId, VlanId: 10 }
    expect(await cloud.as('network').refused('Vpc', 'CreateVirtualBorderRouter', asked)).toMatchObject({
      code: 'InvalidPhysicalConnectionId.NotEnabled',
    })
  })

  it.each([
    ['an operator that is none', { LineOperator: 'XX' }, 'InvalidLineOperator.Malformd'],
    ['a port that is none', { PortType: 'RJ11' }, 'InvalidPortType.Malformd'],
    ['a type that is none', { Type: 'LAN' }, 'InvalidType.Malformd'],
    ['no bandwidth', { bandwidth: 0 }, 'InvalidBandwidth'],
    ['a name that looks like an address', { Name: 'http://x' }, 'InvalidName.Malformed'],
    ['a description that looks like an address', { Description: 'http://x' }, 'InvalidDescription.Malformed'],
    [
      'a redundant connection that is not there',
      { RedundantPhysicalConnectionId: 'pc-unknown' },
      'InvalidRedundantPhysicalConnectionId.NotFound',
    ],
  ])('refuse %s', async (_, given, code) => {
    const asked = { RegionId, AccessPointId: 'ap-1', LineOperator: 'CT', ...given }
    expect(await cloud.as('network').refused('Vpc', 'CreatePhysicalConnection', asked)).toMatchObject({ httpStatus: 400, code })
  })

  it('back up only connections of their own account (InvalidRedundantPhysicalConnection)', async () => {
    const asked = { RegionId, AccessPointId: 'ap-1', LineOperator: 'CT', RedundantPhysicalConnectionId: await lineOf('prod') }
    expect(await cloud.as('network').refused('Vpc', 'CreatePhysicalConnection', asked)).toMatchObject({
      code: 'InvalidRedundantPhysicalConnection',
    })
  })

  it('are found by filters, and a key that is none is refused (InvalidFilterKey.ValueNotSupported)', async () => {
    const a = await lineOf('network', { Name: 'a' })
    await lineOf('network', { Name: 'b' })
    const network = cloud.as('network')
    const found = await network.call('Vpc', 'DescribePhysicalConnections', {
      RegionId,
      Filter: [{ Key: 'Name', Value: ['a', 'c'] }],
    })
    expect(found.PhysicalConnectionSet.PhysicalConnectionType).toMatchObject([{ PhysicalConnectionId: a }])
    const wrong = { RegionId, Filter: [{ Key: 'Colour', Value: ['red'] }] }
    expect(await network.refused('Vpc', 'DescribePhysicalConnections', wrong)).toMatchObject({
      httpStatus: 404,
      code: 'InvalidFilterKey.ValueNotSupported',
    })
  })

  it('go once they are closed and no VBR is on them (Forbidden.VBRExists, Forbidden.NotInAllowDeleteStatus)', async () => {
    const PhysicalConnectionId = await lineOf('network')
    const network = cloud.as('network')
    const { VbrId } = await network.call('Vpc', 'CreateVirtualBorderRouter', { RegionId, PhysicalConnectionId, VlanId: 10 })
    const line = { RegionId, PhysicalConnectionId }
    expect(await network.refused('Vpc', 'DeletePhysicalConnection', line)).toMatchObject({
      httpStatus: 400,
      code: 'Forbidden.VBRExists',
    })
    await network.call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
    expect(await network.refused('Vpc', 'DeletePhysicalConnection', line)).toMatchObject({
      code: 'Forbidden.NotInAllowDeleteStatus',
    })
    await network.call('Vpc', 'TerminatePhysicalConnection', line)
    await network.call('Vpc', 'DeletePhysicalConnection', line)
    expect(await network.refused('Vpc', 'DeletePhysicalConnection', line)).toMatchObject({
      httpStatus: 404,
      code: 'InvalidPhysicalConnectionId.NotFound',
    })
  })
})

describe('CreateVirtualBorderRouter', () => {
  const addresses = { LocalGatewayIp: '192.168.100.1', PeerGatewayIp: '192.168.100.2', PeeringSubnetMask: '255.255.255.252' }

  it('makes a VBR that shows every field that clients read', async () => {
    const PhysicalConnectionId = await lineOf('network')
    const made = {
      RegionId,
      PhysicalConnectionId,
      VlanId: 10,
      ...addresses,
      Name: 'edge',
      Bandwidth: 50,
      Tags: [{ Key: 'k', Value: 'v' }],
    }
    const { VbrId } = await cloud.as('network').call('Vpc', 'CreateVirtualBorderRouter', made)
    expect(await vbrsOf('network', { Filter: [{ Key: 'VbrId', Value: [VbrId] }], IncludeCrossAccountVbr: true })).toMatchObject([
      {
        VbrId,
        Status: 'active',
        VlanId: 10,
        ...addresses,
        PhysicalConnectionId,
        PhysicalConnectionOwnerUid: '1000000000000002',
        AccessPointId: 'ap-cn-hangzhou-yh-E',
        Name: 'edge',
        Description: '',
        CircuitCode: '',
        Bandwidth: 50,
        Mtu: 1500,
        EnableIpv6: false,
        EcrId: '',
        EcrOwnerId: '',
        EcrAttatchStatus: '',
        Tags: { Tags: [{ Key: 'k', Value: 'v' }] },
      },
    ])
    expect(await vbrsOf('network', { Filter: [{ Key: 'VbrId', Value: ['vbr-unknown'] }] })).toEqual([])
    expect(
      await vbrsOf('network', {
        Filter: [
          { Key: 'Status', Value: ['Active'] },
          { Key: 'Name', Value: ['edge'] },
        ],
      }),
    ).toHaveLength(1)
    expect(
      await vbrsOf('network', {
        Filter: [
          { Key: 'Status', Value: ['Active'] },
          { Key: 'Name', Value: ['other'] },
        ],
      }),
    ).toHaveLength(0)
  })

  it.each([
    ['no connection', { PhysicalConnectionId: undefined }, 400, 'MissingParameter'],
    ['no VLAN', { VlanId: undefined }, 400, 'MissingVlanId'],
    ['a connection that is not there', { PhysicalConnectionId: 'pc-unknown' }, 400, 'InvalidPhysicalConnectionId.NotFound'],
    ['a VLAN over 2999', { VlanId: 3000 }, 400, 'InvalidVlanId.Malformed'],
    ['a local address that is none', { LocalGatewayIp: 'here' }, 400, 'InvalidLocalGatewayIp.Malformed'],
    ['a peer address that is none', { PeerGatewayIp: 'there' }, 400, 'IllegalParam.IpAddress'],
    ['a mask that is none', { PeeringSubnetMask: '255.0.255.0' }, 400, 'InvalidPeeringSubnetMask.Malformed'],
    ['addresses in two subnets', { PeerGatewayIp: '192.168.100.9' }, 400, 'InvalidIp.NotSameSubnet'],
    ['more bandwidth than the line has', { Bandwidth: 2000 }, 400, 'VbrBandwidthExceed'],
    ['a name that looks like an address', { Name: 'http://x' }, 400, 'InvalidName.Malformed'],
    ['an IPv6 address that is none', { LocalIpv6GatewayIp: 'six' }, 400, 'IllegalParam.IpAddress'],
  ])('refuses %s', async (_, given, httpStatus, code) => {
    const asked = { RegionId, PhysicalConnectionId: await lineOf('network'), VlanId: 10, ...addresses, ...given }
    expect(await cloud.as('network').refused('Vpc', 'CreateVirtualBorderRouter', asked)).toMatchObject({ httpStatus, code })
  })

  it('gives each VLAN once, and VLAN 0 only alone', async () => {
    const PhysicalConnectionId = await lineOf('network')
    const network = cloud.as('network')
    const on = (VlanId: number) => ({ RegionId, PhysicalConnectionId, VlanId })
    await network.call('Vpc', 'CreateVirtualBorderRouter', on(10))
    expect(await network.refused('Vpc', 'CreateVirtualBorderRouter', on(10))).toMatchObject({ code: 'InvalidVlanId.Used' })
    expect(await network.refused('Vpc', 'CreateVirtualBorderRouter', on(0))).toMatchObject({
      code: 'OperationFailed.Vlan0VbrUnSharePconn',
    })
    const whole = { RegionId, PhysicalConnectionId: await lineOf('network'), VlanId: 0 }
    await network.call('Vpc', 'CreateVirtualBorderRouter', whole)
    expect(await network.refused('Vpc', 'CreateVirtualBorderRouter', { ...whole, VlanId: 5 })).toMatchObject({
      code: 'OperationFailed.PconnExistVlan0Vbr',
    })
  })

  it('refuses one VBR more than the limit of the connection (QuotaExceeded.vbrPerpConn)', async () => {
    await cloud.settings({ quotas: { 'vpc.vbrsPerPhysicalConnection': 1 } })
    const PhysicalConnectionId = await lineOf('network')
    await cloud.as('network').call('Vpc', 'CreateVirtualBorderRouter', { RegionId, PhysicalConnectionId, VlanId: 1 })
    const second = { RegionId, PhysicalConnectionId, VlanId: 2 }
    expect(await cloud.as('network').refused('Vpc', 'CreateVirtualBorderRouter', second)).toMatchObject({
      code: 'QuotaExceeded.vbrPerpConn',
    })
  })

  it('does not create on the line of another account (InvalidPhysicalConnectionId.NotFound)', async () => {
    const asked = { RegionId, PhysicalConnectionId: await lineOf('network'), VlanId: 1 }
    expect(await cloud.as('prod').refused('Vpc', 'CreateVirtualBorderRouter', asked)).toMatchObject({
      code: 'InvalidPhysicalConnectionId.NotFound',
    })
  })
})

describe('a VBR for another account', () => {
  async function forProd() {
    const PhysicalConnectionId = await lineOf('network')
    const asked = { RegionId, PhysicalConnectionId, VlanId: 7, VbrOwnerId: await cloud.uid('prod') }
    const { VbrId } = await cloud.as('network').call('Vpc', 'CreateVirtualBorderRouter', asked)
    return { VbrId, PhysicalConnectionId }
  }

  it('belongs to that account; the owner of the line sees it on request', async () => {
    const { VbrId, PhysicalConnectionId } = await forProd()
    expect(await vbrsOf('prod')).toMatchObject([
      { VbrId, PhysicalConnectionId, PhysicalConnectionOwnerUid: '1000000000000002', PhysicalConnectionStatus: 'Enabled' },
    ])
    expect(await vbrsOf('network')).toEqual([])
    expect(await vbrsOf('network', { IncludeCrossAccountVbr: true })).toMatchObject([{ VbrId }])
    expect(await vbrsOf('dev', { IncludeCrossAccountVbr: true })).toEqual([])
  })

  it('is deleted by that account alone once it confirmed it, and until then holds the line', async () => {
    const { VbrId, PhysicalConnectionId } = await forProd()
    const network = cloud.as('network')
    const addresses = { LocalGatewayIp: '10.0.0.1', PeerGatewayIp: '10.0.0.2', PeeringSubnetMask: '255.255.255.252' }
    await cloud.as('prod').call('Vpc', 'ModifyVirtualBorderRouterAttribute', { RegionId, VbrId, ...addresses })
    expect(await network.refused('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })).toMatchObject({
      httpStatus: 403,
      code: 'Forbidden.OperationDeleteNotAllowedByUser',
    })
    expect(await cloud.as('dev').refused('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidVbrId.NotFound',
    })
    expect(await network.refused('Vpc', 'DeletePhysicalConnection', { RegionId, PhysicalConnectionId })).toMatchObject({
      code: 'Forbidden.AssociateToVBR',
    })
    await cloud.as('prod').call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
    expect(await vbrsOf('network', { IncludeCrossAccountVbr: true })).toEqual([])
    await network.call('Vpc', 'TerminatePhysicalConnection', { RegionId, PhysicalConnectionId })
    await network.call('Vpc', 'DeletePhysicalConnection', { RegionId, PhysicalConnectionId })
  })

  it('is deleted by the owner of the line while it is unconfirmed', async () => {
    const { VbrId } = await forProd()
    expect(await vbrsOf('prod')).toMatchObject([{ Status: 'unconfirmed' }])
    await cloud.as('network').call('Vpc', 'DeleteVirtualBorderRouter', { RegionId, VbrId })
    expect(await vbrsOf('prod')).toEqual([])
  })

  it.each([
    ['LocalGatewayIp', '10.0.0.1', 403, 'Forbidden.LocalGatewayIpNotAllowedByCaller'],
    ['PeerGatewayIp', '10.0.0.2', 403, 'Forbidden.PeerGatewayIpNotAllowedByCaller'],
    ['PeeringSubnetMask', '255.255.255.0', 403, 'Forbidden.PeeringSubnetMaskNotAllowedByCaller'],
    ['Name', 'theirs', 403, 'Forbidden.NameNotAllowedByCaller'],
    ['Description', 'theirs', 403, 'Forbidden.DescriptionNotAllowedByCaller'],
    ['VbrOwnerId', '9999999999999999', 404, 'InvalidVbrOwnerId.NotFound'],
    ['VbrOwnerId', '3000000000000001', 404, 'CROSS_BID.FORBIDDEN'],
    ['VbrOwnerId', 'somebody', 400, 'IllegalParam.OwnerAliUid'],
  ])('cannot be made with %s %s', async (name, value, httpStatus, code) => {
    const asked = {
      RegionId,
      PhysicalConnectionId: await lineOf('network'),
      VlanId: 7,
      VbrOwnerId: await cloud.uid('prod'),
      [name]: value,
    }
    expect(await cloud.as('network').refused('Vpc', 'CreateVirtualBorderRouter', asked)).toMatchObject({ httpStatus, code })
  })
})

describe('DeleteVirtualBorderRouter', () => {
  it('refuses while the VBR is being terminated (InvalidOperation.OperationNotAllowedInState)', async () => {
    await cloud.latency('manual')
    const PhysicalConnectionId = await lineOf('network')
    const { VbrId } = await cloud
      .as('network')
      .call('Vpc', 'CreateVirtualBorderRouter', { RegionId, PhysicalConnectionId, VlanId: 1 })
    expect(await vbrsOf('network')).toMatchObject([{ Status: 'active' }])
    const vbr = { RegionId, VbrId }
    await cloud.as('network').call('Vpc', 'TerminateVirtualBorderRouter', vbr)
    expect(await cloud.as('network').refused('Vpc', 'DeleteVirtualBorderRouter', vbr)).toMatchObject({
      code: 'InvalidOperation.OperationNotAllowedInState',
    })
    await cloud.step()
    await cloud.as('network').call('Vpc', 'DeleteVirtualBorderRouter', vbr)
    expect(await vbrsOf('network')).toMatchObject([{ Status: 'deleting' }])
    await cloud.step()
    expect(await vbrsOf('network')).toEqual([])
    expect(await cloud.as('network').refused('Vpc', 'DeleteVirtualBorderRouter', vbr)).toMatchObject({
      code: 'InvalidVbrId.NotFound',
    })
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'
const ZoneId = 'cn-hangzhou-b'

async function vpcOf(alias: string, more: object = {}): Promise<{ VpcId: string; RouteTableId: string }> {
  return cloud.as(alias).call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '172.16.0.0/16', ...more })
}

describe('CreateVSwitch', () => {
  it('makes a vSwitch that shows every field that Terraform reads', async () => {
    const { VpcId, RouteTableId } = await vpcOf('network')
    const network = cloud.as('network')
    const tag = { Key: 'team', Value: 'core' }
    const { VSwitchId } = await network.call('Vpc', 'CreateVSwitch', {
      RegionId,
      VpcId,
      ZoneId,
      CidrBlock: '172.16.1.0/24',
      VSwitchName: 'web',
      Tag: [tag],
    })
    const shown = {
      VSwitchId,
      VpcId,
      ZoneId,
      CidrBlock: '172.16.1.0/24',
      Status: 'Available',
      VSwitchName: 'web',
      Description: '',
      CreationTime: '2026-01-01T00:00:00Z',
      IsDefault: false,
      Ipv6CidrBlock: '',
      ShareType: '',
      AvailableIpAddressCount: 252,
      OwnerId: 1000000000000002,
      Tags: { Tag: [tag] },
      RouteTable: { RouteTableId, RouteTableType: 'System' },
    }
    expect(await network.call('Vpc', 'DescribeVSwitchAttributes', { VSwitchId, RegionId })).toMatchObject(shown)
    const { VSwitches, TotalCount } = await network.call('Vpc', 'DescribeVSwitches', { RegionId, VpcId })
    expect(VSwitches.VSwitch).toMatchObject([shown])
    expect(TotalCount).toBe(1)
    expect(await network.call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).toMatchObject({
      VSwitchIds: { VSwitchId: [VSwitchId] },
      CloudResources: { CloudResourceSetType: [{ ResourceType: 'VSwitch', ResourceCount: 1 }] },
    })
  })

  it('may fill its VPC, and then no other fits (InvalidCidrBlock.Overlapped)', async () => {
    const { VpcId } = await vpcOf('network')
    await cloud.as('network').call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock: '172.16.0.0/16' })
    const second = { RegionId, VpcId, ZoneId, CidrBlock: '172.16.9.0/24' }
    expect(await cloud.as('network').refused('Vpc', 'CreateVSwitch', second)).toMatchObject({
      httpStatus: 400,
      code: 'InvalidCidrBlock.Overlapped',
    })
  })

  it.each([
    ['no VPC', { VpcId: undefined }, 400, 'MissingParam.vpcId'],
    ['no zone', { ZoneId: undefined }, 400, 'MissingParameter'],
    ['a block that is none', { CidrBlock: '172.16.1.1/24' }, 400, 'InvalidCidrBlock.Malformed'],
    ['a block outside of the VPC', { CidrBlock: '10.0.0.0/24' }, 400, 'InvalidParameter'],
    ['a mask that is too long', { CidrBlock: '172.16.1.0/30' }, 400, 'InvalidCirdrBlock.MaskLength'],
    ['a zone of another region', { ZoneId: 'cn-beijing-a' }, 404, 'InvalidZoneId.NotFound'],
    ['a name that looks like an address', { VSwitchName: 'http://a' }, 400, 'InvalidVSwitchName.Malformed'],
    ['a description that looks like an address', { Description: 'http://a' }, 400, 'InvalidVSwitchDiscription.Malformed'],
    ['IPv6 in a VPC without', { Ipv6CidrBlock: 1 }, 400, 'OperationFailed.VpcIpv6Disabled'],
    ['IPv6 bits over 255', { Ipv6CidrBlock: 256 }, 400, 'IllegalParam.Ipv6CidrBlock'],
    ['an IPv6 block that the VPC has not', { VpcIpv6CidrBlock: '2408:1:2:300::/56' }, 400, 'IllegalParam.VpcIpv6CidrBlock'],
    ['the VPC of another region', { RegionId: 'cn-beijing', ZoneId: 'cn-beijing-a' }, 404, 'InvalidVpcId.NotFound'],
  ])('refuses %s', async (_, given, httpStatus, code) => {
    const { VpcId } = await vpcOf('network')
    const asked = { RegionId, VpcId, ZoneId, CidrBlock: '172.16.1.0/24', ...given }
    expect(await cloud.as('network').refused('Vpc', 'CreateVSwitch', asked)).toMatchObject({ httpStatus, code })
  })

  it('takes its IPv6 block out of that of the VPC, each once (OperationFailed.Ipv6CidrBlockExisted)', async () => {
    const { VpcId } = await vpcOf('network', { EnableIpv6: true, Ipv6CidrBlock: '2408:4005:3a1:7b00::/56' })
    const network = cloud.as('network')
    const { VSwitchId } = await network.call('Vpc', 'CreateVSwitch', {
      RegionId,
      VpcId,
      ZoneId,
      CidrBlock: '172.16.1.0/24',
      Ipv6CidrBlock: 12,
    })
    const shown = await network.call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })
    expect(shown).toMatchObject({ Ipv6CidrBlock: '2408:4005:3a1:7b0c::/64', EnabledIpv6: true })
    const second = { RegionId, VpcId, ZoneId, CidrBlock: '172.16.2.0/24', Ipv6CidrBlock: 12 }
    expect(await network.refused('Vpc', 'CreateVSwitch', second)).toMatchObject({ code: 'OperationFailed.Ipv6CidrBlockExisted' })
  })

  it('refuses one vSwitch more than the limit of the VPC (QuotaExceeded.VSwitch)', async () => {
    await cloud.settings({ quotas: { 'vpc.vSwitchesPerVpc': 1 } })
    const { VpcId } = await vpcOf('network')
    await cloud.as('network').call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock: '172.16.1.0/24' })
    const second = { RegionId, VpcId, ZoneId, CidrBlock: '172.16.2.0/24' }
    expect(await cloud.as('network').refused('Vpc', 'CreateVSwitch', second)).toMatchObject({ code: 'QuotaExceeded.VSwitch' })
  })

  it('waits for its VPC, and for the vSwitch before it (IncorrectVpcStatus, OperationDenied.OtherSubnetCreating)', async () => {
    await cloud.latency('manual')
    const { VpcId } = await vpcOf('network')
    const network = cloud.as('network')
    const vSwitch = (third: number) => ({ RegionId, VpcId, ZoneId, CidrBlock: `172.16.${third}.0/24` })
    expect(await network.refused('Vpc', 'CreateVSwitch', vSwitch(1))).toMatchObject({ code: 'IncorrectVpcStatus' })
    await cloud.step()
    const { VSwitchId } = await network.call('Vpc', 'CreateVSwitch', vSwitch(1))
    expect((await network.call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).Status).toBe('Pending')
    expect(await network.refused('Vpc', 'CreateVSwitch', vSwitch(2))).toMatchObject({ code: 'OperationDenied.OtherSubnetCreating' })
    expect(await network.refused('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })).toMatchObject({ code: 'IncorrectVSwitchStatus' })
    await cloud.step()
    expect((await network.call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).Status).toBe('Available')
  })
})

describe('DeleteVSwitch and DeleteVpc', () => {
  it('take a network down from the inside out (DependencyViolation.VSwitch)', async () => {
    const { VpcId } = await vpcOf('network')
    const network = cloud.as('network')
    const { VSwitchId } = await network.call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock: '172.16.1.0/24' })
    expect(await network.refused('Vpc', 'DeleteVpc', { RegionId, VpcId })).toMatchObject({
      httpStatus: 400,
      code: 'DependencyViolation.VSwitch',
    })
    expect(await network.refused('Vpc', 'DeleteVpc', { RegionId, VpcId, ForceDelete: true })).toMatchObject({
      code: 'DependencyViolation.VSwitch',
    })
    await network.call('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })
    expect(await network.refused('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidVSwitchId.NotFound',
    })
    expect(await network.refused('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidVSwitchId.NotFound',
    })
    await network.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
    expect(await network.refused('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidVpcId.NotFound',
    })
    expect((await network.call('Vpc', 'DescribeRouteTableList', { RegionId })).TotalCount).toBe(0)
  })

  it('asks for the vSwitch (MissingParameter)', async () => {
    expect(await cloud.as('network').refused('Vpc', 'DeleteVSwitch', { RegionId })).toMatchObject({
      httpStatus: 400,
      code: 'MissingParameter',
    })
  })
})

describe('DescribeVSwitches', () => {
  it('filters, and pages what is left', async () => {
    const { VpcId, RouteTableId } = await vpcOf('network')
    const network = cloud.as('network')
    const make = async (third: number, more: object) =>
      (await network.call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock: `172.16.${third}.0/24`, ...more }))
        .VSwitchId
    const a = await make(1, { VSwitchName: 'a', Tag: [{ Key: 'k', Value: 'v' }] })
    const b = await make(2, { VSwitchName: 'b', ZoneId: 'cn-hangzhou-h' })
    const ids = async (filter: object) => {
      const { VSwitches } = await network.call('Vpc', 'DescribeVSwitches', { RegionId, ...filter })
      return VSwitches.VSwitch.map(({ VSwitchId }: { VSwitchId: string }) => VSwitchId).sort()
    }
    expect(await ids({})).toEqual([a, b].sort())
    expect(await ids({ VSwitchName: 'a' })).toEqual([a])
    expect(await ids({ ZoneId: 'cn-hangzhou-h' })).toEqual([b])
    expect(await ids({ VSwitchId: b })).toEqual([b])
    expect(await ids({ Tag: [{ Key: 'k' }] })).toEqual([a])
    expect(await ids({ RouteTableId })).toEqual([a, b].sort())
    expect(await ids({ RouteTableId: 'vtb-other' })).toEqual([])
    expect(await ids({ VpcId: 'vpc-other' })).toEqual([])
    expect(await ids({ IsDefault: true })).toEqual([])
    expect(await ids({ EnableIpv6: true })).toEqual([])
    expect(await network.call('Vpc', 'DescribeVSwitches', { RegionId, PageSize: 1, PageNumber: 2 })).toMatchObject({
      TotalCount: 2,
      PageNumber: 2,
      VSwitches: { VSwitch: [{}] },
    })
  })

  it('refuses more than 20 ids (InvalidVSwitchIdNumber.NotSupported)', async () => {
    const VSwitchId = Array.from({ length: 21 }, (_, i) => `vsw-${i}`).join(',')
    expect(await cloud.as('network').refused('Vpc', 'DescribeVSwitches', { RegionId, VSwitchId })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidVSwitchIdNumber.NotSupported',
    })
  })

  it('does not show the vSwitch of another account', async () => {
    const { VpcId } = await vpcOf('network')
    const { VSwitchId } = await cloud
      .as('network')
      .call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock: '172.16.1.0/24' })
    const prod = cloud.as('prod')
    expect((await prod.call('Vpc', 'DescribeVSwitches', { RegionId, VSwitchId })).TotalCount).toBe(0)
    for (const id of [VSwitchId, 'vsw-unknown'])
      for (const action of ['DescribeVSwitchAttributes', 'DeleteVSwitch'])
        expect(await prod.refused('Vpc', action, { RegionId, VSwitchId: id })).toMatchObject({
          httpStatus: 404,
          code: 'InvalidVSwitchId.NotFound',
        })
  })
})

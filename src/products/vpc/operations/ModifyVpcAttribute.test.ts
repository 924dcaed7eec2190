import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
const ZoneId = 'cn-hangzhou-b'
let cloud: Awaited<ReturnType<typeof testCloud>>
let VpcId: string
beforeEach(async () => {
  cloud = await testCloud()
  ;({ VpcId } = await call('CreateVpc', { CidrBlock: '10.0.0.0/16' }))
})
afterEach(() => cloud.close())

const call = (action: string, more: object = {}) => cloud.as('network').call('Vpc', action, { RegionId, ...more })
const refused = (action: string, more: object = {}) => cloud.as('network').refused('Vpc', action, { RegionId, ...more })
const shown = (id = VpcId) => call('DescribeVpcAttribute', { VpcId: id })
const vSwitch = async (CidrBlock: string, more: object = {}) =>
  (await call('CreateVSwitch', { VpcId, ZoneId, CidrBlock, ...more })).VSwitchId as string

describe('a VPC', () => {
  it('is renamed, gets IPv6 and loses it, and keeps what is not named', async () => {
    await call('ModifyVpcAttribute', { VpcId, VpcName: 'core', Description: 'd', EnableDnsHostname: true })
    expect(await shown()).toMatchObject({ VpcName: 'core', Description: 'd', DnsHostnameStatus: 'ENABLED', EnabledIpv6: false })
    await call('ModifyVpcAttribute', { VpcId, EnableIPv6: true })
    const { Ipv6CidrBlock } = await shown()
    expect(Ipv6CidrBlock).toMatch(/::\/56$/)
    await call('ModifyVpcAttribute', { VpcId, EnableIPv6: true, Ipv6CidrBlock: '2408:4005:111:1100::/56' })
    expect(await shown()).toMatchObject({ VpcName: 'core', Ipv6CidrBlock })
    const VSwitchId = await vSwitch('10.0.0.0/24', { Ipv6CidrBlock: 1 })
    expect((await refused('ModifyVpcAttribute', { VpcId, EnableIPv6: false })).code).toBe('OperationFailed.IpV6VSwitchInuse')
    await call('ModifyVSwitchAttribute', { VSwitchId, EnableIPv6: false })
    await call('ModifyVpcAttribute', { VpcId, EnableIPv6: false, EnableDnsHostname: false })
    expect(await shown()).toMatchObject({ Ipv6CidrBlock: '', EnabledIpv6: false, DnsHostnameStatus: 'DISABLED' })
  })
  it('grows and shrinks around its vSwitches (IllegalCidrBlock)', async () => {
    await vSwitch('10.0.1.0/24')
    await call('ModifyVpcAttribute', { VpcId, CidrBlock: '10.0.0.0/8' })
    expect(await shown()).toMatchObject({ CidrBlock: '10.0.0.0/8' })
    expect((await refused('ModifyVpcAttribute', { VpcId, CidrBlock: '10.1.0.0/16' })).code).toBe('IllegalCidrBlock')
    await call('ModifyVpcAttribute', { VpcId, CidrBlock: '10.0.0.0/20' })
  })
  it.each([
    [{ CidrBlock: '10.0.0.1/16' }, 'InvalidCidrBlock.Malformed'],
    [{ CidrBlock: '192.168.0.0/16' }, 'InvalidCidrBlock.Malformed'],
    [{ CidrBlock: '10.0.0.0/29' }, 'InvalidCidrBlock.Malformed'],
    [{ CidrBlock: '10.0.0.0/8', EnableIPv6: true }, 'ParamExclusive.EnableIpv6AndCidrBlock'],
    [{ VpcName: 'http://x' }, 'InvalidVpcName.Malformed'],
    [{ Description: 'http://x' }, 'InvalidVpcDiscription.Malformed'],
    [{ VpcId: 'vpc-0' }, 'InvalidVpcId.NotFound'],
  ])('is not changed with %j (%s)', async (more, code) => {
    expect((await refused('ModifyVpcAttribute', { VpcId, ...more })).code).toBe(code)
  })
  it('of another account is not changed, also where a vSwitch of it is shared', async () => {
    const prod = cloud.as('prod')
    expect(await prod.refused('Vpc', 'ModifyVpcAttribute', { RegionId, VpcId, VpcName: 'x' })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidVpcId.NotFound',
    })
    const VSwitchId = await vSwitch('10.0.0.0/24')
    const share = { ResourceShareName: 's', Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }] }
    await cloud.as('network').call('ResourceSharing', 'CreateResourceShare', { ...share, Targets: [await cloud.uid('prod')] })
    expect((await prod.call('Vpc', 'DescribeVSwitches', { RegionId })).TotalCount).toBe(1)
    expect((await prod.refused('Vpc', 'ModifyVSwitchAttribute', { RegionId, VSwitchId, VSwitchName: 'x' })).code).toBe(
      'InvalidVSwitchId.NotFound',
    )
  })
  it('waits until it is made (IncorrectVpcStatus, IncorrectStatus.Vpc)', async () => {
    await cloud.latency('manual')
    const young = await call('CreateVpc')
    const it = { VpcId: young.VpcId }
    for (const [action, code] of [
      ['ModifyVpcAttribute', 'IncorrectVpcStatus'],
      ['EnableVpcClassicLink', 'IncorrectVpcStatus'],
      ['DisableVpcClassicLink', 'IncorrectVpcStatus'],
      ['AssociateVpcCidrBlock', 'IncorrectStatus.Vpc'],
      ['UnassociateVpcCidrBlock', 'IncorrectStatus.Vpc'],
    ] as const)
      expect((await refused(action, it)).code).toBe(code)
  })
  it('remembers ClassicLink, and has no IPv6 with it (OperationFailed.ClassicLinkEnabled)', async () => {
    await call('EnableVpcClassicLink', { VpcId })
    expect(await shown()).toMatchObject({ ClassicLinkEnabled: true })
    expect((await refused('ModifyVpcAttribute', { VpcId, EnableIPv6: true })).code).toBe('OperationFailed.ClassicLinkEnabled')
    await call('DisableVpcClassicLink', { VpcId })
    expect(await shown()).toMatchObject({ ClassicLinkEnabled: false })
    for (const action of ['EnableVpcClassicLink', 'DisableVpcClassicLink'])
      expect((await cloud.as('prod').refused('Vpc', action, { RegionId, VpcId })).code).toBe('InvalidVpcId.NotFound')
  })
})

describe('a further block of a VPC', () => {
  const associate = (more: object) => refused('AssociateVpcCidrBlock', { VpcId, ...more })
  const unassociate = (more: object) => refused('UnassociateVpcCidrBlock', { VpcId, ...more })

  it('takes vSwitches, and stays while it has some (OperationFailed.CidrInUse)', async () => {
    const block = { VpcId, SecondaryCidrBlock: '192.168.0.0/16' }
    await call('AssociateVpcCidrBlock', { ...block, IpVersion: 'IPV4' })
    expect(await shown()).toMatchObject({ SecondaryCidrBlocks: { SecondaryCidrBlock: ['192.168.0.0/16'] } })
    const VSwitchId = await vSwitch('192.168.1.0/24')
    expect((await unassociate(block)).code).toBe('OperationFailed.CidrInUse')
    await call('DeleteVSwitch', { VSwitchId })
    await call('UnassociateVpcCidrBlock', block)
    expect(await shown()).toMatchObject({ SecondaryCidrBlocks: { SecondaryCidrBlock: [] } })
    expect((await unassociate(block)).code).toBe('InvalidSecondaryCidrBlock.NotFound')
  })
  it.each([
    [{}, 'MissingParam.SecondaryCidrBlockOrIpv6CidrBlock'],
    [{ SecondaryCidrBlock: '10.0.0.0/8' }, 'IllegalParam.SecondaryCidrBlock'],
    [{ SecondaryCidrBlock: '192.168.0.1/16' }, 'InvalidCidrBlock.Malformed'],
    [{ SecondaryCidrBlock: '100.64.0.0/12' }, 'InvalidCidrBlock.Malformed'],
    [{ SecondaryCidrBlock: '192.168.0.0/16', IPv6CidrBlock: '2408::/56' }, 'ParamExclusive.SecondaryCidrAndIpv6Cidr'],
    [{ IpVersion: 'IPV6' }, 'OperationFailed.IPv6CidrNotReserved'],
    [{ IpVersion: 'IPX' }, 'IllegalParam.IpVersion'],
    [{ IpamPoolId: 'p', SecondaryCidrMask: 16 }, 'UnsupportedFeature.Ipam'],
    [{ VpcId: 'vpc-0', SecondaryCidrBlock: '192.168.0.0/16' }, 'InvalidVpc.NotFound'],
  ])('is not added with %j (%s)', async (more, code) => {
    expect((await associate(more)).code).toBe(code)
  })
  it('is added once, and five times at most', async () => {
    await cloud.settings({ quotas: { 'vpc.secondaryBlocksPerVpc': 1 } })
    await call('AssociateVpcCidrBlock', { VpcId, SecondaryCidrBlock: '192.168.0.0/16' })
    expect((await associate({ SecondaryCidrBlock: '192.168.0.0/16' })).code).toBe('Duplicated.SecondaryCidrBlock')
    expect((await associate({ SecondaryCidrBlock: '172.16.0.0/16' })).code).toBe('QuotaExceeded.VpcMultiCidr')
    expect((await unassociate({})).code).toBe('MissingParam.SecondaryCidrBlockOrIpv6CidrBlock')
    expect((await unassociate({ IPv6CidrBlock: '2408::/56' })).code).toBe('InvalidIpv6CidrBlock.NotFound')
    expect((await unassociate({ IPv6CidrBlock: 'a', SecondaryCidrBlock: 'b' })).code).toBe(
      'ParamExclusive.SecondaryCidrAndIpv6Cidr',
    )
    expect((await unassociate({ VpcId: 'vpc-0' })).code).toBe('InvalidVpc.NotFound')
  })
})

describe('a vSwitch', () => {
  it('is renamed and shows Pending until then', async () => {
    const VSwitchId = await vSwitch('10.0.0.0/24')
    await cloud.latency('manual')
    await call('ModifyVSwitchAttribute', { VSwitchId, VSwitchName: 'web', Description: 'd' })
    expect(await call('DescribeVSwitchAttributes', { VSwitchId })).toMatchObject({ Status: 'Pending', VSwitchName: 'web' })
    expect((await refused('ModifyVSwitchAttribute', { VSwitchId })).code).toBe('IncorrectStatus.VSwitch')
    await cloud.step()
    expect(await call('DescribeVSwitchAttributes', { VSwitchId })).toMatchObject({ Status: 'Available', Description: 'd' })
  })
  it('gets an IPv6 block of its own out of that of its VPC', async () => {
    const VSwitchId = await vSwitch('10.0.0.0/24')
    const change = { VSwitchId, EnableIPv6: true, Ipv6CidrBlock: 7 }
    expect((await refused('ModifyVSwitchAttribute', change)).code).toBe('OperationFailed.VpcIpv6Disabled')
    expect((await refused('ModifyVSwitchAttribute', { VSwitchId, EnableIPv6: false })).code).toBe('OperationFailed.IPv6Disabled')
    await call('ModifyVpcAttribute', { VpcId, EnableIPv6: true, Ipv6CidrBlock: '2408:4005:111:1100::/56' })
    expect((await refused('ModifyVSwitchAttribute', { ...change, VpcIpv6CidrBlock: '2408::/56' })).code).toBe(
      'IllegalParam.VpcIpv6CidrBlock',
    )
    await call('ModifyVSwitchAttribute', change)
    expect(await call('DescribeVSwitchAttributes', { VSwitchId })).toMatchObject({ Ipv6CidrBlock: '2408:4005:111:1107::/64' })
    expect((await refused('ModifyVSwitchAttribute', change)).code).toBe('OperationFailed.Ipv6AlreadyEnabled')
    const other = await vSwitch('10.0.1.0/24')
    expect((await refused('ModifyVSwitchAttribute', { ...change, VSwitchId: other })).code).toBe(
      'OperationFailed.Ipv6CidrBlockExisted',
    )
    expect((await refused('ModifyVSwitchAttribute', { ...change, EnableIPv6: false })).code).toBe(
      'ParamExclusive.DisableIpv6AndIpv6CidrBlock',
    )
  })
})

describe('the default VPC of a region', () => {
  it('is one, with one default vSwitch in each zone', async () => {
    expect((await refused('CreateDefaultVSwitch', { ZoneId })).code).toBe('OperationFailed.DefaultVpcNotExist')
    const made = await call('CreateDefaultVpc')
    expect(await shown(made.VpcId)).toMatchObject({ IsDefault: true, CidrBlock: '172.16.0.0/12', VRouterId: made.VRouterId })
    expect((await call('DescribeVpcs', { IsDefault: true })).Vpcs.Vpc).toMatchObject([{ VpcId: made.VpcId }])
    expect((await call('DescribeVpcs', { IsDefault: false })).Vpcs.Vpc).toMatchObject([{ VpcId }])
    expect((await refused('CreateDefaultVpc')).code).toBe('OperationFailed.DefaultVpcExist')
    expect((await refused('ModifyVpcAttribute', { VpcId: made.VpcId, CidrBlock: '172.16.0.0/16' })).code).toBe(
      'InvalidCidrBlock.Malformed',
    )
    await call('CreateDefaultVSwitch', { ZoneId })
    expect((await refused('CreateDefaultVSwitch', { ZoneId })).code).toBe('OperationFailed.DefaultVSwitchExist')
    expect((await refused('CreateDefaultVSwitch', { ZoneId: 'mars' })).code).toBe('InvalidZoneId.NotFound')
    await call('CreateDefaultVSwitch', { ZoneId: 'cn-hangzhou-c' })
    const blocks = (await call('DescribeVSwitches', { IsDefault: true })).VSwitches.VSwitch
    expect(blocks.map(({ CidrBlock }: Record<string, unknown>) => CidrBlock).sort()).toEqual(['172.16.0.0/20', '172.16.16.0/20'])
  })
  it('gets IPv6 with the block named, and counts as a VPC', async () => {
    expect((await refused('CreateDefaultVpc', { EnableIpv6: true })).code).toBe('IllegalParam.Ipv6CidrBlock')
    expect((await refused('CreateDefaultVpc', { ResourceGroupId: 'rg-0' })).code).toBe('InvalidResourceGroupId')
    await cloud.settings({ quotas: { 'vpc.vpcs': 1 } })
    expect((await refused('CreateDefaultVpc')).code).toBe('QuotaExceeded.Vpc')
  })
  it('has vSwitches that cannot be shared', async () => {
    await call('CreateDefaultVpc')
    const { VSwitchId } = await call('CreateDefaultVSwitch', { ZoneId })
    const share = { ResourceShareName: 's', Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }] }
    await cloud.as('network').answer('ResourceSharing', 'CreateResourceShare', { ...share, Targets: [await cloud.uid('prod')] })
    expect((await cloud.as('prod').call('Vpc', 'DescribeVSwitches', { RegionId })).TotalCount).toBe(0)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'

describe('CreateVpc', () => {
  it('makes a VPC with its router and system route table', async () => {
    const network = cloud.as('network')
    const made = await network.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8', VpcName: 'core' })
    expect(made).toMatchObject({
      VpcId: expect.stringMatching(/^vpc-[a-z0-9]{21}$/),
      VRouterId: expect.stringMatching(/^vrt-/),
      RouteTableId: expect.stringMatching(/^vtb-/),
      ResourceGroupId: expect.stringMatching(/^rg-acfm[a-z0-9]{11}$/),
    })
    const { VpcId } = made
    const shown = await network.call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })
    expect(shown).toMatchObject({
      VpcId,
      VpcName: 'core',
      Description: '',
      Status: 'Available',
      CidrBlock: '10.0.0.0/8',
      CreationTime: '2026-01-01T00:00:00Z',
      IsDefault: false,
      EnabledIpv6: false,
      Ipv6CidrBlock: '',
      OwnerId: 1000000000000002,
      Tags: { Tag: [] },
      VSwitchIds: { VSwitchId: [] },
      SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
      UserCidrs: { UserCidr: [] },
    })
    const tables = await network.call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })
    expect(tables.RouterTableList.RouterTableListType).toMatchObject([
      { RouteTableId: made.RouteTableId, RouterId: made.VRouterId, RouteTableType: 'System', VpcId, RouteTableName: '' },
    ])
  })

  it('gives a VPC that asks for none the block of the documentation', async () => {
    const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', { RegionId })
    expect(await cloud.as('network').call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).toMatchObject({
      CidrBlock: '172.16.0.0/12',
    })
  })

  it('gives an IPv6 block on request', async () => {
    const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', { RegionId, EnableIpv6: 'true' })
    const shown = await cloud.as('network').call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })
    expect(shown.EnabledIpv6).toBe(true)
    expect(shown.Ipv6CidrBlocks.Ipv6CidrBlock).toEqual([{ Ipv6Isp: 'BGP', Ipv6CidrBlock: shown.Ipv6CidrBlock }])
  })

  it('shows Pending until the creation has settled', async () => {
    await cloud.latency('manual')
    const network = cloud.as('network')
    const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId })
    const status = async () => (await network.call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).Status
    expect(await status()).toBe('Pending')
    expect(await network.refused('Vpc', 'DeleteVpc', { RegionId, VpcId })).toMatchObject({
      httpStatus: 400,
      code: 'IncorrectVpcStatus',
    })
    await cloud.step()
    expect(await status()).toBe('Available')
  })

  it('answers a passed dry run with the error DryRunOperation and makes nothing', async () => {
    const network = cloud.as('network')
    expect(await network.refused('Vpc', 'CreateVpc', { RegionId, DryRun: true })).toMatchObject({
      httpStatus: 400,
      code: 'DryRunOperation',
    })
    expect((await network.call('Vpc', 'DescribeVpcs', { RegionId })).TotalCount).toBe(0)
  })

  it('makes one VPC for a repeated ClientToken', async () => {
    const network = cloud.as('network')
    const first = await network.call('Vpc', 'CreateVpc', { RegionId, ClientToken: 'once' })
    const again = await network.call('Vpc', 'CreateVpc', { RegionId, ClientToken: 'once' })
    expect(again.VpcId).toBe(first.VpcId)
    expect((await network.call('Vpc', 'DescribeVpcs', { RegionId })).TotalCount).toBe(1)
  })

  it.each([
    ['no region', {}, 400, 'MissingRegionId'],
    ['a region that is none', { RegionId: 'mars' }, 404, 'InvalidRegionId.NotFound'],
    ['a block that is none', { RegionId, CidrBlock: '10.0.0.0' }, 400, 'InvalidParameter'],
    ['a name that looks like an address', { RegionId, VpcName: 'http://core' }, 400, 'InvalidVpcName.Malformed'],
    ['a description that looks like an address', { RegionId, Description: 'https://x' }, 400, 'InvalidVpcDiscription.Malformed'],
    ['four user blocks', { RegionId, UserCidr: '1.0.0.0/8,2.0.0.0/8,3.0.0.0/8,4.0.0.0/8' }, 400, 'InvalidUserCidr.Quota'],
    ['a user block that is none', { RegionId, UserCidr: '1.0.0.1/8' }, 400, 'IllegalParam.UserCidr'],
    ['a reserved user block', { RegionId, UserCidr: '100.64.0.0/16' }, 400, 'InvalidUserCidr.Malformed'],
    ['an IPv6 block without IPv6', { RegionId, Ipv6CidrBlock: '2408:1:2:300::/56' }, 400, 'MissingParam.EnableIpv6'],
    ['an IPv6 block that is none', { RegionId, EnableIpv6: true, Ipv6CidrBlock: 'six' }, 400, 'InvalidIpv6CidrBlock.Malformed'],
    ['an IPAM pool', { RegionId, Ipv4IpamPoolId: 'ipam-pool-1' }, 400, 'UnsupportedFeature.Ipam'],
    ['something for EnableIpv6 that is no boolean', { RegionId, EnableIpv6: 'maybe' }, 400, 'IllegalParam.EnableIpv6'],
  ])('refuses %s', async (_, given, httpStatus, code) => {
    expect(await cloud.as('network').refused('Vpc', 'CreateVpc', given)).toMatchObject({ httpStatus, code })
  })

  it('refuses a VPC over the limit of the region (QuotaExceeded.Vpc), and admits one elsewhere', async () => {
    await cloud.settings({ quotas: { 'vpc.vpcs': 1 } })
    const network = cloud.as('network')
    await network.call('Vpc', 'CreateVpc', { RegionId })
    expect(await network.refused('Vpc', 'CreateVpc', { RegionId })).toMatchObject({ httpStatus: 400, code: 'QuotaExceeded.Vpc' })
    await network.call('Vpc', 'CreateVpc', { RegionId: 'cn-beijing' })
  })
})

describe('DescribeVpcs', () => {
  it('pages by number, newest first, and counts all', async () => {
    const network = cloud.as('network')
    const made: string[] = []
    for (let i = 0; i < 5; i++) {
      made.unshift((await network.call('Vpc', 'CreateVpc', { RegionId, VpcName: `n${i}` })).VpcId)
      await cloud.advance('1s')
    }
    const page = async (PageNumber: number) => {
      const { TotalCount, PageSize, Vpcs } = await network.call('Vpc', 'DescribeVpcs', { RegionId, PageNumber, PageSize: 2 })
      return { TotalCount, PageSize, ids: Vpcs.Vpc.map(({ VpcId }: { VpcId: string }) => VpcId) }
    }
    expect(await page(1)).toEqual({ TotalCount: 5, PageSize: 2, ids: made.slice(0, 2) })
    expect(await page(3)).toEqual({ TotalCount: 5, PageSize: 2, ids: made.slice(4) })
    expect(await page(4)).toEqual({ TotalCount: 5, PageSize: 2, ids: [] })
  })

  it('filters by ids, name, tags, owner and region', async () => {
    const network = cloud.as('network')
    const a = (await network.call('Vpc', 'CreateVpc', { RegionId, VpcName: 'a', Tag: [{ Key: 'team', Value: 'core' }] })).VpcId
    const b = (await network.call('Vpc', 'CreateVpc', { RegionId, VpcName: 'b' })).VpcId
    const ids = async (filter: object) =>
      (await network.call('Vpc', 'DescribeVpcs', { RegionId, ...filter })).Vpcs.Vpc.map(
        ({ VpcId }: { VpcId: string }) => VpcId,
      ).sort()
    expect(await ids({})).toEqual([a, b].sort())
    expect(await ids({ VpcId: `${a},${b}` })).toEqual([a, b].sort())
    expect(await ids({ VpcId: 'vpc-unknown' })).toEqual([])
    expect(await ids({ VpcName: 'b' })).toEqual([b])
    expect(await ids({ Tag: [{ Key: 'team', Value: 'core' }] })).toEqual([a])
    expect(await ids({ Tag: [{ Key: 'team', Value: 'x' }] })).toEqual([])
    expect(await ids({ VpcOwnerId: await cloud.uid('prod') })).toEqual([])
    expect(await ids({ IsDefault: true })).toEqual([])
    expect(await ids({ EnableIpv6: true })).toEqual([])
    expect(await ids({ RegionId: 'cn-beijing' })).toEqual([])
  })

  it('refuses more than 20 ids (InvalidVpcIdNumber.NotSupported)', async () => {
    const VpcId = Array.from({ length: 21 }, (_, i) => `vpc-${i}`).join(',')
    expect(await cloud.as('network').refused('Vpc', 'DescribeVpcs', { RegionId, VpcId })).toMatchObject({
      code: 'InvalidVpcIdNumber.NotSupported',
    })
  })

  it('refuses a page that is too large', async () => {
    expect(await cloud.as('network').refused('Vpc', 'DescribeVpcs', { RegionId, PageSize: 51 })).toMatchObject({
      httpStatus: 400,
      code: 'IllegalParam.PageSize',
    })
  })
})

describe('the VPC of another account', () => {
  it('is as unknown as one that does not exist (InvalidVpcId.NotFound)', async () => {
    const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', { RegionId })
    const prod = cloud.as('prod')
    for (const id of [VpcId, 'vpc-unknown']) {
      expect(await prod.refused('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId: id })).toMatchObject({
        httpStatus: 404,
        code: 'InvalidVpcId.NotFound',
      })
      expect(await prod.refused('Vpc', 'DeleteVpc', { RegionId, VpcId: id })).toMatchObject({
        httpStatus: 404,
        code: 'InvalidVpcId.NotFound',
      })
      const vSwitch = { RegionId, VpcId: id, ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.0.0/24' }
      expect(await prod.refused('Vpc', 'CreateVSwitch', vSwitch)).toMatchObject({ httpStatus: 404, code: 'InvalidVpcId.NotFound' })
    }
    expect((await prod.call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })).TotalCount).toBe(0)
  })
})

describe('a RAM user', () => {
  async function userWith(document?: string) {
    const network = cloud.as('network')
    await network.call('Ram', 'CreateUser', { UserName: 'alice' })
    if (document) {
      await network.call('Ram', 'CreatePolicy', { PolicyName: 'p', PolicyDocument: document })
      await network.call('Ram', 'AttachPolicyToUser', { UserName: 'alice', PolicyType: 'Custom', PolicyName: 'p' })
    }
    const { AccessKey } = await network.call('Ram', 'CreateAccessKey', { UserName: 'alice' })
    return cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  }

  it('without a policy may do nothing (Forbidden.RAM)', async () => {
    const alice = await userWith()
    const refused = await alice.refused('Vpc', 'CreateVpc', { RegionId })
    expect(refused).toMatchObject({
      httpStatus: 403,
      code: 'Forbidden.RAM',
      body: { AccessDeniedDetail: { AuthAction: 'vpc:CreateVpc' } },
    })
  })

  it('may do with a VPC what its policy says of that VPC, and nothing else', async () => {
    const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', { RegionId })
    const other = (await cloud.as('network').call('Vpc', 'CreateVpc', { RegionId })).VpcId
    const Resource = `acs:vpc:cn-hangzhou:${await cloud.uid('network')}:vpc/${VpcId}`
    const alice = await userWith(JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'vpc:*', Resource }] }))
    await alice.call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })
    expect(await alice.refused('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId: other })).toMatchObject({ code: 'Forbidden.RAM' })
    expect(await alice.refused('Vpc', 'DescribeVpcs', { RegionId })).toMatchObject({ code: 'Forbidden.RAM' })
    // A vSwitch is about its VPC and about itself.
    const vSwitch = { RegionId, VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.0.0/24' }
    expect(await alice.refused('Vpc', 'CreateVSwitch', vSwitch)).toMatchObject({ code: 'Forbidden.RAM' })
    await alice.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
  })
})

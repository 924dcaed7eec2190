import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import operation from './CreateNetworkInterface.js'
import deletion from './DeleteNetworkInterface.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'
const ZoneId = 'cn-hangzhou-b'
type Given = Record<string, unknown>

/** A vSwitch of network, shared with prod; the principal's own security group in it. */
async function shared(CidrBlock = '172.16.1.0/24', principal = 'prod') {
  const network = cloud.as('network')
  const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '172.16.0.0/16' })
  const { VSwitchId } = await network.call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock })
  const { ResourceShare } = await network.call('ResourceSharing', 'CreateResourceShare', {
    ResourceShareName: 'core',
    Resources: [{ ResourceId: VSwitchId, ResourceType: 'VSwitch' }],
    Targets: [await cloud.uid(principal)],
    AllowExternalTargets: true,
  })
  const { ResourceShareId } = ResourceShare
  return { VpcId, VSwitchId, ResourceShareId }
}
async function groupOf(alias: string, VpcId: string, more: Given = {}): Promise<string> {
  return (await cloud.as(alias).call('Ecs', 'CreateSecurityGroup', { RegionId, VpcId, ...more })).SecurityGroupId
}
async function createBy(alias: string, VSwitchId: string, group: string, more: Given = {}) {
  return cloud.as(alias).call('Ecs', 'CreateNetworkInterface', { RegionId, VSwitchId, SecurityGroupIds: [group], ...more })
}
/** The refusal, after a look at whether status and message are the declared ones. */
async function refusedBy(alias: string, given: Given, of = operation): Promise<string> {
  const { code, httpStatus, message } = await cloud.as(alias).refused('Ecs', of.name, { RegionId, ...given })
  const [status, published, ours] = of.errors[code] ?? []
  expect(httpStatus).toBe(status)
  if (ours === undefined) expect(message).toBe(published)
  return code
}
async function seenBy(alias: string, more: Given = {}) {
  const answer = await cloud.as(alias).call('Ecs', 'DescribeNetworkInterfaces', { RegionId, ...more })
  return answer.NetworkInterfaceSets.NetworkInterfaceSet as (Given & { NetworkInterfaceId: string })[]
}
const unshare = (ResourceShareId: string, VSwitchId: string) =>
  cloud.as('network').call('ResourceSharing', 'DisassociateResourceShare', {
    ResourceShareId,
    Resources: [{ ResourceId: VSwitchId, ResourceType: 'VSwitch' }],
  })
async function freeIn(alias: string, VSwitchId: string): Promise<number> {
  return (await cloud.as(alias).call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).AvailableIpAddressCount
}

describe('in a shared vSwitch', () => {
  it('a principal creates, lists and deletes network interfaces', async () => {
    const { VpcId, VSwitchId } = await shared()
    const group = await groupOf('prod', VpcId)
    const made = await createBy('prod', VSwitchId, group, {
      NetworkInterfaceName: 'web',
      Description: 'front end',
      Tag: [{ Key: 'team', Value: 'web' }],
    })
    const shown = {
      NetworkInterfaceId: expect.stringMatching(/^eni-[a-z0-9]{20}$/),
      NetworkInterfaceName: 'web',
      Description: 'front end',
      Status: 'Available',
      Type: 'Secondary',
      OwnerId: '1000000000000003',
      VpcId,
      VSwitchId,
      ZoneId,
      MacAddress: expect.stringMatching(/^00:16:3e(:[0-9a-f]{2}){3}$/),
      PrivateIpAddress: expect.stringMatching(/^172\.16\.1\.\d+$/),
      SecurityGroupIds: { SecurityGroupId: [group] },
      Tags: { Tag: [{ TagKey: 'team', TagValue: 'web' }] },
    }
    expect(made).toMatchObject(shown)
    const { RequestId: _, ...told } = made
    expect(await seenBy('prod')).toMatchObject([told])
    await cloud.as('prod').call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId: made.NetworkInterfaceId })
    expect(await seenBy('prod')).toEqual([])
  })

  it('its owner lists what principals have without their tags, and cannot delete it (InvalidEniId.NotFound)', async () => {
    const { VpcId, VSwitchId } = await shared()
    const tagged = { Tag: [{ Key: 'team', Value: 'web' }] }
    const { NetworkInterfaceId } = await createBy('prod', VSwitchId, await groupOf('prod', VpcId), tagged)
    const own = await createBy('network', VSwitchId, await groupOf('network', VpcId), tagged)
    const seen = await seenBy('network', { VSwitchId })
    expect(seen.map((each) => each.NetworkInterfaceId).sort()).toEqual([NetworkInterfaceId, own.NetworkInterfaceId].sort())
    expect(await seenBy('network', { NetworkInterfaceId: [NetworkInterfaceId] })).toMatchObject([
      { OwnerId: '1000000000000003', Tags: { Tag: [] } },
    ])
    expect(await seenBy('network', { Tag: [{ Key: 'team' }] })).toMatchObject([{ NetworkInterfaceId: own.NetworkInterfaceId }])
    expect(await refusedBy('network', { NetworkInterfaceId }, deletion)).toBe('InvalidEniId.NotFound')
    expect(await seenBy('prod')).toHaveLength(1)
  })

  it('principals see neither those of the owner nor those of each other', async () => {
    const { VpcId, VSwitchId, ResourceShareId } = await shared()
    await cloud
      .as('network')
      .call('ResourceSharing', 'AssociateResourceShare', { ResourceShareId, Targets: [await cloud.uid('dev')] })
    for (const alias of ['network', 'prod', 'dev']) await createBy(alias, VSwitchId, await groupOf(alias, VpcId))
    for (const alias of ['prod', 'dev']) expect(await seenBy(alias)).toMatchObject([{ OwnerId: await cloud.uid(alias) }])
    expect(await seenBy('network')).toHaveLength(3)
  })

  it('addresses of all sides come out of one book, and everybody who sees the vSwitch sees how many are left', async () => {
    const { VpcId, VSwitchId } = await shared('172.16.1.0/29')
    const groups = { network: await groupOf('network', VpcId), prod: await groupOf('prod', VpcId) }
    expect(await freeIn('network', VSwitchId)).toBe(4)
    const one = await createBy('prod', VSwitchId, groups.prod)
    const two = await createBy('network', VSwitchId, groups.network, { SecondaryPrivateIpAddressCount: 1 })
    for (const alias of ['network', 'prod']) expect(await freeIn(alias, VSwitchId)).toBe(1)
    const listed = (await cloud.as('prod').call('Vpc', 'DescribeVSwitches', { RegionId })).VSwitches.VSwitch
    expect(listed).toMatchObject([{ AvailableIpAddressCount: 1 }])
    const last = await createBy('prod', VSwitchId, groups.prod)
    const used = [one, two, last].flatMap(({ PrivateIpSets }) =>
      PrivateIpSets.PrivateIpSet.map((each: { PrivateIpAddress: string }) => each.PrivateIpAddress),
    )
    // The first address and the last three are kept by the system.
    expect(used.sort()).toEqual(['172.16.1.1', '172.16.1.2', '172.16.1.3', '172.16.1.4'])
    const more = { VSwitchId, SecurityGroupId: groups.network }
    expect(await refusedBy('network', more)).toBe('QuotaExceeded.PrivateIpAddress')
    await cloud.as('prod').call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId: one.NetworkInterfaceId })
    expect((await createBy('network', VSwitchId, groups.network)).PrivateIpAddress).toBe(one.PrivateIpAddress)
  })

  it('two sides that ask for one address at once: one gets it', async () => {
    const { VpcId, VSwitchId } = await shared()
    const groups = { network: await groupOf('network', VpcId), prod: await groupOf('prod', VpcId) }
    const ask = (alias: 'network' | 'prod') =>
      cloud.as(alias).answer('Ecs', 'CreateNetworkInterface', {
        RegionId,
        VSwitchId,
        SecurityGroupId: groups[alias],
        PrimaryIpAddress: '172.16.1.9',
      })
    const answers = await Promise.all([ask('network'), ask('prod'), ask('network'), ask('prod')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
    expect(
      answers.filter(({ status }) => status === 400).every(({ body }) => body.Code === 'InvalidPrivateIpAddress.Duplicated'),
    ).toBe(true)
    expect(await freeIn('network', VSwitchId)).toBe(251)
  })

  it('no two of many interfaces made at once have one address', async () => {
    const { VpcId, VSwitchId } = await shared('172.16.1.0/26')
    const groups = { network: await groupOf('network', VpcId), prod: await groupOf('prod', VpcId) }
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, i) => {
        const alias = i % 2 === 0 ? 'network' : 'prod'
        return createBy(alias, VSwitchId, groups[alias], { SecondaryPrivateIpAddressCount: 1 })
      }),
    )
    const used = made.flatMap(({ PrivateIpSets }) =>
      PrivateIpSets.PrivateIpSet.map((each: { PrivateIpAddress: string }) => each.PrivateIpAddress),
    )
    expect(new Set(used).size).toBe(60)
    expect(await freeIn('prod', VSwitchId)).toBe(0)
  })
})

describe('once a vSwitch is no longer shared', () => {
  it.each(['the resource is taken out', 'the principal is taken out', 'the share is deleted'])(
    'a principal keeps, sees and may delete what it has, and creates nothing new: %s (InvalidVSwitchId.NotFound)',
    async (how) => {
      const { VpcId, VSwitchId, ResourceShareId } = await shared()
      const group = await groupOf('prod', VpcId)
      const { NetworkInterfaceId } = await createBy('prod', VSwitchId, group)
      const network = cloud.as('network')
      if (how === 'the share is deleted') await network.call('ResourceSharing', 'DeleteResourceShare', { ResourceShareId })
      else if (how.includes('principal')) {
        const Targets = [await cloud.uid('prod')]
        await network.call('ResourceSharing', 'DisassociateResourceShare', { ResourceShareId, Targets })
      } else await unshare(ResourceShareId, VSwitchId)
      expect(await seenBy('prod')).toMatchObject([{ NetworkInterfaceId }])
      expect(await seenBy('network')).toMatchObject([{ NetworkInterfaceId }])
      expect(await refusedBy('prod', { VSwitchId, SecurityGroupId: group })).toBe('InvalidVSwitchId.NotFound')
      await cloud.as('prod').call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId })
      expect(await seenBy('network')).toEqual([])
      expect(await freeIn('network', VSwitchId)).toBe(252)
    },
  )

  it('its owner cannot delete vSwitch and VPC before principals took their things out of them', async () => {
    const { VpcId, VSwitchId, ResourceShareId } = await shared()
    const group = await groupOf('prod', VpcId)
    const { NetworkInterfaceId } = await createBy('prod', VSwitchId, group)
    const [network, prod] = [cloud.as('network'), cloud.as('prod')]
    await unshare(ResourceShareId, VSwitchId)
    expect(await network.refused('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })).toMatchObject({
      httpStatus: 400,
      code: 'DependencyViolation',
      message: 'Resources deployed in the vSwitch have not been deleted.',
    })
    await prod.call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId })
    await network.call('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })
    expect(await network.refused('Vpc', 'DeleteVpc', { RegionId, VpcId })).toMatchObject({
      httpStatus: 400,
      code: 'DependencyViolation.SecurityGroup',
    })
    await prod.call('Ecs', 'DeleteSecurityGroup', { RegionId, SecurityGroupId: group })
    await network.call('Vpc', 'DeleteVpc', { RegionId, VpcId })
  })

  it('an account outside of the directory that was invited has to accept first', async () => {
    const { VpcId, VSwitchId } = await shared('172.16.1.0/24', 'partner')
    expect(await refusedBy('partner', { VSwitchId, SecurityGroupId: 'sg-1' })).toBe('InvalidVSwitchId.NotFound')
    const partner = cloud.as('partner')
    const { ResourceShareInvitations } = await partner.call('ResourceSharing', 'ListResourceShareInvitations')
    const { ResourceShareInvitationId } = ResourceShareInvitations[0]
    await partner.call('ResourceSharing', 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
    await createBy('partner', VSwitchId, await groupOf('partner', VpcId))
    expect(await seenBy('network')).toMatchObject([{ OwnerId: '2000000000000001' }])
  })
})

describe('a request', () => {
  const address = (PrimaryIpAddress: string) => ({ PrimaryIpAddress })
  it.each<[string, Given, string]>([
    ['of an address that the system keeps', address('172.16.1.0'), 'InvalidVSwitchId.IpInvalid'],
    ['of one of the last three addresses', address('172.16.1.253'), 'InvalidVSwitchId.IpInvalid'],
    ['of an address elsewhere', address('172.16.2.7'), 'InvalidVSwitchId.IpInvalid'],
    ['of what is no address', address('172.16.1'), 'InvalidIp.Address'],
    ['of one address twice', { ...address('172.16.1.7'), PrivateIpAddress: ['172.16.1.7'] }, 'InvalidIp.IpRepeated'],
    [
      'of secondary addresses in two ways',
      { PrivateIpAddress: ['172.16.1.7'], SecondaryPrivateIpAddressCount: 1 },
      'InvalidParameter.Conflict',
    ],
    ['of more secondary addresses than allowed', { SecondaryPrivateIpAddressCount: 50 }, 'InvalidParameter'],
    ['with a malformed name', { NetworkInterfaceName: '1web' }, 'InvalidParams.NetworkInterfaceName'],
    ['with one tag twice', { Tag: [{ Key: 'a' }, { Key: 'a', Value: 'b' }] }, 'Duplicate.TagKey'],
    ['with a tag of the system', { Tag: [{ Key: 'acs:a' }] }, 'InvalidTagKey.Malformed'],
    ['with a tag value of the system', { Tag: [{ Key: 'a', Value: 'acs:a' }] }, 'InvalidTagValue.Malformed'],
    ['with 21 tags', { Tag: Array.from({ length: 21 }, (_, i) => ({ Key: `k${i}` })) }, 'QuotaExceed.Tags'],
    ['for a trunk', { InstanceType: 'Trunk' }, 'InvalidOperation.TrunkingIsNotAllowed'],
    ['without any group', { SecurityGroupId: undefined }, 'MissingParameter'],
    ['with groups in two ways', { SecurityGroupIds: ['sg-1'] }, 'InvalidSecurityGroupId.SingleIdAndMultiIdConflict'],
    [
      'with one group twice',
      { SecurityGroupId: undefined, SecurityGroupIds: ['sg-1', 'sg-1'] },
      'InvalidParameter.SecurityGroupIdRepeated',
    ],
    ['with an unknown group', { SecurityGroupId: 'sg-1' }, 'InvalidSecurityGroupId.NotFound'],
    [
      'with six groups',
      { SecurityGroupId: undefined, SecurityGroupIds: [1, 2, 3, 4, 5, 6].map((n) => `sg-${n}`) },
      'JoinedGroupLimitExceed',
    ],
    ['without a vSwitch', { VSwitchId: undefined }, 'MissingParameter'],
    ['for an unknown vSwitch', { VSwitchId: 'vsw-1' }, 'InvalidVSwitchId.NotFound'],
    ['in a malformed region', { RegionId: 'hangzhou' }, 'Forbidden.RegionId'],
  ])('%s is refused', async (_, given, code) => {
    const { VpcId, VSwitchId } = await shared()
    const SecurityGroupId = await groupOf('prod', VpcId)
    expect(await refusedBy('prod', { VSwitchId, SecurityGroupId, ...given })).toBe(code)
    expect(await seenBy('prod')).toEqual([])
    expect(await freeIn('prod', VSwitchId)).toBe(252)
  })

  it('names groups of the own account, in the same VPC and of one type', async () => {
    const { VpcId, VSwitchId } = await shared()
    const theirs = await groupOf('network', VpcId)
    expect(await refusedBy('prod', { VSwitchId, SecurityGroupId: theirs })).toBe('InvalidSecurityGroupId.NotFound')
    const other = await cloud.as('prod').call('Vpc', 'CreateVpc', { RegionId })
    const elsewhere = await groupOf('prod', other.VpcId)
    expect(await refusedBy('prod', { VSwitchId, SecurityGroupId: elsewhere })).toBe('InvalidOperation.VpcMismatch')
    const SecurityGroupIds = [await groupOf('prod', VpcId), await groupOf('prod', VpcId, { SecurityGroupType: 'enterprise' })]
    expect(await refusedBy('prod', { VSwitchId, SecurityGroupIds })).toBe('EnterpriseGroupLimited.MutliGroupType')
  })

  it('beyond the limit of the account is refused (MaxEniCountExceeded)', async () => {
    const { VpcId, VSwitchId } = await shared()
    const group = await groupOf('prod', VpcId)
    await cloud.settings({ quotas: { 'ecs.networkInterfaces': 1 } })
    await createBy('prod', VSwitchId, group)
    expect(await refusedBy('prod', { VSwitchId, SecurityGroupId: group })).toBe('MaxEniCountExceeded')
  })

  it('for a vSwitch that is still being made is refused (IncorrectVSwitchStatus)', async () => {
    const network = cloud.as('network')
    const { VpcId } = await network.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8' })
    const SecurityGroupId = await groupOf('network', VpcId)
    await cloud.latency('manual')
    const { VSwitchId } = await network.call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock: '10.0.0.0/24' })
    expect(await refusedBy('network', { VSwitchId, SecurityGroupId })).toBe('IncorrectVSwitchStatus')
    await cloud.step()
    await createBy('network', VSwitchId, SecurityGroupId)
  })

  it('keeps the addresses that it names, in their order, the primary one first', async () => {
    const { VpcId, VSwitchId } = await shared()
    const group = await groupOf('prod', VpcId)
    const named = { PrimaryIpAddress: '172.16.1.9', PrivateIpAddress: ['172.16.1.8', '172.16.1.10'] }
    const { PrivateIpSets } = await createBy('prod', VSwitchId, group, named)
    expect(PrivateIpSets.PrivateIpSet).toEqual([
      { PrivateIpAddress: '172.16.1.9', Primary: true },
      { PrivateIpAddress: '172.16.1.8', Primary: false },
      { PrivateIpAddress: '172.16.1.10', Primary: false },
    ])
    const taken = { VSwitchId, SecurityGroupId: group, PrivateIpAddress: ['172.16.1.10'] }
    expect(await refusedBy('prod', taken)).toBe('InvalidPrivateIpAddress.Duplicated')
    expect(await seenBy('prod', { PrivateIpAddress: ['172.16.1.10'] })).toHaveLength(1)
    expect(await seenBy('prod', { PrimaryIpAddress: '172.16.1.10' })).toEqual([])
  })

  it('that is repeated with its token makes one interface', async () => {
    const { VpcId, VSwitchId } = await shared()
    const group = await groupOf('prod', VpcId)
    const first = await createBy('prod', VSwitchId, group, { ClientToken: 'once' })
    expect(await createBy('prod', VSwitchId, group, { ClientToken: 'once' })).toMatchObject({
      NetworkInterfaceId: first.NetworkInterfaceId,
    })
    expect(await seenBy('prod')).toHaveLength(1)
  })

  it('of a RAM user is compared with every group that it names', async () => {
    const { VpcId, VSwitchId } = await shared()
    const prod = cloud.as('prod')
    const [mine, other] = [await groupOf('prod', VpcId), await groupOf('prod', VpcId)]
    await prod.call('Ram', 'CreateUser', { UserName: 'web' })
    const allow = (Resource: string[]) => ({ Effect: 'Allow', Action: 'ecs:CreateNetworkInterface', Resource })
    const PolicyDocument = JSON.stringify({
      Version: '1',
      Statement: [allow(['acs:ecs:*:*:eni/*', 'acs:vpc:*:*:vswitch/*', `acs:ecs:*:*:securitygroup/${mine}`])],
    })
    await prod.call('Ram', 'CreatePolicy', { PolicyName: 'web', PolicyDocument })
    await prod.call('Ram', 'AttachPolicyToUser', { PolicyName: 'web', PolicyType: 'Custom', UserName: 'web' })
    const { AccessKey } = await prod.call('Ram', 'CreateAccessKey', { UserName: 'web' })
    const web = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
    const place = { RegionId, VSwitchId }
    for (const groups of [{ SecurityGroupId: mine }, { SecurityGroupIds: [mine] }])
      await web.call('Ecs', 'CreateNetworkInterface', { ...place, ...groups })
    for (const groups of [{ SecurityGroupId: other }, { SecurityGroupIds: [mine, other] }])
      expect(await web.refused('Ecs', 'CreateNetworkInterface', { ...place, ...groups })).toMatchObject({ code: 'Forbidden.RAM' })
  })
})

describe('the list', () => {
  it('is paged by token and by number, over interfaces of both sides, without repeating or skipping any', async () => {
    const { VpcId, VSwitchId } = await shared()
    const groups = { network: await groupOf('network', VpcId), prod: await groupOf('prod', VpcId) }
    for (let n = 0; n < 12; n++) {
      await createBy(n % 2 ? 'prod' : 'network', VSwitchId, n % 2 ? groups.prod : groups.network)
      if (n % 5 === 0) await cloud.advance('1m')
    }
    const all = await seenBy('network', { PageSize: 100 })
    expect(all).toHaveLength(12)
    const network = cloud.as('network')
    // A page holds at least ten.
    const first = await network.call('Ecs', 'DescribeNetworkInterfaces', { RegionId, MaxResults: 1 })
    const { NextToken } = first
    const second = await network.call('Ecs', 'DescribeNetworkInterfaces', { RegionId, MaxResults: 10, NextToken })
    expect(second.NextToken).toBe('')
    const paged = [first, second].flatMap((page) => page.NetworkInterfaceSets.NetworkInterfaceSet)
    expect(paged).toEqual(all)
    expect(await seenBy('network', { PageNumber: 3, PageSize: 5 })).toEqual(all.slice(10))
    const foreign = { RegionId, NextToken }
    expect(await cloud.as('prod').refused('Ecs', 'DescribeNetworkInterfaces', foreign)).toMatchObject({ code: 'InvalidParameter' })
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'
type Given = Record<string, unknown>

async function vpcOf(alias: string) {
  const owner = cloud.as(alias)
  const { VpcId } = await owner.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '172.16.0.0/16' })
  const asked = { RegionId, VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.1.0/24' }
  const { VSwitchId } = await owner.call('Vpc', 'CreateVSwitch', asked)
  return { VpcId, VSwitchId }
}
async function shareFor(principal: string, ResourceId: string): Promise<string> {
  const { ResourceShare } = await cloud.as('network').call('ResourceSharing', 'CreateResourceShare', {
    ResourceShareName: 'core',
    Resources: [{ ResourceId, ResourceType: 'VSwitch' }],
    Targets: [await cloud.uid(principal)],
  })
  return ResourceShare.ResourceShareId
}
const create = (alias: string, given: Given) => cloud.as(alias).call('Ecs', 'CreateSecurityGroup', { RegionId, ...given })
const refused = (alias: string, action: string, given: Given) => cloud.as(alias).refused('Ecs', action, { RegionId, ...given })
async function seenBy(alias: string, given: Given = {}) {
  const answer = await cloud.as(alias).call('Ecs', 'DescribeSecurityGroups', { RegionId, ...given })
  return answer.SecurityGroups.SecurityGroup as Given[]
}

describe('a security group', () => {
  it('shows what it was made with', async () => {
    const { VpcId } = await vpcOf('network')
    const Tag = [{ Key: 'team', Value: 'web' }]
    const given = { VpcId, SecurityGroupName: 'web', Description: 'front ends', SecurityGroupType: 'enterprise', Tag }
    const { SecurityGroupId } = await create('network', given)
    expect(SecurityGroupId).toMatch(/^sg-[a-z0-9]{20}$/)
    expect(await seenBy('network')).toEqual([
      {
        SecurityGroupId,
        SecurityGroupName: 'web',
        Description: 'front ends',
        SecurityGroupType: 'enterprise',
        VpcId,
        CreationTime: '2026-01-01T00:00:00Z',
        ResourceGroupId: expect.stringMatching(/^rg-/),
        ServiceManaged: false,
        Tags: { Tag: [{ TagKey: 'team', TagValue: 'web' }] },
      },
    ])
  })

  it('of a principal lies in the VPC of a shared vSwitch and is seen by it alone', async () => {
    const { VpcId, VSwitchId } = await vpcOf('network')
    expect(await refused('prod', 'CreateSecurityGroup', { VpcId })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidVpcId.NotFound',
    })
    await shareFor('prod', VSwitchId)
    const { SecurityGroupId } = await create('prod', { VpcId })
    expect(await seenBy('prod', { VpcId })).toMatchObject([{ SecurityGroupId, VpcId }])
    expect(await seenBy('network')).toEqual([])
    expect(await refused('network', 'DeleteSecurityGroup', { SecurityGroupId })).toMatchObject({
      httpStatus: 404,
      code: 'InvalidSecurityGroup.NotFound',
    })
  })

  it('of a principal stays its own once the vSwitch is no longer shared, and no new one can be made (InvalidVpcId.NotFound)', async () => {
    const { VpcId, VSwitchId } = await vpcOf('network')
    const ResourceShareId = await shareFor('prod', VSwitchId)
    const { SecurityGroupId } = await create('prod', { VpcId })
    await cloud.as('network').call('ResourceSharing', 'DeleteResourceShare', { ResourceShareId })
    expect(await seenBy('prod')).toMatchObject([{ SecurityGroupId }])
    expect(await refused('prod', 'CreateSecurityGroup', { VpcId })).toMatchObject({ code: 'InvalidVpcId.NotFound' })
    await cloud.as('prod').call('Ecs', 'DeleteSecurityGroup', { RegionId, SecurityGroupId })
    expect(await seenBy('prod')).toEqual([])
  })

  it('stays while a network interface is in it (DependencyViolation)', async () => {
    const { VpcId, VSwitchId } = await vpcOf('network')
    const { SecurityGroupId } = await create('network', { VpcId })
    const network = cloud.as('network')
    const { NetworkInterfaceId } = await network.call('Ecs', 'CreateNetworkInterface', { RegionId, VSwitchId, SecurityGroupId })
    expect(await refused('network', 'DeleteSecurityGroup', { SecurityGroupId })).toMatchObject({
      httpStatus: 403,
      code: 'DependencyViolation',
      message: 'There is still instance(s) in the specified security group.',
    })
    await network.call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId })
    await network.call('Ecs', 'DeleteSecurityGroup', { RegionId, SecurityGroupId })
  })

  it.each<[string, Given, number, string]>([
    ['without a VPC', { VpcId: undefined }, 404, 'InvalidVpcId.NotFound'],
    ['advanced, without a VPC', { VpcId: undefined, SecurityGroupType: 'enterprise' }, 400, 'InvalidParams.VpcIdGroupType'],
    ['of an unknown type', { SecurityGroupType: 'basic' }, 400, 'InvalidParams.GroupType'],
    ['with a malformed name', { SecurityGroupName: 'http://a' }, 400, 'InvalidSecurityGroupName.Malformed'],
    ['with a malformed description', { Description: 'a' }, 400, 'InvalidDescription.Malformed'],
    ['with one tag twice', { Tag: [{ Key: 'a' }, { Key: 'a', Value: 'b' }] }, 400, 'Duplicate.TagKey'],
    ['in a malformed region', { RegionId: 'hangzhou' }, 404, 'InvalidRegionId.NotFound'],
    ['without a region', { RegionId: undefined }, 400, 'MissingRegionId'],
  ])('%s is refused', async (_, given, httpStatus, code) => {
    const { VpcId } = await vpcOf('network')
    expect(await refused('network', 'CreateSecurityGroup', { VpcId, ...given })).toMatchObject({ httpStatus, code })
    expect(await seenBy('network')).toEqual([])
  })

  it('beyond the limit of the account is refused (QuotaExceed.SecurityGroup)', async () => {
    const { VpcId } = await vpcOf('network')
    await cloud.settings({ quotas: { 'ecs.securityGroups': 1 } })
    await create('network', { VpcId })
    expect(await refused('network', 'CreateSecurityGroup', { VpcId })).toMatchObject({
      httpStatus: 403,
      code: 'QuotaExceed.SecurityGroup',
    })
  })

  it('in a VPC that is still being made is refused (IncorrectVpcStatus)', async () => {
    await cloud.latency('manual')
    const { VpcId } = await cloud.as('network').call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/8' })
    expect(await refused('network', 'CreateSecurityGroup', { VpcId })).toMatchObject({ code: 'IncorrectVpcStatus' })
  })
})

describe('the list of security groups', () => {
  it('is narrowed by each filter, and paged in both ways', async () => {
    const { VpcId } = await vpcOf('network')
    const other = await vpcOf('network')
    const ids: string[] = []
    for (const name of ['one', 'two', 'three']) {
      const given = { VpcId, SecurityGroupName: name, Tag: [{ Key: 'name', Value: name }] }
      ids.push((await create('network', given)).SecurityGroupId)
    }
    const namesBy = async (given: Given) =>
      (await seenBy('network', given)).map(({ SecurityGroupName }) => SecurityGroupName).sort()
    expect(await namesBy({ VpcId })).toEqual(['one', 'three', 'two'])
    expect(await namesBy({ VpcId: other.VpcId })).toEqual([])
    expect(await namesBy({ SecurityGroupId: ids[0] })).toEqual(['one'])
    expect(await namesBy({ SecurityGroupIds: JSON.stringify(ids.slice(1)) })).toEqual(['three', 'two'])
    expect(await namesBy({ SecurityGroupName: 'two' })).toEqual(['two'])
    expect(await namesBy({ SecurityGroupType: 'enterprise' })).toEqual([])
    expect(await namesBy({ NetworkType: 'classic' })).toEqual([])
    expect(await namesBy({ Tag: [{ Key: 'name', Value: 'one' }] })).toEqual(['one'])
    const network = cloud.as('network')
    const first = await network.call('Ecs', 'DescribeSecurityGroups', { RegionId, MaxResults: 2 })
    expect(first.TotalCount).toBeUndefined()
    const rest = { RegionId, MaxResults: 2, NextToken: first.NextToken }
    const second = await network.call('Ecs', 'DescribeSecurityGroups', rest)
    expect(second.NextToken).toBe('')
    const paged = [first, second].flatMap((page) => page.SecurityGroups.SecurityGroup)
    expect(paged).toEqual(await seenBy('network'))
    expect(await seenBy('network', { PageNumber: 2, PageSize: 2 })).toEqual(paged.slice(2))
  })

  it('is refused for ids that are no JSON array, and for a foreign token', async () => {
    expect(await refused('network', 'DescribeSecurityGroups', { SecurityGroupIds: 'sg-1' })).toMatchObject({
      code: 'InvalidParameter.SecurityGroupIds',
    })
    expect(await refused('network', 'DescribeSecurityGroups', { NextToken: 'abc' })).toMatchObject({
      code: 'InValidParameter.NextToken',
    })
    expect(await refused('network', 'DescribeSecurityGroups', { RegionId: undefined })).toMatchObject({
      code: 'MissingParameter.RegionId',
    })
  })

  it('only checks in a dry run (DryRunOperation)', async () => {
    expect(await refused('network', 'DescribeSecurityGroups', { DryRun: true })).toMatchObject({ code: 'DryRunOperation' })
  })
})

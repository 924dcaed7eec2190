import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())
const RegionId = 'cn-hangzhou'
const ZoneId = 'cn-hangzhou-b'

/** A VPC of network with two vSwitches, the first of them in a share for prod. */
async function shared() {
  const network = cloud.as('network')
  const { VpcId, RouteTableId } = await network.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '172.16.0.0/16', VpcName: 'core' })
  const make = async (third: number) => {
    const asked = { RegionId, VpcId, ZoneId, CidrBlock: `172.16.${third}.0/24`, Tag: [{ Key: 'team', Value: 'core' }] }
    return (await network.call('Vpc', 'CreateVSwitch', asked)).VSwitchId as string
  }
  const VSwitchId = await make(1)
  const hidden = await make(2)
  const { ResourceShareId } = await share(VSwitchId, 'prod')
  return { VpcId, RouteTableId, VSwitchId, hidden, ResourceShareId }
}
async function share(ResourceId: string, principal: string): Promise<{ ResourceShareId: string }> {
  const answer = await cloud.as('network').call('ResourceSharing', 'CreateResourceShare', {
    ResourceShareName: `for-${principal}`,
    Resources: [{ ResourceId, ResourceType: 'VSwitch' }],
    Targets: [await cloud.uid(principal)],
    AllowExternalTargets: true,
  })
  return answer.ResourceShare
}
async function seenBy(alias: string, more: object = {}) {
  return (await cloud.as(alias).call('Vpc', 'DescribeVSwitches', { RegionId, ...more })).VSwitches.VSwitch as Record<
    string,
    unknown
  >[]
}

describe('a shared vSwitch', () => {
  it('is seen by the principal as Sharing, with its tags, and by the owner as Shared', async () => {
    const { VSwitchId, VpcId, RouteTableId } = await shared()
    const common = {
      VSwitchId,
      VpcId,
      OwnerId: 1000000000000002,
      RouteTable: { RouteTableId },
      Tags: { Tag: [{ Key: 'team', Value: 'core' }] },
    }
    expect(await seenBy('prod')).toMatchObject([{ ...common, ShareType: 'Sharing' }])
    expect(await cloud.as('prod').call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).toMatchObject({
      ...common,
      ShareType: 'Sharing',
    })
    expect(await seenBy('network', { VSwitchId })).toMatchObject([{ ...common, ShareType: 'Shared' }])
    expect(await cloud.as('network').call('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).toMatchObject({
      ShareType: 'Shared',
    })
  })

  it('shows no other vSwitch of its VPC, and is seen by no third account', async () => {
    const { VSwitchId, hidden } = await shared()
    const prod = cloud.as('prod')
    expect(await prod.refused('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId: hidden })).toMatchObject({
      code: 'InvalidVSwitchId.NotFound',
    })
    expect(await seenBy('prod', { VSwitchId: hidden })).toEqual([])
    expect(await seenBy('network', { VSwitchId: hidden })).toMatchObject([{ ShareType: '' }])
    expect(await seenBy('dev')).toEqual([])
    expect(await cloud.as('dev').refused('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).toMatchObject({
      code: 'InvalidVSwitchId.NotFound',
    })
  })

  it('brings its VPC and route table with it', async () => {
    const { VSwitchId, VpcId, RouteTableId } = await shared()
    const prod = cloud.as('prod')
    const vpc = { VpcId, VpcName: 'core', OwnerId: 1000000000000002, VSwitchIds: { VSwitchId: [VSwitchId] } }
    expect(await prod.call('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).toMatchObject(vpc)
    expect((await prod.call('Vpc', 'DescribeVpcs', { RegionId })).Vpcs.Vpc).toMatchObject([vpc])
    expect((await prod.call('Vpc', 'DescribeVpcs', { RegionId, VpcOwnerId: await cloud.uid('prod') })).Vpcs.Vpc).toEqual([])
    const tables = await prod.call('Vpc', 'DescribeRouteTableList', { RegionId, VpcId })
    expect(tables.RouterTableList.RouterTableListType).toMatchObject([
      { RouteTableId, VpcId, RouteTableType: 'System', VSwitchIds: { VSwitchId: [VSwitchId] } },
    ])
  })

  it('is not seen in another region', async () => {
    const { VSwitchId } = await shared()
    expect(await seenBy('prod', { RegionId: 'cn-beijing' })).toEqual([])
    const elsewhere = { RegionId: 'cn-beijing', VSwitchId }
    expect(await cloud.as('prod').refused('Vpc', 'DescribeVSwitchAttributes', elsewhere)).toMatchObject({
      code: 'InvalidVSwitchId.NotFound',
    })
  })

  it('lets the principal look and not touch (IncorrectVSwitchId, InvalidVpcId.NotFound)', async () => {
    const { VSwitchId, VpcId } = await shared()
    const prod = cloud.as('prod')
    expect(await prod.refused('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })).toMatchObject({
      httpStatus: 404,
      code: 'IncorrectVSwitchId',
    })
    expect(await prod.refused('Vpc', 'DeleteVpc', { RegionId, VpcId })).toMatchObject({ code: 'InvalidVpcId.NotFound' })
    const more = { RegionId, VpcId, ZoneId, CidrBlock: '172.16.9.0/24' }
    expect(await prod.refused('Vpc', 'CreateVSwitch', more)).toMatchObject({ code: 'InvalidVpcId.NotFound' })
  })

  it('cannot be deleted by its owner before it is taken out of the share (DependencyViolation.ResourceShare)', async () => {
    const { VSwitchId, ResourceShareId } = await shared()
    const network = cloud.as('network')
    expect(await network.refused('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })).toMatchObject({
      httpStatus: 400,
      code: 'DependencyViolation.ResourceShare',
    })
    const resource = { ResourceId: VSwitchId, ResourceType: 'VSwitch' }
    await network.call('ResourceSharing', 'DisassociateResourceShare', { ResourceShareId, Resources: [resource] })
    await network.call('Vpc', 'DeleteVSwitch', { RegionId, VSwitchId })
  })

  it.each(['the resource is taken out', 'the principal is taken out', 'the share is deleted'])(
    'is gone for the principal, VPC and all, once %s',
    async (how) => {
      const { VSwitchId, VpcId, ResourceShareId } = await shared()
      const network = cloud.as('network')
      if (how === 'the share is deleted') await network.call('ResourceSharing', 'DeleteResourceShare', { ResourceShareId })
      else {
        const what = how.includes('resource')
          ? { Resources: [{ ResourceId: VSwitchId, ResourceType: 'VSwitch' }] }
          : { Targets: [await cloud.uid('prod')] }
        await network.call('ResourceSharing', 'DisassociateResourceShare', { ResourceShareId, ...what })
      }
      const prod = cloud.as('prod')
      expect(await seenBy('prod')).toEqual([])
      expect(await prod.refused('Vpc', 'DescribeVSwitchAttributes', { RegionId, VSwitchId })).toMatchObject({
        code: 'InvalidVSwitchId.NotFound',
      })
      expect(await prod.refused('Vpc', 'DescribeVpcAttribute', { RegionId, VpcId })).toMatchObject({
        code: 'InvalidVpcId.NotFound',
      })
      expect((await prod.call('Vpc', 'DescribeRouteTableList', { RegionId })).TotalCount).toBe(0)
    },
  )

  it('waits for the answer of an account outside of the directory', async () => {
    const { VSwitchId } = await shared()
    await share(VSwitchId, 'partner')
    expect(await seenBy('partner')).toEqual([])
  })

  it('is listed once for two shares, and pages stay whole over own and shared vSwitches', async () => {
    const { VSwitchId, hidden } = await shared()
    await share(VSwitchId, 'prod')
    await share(hidden, 'prod')
    const prod = cloud.as('prod')
    const { VpcId } = await prod.call('Vpc', 'CreateVpc', { RegionId })
    for (const third of [1, 2, 3])
      await prod.call('Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId, CidrBlock: `172.16.${third}.0/24` })
    const ids: unknown[] = []
    for (const PageNumber of [1, 2, 3]) {
      const page = await prod.call('Vpc', 'DescribeVSwitches', { RegionId, PageNumber, PageSize: 2 })
      expect(page.TotalCount).toBe(5)
      ids.push(...page.VSwitches.VSwitch.map((each: { VSwitchId: string }) => each.VSwitchId))
    }
    expect(new Set(ids).size).toBe(5)
    expect(ids).toEqual(expect.arrayContaining([VSwitchId, hidden]))
  })
})

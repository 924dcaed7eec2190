import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const RegionId = 'cn-hangzhou'
let cloud: Awaited<ReturnType<typeof testCloud>>
let VpcId: string
let VbrId: string
beforeEach(async () => {
  cloud = await testCloud()
  ;({ VpcId } = await call('CreateVpc'))
  const { PhysicalConnectionId } = await call('CreatePhysicalConnection', { AccessPointId: 'ap-1', LineOperator: 'CT' })
  ;({ VbrId } = await call('CreateVirtualBorderRouter', { PhysicalConnectionId, VlanId: 1 }))
})
afterEach(() => cloud.close())

const call = (action: string, more: object = {}) => cloud.as('network').call('Vpc', action, { RegionId, ...more })
const refused = (action: string, more: object = {}) => cloud.as('network').refused('Vpc', action, { RegionId, ...more })
const Tag = [
  { Key: 'a', Value: '1' },
  { Key: 'b', Value: '' },
]
const families = [
  ['TagResources', 'UnTagResources', 'ListTagResources', 'VPC', () => VpcId],
  [
    'TagResourcesForExpressConnect',
    'UntagResourcesForExpressConnect',
    'ListTagResourcesForExpressConnect',
    'VIRTUALBORDERROUTER',
    () => VbrId,
  ],
] as const

describe.each(families)('%s', (add, remove, listing, ResourceType, id) => {
  const it1 = () => ({ ResourceType, ResourceId: [id()] })
  const tags = async (more: object = {}) => (await call(listing, { ...it1(), ...more })).TagResources.TagResource

  it('adds tags that are listed and taken off', async () => {
    await call(add, { ...it1(), Tag })
    await call(add, { ...it1(), ResourceType: ResourceType.toLowerCase(), Tag: [{ Key: 'a', Value: '2' }] })
    expect(await tags()).toEqual([
      { ResourceType, ResourceId: id(), TagKey: 'a', TagValue: '2' },
      { ResourceType, ResourceId: id(), TagKey: 'b', TagValue: '' },
    ])
    expect(await tags({ ResourceId: undefined, Tag: [{ Key: 'a', Value: '2' }] })).toHaveLength(1)
    const page = await call(listing, { ...it1(), MaxResults: 1 })
    expect((await call(listing, { ...it1(), MaxResults: 1, NextToken: page.NextToken })).NextToken).toBeUndefined()
    await call(remove, { ...it1(), TagKey: ['a'] })
    expect(await tags()).toHaveLength(1)
    await call(remove, { ...it1(), All: true })
    expect(await tags()).toEqual([])
  })
  it.each([
    [{ ResourceType: 'THING' }, 'InvalidInstanceType.NotFound'],
    [{ ResourceId: ['x-0'] }, 'InvalidInstanceIds.NotFound'],
    [{ Tag: [{ Key: 'aliyunx', Value: '1' }] }, 'InvalidTagKey'],
    [{ Tag: [{ Key: 'k', Value: 'http://x' }] }, 'InvalidTagValue'],
    [{ Tag: [{ Value: '1' }] }, 'MissingParameter.TagKey'],
    [
      {
        Tag: [
          { Key: 'k', Value: '1' },
          { Key: 'k', Value: '2' },
        ],
      },
      'Forbidden.TagKey.Duplicated',
    ],
    [{ Tag: Array.from({ length: 21 }, (_, i) => ({ Key: `k${i}`, Value: '' })) }, 'SizeLimitExceeded.TagNum'],
    [{ ResourceId: Array.from({ length: 51 }, (_, i) => `x-${i}`) }, 'SizeLimitExceeded.ResourceId'],
  ])('refuses %j (%s)', async (more, code) => {
    expect((await refused(add, { ...it1(), Tag, ...more })).code).toBe(code)
  })
  it('sets twenty at most (QuotaExceeded.TagNum), lists what is named (BothEmpty.TagsAndResources), and nothing of others', async () => {
    await cloud.settings({ quotas: { 'vpc.tagsPerResource': 1 } })
    expect((await refused(add, { ...it1(), Tag })).code).toBe('QuotaExceeded.TagNum')
    expect((await refused(listing, { ResourceType })).code).toBe('BothEmpty.TagsAndResources')
    expect((await refused(listing, { ResourceType, Tag: [{ Value: 'x' }] })).code).toBe('InvalidTagKey')
    const prod = cloud.as('prod')
    expect((await prod.refused('Vpc', add, { RegionId, ...it1(), Tag })).code).toBe('InvalidInstanceIds.NotFound')
    expect((await prod.refused('Vpc', remove, { RegionId, ...it1(), All: true })).code).toBe('InvalidInstanceIds.NotFound')
    expect((await prod.call('Vpc', listing, { RegionId, ...it1() })).TagResources.TagResource).toEqual([])
  })
  it('is allowed for one resource by a policy that names it', async () => {
    const admin = cloud.as('network')
    await admin.call('Ram', 'CreateUser', { UserName: 'tagger' })
    const { AccessKey } = await admin.call('Ram', 'CreateAccessKey', { UserName: 'tagger' })
    const kind = ResourceType === 'VPC' ? 'vpc' : 'virtualborderrouter'
    const statement = { Effect: 'Allow', Action: `vpc:${add}`, Resource: `acs:vpc:*:*:${kind}/${id()}` }
    const PolicyDocument = JSON.stringify({ Version: '1', Statement: [statement] })
    await admin.call('Ram', 'CreatePolicy', { PolicyName: 'tags', PolicyDocument })
    await admin.call('Ram', 'AttachPolicyToUser', { PolicyName: 'tags', PolicyType: 'Custom', UserName: 'tagger' })
    const tagger = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
    await tagger.call('Vpc', add, { RegionId, ...it1(), Tag })
    expect((await tagger.refused('Vpc', add, { RegionId, ...it1(), ResourceId: ['x-0'], Tag })).httpStatus).toBe(403)
  })
})

describe('resource groups', () => {
  it('take a VPC with what is in it, a prefix list, a line and a VBR', async () => {
    const group = await cloud.as('network').call('ResourceManager', 'CreateResourceGroup', { Name: 'net', DisplayName: 'net' })
    const NewResourceGroupId = group.ResourceGroup.Id
    await call('CreateVSwitch', { VpcId, ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.0.0/24' })
    await call('MoveResourceGroup', { ResourceType: 'VPC', ResourceId: VpcId, NewResourceGroupId })
    expect(await call('DescribeVpcAttribute', { VpcId })).toMatchObject({ ResourceGroupId: NewResourceGroupId })
    expect((await call('DescribeVSwitches', { ResourceGroupId: NewResourceGroupId })).TotalCount).toBe(1)
    expect((await call('DescribeRouteTableList', { ResourceGroupId: NewResourceGroupId })).TotalCount).toBe(1)
    const vbr = { ResourceType: 'VIRTUALBORDERROUTER', ResourceId: VbrId }
    await call('ChangeResourceGroup', { ...vbr, NewResourceGroupId })
    expect((await call('DescribeVirtualBorderRouters', { ResourceGroupId: NewResourceGroupId })).TotalCount).toBe(1)
  })
  it.each([
    ['MoveResourceGroup', { ResourceType: 'Thing' }, 'IllegalParam.ResourceType'],
    ['MoveResourceGroup', { ResourceType: 'Eip' }, 'InvalidResourceId.NotFound'],
    ['MoveResourceGroup', { ResourceType: 'Vpc', ResourceId: 'vpc-0' }, 'InvalidResourceId.NotFound'],
    ['MoveResourceGroup', { ResourceType: 'Vpc' }, 'InvalidResourceGroupId'],
    ['ChangeResourceGroup', { ResourceType: 'Thing' }, 'ResourceType.Unknown'],
    ['ChangeResourceGroup', { ResourceType: 'PHYSICALCONNECTION', ResourceId: 'pc-0' }, 'InvalidInstanceId.NotFound'],
  ])('refuse %s with %j (%s)', async (action, more, code) => {
    expect((await refused(action, { ResourceId: VpcId, NewResourceGroupId: 'rg-0', ...more })).code).toBe(code)
  })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { makerIn } from '../../../../test/routers.js'

const ECR = 'ExpressConnectRouter'
let cloud: Awaited<ReturnType<typeof testCloud>>
let [first, second] = ['', '']
beforeEach(async () => {
  cloud = await testCloud()
  first = (await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65001 })).EcrId
  second = (await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65002 })).EcrId
})
afterEach(() => cloud.close())
const network = () => cloud.as('network')
const about = (...ResourceId: string[]) => ({ ResourceType: 'EXPRESSCONNECTROUTER', ResourceId })
const list = (more = {}) => network().call(ECR, 'ListTagResources', { ResourceType: 'EXPRESSCONNECTROUTER', ...more })

test('tags are added to several ECRs, and a key that is there takes the new value', async () => {
  await network().call(ECR, 'TagResources', { ...about(first, second), Tag: [{ Key: 'team', Value: 'a' }, { Key: 'env' }] })
  await network().call(ECR, 'TagResources', { ...about(first), Tag: [{ Key: 'team', Value: 'b' }] })
  const { TagResources, TotalCount } = await list({ ResourceId: [first] })
  const entry = { ResourceId: first, ResourceType: 'EXPRESSCONNECTROUTER' }
  expect(TagResources).toEqual([
    { ...entry, TagKey: 'env', TagValue: '' },
    { ...entry, TagKey: 'team', TagValue: 'b' },
  ])
  expect(TotalCount).toBe(2)
  expect((await list()).TotalCount).toBe(4)
})

test('tagging what a step changes starts no step of its own', async () => {
  const VpcId = await makerIn(cloud).vpc('network', '10.0.0.0/16')
  await cloud.latency('manual')
  const AssociationId = await makerIn(cloud).associate(first, VpcId)
  await network().call(ECR, 'TagResources', { ...about(first), Tag: [{ Key: 'team', Value: 'a' }] })
  const association = { ResourceType: 'EXPRESSCONNECTROUTERVPCASSOCIATION', ResourceId: [AssociationId] }
  await network().call(ECR, 'TagResources', { ...association, Tag: [{ Key: 'team', Value: 'a' }] })
  const pending = await cloud.cloud.worlds.pending('default')
  expect(pending).toMatchObject([{ operation: 'CreateExpressConnectRouterAssociation' }])
  await cloud.cloud.worlds.step('default', pending[0]?.id)
  const { AssociationList } = await network().call(ECR, 'DescribeExpressConnectRouterAssociation', { EcrId: first })
  expect(AssociationList).toMatchObject([{ Status: 'ACTIVE', Tags: [{ Key: 'team', Value: 'a' }] }])
})

test('answers about tags have the small envelope', async () => {
  const answer = await network().call(ECR, 'TagResources', { ...about(first), Tag: [{ Key: 'team', Value: 'a' }] })
  expect(answer).toMatchObject({ Success: true, Code: '200', Message: 'OK' })
  expect(answer).not.toHaveProperty('HttpStatusCode')
})

test('tags are listed by tag, in pages', async () => {
  await network().call(ECR, 'TagResources', {
    ...about(first, second),
    Tag: [
      { Key: 'team', Value: 'a' },
      { Key: 'env', Value: 'b' },
    ],
  })
  expect((await list({ Tag: [{ Key: 'team', Value: 'a' }] })).TotalCount).toBe(2)
  expect((await list({ Tag: [{ Key: 'team', Value: 'z' }] })).TagResources).toEqual([])
  const seen: string[] = []
  let NextToken: string | undefined
  do {
    const page = await list({ MaxResults: 3, NextToken })
    for (const { ResourceId, TagKey } of page.TagResources) seen.push(`${ResourceId} ${TagKey}`)
    NextToken = page.NextToken
  } while (NextToken)
  expect(seen).toEqual([first, second].sort().flatMap((id) => [`${id} env`, `${id} team`]))
})

test('named tags are taken off, or all; All counts only without TagKey', async () => {
  const tags = ['a', 'b', 'c'].map((Key) => ({ Key, Value: Key }))
  await network().call(ECR, 'TagResources', { ...about(first), Tag: tags })
  await network().call(ECR, 'UntagResources', { ...about(first), TagKey: ['a', 'unknown'], All: true })
  expect((await list()).TotalCount).toBe(2)
  await network().call(ECR, 'UntagResources', { ...about(first), All: true })
  expect((await list()).TagResources).toEqual([])
})

test('taking off neither named tags nor all is refused (MissingParam.TagKey)', async () => {
  expect((await network().refused(ECR, 'UntagResources', about(first))).code).toBe('MissingParam.TagKey')
})

test('an ECR of another account cannot be tagged, untagged or looked at (ResourceNotFound.EcrId)', async () => {
  const gone = { httpStatus: 404, code: 'ResourceNotFound.EcrId' }
  const prod = cloud.as('prod')
  expect(await prod.refused(ECR, 'TagResources', { ...about(first), Tag: [{ Key: 'a', Value: 'b' }] })).toMatchObject(gone)
  expect(await prod.refused(ECR, 'UntagResources', { ...about(first), All: true })).toMatchObject(gone)
  expect(await prod.refused(ECR, 'ListTagResources', about(first))).toMatchObject(gone)
})

test('one unknown ECR among several leaves all as they were', async () => {
  const unknown = 'ecr-000000000000000000'
  await network().refused(ECR, 'TagResources', { ...about(first, unknown), Tag: [{ Key: 'a', Value: 'b' }] })
  expect((await list()).TagResources).toEqual([])
})

test('a twenty-first tag is refused (IllegalParamFormat.Tag)', async () => {
  const tags = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ Key: `key-${from + i}`, Value: '' }))
  await network().call(ECR, 'TagResources', { ...about(first), Tag: tags(0, 20) })
  expect((await network().refused(ECR, 'TagResources', { ...about(first), Tag: tags(20, 21) })).code).toBe('IllegalParamFormat.Tag')
})

test.each([
  { Key: 'acs:team' },
  { Key: 'aliyun' },
  { Key: 'http://team' },
  { Key: 'k'.repeat(65) },
  { Key: 'k', Value: 'v'.repeat(129) },
  { Key: 'k', Value: 'aliyun-k' },
])('a malformed tag %j is refused (IllegalParamFormat)', async (tag) => {
  expect((await network().refused(ECR, 'TagResources', { ...about(first), Tag: [tag] })).code).toMatch(/^IllegalParamFormat\.Tag/)
})

test.each(['ResourceType', 'ResourceId', 'Tag'])('tagging without %s is refused (MissingParam)', async (name) => {
  const parameters = { ...about(first), Tag: [{ Key: 'a', Value: 'b' }], [name]: undefined }
  expect((await network().refused(ECR, 'TagResources', parameters)).code).toBe(`MissingParam.${name}`)
})

test.each([
  ['DescribeExpressConnectRouter', 'Tag.1.Key', { Tag: [{ Value: 'a' }] }],
  ['DescribeExpressConnectRouterAssociation', 'Tag.1.Key', { Tag: [{ Key: '', Value: 'a' }] }],
  ['ListTagResources', 'Tag.2.Key', { ResourceType: 'EXPRESSCONNECTROUTER', Tag: [{ Key: 'team' }, { Value: 'a' }] }],
  ['DescribeInstanceGrantedToExpressConnectRouter', 'TagModels.1.TagKey', { TagModels: [{ TagValue: 'a' }] }],
])('%s looks for no tag without a key (IllegalParamFormat.%s)', async (action, name, filter) => {
  expect((await network().refused(ECR, action, { EcrId: first, ...filter })).code).toBe(`IllegalParamFormat.${name}`)
})

test('associations and flow logs carry tags as well, each under its type', async () => {
  const make = makerIn(cloud)
  const [VpcId, InstanceId] = [await make.vpc('network', '10.0.0.0/16'), await make.vbr('network')]
  const association = await make.associate(first, VpcId, { Tag: [{ Key: 'env', Value: 'prod' }] })
  await make.attach(first, InstanceId)
  const capture = { EcrId: first, InstanceType: 'VBR', InstanceId, ProjectName: 'project', LogStoreName: 'store' }
  const { FlowLogId } = await network().call(ECR, 'CreateFlowLog', capture)
  const { CenId } = await network().call('Cbn', 'CreateCen', {})
  const { TransitRouterId } = await network().call('Cbn', 'CreateTransitRouter', { CenId, RegionId: 'cn-hangzhou' })
  const place = { EcrId: first, TransitRouterId, AssociationRegionId: 'cn-hangzhou' }
  const transitRouter = await network().call(ECR, 'CreateExpressConnectRouterAssociation', place)

  const things = [
    ['EXPRESSCONNECTROUTERVPCASSOCIATION', association],
    ['EXPRESSCONNECTROUTERTRASSOCIATION', transitRouter.AssociationId],
    ['EXPRESSCONNECTROUTERFLOWLOG', FlowLogId],
  ]
  for (const [ResourceType, id] of things) {
    const about = { ResourceType, ResourceId: [id] }
    await network().call(ECR, 'TagResources', { ...about, Tag: [{ Key: 'team', Value: 'a' }] })
    const { TagResources } = await network().call(ECR, 'ListTagResources', { ResourceType, Tag: [{ Key: 'team' }] })
    expect(TagResources).toEqual([{ ResourceId: id, ResourceType, TagKey: 'team', TagValue: 'a' }])
  }
  const { AssociationList } = await network().call(ECR, 'DescribeExpressConnectRouterAssociation', {
    EcrId: first,
    Tag: [{ Key: 'team' }],
    VpcId,
  })
  expect(AssociationList).toMatchObject([
    {
      Tags: expect.arrayContaining([
        { Key: 'team', Value: 'a' },
        { Key: 'env', Value: 'prod' },
      ]),
    },
  ])
  for (const [ResourceType, id] of things) {
    await network().call(ECR, 'UntagResources', { ResourceType, ResourceId: [id], All: true })
    expect((await network().call(ECR, 'ListTagResources', { ResourceType })).TotalCount).toBe(0)
  }
})

test('what is of another type, or gone, cannot be tagged (ResourceNotFound)', async () => {
  const AssociationId = await makerIn(cloud).associate(first, await makerIn(cloud).vpc('network', '10.0.0.0/16'))
  const refused = async (ResourceType: string, id: string) => {
    const about = { ResourceType, ResourceId: [id] }
    const [tag, untag, listed] = [
      await network().refused(ECR, 'TagResources', { ...about, Tag: [{ Key: 'team' }] }),
      await network().refused(ECR, 'UntagResources', { ...about, TagKey: ['team'] }),
      await network().refused(ECR, 'ListTagResources', about),
    ]
    expect([untag.code, listed.code]).toEqual([tag.code, tag.code])
    return tag.code
  }
  expect(await refused('EXPRESSCONNECTROUTERTRASSOCIATION', AssociationId)).toBe('ResourceNotFound.AssociationId')
  expect(await refused('EXPRESSCONNECTROUTERVPCASSOCIATION', first)).toBe('ResourceNotFound.AssociationId')
  expect(await refused('EXPRESSCONNECTROUTERFLOWLOG', first)).toBe('ResourceNotFound.FlowLogId')
  expect(await refused('EXPRESSCONNECTROUTER', AssociationId)).toBe('ResourceNotFound.EcrId')
  await network().call(ECR, 'DeleteExpressConnectRouterAssociation', { EcrId: first, AssociationId })
  expect(await refused('EXPRESSCONNECTROUTERVPCASSOCIATION', AssociationId)).toBe('ResourceNotFound.AssociationId')
})

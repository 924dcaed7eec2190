import { afterEach, beforeEach, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const [ECR, CEN] = ['ExpressConnectRouter', 'Cbn']
const RegionId = 'cn-hangzhou'
let cloud: Awaited<ReturnType<typeof testCloud>>
let CenId: string
let TransitRouterId: string

beforeEach(async () => {
  cloud = await testCloud()
  ;({ CenId } = await network().call(CEN, 'CreateCen', {}))
  ;({ TransitRouterId } = await network().call(CEN, 'CreateTransitRouter', { CenId, RegionId }))
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
const tag = (Key: string, Value = 'x') => ({ Key, Value })
const put = (ResourceType: string, ResourceId: string, ...Tag: object[]) =>
  network().call(CEN, 'TagResources', { ResourceType, ResourceId: [ResourceId], RegionId, Tag })
const list = async (more: object) => (await network().call(CEN, 'ListTagResources', { ...more })).TagResources.TagResource
const code = async (action: string, parameters: object) => (await network().refused(CEN, action, { ...parameters })).code
const ofCen = () => ({ ResourceType: 'cen', ResourceId: [CenId] })

test('a kind may be written in any case; what carries tags shows them', async () => {
  const { EcrId } = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 })
  const association = { EcrId, TransitRouterId, AssociationRegionId: RegionId, CreateAttachment: true }
  await network().call(ECR, 'CreateExpressConnectRouterAssociation', association)
  const attachments = async () => (await network().call(CEN, 'ListTransitRouterEcrAttachments', {})).TransitRouterAttachments
  const [{ TransitRouterAttachmentId }] = await attachments()
  await put('cen', CenId, tag('team', 'net'))
  await put('TransitRouter', TransitRouterId, tag('team', 'net'))
  await put('TRANSITROUTERECRATTACHMENT', TransitRouterAttachmentId, tag('team', 'net'))
  const tags = [tag('team', 'net')]
  expect((await network().call(CEN, 'DescribeCens', {})).Cens.Cen).toMatchObject([{ Tags: { Tag: tags } }])
  expect((await network().call(CEN, 'ListTransitRouters', { CenId })).TransitRouters).toMatchObject([{ Tags: tags }])
  expect(await attachments()).toMatchObject([{ Tags: tags }])
  expect(await list({ ResourceType: 'Cen', ResourceId: [CenId] })).toEqual([
    { ResourceId: CenId, ResourceType: 'CEN', TagKey: 'team', TagValue: 'net' },
  ])
})

test('tags are found by key and value, page by page', async () => {
  const other = (await network().call(CEN, 'CreateCen', { Tag: [tag('a', '1')] })).CenId
  await put('cen', CenId, tag('a', '1'), tag('b', ''))
  expect(await list({ ResourceType: 'cen', Tag: [{ Key: 'a' }] })).toHaveLength(2)
  expect(await list({ ResourceType: 'cen', Tag: [tag('a', '2')] })).toEqual([])
  expect(await list({ ResourceType: 'cen', ResourceId: [other], Tag: [{ Key: 'b' }] })).toEqual([])
  const first = await network().call(CEN, 'ListTagResources', { ...ofCen(), PageSize: 1 })
  const second = await network().call(CEN, 'ListTagResources', { ...ofCen(), PageSize: 1, NextToken: first.NextToken })
  expect([first, second].map(({ TagResources }) => TagResources.TagResource[0].TagKey)).toEqual(['a', 'b'])
  expect(second.NextToken).toBeUndefined()
})

test('tags come off by key, or all at once', async () => {
  await put('cen', CenId, tag('a'), tag('b'), tag('c'))
  await network().call(CEN, 'UntagResources', { ...ofCen(), TagKey: ['a'], All: true })
  expect(await list(ofCen())).toHaveLength(2)
  await network().call(CEN, 'UntagResources', { ...ofCen(), All: true })
  expect(await list(ofCen())).toEqual([])
})

test('what is wrong is refused', async () => {
  const Tag = [tag('a')]
  expect(await code('TagResources', { ...ofCen(), ResourceType: 'vpc', Tag })).toBe('InvalidInstanceType.NotFound')
  expect(await code('TagResources', { ...ofCen(), ResourceType: 'BandwidthPackage', Tag })).toBe('InvalidInstanceIds.NotFound')
  expect(await code('TagResources', { ResourceType: 'cen', ResourceId: [CenId, 'cen-x'], Tag })).toBe('InvalidInstanceIds.NotFound')
  expect((await cloud.as('prod').refused(CEN, 'TagResources', { ...ofCen(), Tag })).code).toBe('InvalidInstanceIds.NotFound')
  expect(await code('TagResources', { ...ofCen(), Tag: [tag('a'), tag('a')] })).toBe('DuplicatedParam.TagKey')
  expect(await code('TagResources', { ...ofCen(), Tag: [{ Value: 'a' }] })).toBe('MissingParameter.TagKey')
  expect(await code('TagResources', { ...ofCen(), Tag: [{ Key: 'a' }] })).toBe('MissingParameter.TagValue')
  expect(await code('TagResources', { ...ofCen(), Tag: [tag('acs:a')] })).toBe('InvalidTagKey')
  expect(await code('TagResources', { ...ofCen(), Tag: [tag('a', 'http://a')] })).toBe('InvalidTagValue')
  expect(await code('TagResources', ofCen())).toBe('MissingParam')
  expect(await code('UntagResources', ofCen())).toBe('MissingParam')
  const many = Array.from({ length: 21 }, (_, i) => `cen-${i}`)
  expect(await code('TagResources', { ResourceType: 'cen', ResourceId: many, Tag })).toBe('SizeLimitExceeded.ResourceIdNum')
  expect(await code('ListTagResources', { ResourceType: 'cen' })).toBe('BothEmpty.TagsAndResources')
  expect(await code('ListTagResources', { ...ofCen(), NextToken: 'x' })).toBe('IllegalParam.NextToken')
  await cloud.settings({ quotas: { 'cen.tagsPerResource': 1 } })
  expect(await code('TagResources', { ...ofCen(), Tag: [tag('a'), tag('b')] })).toBe('QuotaExceeded.TagNum')
})

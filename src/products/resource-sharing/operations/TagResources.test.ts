import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rs = 'ResourceSharing'
const RegionId = 'cn-hangzhou'
const ResourceType = 'ResourceShare'
let cloud: Awaited<ReturnType<typeof testCloud>>
let [first, second] = ['', '']
beforeEach(async () => {
  cloud = await testCloud()
  first = await share()
  await cloud.advance('1m')
  second = await share()
})
afterEach(() => cloud.close())

const network = () => cloud.as('network')
async function share(parameters: object = {}, region = RegionId): Promise<string> {
  const given = { ResourceShareName: 'core', ...parameters }
  return (await network().call(rs, 'CreateResourceShare', given, { region })).ResourceShare.ResourceShareId
}
const about = (...ResourceId: string[]) => ({ RegionId, ResourceType, ResourceId })
const tag = (ResourceId: string[], ...Tag: object[]) => network().call(rs, 'TagResources', { ...about(...ResourceId), Tag })
const untag = (ResourceId: string[], more: object) => network().call(rs, 'UntagResources', { ...about(...ResourceId), ...more })
async function listed(given: object): Promise<string[]> {
  const answer = await network().call(rs, 'ListTagResources', { RegionId, ResourceType, ...given })
  return answer.TagResources.TagResource.map((each: Record<string, string>) => `${each.ResourceId} ${each.TagKey}=${each.TagValue}`)
}
const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ Key: `k${from + i}`, Value: 'v' }))

describe('tags of shares', () => {
  it('are put on several shares, and a key that is there takes the new value', async () => {
    await tag([first, second], { Key: 'team', Value: 'a' }, { Key: 'env' })
    await tag([first, first], { Key: 'team', Value: 'b' })
    await tag([first], { Key: 'team', Value: 'b' })
    expect(await listed({ ResourceId: [first, second] })).toEqual([
      `${second} env=`,
      `${second} team=a`,
      `${first} env=`,
      `${first} team=b`,
    ])
  })

  it('are listed each with the type of what carries it, and shown by ListResourceShares', async () => {
    await tag([first], { Key: 'team', Value: 'a' })
    const { TagResources } = await network().call(rs, 'ListTagResources', about(first))
    expect(TagResources).toEqual({
      TagResource: [{ ResourceId: first, ResourceType: 'ResourceShare', TagKey: 'team', TagValue: 'a' }],
    })
    const given = { ResourceOwner: 'Self', Tag: [{ Key: 'team', Value: 'a' }] }
    const { ResourceShares } = await network().call(rs, 'ListResourceShares', given)
    expect(ResourceShares).toMatchObject([{ ResourceShareId: first, Tags: [{ Key: 'team', Value: 'a' }] }])
  })

  it('are found by key, by key and value, and by several of them', async () => {
    await tag([first], { Key: 'team', Value: 'a' }, { Key: 'env', Value: 'x' })
    await tag([second], { Key: 'team', Value: 'b' })
    expect(await listed({ Tag: [{ Key: 'team' }] })).toEqual([`${second} team=b`, `${first} team=a`])
    expect(await listed({ Tag: [{ Key: 'team', Value: 'a' }] })).toEqual([`${first} team=a`])
    expect(await listed({ Tag: [{ Key: 'team' }, { Key: 'env' }] })).toEqual([`${first} env=x`, `${first} team=a`])
    expect(await listed({ Tag: [{ Key: 'team' }], ResourceId: [second] })).toEqual([`${second} team=b`])
    expect(await listed({ Tag: [{ Key: 'none' }] })).toEqual([])
  })

  it('stand page by page, all of a share on one, and none is lost', async () => {
    const ids = [first, second]
    for (let n = 0; n < 20; n += 1) ids.push(await share())
    for (const id of ids) await tag([id], { Key: 'team', Value: 'a' }, { Key: 'k'.repeat(128), Value: 'v'.repeat(128) })
    const given = { RegionId, ResourceType, Tag: [{ Key: 'team' }] }
    const page = await network().call(rs, 'ListTagResources', given)
    const next = await network().call(rs, 'ListTagResources', { ...given, NextToken: page.NextToken })
    expect(next).not.toHaveProperty('NextToken')
    const found = [page, next].flatMap(({ TagResources }) => TagResources.TagResource as { ResourceId: string }[])
    expect(found.map(({ ResourceId }) => ResourceId).sort()).toEqual(ids.sort())
  })

  it('are taken off by key, or all; a key that is not there is no error', async () => {
    await tag([first, second], { Key: 'a' }, { Key: 'b' }, { Key: 'c' })
    await untag([first], { TagKey: ['a', 'none'] })
    expect(await listed({ ResourceId: [first] })).toEqual([`${first} b=`, `${first} c=`])
    await untag([first], { TagKey: ['b'], All: true })
    expect(await listed({ ResourceId: [first] })).toEqual([`${first} c=`])
    await untag([first, second], { All: true })
    expect(await listed({ ResourceId: [first, second] })).toEqual([])
  })

  it('as many as a share may carry, the limit of the world', async () => {
    await tag([first], ...many(0, 20))
    const refusal = await network().refused(rs, 'TagResources', { ...about(first), Tag: [{ Key: 'more' }] })
    expect(refusal).toMatchObject({ httpStatus: 400, code: 'NumberExceed.Tags' })
    await tag([first], { Key: 'k0', Value: 'new' })
    await cloud.settings({ quotas: { 'resourcesharing.tagsPerShare': 21 } })
    await tag([first], { Key: 'more' })
    expect(await listed({ ResourceId: [first] })).toHaveLength(21)
    await cloud.settings({ quotas: { 'resourcesharing.tagsPerShare': 1 } })
    const given = { ResourceShareName: 'core', Tag: many(0, 2) }
    expect((await network().refused(rs, 'CreateResourceShare', given)).code).toBe('InvalidParameter')
  })

  it('are put on none of several shares when one is unknown', async () => {
    await network().refused(rs, 'TagResources', { ...about(first, 'rs-none'), Tag: [{ Key: 'a' }] })
    expect(await listed({ ResourceId: [first] })).toEqual([])
  })
})

const operations = ['TagResources', 'UntagResources', 'ListTagResources'] as const
const usual = () => ({ ...about(first), Tag: [{ Key: 'a', Value: 'b' }], TagKey: ['a'] })
const refused = (operation: string, more: object) => network().refused(rs, operation, { ...usual(), ...more })

describe.each(operations)('%s is refused', (operation) => {
  it.each([
    ['in an unknown region', { RegionId: 'cn-atlantis' }, 'InvalidParameter.RegionId'],
    ['without a region', { RegionId: undefined }, 'InvalidParameter.RegionId'],
    ['without a type', { ResourceType: undefined }, 'MissingParameter.ResourceType'],
    ['for another type', { ResourceType: 'Vpc' }, 'InvalidParameter.ResourceType'],
    ['for too many shares', { ResourceId: Array.from({ length: 21 }, (_, i) => `rs-${i}`) }, 'NumberExceed.ResourceIds'],
    ['for a share of another region', { RegionId: 'cn-beijing' }, 'InvalidResourceId.NotFound'],
    ['for an unknown share', { ResourceId: ['rs-none'] }, 'InvalidResourceId.NotFound'],
  ])('%s', async (_when, parameters, code) => {
    expect(await refused(operation, parameters)).toMatchObject({ httpStatus: 400, code })
  })

  it('for a share of another account, and for a deleted one (InvalidResourceId.NotFound)', async () => {
    const shared = await share({ Targets: [await cloud.uid('prod')] })
    const { code } = await cloud.as('prod').refused(rs, operation, { ...usual(), ResourceId: [shared] })
    await network().call(rs, 'DeleteResourceShare', { ResourceShareId: first })
    expect([code, (await refused(operation, {})).code]).toEqual(['InvalidResourceId.NotFound', 'InvalidResourceId.NotFound'])
  })

  it('to a user without a policy (NoPermission)', async () => {
    await network().call('Ram', 'CreateUser', { UserName: 'nobody' })
    const { AccessKey } = await network().call('Ram', 'CreateAccessKey', { UserName: 'nobody' })
    expect(await cloud.withKey({ accessKeyId: AccessKey.AccessKeyId }).refused(rs, operation, usual())).toMatchObject({
      httpStatus: 403,
      code: 'NoPermission',
      message: 'You are not authorized to perform this action.',
    })
  })
})

describe('what is wrong with tags', () => {
  const twice = { Tag: [{ Key: 'a', Value: '1' }, { Key: 'b' }, { Key: 'a', Value: '2' }] }
  it.each([
    ['TagResources', 'no share', { ResourceId: undefined }, 'MissingParameter.ResourceIds'],
    ['TagResources', 'a malformed share', { ResourceId: ['core'] }, 'InvalidParameter.ResourceId'],
    ['TagResources', 'no tag', { Tag: undefined }, 'MissingParameter.Tags'],
    ['TagResources', 'too many tags', { Tag: many(0, 21) }, 'NumberExceed.Tags'],
    ['TagResources', 'a key twice', twice, 'Duplicate.TagKey'],
    ['TagResources', 'a value without key', { Tag: [{ Value: 'a' }] }, 'InvalidParameter'],
    ['TagResources', 'an empty key', { Tag: [{ Key: '', Value: 'a' }] }, 'InvalidParameter'],
    ['TagResources', 'a key too long', { Tag: [{ Key: 'k'.repeat(129) }] }, 'InvalidParameter'],
    ['TagResources', 'a key that is the system’s', { Tag: [{ Key: 'acs:team' }] }, 'InvalidParameter'],
    ['TagResources', 'a value that is an address', { Tag: [{ Key: 'a', Value: 'see https://x' }] }, 'InvalidParameter'],
    ['UntagResources', 'no share', { ResourceId: undefined }, 'MissingParameter.ResourceIds'],
    ['UntagResources', 'a malformed share', { ResourceId: ['core'] }, 'InvalidResourceId.NotFound'],
    ['UntagResources', 'an empty share', { ResourceId: [''] }, 'InvalidResourceId.NotFound'],
    ['UntagResources', 'an empty key', { TagKey: [''] }, 'InvalidParameter.TagKey'],
    ['UntagResources', 'a key too long', { TagKey: ['k'.repeat(129)] }, 'InvalidParameter.TagKey'],
    ['UntagResources', 'too many keys', { TagKey: many(0, 21).map(({ Key }) => Key) }, 'NumberExceed.TagKeys'],
    ['UntagResources', 'a key twice', { TagKey: ['a', 'a'] }, 'Duplicate.TagKey'],
    ['UntagResources', 'neither keys nor all', { TagKey: undefined }, 'MissingParameter.TagKeysOrDeleteAll'],
    ['UntagResources', 'not all', { TagKey: undefined, All: false }, 'MissingParameter.TagKeysOrDeleteAll'],
    ['UntagResources', 'all or not', { All: 'maybe' }, 'InvalidParameter'],
    ['ListTagResources', 'neither shares nor tags', { ResourceId: undefined, Tag: undefined }, 'MissingParameter.ResourceIdOrTag'],
    ['ListTagResources', 'a value without key', { Tag: [{ Value: 'a' }] }, 'MissingParameter.TagKey'],
    ['ListTagResources', 'a key too long', { Tag: [{ Key: 'k'.repeat(129) }] }, 'InvalidParameter'],
    ['ListTagResources', 'too many tags', { Tag: many(0, 21) }, 'NumberExceed.Tags'],
    ['ListTagResources', 'a key twice', twice, 'Duplicate.TagKey'],
    ['ListTagResources', 'a token of its own making', { NextToken: 'TGlzdA' }, 'InvalidParameter.NextToken'],
    ['ListTagResources', 'a token too long', { NextToken: 'x'.repeat(257) }, 'InvalidParameter.NextToken'],
  ])('%s with %s is refused', async (operation, _what, parameters, code) => {
    expect(await refused(operation, parameters)).toMatchObject({ httpStatus: 400, code })
  })

  it('a key twice is refused at creation and in the filter of shares, too (InvalidParameter)', async () => {
    const refusals = [
      await network().refused(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...twice }),
      await network().refused(rs, 'ListResourceShares', { ResourceOwner: 'Self', ...twice }),
    ]
    for (const { code } of refusals) expect(code).toBe('InvalidParameter')
  })
})

it('a policy can allow tagging by the ARN of a share', async () => {
  const PolicyDocument = JSON.stringify({
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'resourcesharing:*',
        Resource: `acs:resourcesharing:${RegionId}:${await cloud.uid('network')}:resourceshare/${first}`,
      },
    ],
  })
  await network().call('Ram', 'CreateUser', { UserName: 'tagger' })
  const { AccessKey } = await network().call('Ram', 'CreateAccessKey', { UserName: 'tagger' })
  await network().call('Ram', 'CreatePolicy', { PolicyName: 'tagging', PolicyDocument })
  await network().call('Ram', 'AttachPolicyToUser', { PolicyName: 'tagging', PolicyType: 'Custom', UserName: 'tagger' })
  const tagger = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
  await tagger.call(rs, 'TagResources', { ...about(first), Tag: [{ Key: 'a' }] })
  for (const ids of [[second], [first, second]])
    expect((await tagger.refused(rs, 'TagResources', { ...about(...ids), Tag: [{ Key: 'a' }] })).code).toBe('NoPermission')
})

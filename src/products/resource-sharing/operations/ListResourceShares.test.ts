import { afterEach, beforeEach, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'
import { letters } from '../../../world/index.js'
import operation from './ListResourceShares.js'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

const rs = 'ResourceSharing'
/** Ids that the template grows follow from the seed of the world. */
const folder = `fd-${letters('42/default/seed/folder/Workloads', 10, 'mixed')}`
const directory = `rd-${letters('42/default/seed/directory', 6, 'mixed')}`
type Given = Record<string, unknown>
async function share(parameters: Given = {}, alias = 'network'): Promise<string> {
  const { ResourceShare } = await cloud.as(alias).call(rs, 'CreateResourceShare', { ResourceShareName: 'core', ...parameters })
  return ResourceShare.ResourceShareId
}
async function ids(parameters: Given = {}, alias = 'network'): Promise<string[]> {
  const { ResourceShares } = await cloud.as(alias).call(rs, 'ListResourceShares', { ResourceOwner: 'Self', ...parameters })
  return ResourceShares.map(({ ResourceShareId }: { ResourceShareId: string }) => ResourceShareId)
}
async function refusal(parameters: Given): Promise<string> {
  const { code, httpStatus, message } = await cloud.as('network').refused(rs, 'ListResourceShares', parameters)
  expect([httpStatus, message]).toEqual(operation.errors[code])
  return code
}
/** Every page, one after the other. `between`: what happens after each. */
async function pages(alias: string, parameters: Given, between: () => Promise<void> = async () => {}): Promise<string[][]> {
  const found: string[][] = []
  let token: string | undefined
  do {
    const given = { ...parameters, ...(token === undefined ? {} : { NextToken: token }) }
    const { ResourceShares, NextToken } = await cloud.as(alias).call(rs, 'ListResourceShares', given)
    expect(NextToken?.length ?? 0).toBeLessThanOrEqual(256)
    found.push(ResourceShares.map(({ ResourceShareId }: { ResourceShareId: string }) => ResourceShareId))
    token = NextToken
    await between()
  } while (token !== undefined && found.length < 20)
  return found
}

it('own shares are listed newest first, those of the region only', async () => {
  const first = await share()
  await cloud.advance('1m')
  const second = await share()
  await cloud.as('network').call(rs, 'CreateResourceShare', { ResourceShareName: 'far' }, { region: 'cn-beijing' })
  expect(await ids()).toEqual([second, first])
  expect(await ids({}, 'prod')).toEqual([])
})

it('each filter narrows the list', async () => {
  const plain = await share()
  const named = { Name: 'project', DisplayName: 'project' }
  const { ResourceGroup } = await cloud.as('network').call('ResourceManager', 'CreateResourceGroup', named)
  const full = await share({
    ResourceShareName: 'full',
    ResourceGroupId: ResourceGroup.Id,
    Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }],
    Tag: [{ Key: 'team', Value: 'a' }],
  })
  const gone = await share({ ResourceShareName: 'gone' })
  await cloud.as('network').call(rs, 'DeleteResourceShare', { ResourceShareId: gone })
  expect((await ids()).sort()).toEqual([plain, full, gone].sort())
  expect(await ids({ ResourceShareName: 'full' })).toEqual([full])
  expect(await ids({ ResourceShareName: 'ful' })).toEqual([])
  expect(await ids({ ResourceGroupId: ResourceGroup.Id })).toEqual([full])
  expect(await ids({ PermissionName: 'AliyunRSDefaultPermissionImage' })).toEqual([full])
  expect(await ids({ Tag: [{ Key: 'team' }] })).toEqual([full])
  expect(await ids({ Tag: [{ Key: 'team', Value: 'b' }] })).toEqual([])
  expect(await ids({ ResourceShareStatus: 'Deleted' })).toEqual([gone])
  expect(await ids({ ResourceShareIds: [gone, plain], ResourceShareStatus: 'Active' })).toEqual([plain])
  expect(await ids({ ResourceShareIds: ['rs-none'] })).toEqual([])
})

it('pages neither repeat nor skip a share that was there all along, while others come and go', async () => {
  const made: string[] = []
  for (let n = 0; n < 7; n += 1) {
    made.unshift(await share())
    await cloud.advance('1m')
  }
  const found = await pages('network', { ResourceOwner: 'Self', MaxResults: 3 }, async () => void (await share()))
  expect(found.map((page) => page.length)).toEqual([3, 3, 1])
  expect(found.flat()).toEqual(made)
})

it('shares of others come under each name of the account in turn, each once, whatever joins meanwhile', async () => {
  const targets = [['1000000000000003'], ['1000000000000003', folder], [folder], [directory], ['1000000000000004']]
  const made: string[] = []
  for (const Targets of targets) made.push(await share({ Targets }))
  const found = await pages(
    'prod',
    { ResourceOwner: 'OtherAccounts', MaxResults: 1 },
    async () => void (await share({ Targets: ['1000000000000003'] }, 'dev')),
  )
  const listed = found.flat()
  expect(new Set(listed).size).toBe(listed.length)
  for (const id of made.slice(0, 4)) expect(listed).toContain(id)
  expect(listed).not.toContain(made[4])
})

it('shares of others show neither tags nor resource group, and can be asked for by id', async () => {
  const id = await share({ Targets: ['1000000000000003'], Tag: [{ Key: 'team', Value: 'a' }] })
  const given = { ResourceOwner: 'OtherAccounts', ResourceShareIds: [id, 'rs-none'] }
  const { ResourceShares } = await cloud.as('prod').call(rs, 'ListResourceShares', given)
  expect(ResourceShares).toHaveLength(1)
  expect(ResourceShares[0]).toMatchObject({
    ResourceShareId: id,
    ResourceShareOwner: '1000000000000002',
    ResourceShareStatus: 'Active',
  })
  expect(Object.keys(ResourceShares[0])).not.toContain('Tags')
  expect((await cloud.as('dev').call(rs, 'ListResourceShares', given)).ResourceShares).toEqual([])
})

it.each(
  (
    [
      ['whose shares is not said', {}, 'MissingParameter.ResourceOwner'],
      ['whose shares is unclear', { ResourceOwner: 'Others' }, 'InvalidParameter.ResourceOwner'],
      ['the name cannot be one', { ResourceShareName: 'a b' }, 'InvalidParameter.ResourceShareName'],
      ['the name has 51 characters', { ResourceShareName: 'n'.repeat(51) }, 'InvalidParameter.ResourceShareName.Length'],
      ['the state is none', { ResourceShareStatus: 'Gone' }, 'InvalidParameter.ResourceShareStatus'],
      ['a page has 101 entries', { MaxResults: 101 }, 'InvalidParameter.MaxResults'],
      ['the token is none', { NextToken: 'abc' }, 'InvalidParameter.NextToken'],
      ['the token is too long', { NextToken: 'a'.repeat(257) }, 'InvalidParameter.NextToken.Length'],
      ['a share id is malformed', { ResourceShareIds: ['core'] }, 'InvalidParameter.ResourceShareIds'],
      ['a share id is given twice', { ResourceShareIds: ['rs-1', 'rs-1'] }, 'InvalidParameter.ResourceShareIds.Duplicate'],
      [
        'six share ids are given',
        { ResourceShareIds: [1, 2, 3, 4, 5, 6].map((n) => `rs-${n}`) },
        'InvalidParameter.ResourceShareIds.Length',
      ],
      ['a tag has no key', { Tag: [{ Value: 'a' }] }, 'InvalidParameter'],
      ['a tag is one of the cloud itself', { Tag: [{ Key: 'acs:b' }] }, 'InvalidParameter'],
      [
        'tags of others are asked for',
        { ResourceOwner: 'OtherAccounts', Tag: [{ Key: 'a' }] },
        'InvalidParameter.ResourceOwnerAndTag',
      ],
    ] as [string, Given, string][]
  ).map(([title, parameters, code]) => ({ title, parameters, code })),
)('$title ($code)', async ({ parameters, code }) => {
  expect(await refusal(code === 'MissingParameter.ResourceOwner' ? {} : { ResourceOwner: 'Self', ...parameters })).toBe(code)
})

it('an owner is no principal of its own share, though its folder and its directory are', async () => {
  const folderOfOwner = `fd-${letters('42/default/seed/folder/Core', 10, 'mixed')}`
  const image = { ResourceType: 'Image', ResourceId: 'm-network1' }
  const id = await share({ Targets: [folderOfOwner, directory], Resources: [image] })
  const listed = async (alias: string) => {
    const found = async (action: string, given: Given = {}) =>
      Object.values(await cloud.as(alias).call(rs, action, { ResourceOwner: 'OtherAccounts', ...given })).find(Array.isArray)
    return [
      ...((await found('ListResourceShares')) ?? []),
      ...((await found('ListResourceShares', { ResourceShareIds: [id] })) ?? []),
      ...((await found('ListSharedTargets')) ?? []),
      ...((await found('ListSharedResources')) ?? []),
    ]
  }
  expect(await listed('network')).toEqual([])
  expect(await listed('prod')).toHaveLength(4)
  const leaving = { ResourceOwner: 'OtherAccounts', ResourceShareId: id }
  expect((await cloud.as('network').refused(rs, 'DisassociateResourceShare', leaving)).code).toBe('EntityNotExists.ResourceShare')
})

it('a token of a call with other filters is not taken, instead of beginning anew (InvalidParameter.NextToken)', async () => {
  const ids = [await share({ Targets: ['1000000000000003'] }), await share({ Targets: ['1000000000000003'] })]
  const tokenOf = async (alias: string, action: string, given: Given): Promise<string> =>
    (await cloud.as(alias).call(rs, action, { ...given, MaxResults: 1 })).NextToken
  const others = { ResourceOwner: 'OtherAccounts' }
  const targets = { AssociationType: 'Target' }
  const mixed: [string, string, Given, Given][] = [
    ['prod', 'ListResourceShares', others, { ResourceShareIds: ids }],
    ['prod', 'ListResourceShares', { ...others, ResourceShareIds: ids }, { ResourceShareIds: undefined }],
    ['network', 'ListResourceShares', { ResourceOwner: 'Self' }, others],
    ['network', 'ListResourceShareAssociations', targets, { ResourceShareIds: ids }],
    ['network', 'ListResourceShareAssociations', targets, { ResourceShareIds: ids, Target: '1000000000000003' }],
  ]
  for (const [alias, action, given, other] of mixed) {
    const NextToken = await tokenOf(alias, action, given)
    expect(NextToken).toBeDefined()
    expect((await cloud.as(alias).refused(rs, action, { ...given, ...other, NextToken })).code).toBe('InvalidParameter.NextToken')
  }
})

it('a token of another account is not taken (InvalidParameter.NextToken)', async () => {
  await share()
  await share()
  const { NextToken } = await cloud.as('network').call(rs, 'ListResourceShares', { ResourceOwner: 'Self', MaxResults: 1 })
  const refused = await cloud.as('prod').refused(rs, 'ListResourceShares', { ResourceOwner: 'Self', NextToken })
  expect(refused.code).toBe('InvalidParameter.NextToken')
})

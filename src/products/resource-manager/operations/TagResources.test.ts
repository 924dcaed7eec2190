import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const rm = 'ResourceManager'
const rdm = 'ResourceDirectoryMaster'

let cloud: Awaited<ReturnType<typeof testCloud>>
let management: As
let prod: string
let dev: string
beforeEach(async () => {
  cloud = await testCloud()
  management = cloud.as('management.admin')
  prod = await cloud.uid('prod')
  dev = await cloud.uid('dev')
})
afterEach(() => cloud.close())

const team = { Key: 'team', Value: 'network' }

describe.each([rm, rdm])('tags by %s', (product) => {
  const tagsOf = async (id: string, ResourceType = 'Account') => {
    const answer = await management.call(product, 'ListTagResources', { ResourceType, ResourceId: [id] })
    expect(answer).not.toHaveProperty('NextToken')
    return Object.fromEntries(answer.TagResources.map(({ TagKey, TagValue }: Record<string, string>) => [TagKey, TagValue]))
  }

  it('are put on members, replaced, and taken off by key or all at once', async () => {
    const about = { ResourceType: 'Account', ResourceId: [prod, dev] }
    await management.call(product, 'TagResources', { ...about, Tag: [team, { Key: 'env', Value: '1' }] })
    await management.call(product, 'TagResources', { ...about, ResourceId: [prod], Tag: [{ Key: 'team', Value: 'core' }] })
    expect([await tagsOf(prod), await tagsOf(dev)]).toEqual([
      { team: 'core', env: '1' },
      { team: 'network', env: '1' },
    ])
    await management.call(product, 'UntagResources', { ...about, ResourceId: [prod], TagKey: ['team', 'unknown'] })
    await management.call(product, 'UntagResources', { ...about, ResourceId: [dev], All: true })
    expect([await tagsOf(prod), await tagsOf(dev)]).toEqual([{ env: '1' }, {}])
  })

  it('are put on folders and control policies', async () => {
    const { Folder } = await management.call(product, 'CreateFolder', { FolderName: 'Apps' })
    await management.call(product, 'EnableControlPolicy')
    const { ControlPolicy } = await management.call(product, 'CreateControlPolicy', {
      PolicyName: 'no-vpc',
      EffectScope: 'RAM',
      PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Deny","Action":"vpc:CreateVpc","Resource":"*"}]}',
    })
    for (const [ResourceType, id] of [
      ['Folder', Folder.FolderId],
      ['ControlPolicy', ControlPolicy.PolicyId],
    ]) {
      await management.call(product, 'TagResources', { ResourceType, ResourceId: [id], Tag: [team] })
      expect(await tagsOf(id, ResourceType)).toEqual({ team: 'network' })
    }
  })

  it('are put on all of the things named, or on none', async () => {
    for (const [ResourceType, known, unknown, code] of [
      ['Account', prod, await cloud.uid('partner'), 'EntityNotExists.Account'],
      ['Folder', 'fd-x', 'fd-y', 'EntityNotExists.Folder'],
      ['ControlPolicy', 'cp-x', 'cp-y', 'EntityNotExists.ControlPolicy'],
    ] as const) {
      const about = { ResourceType, ResourceId: [known, unknown] }
      expect(await management.refused(product, 'TagResources', { ...about, Tag: [team] })).toMatchObject({ httpStatus: 404, code })
      expect((await management.refused(product, 'UntagResources', { ...about, All: true })).code).toBe(code)
    }
    expect(await tagsOf(prod)).toEqual({})
    expect(await tagsOf(await cloud.uid('partner'))).toEqual({})
  })

  it('are listed tag by tag over pages, filtered by what the thing carries', async () => {
    await management.call(product, 'TagResources', {
      ResourceType: 'Account',
      ResourceId: [prod, dev],
      Tag: [team, { Key: 'env', Value: '1' }],
    })
    const all: string[] = []
    let NextToken: string | undefined
    do {
      const page = await management.call(product, 'ListTagResources', {
        ResourceType: 'Account',
        MaxResults: 3,
        ...(NextToken ? { NextToken } : {}),
      })
      all.push(...page.TagResources.map(({ ResourceId, TagKey }: Record<string, string>) => `${ResourceId} ${TagKey}`))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    expect(all.sort()).toEqual([`${prod} env`, `${prod} team`, `${dev} env`, `${dev} team`].sort())
    const none = await management.call(product, 'ListTagResources', { ResourceType: 'Account', Tag: [{ Key: 'env', Value: '2' }] })
    expect(none.TagResources).toEqual([])
  })

  it('of members are told by key and by value', async () => {
    const tag = (ResourceId: string, Key: string, Value: string) =>
      management.call(product, 'TagResources', { ResourceType: 'Account', ResourceId: [ResourceId], Tag: [{ Key, Value }] })
    await tag(prod, 'team', 'core')
    await tag(dev, 'team', 'apps')
    await tag(dev, 'env', 'test')
    const about = { ResourceType: 'Account' }
    expect((await management.call(product, 'ListTagKeys', about)).Tags).toEqual([{ Key: 'env' }, { Key: 'team' }])
    const first = await management.call(product, 'ListTagKeys', { ...about, MaxResults: 1 })
    const second = await management.call(product, 'ListTagKeys', { ...about, MaxResults: 1, NextToken: first.NextToken })
    expect([first.Tags, second.Tags, second.NextToken]).toEqual([[{ Key: 'env' }], [{ Key: 'team' }], undefined])
    expect((await management.call(product, 'ListTagKeys', { ...about, KeyFilter: 'TE' })).Tags).toEqual([{ Key: 'team' }])
    const values = { ...about, TagKey: 'team' }
    expect((await management.call(product, 'ListTagValues', values)).Tags).toEqual([{ Value: 'apps' }, { Value: 'core' }])
    expect((await management.call(product, 'ListTagValues', { ...values, ValueFilter: 'co' })).Tags).toEqual([{ Value: 'core' }])
  })

  it('of a directory are not for its members', async () => {
    const member = cloud.as('prod')
    const about = { ResourceType: 'Account', ResourceId: [prod] }
    for (const [action, parameters] of [
      ['TagResources', { ...about, Tag: [team] }],
      ['UntagResources', { ...about, All: true }],
      ['ListTagResources', about],
      ['ListTagKeys', { ResourceType: 'Account' }],
      ['ListTagValues', { ResourceType: 'Account', TagKey: 'team' }],
    ] as const)
      expect((await member.refused(product, action, parameters)).code).toBe('EntityNotExists.ResourceDirectory')
  })
})

describe('resource groups', () => {
  it('are what the older version tags when it is told nothing, in any account', async () => {
    const partner = cloud.as('partner')
    const { ResourceGroup } = await partner.call(rm, 'CreateResourceGroup', { Name: 'apps', DisplayName: 'Apps' })
    await partner.call(rm, 'TagResources', { ResourceId: [ResourceGroup.Id], Tag: [team] })
    expect((await partner.call(rm, 'ListTagResources', { ResourceId: [ResourceGroup.Id] })).TagResources).toEqual([
      { ResourceId: ResourceGroup.Id, ResourceType: 'resourcegroup', TagKey: 'team', TagValue: 'network' },
    ])
    expect((await partner.call(rm, 'ListTagResources')).TagResources).toHaveLength(1)
    await partner.call(rm, 'UntagResources', { ResourceId: [ResourceGroup.Id], TagKey: ['team'] })
    expect((await partner.call(rm, 'ListTagResources')).TagResources).toEqual([])
    expect((await partner.refused(rm, 'TagResources', { ResourceId: ['rg-x'], Tag: [team] })).code).toBe(
      'EntityNotExists.ResourceGroup',
    )
  })

  it('are nothing that the newer version knows, which has to be told a kind', async () => {
    const about = { ResourceId: [prod], Tag: [team] }
    expect((await management.refused(rdm, 'TagResources', about)).code).toBe('InvalidParameter')
    expect((await management.refused(rdm, 'TagResources', { ...about, ResourceType: 'ResourceGroup' })).code).toBe(
      'InvalidParameter',
    )
  })
})

describe('folders of the newer version', () => {
  it('carry tags from the start and are found by them', async () => {
    await management.call(rdm, 'CreateFolder', { FolderName: 'Apps', Tag: [team] })
    const { Folders } = await management.call(rdm, 'ListFoldersForParent', { Tag: [team] })
    expect(Folders.Folder).toMatchObject([{ FolderName: 'Apps', Tags: { Tag: [team] } }])
    const older = await management.call(rm, 'ListFoldersForParent')
    for (const folder of older.Folders.Folder) expect(folder).not.toHaveProperty('Tags')
  })
})

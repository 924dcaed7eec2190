import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const rm = 'ResourceManager'
const rdm = 'ResourceDirectoryMaster'

interface Listed {
  readonly AccountId: string
  readonly DisplayName: string
}
const names = (answer: { Accounts: { Account: readonly Listed[] } }) =>
  answer.Accounts.Account.map(({ DisplayName }) => DisplayName)

let cloud: Awaited<ReturnType<typeof testCloud>>
let management: As
beforeEach(async () => {
  cloud = await testCloud()
  management = cloud.as('management.admin')
})
afterEach(() => cloud.close())

describe.each([rm, rdm])('members listed by %s', (product) => {
  it('stand in the order in which they joined, the management account not among them, page by page', async () => {
    await cloud.advance('1h')
    await management.call(product, 'CreateResourceAccount', { DisplayName: 'A new one' })
    const first = await management.call(product, 'ListAccounts', { PageSize: 3 })
    expect(first).toMatchObject({ TotalCount: 4, PageNumber: 1, PageSize: 3 })
    const second = await management.call(product, 'ListAccounts', { PageSize: 3, PageNumber: 2 })
    expect([...names(first), ...names(second)]).toEqual(['network', 'prod', 'dev', 'A new one'])
    expect(names(await management.call(product, 'ListAccounts', { PageNumber: 3 }))).toEqual([])
    const { ResourceDirectory } = await management.call(product, 'GetResourceDirectory')
    expect(second.Accounts.Account[0]).toMatchObject({
      ResourceDirectoryPath: expect.stringContaining(`${ResourceDirectory.ResourceDirectoryId}/`),
      Status: 'CreateSuccess',
    })
    expect(second.Accounts.Account[0]).not.toHaveProperty('Tags')
    expect('AccountName' in second.Accounts.Account[0]).toBe(product === rdm)
    expect(first).not.toHaveProperty('NextToken')
  })

  it('are found by tags, and show them when asked', async () => {
    const ids = [await cloud.uid('network'), await cloud.uid('prod')]
    await management.call(product, 'TagResources', {
      ResourceType: 'Account',
      ResourceId: ids,
      Tag: [{ Key: 'team', Value: 'network' }],
    })
    const found = await management.call(product, 'ListAccounts', { Tag: [{ Key: 'team' }], IncludeTags: true })
    expect(found.TotalCount).toBe(2)
    expect(found.Accounts.Account[0].Tags).toEqual({ Tag: [{ Key: 'team', Value: 'network' }] })
    expect(names(await management.call(product, 'ListAccounts', { Tag: [{ Key: 'team', Value: 'other' }] }))).toEqual([])
  })

  it('of one folder are those right in it', async () => {
    const { Folders } = await management.call(product, 'ListFoldersForParent', { QueryKeyword: 'Workloads' })
    const ParentFolderId = Folders.Folder[0].FolderId
    const found = await management.call(product, 'ListAccountsForParent', { ParentFolderId })
    expect(names(found)).toEqual(['prod', 'dev'])
    expect(found.Accounts.Account[0]).not.toHaveProperty('ResourceDirectoryPath')
    expect(names(await management.call(product, 'ListAccountsForParent', { ParentFolderId, QueryKeyword: 'PRO' }))).toEqual([
      'prod',
    ])
    expect(names(await management.call(product, 'ListAccountsForParent'))).toEqual([])
    for (const [id, code] of [
      ['x', 'InvalidParameter.ParentFolderId'],
      ['fd-unknown', 'EntityNotExists.Folder'],
    ] as const)
      expect((await management.refused(product, 'ListAccountsForParent', { ParentFolderId: id })).code).toBe(code)
  })

  it('are listed to delegated administrators, and to no other member', async () => {
    expect((await cloud.as('prod').refused(product, 'ListAccounts')).code).toBe('EntityNotExists.ResourceDirectory')
    await management.call(product, 'RegisterDelegatedAdministrator', {
      AccountId: await cloud.uid('prod'),
      ServicePrincipal: 'cloudfw.aliyuncs.com',
    })
    expect(names(await cloud.as('prod').call(product, 'ListAccounts'))).toEqual(['network', 'prod', 'dev'])
  })
})

describe('the newer version', () => {
  it('goes on by token where MaxResults is given; the last page has none', async () => {
    const seen: string[] = []
    let NextToken: string | undefined
    do {
      const answer = await management.call(rdm, 'ListAccounts', { MaxResults: 2, ...(NextToken ? { NextToken } : {}) })
      seen.push(...names(answer))
      expect(answer.TotalCount).toBe(3)
      NextToken = answer.NextToken
    } while (NextToken !== undefined)
    expect(seen).toEqual(['network', 'prod', 'dev'])
    expect((await management.refused(rdm, 'ListAccounts', { NextToken: 'x' })).code).toBe('InvalidParameter')
  })

  it('finds members by a part of their display name', async () => {
    expect(names(await management.call(rdm, 'ListAccounts', { QueryKeyword: 'net' }))).toEqual(['network'])
  })
})

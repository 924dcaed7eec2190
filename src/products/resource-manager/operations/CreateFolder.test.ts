import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const versions = ['ResourceManager', 'ResourceDirectoryMaster'] as const

describe.each(versions)('folders by %s', (product) => {
  let cloud: Awaited<ReturnType<typeof testCloud>>
  let management: As
  beforeEach(async () => {
    cloud = await testCloud()
    management = cloud.as('management.admin')
  })
  afterEach(() => cloud.close())

  const root = async () => (await management.call(product, 'GetResourceDirectory')).ResourceDirectory
  const make = async (FolderName: string, ParentFolderId?: string) =>
    (await management.call(product, 'CreateFolder', { FolderName, ...(ParentFolderId ? { ParentFolderId } : {}) })).Folder

  it('a folder is made below Root when no parent is named, shown with its path, renamed and deleted', async () => {
    const { ResourceDirectoryId, RootFolderId } = await root()
    const made = await make('Applications')
    expect(made).toEqual({
      FolderId: expect.stringMatching(/^fd-[A-Za-z0-9]{10}$/),
      FolderName: 'Applications',
      ParentFolderId: RootFolderId,
      CreateTime: '2026-01-01T00:00:00.000Z',
    })
    const { FolderId } = made
    expect((await management.call(product, 'GetFolder', { FolderId })).Folder).toEqual({
      ...made,
      ResourceDirectoryPath: `${ResourceDirectoryId}/${RootFolderId}/${FolderId}`,
    })
    const { Folder: renamed } = await management.call(product, 'UpdateFolder', { FolderId, NewFolderName: 'Apps' })
    expect(renamed).toEqual({ ...made, FolderName: 'Apps' })
    await management.call(product, 'UpdateFolder', { FolderId, NewFolderName: 'Apps' })
    await management.call(product, 'DeleteFolder', { FolderId })
    expect(await management.refused(product, 'GetFolder', { FolderId })).toMatchObject({
      httpStatus: 404,
      code: 'EntityNotExists.Folder',
      message: 'The resource directory folder does not exist.',
    })
    expect((await management.refused(product, 'DeleteFolder', { FolderId })).code).toBe('EntityNotExists.Folder')
    expect((await management.refused(product, 'UpdateFolder', { FolderId, NewFolderName: 'a' })).code).toBe(
      'EntityNotExists.Folder',
    )
  })

  it('there are five levels of folders below Root', async () => {
    let parent: string | undefined
    const ids: string[] = []
    for (let level = 1; level <= 5; level++) {
      parent = (await make(`level-${level}`, parent)).FolderId as string
      ids.push(parent)
    }
    expect(await management.refused(product, 'CreateFolder', { FolderName: 'six', ParentFolderId: parent })).toMatchObject({
      httpStatus: 409,
      code: 'LimitExceeded.Folder.Depth',
      message: 'The folder depth exceeds the limit of 5.',
    })
    const { Folders } = await management.call(product, 'ListAncestors', { ChildId: parent })
    const { RootFolderId } = await root()
    expect(Folders.Folder.map(({ FolderId }: { FolderId: string }) => FolderId)).toEqual([RootFolderId, ...ids.slice(0, -1)])
    expect((await management.call(product, 'ListAncestors', { ChildId: RootFolderId })).Folders.Folder).toEqual([])
  })

  it('names are unique below one parent, and free below another', async () => {
    const { FolderId } = await make('Apps')
    const taken = {
      httpStatus: 400,
      code: 'InvalidParameter.Folder.Name.AlreadyUsed',
      message: 'The name already exists under the same parent. Please change to another name.',
    }
    expect(await management.refused(product, 'CreateFolder', { FolderName: 'Apps' })).toMatchObject(taken)
    expect(await management.refused(product, 'UpdateFolder', { FolderId, NewFolderName: 'Core' })).toMatchObject(taken)
    await make('Apps', FolderId)
  })

  it('Root is neither renamed nor deleted', async () => {
    const { RootFolderId: FolderId } = await root()
    expect((await management.refused(product, 'DeleteFolder', { FolderId })).code).toBe('InvalidParameter.FolderId')
    expect((await management.refused(product, 'UpdateFolder', { FolderId, NewFolderName: 'a' })).code).toBe(
      'InvalidParameter.FolderId',
    )
    const { Folder } = await management.call(product, 'GetFolder', { FolderId })
    expect(Folder).not.toHaveProperty('ParentFolderId')
  })

  it('a folder with folders or members in it stays', async () => {
    const { Folders } = await management.call(product, 'ListFoldersForParent')
    const core = Folders.Folder.find(({ FolderName }: { FolderName: string }) => FolderName === 'Core').FolderId
    expect(await management.refused(product, 'DeleteFolder', { FolderId: core })).toMatchObject({
      httpStatus: 409,
      code: 'DeleteConflict.Folder.Account',
      message: 'This folder has accounts.',
    })
    await make('inner', core)
    expect(await management.refused(product, 'DeleteFolder', { FolderId: core })).toMatchObject({
      httpStatus: 409,
      code: 'DeleteConflict.Folder.SubFolder',
      message: 'This folder has sub folders.',
    })
  })

  it('a directory has only so many folders', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.folders': 3 } })
    await make('three')
    expect(await management.refused(product, 'CreateFolder', { FolderName: 'four' })).toMatchObject({
      httpStatus: 409,
      code: 'QuotaExceeded.Folder.Count',
      message: 'The number of folders exceeds the quota.',
    })
  })

  it('names and ids of other forms are refused by their codes', async () => {
    const code = async (action: string, parameters: object) => (await management.refused(product, action, { ...parameters })).code
    expect(await code('CreateFolder', {})).toBe('MissingParameter.Folder.Name')
    expect(await code('CreateFolder', { FolderName: '' })).toBe('MissingParameter.Folder.Name')
    expect(await code('CreateFolder', { FolderName: 'a b' })).toBe('InvalidParameter.Folder.Name')
    expect(await code('CreateFolder', { FolderName: 'a'.repeat(25) })).toBe('InvalidParameter.Folder.Name.Length')
    expect(await code('CreateFolder', { FolderName: 'a', ParentFolderId: 'x' })).toBe('InvalidParameter.ParentFolderId')
    expect(await code('CreateFolder', { FolderName: 'a', ParentFolderId: 'fd-unknown' })).toBe('EntityNotExists.Folder')
    for (const action of ['GetFolder', 'DeleteFolder'])
      expect([await code(action, {}), await code(action, { FolderId: 'x' })]).toEqual([
        'MissingParameter.FolderId',
        'InvalidParameter.FolderId',
      ])
    expect(await code('UpdateFolder', { FolderId: 'fd-unknown' })).toBe('MissingParameter.Folder.Name')
    expect(await code('UpdateFolder', { NewFolderName: 'a' })).toBe('MissingParameter.FolderId')
    expect(await code('UpdateFolder', { FolderId: 'x', NewFolderName: 'a' })).toBe('InvalidParameter.FolderId')
    expect(await code('UpdateFolder', { FolderId: 'fd-1', NewFolderName: 'a b' })).toBe('InvalidParameter.Folder.Name')
    expect(await code('UpdateFolder', { FolderId: 'fd-1', NewFolderName: 'a'.repeat(25) })).toBe(
      'InvalidParameter.Folder.Name.Length',
    )
    expect(await code('ListAncestors', {})).toBe('MissingParameter.ChildId')
    expect(await code('ListAncestors', { ChildId: 'x' })).toBe('InvalidParameter.ChildId')
    expect(await code('ListAncestors', { ChildId: 'fd-unknown' })).toBe('EntityNotExists.Folder')
    expect(await code('ListFoldersForParent', { ParentFolderId: 'x' })).toBe('InvalidParameter.ParentFolderId')
    expect(await code('ListFoldersForParent', { ParentFolderId: 'fd-unknown' })).toBe('EntityNotExists.Folder')
    expect((await make('资源夹_1.2-3')).FolderName).toBe('资源夹_1.2-3')
  })

  it('folders below a parent are listed page by page, filtered by a part of the name', async () => {
    for (const name of ['app-1', 'app-2', 'App-3']) await make(name)
    const first = await management.call(product, 'ListFoldersForParent', { QueryKeyword: 'app', PageSize: 2 })
    expect(first).toMatchObject({ TotalCount: 3, PageNumber: 1, PageSize: 2 })
    const second = await management.call(product, 'ListFoldersForParent', { QueryKeyword: 'app', PageSize: 2, PageNumber: 2 })
    const names = [...first.Folders.Folder, ...second.Folders.Folder].map(({ FolderName }: { FolderName: string }) => FolderName)
    expect(names.sort()).toEqual(['App-3', 'app-1', 'app-2'])
    const { RootFolderId } = await root()
    expect(await management.call(product, 'ListFoldersForParent', { ParentFolderId: RootFolderId })).toMatchObject({
      TotalCount: 5,
    })
    expect((await management.refused(product, 'ListFoldersForParent', { PageSize: 101 })).code).toBe('InvalidParameter')
  })

  it('members neither see nor change folders, unless they are delegated administrators, who see', async () => {
    const { Folders } = await management.call(product, 'ListFoldersForParent')
    const { FolderId } = Folders.Folder[0]
    const member = cloud.as('prod')
    expect((await member.refused(product, 'GetFolder', { FolderId })).code).toBe('EntityNotExists.ResourceDirectory')
    expect((await member.refused(product, 'CreateFolder', { FolderName: 'a' })).code).toBe('EntityNotExists.ResourceDirectory')
    await management.call(product, 'RegisterDelegatedAdministrator', {
      AccountId: await cloud.uid('prod'),
      ServicePrincipal: 'cloudfw.aliyuncs.com',
    })
    expect((await member.call(product, 'GetFolder', { FolderId })).Folder.FolderId).toBe(FolderId)
    expect((await member.call(product, 'ListFoldersForParent')).TotalCount).toBe(2)
    expect((await member.refused(product, 'DeleteFolder', { FolderId })).code).toBe('EntityNotExists.ResourceDirectory')
  })
})

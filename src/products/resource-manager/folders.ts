/** Folders of the directory: operations of both versions. */

import { carriesTags, onlyOwn, operation, required, structure, text, withTags } from '../../model/index.js'
import { folderAnswer, folderFields, folderList, folderListAnswer, path, plainFolderList } from './answers.js'
import { managed } from './domain/directory.js'
import { existing, mayCreateFolder, mayDeleteFolder, mayRename } from './domain/folder.js'
import { badFolderId, badFolderName, badParentFolderId, noDirectory, noFolder } from './errors.js'
import { attachUsualPolicy, detachPolicies } from './membership.js'
import { anyOf, folderId, folderName, holds, numbered, numberedAnswer, pageOfAll, tagFilter, tags } from './parameters.js'
import { directoryReadBy, directoryRunBy, folderPath, membersShown, pathText } from './reads.js'
import { type DirectoryProduct, newer } from './service.js'
import { type Folder, folders } from './tables.js'

export const createFolder = (product: DirectoryProduct) =>
  operation(product, {
    name: 'CreateFolder',
    does: 'Makes a folder below Root or below another folder.',
    input: {
      ParentFolderId: folderId('The folder to make it in. Absent: Root.'),
      FolderName: required(folderName),
      ...newer(product, { Tag: tags('Tags of the folder.') }),
    },
    output: { Folder: structure(folderFields) },
    access: { level: 'create', resources: anyOf(product, 'folder') },
    errors: {
      ...badParentFolderId,
      ...badFolderName,
      ...noDirectory,
      ...noFolder,
      'LimitExceeded.Folder.Depth': [409, 'The folder depth exceeds the limit of 5.'],
      'QuotaExceeded.Folder.Count': [409, 'The number of folders exceeds the quota.'],
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle, quota, newId }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const parentFolderId = input.ParentFolderId ?? directory.rootFolderId
      settle(
        mayCreateFolder({
          name: input.FolderName,
          parent: await own.get(folders, parentFolderId),
          level: (await folderPath({ at }, caller.account, parentFolderId)).length - 1,
          siblings: await own.all(folders, 'byParent', [parentFolderId]),
          count: (await own.count(folders, 'key', [])) - 1,
          levels: quota('folderLevels'),
          most: quota('folders'),
        }),
      )
      const folder: Folder = {
        folderId: newId('fd-', 10, 'mixed'),
        directoryId: directory.directoryId,
        parentFolderId,
        name: input.FolderName,
        tags: withTags({}, input.Tag),
        createdAt: now.toISOString(),
      }
      own.put(folders, folder)
      attachUsualPolicy(own, directory, folder.folderId, now)
      return { Folder: folderAnswer(folder) }
    },
  })

export const getFolder = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetFolder',
    does: 'Shows a folder and where it is.',
    input: { FolderId: required(folderId('The folder.')) },
    output: { Folder: structure({ ...folderFields, ...path }) },
    access: { level: 'get', resources: anyOf(product, 'folder') },
    errors: { ...badFolderId, ...noDirectory, ...noFolder },
    async run({ input, caller, at, settle }) {
      const { managementAccount, directoryId } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const folder = settle(existing(await at(managementAccount).get(folders, input.FolderId)))
      const ids = await folderPath({ at }, managementAccount, folder.folderId)
      return { Folder: { ...folderAnswer(folder), ResourceDirectoryPath: pathText([directoryId, ...ids]) } }
    },
  })

export const updateFolder = (product: DirectoryProduct) =>
  operation(product, {
    name: 'UpdateFolder',
    does: 'Gives a folder another name.',
    input: { FolderId: required(folderId('The folder.')), NewFolderName: required(folderName) },
    output: { Folder: structure(folderFields) },
    access: { level: 'update', resources: anyOf(product, 'folder') },
    errors: {
      ...badFolderName,
      ...badFolderId,
      ...noDirectory,
      ...noFolder,
      // Published for a change of names, too.
      'LimitExceeded.Folder.Depth': [409, 'The folder depth exceeds the limit of 5.'],
    },
    touches: onlyOwn,
    async run({ input, caller, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const found = await own.get(folders, input.FolderId)
      const siblings = found?.parentFolderId === undefined ? [] : await own.all(folders, 'byParent', [found.parentFolderId])
      const folder: Folder = { ...settle(mayRename(found, input.NewFolderName, siblings)), name: input.NewFolderName }
      own.put(folders, folder)
      return { Folder: folderAnswer(folder) }
    },
  })

export const deleteFolder = (product: DirectoryProduct) =>
  operation(product, {
    name: 'DeleteFolder',
    does: 'Deletes a folder in which nothing is left.',
    input: { FolderId: required(folderId('The folder.')) },
    access: { level: 'delete', resources: anyOf(product, 'folder') },
    errors: {
      ...badFolderId,
      ...noDirectory,
      ...noFolder,
      'DeleteConflict.Folder.SubFolder': [409, 'This folder has sub folders.'],
      'DeleteConflict.Folder.Account': [409, 'This folder has accounts.'],
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const members = (await membersShown(own, now)).filter((member) => member.folderId === input.FolderId).length
      const inside = { members, folders: await own.count(folders, 'byParent', [input.FolderId]) }
      const folder = settle(mayDeleteFolder(await own.get(folders, input.FolderId), inside))
      own.delete(folders, folder.folderId)
      await detachPolicies(own, folder.folderId)
    },
  })

export const listFoldersForParent = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListFoldersForParent',
    does: 'Lists the folders right below another one, the oldest first.',
    input: {
      ParentFolderId: folderId('The folder above. Absent: Root.'),
      QueryKeyword: text('Only folders whose name holds this.', 'Folder'),
      ...numbered,
      ...newer(product, { Tag: tagFilter }),
    },
    output: { ...folderList(product), ...numberedAnswer },
    access: { level: 'list', resources: anyOf(product, 'folder') },
    errors: { ...badParentFolderId, ...noDirectory, ...noFolder },
    async run({ input, caller, at, settle }) {
      const directory = settle(managed(await directoryReadBy({ at }, caller.account)))
      const management = at(directory.managementAccount)
      const parent = settle(existing(await management.get(folders, input.ParentFolderId ?? directory.rootFolderId)))
      const below = await management.all(folders, 'byParent', [parent.folderId])
      const { entries, page } = pageOfAll(
        below.filter((folder) => holds(folder.name, input.QueryKeyword) && carriesTags(folder.tags ?? {}, input.Tag)),
        input,
      )
      return { ...folderListAnswer(entries), ...page }
    },
  })

export const listAncestors = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListAncestors',
    does: 'Lists the folders above a folder, Root first.',
    input: { ChildId: required(folderId('The folder below.')) },
    output: plainFolderList,
    access: { level: 'list', resources: anyOf(product, 'folder') },
    errors: {
      'MissingParameter.ChildId': [400, 'You must specify ChildId.'],
      'InvalidParameter.ChildId': [400, 'The ChildId is invalid.'],
      ...noDirectory,
      ...noFolder,
    },
    async run({ input, caller, at, settle }) {
      const { managementAccount } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const management = at(managementAccount)
      const child = settle(existing(await management.get(folders, input.ChildId)))
      const ids = (await folderPath({ at }, managementAccount, child.folderId)).slice(0, -1)
      const above = await management.getMany(
        folders,
        ids.map((id) => [id]),
      )
      return folderListAnswer(above.filter((folder) => folder !== undefined))
    },
  })

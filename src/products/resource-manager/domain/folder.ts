/** When folders may be made, renamed and deleted. */

import { no, yes } from '../../../model/index.js'
import type { Folder } from '../tables.js'

const nameTaken = (name: string) =>
  no('InvalidParameter.Folder.Name.AlreadyUsed', {
    because: `There is a folder named ${name} below the same parent.`,
    next: 'Take another name.',
  })

export function existing(folder: Folder | undefined) {
  if (folder) return yes(folder)
  return no('EntityNotExists.Folder', {
    because: 'The directory has no folder of this id.',
    next: 'ListFoldersForParent shows those there are; GetResourceDirectory tells the id of Root.',
  })
}

interface NewFolder {
  readonly name: string
  readonly parent: Folder | undefined
  /** How deep the parent is; 0 for Root. */
  readonly level: number
  readonly siblings: readonly Folder[]
  /** Folders of the directory, without Root. */
  readonly count: number
  readonly levels: number
  readonly most: number
}

/** UNKNOWN: the order of the checks; existence first, the number of folders last. */
export function mayCreateFolder({ name, parent, level, siblings, count, levels, most }: NewFolder) {
  const found = existing(parent)
  if (!found.ok) return found
  if (siblings.some((sibling) => sibling.name === name)) return nameTaken(name)
  if (level >= levels)
    return no('LimitExceeded.Folder.Depth', {
      because: `The parent is on level ${level}, the deepest.`,
      next: 'Create the folder further up.',
    })
  if (count >= most)
    return no('QuotaExceeded.Folder.Count', {
      because: `The directory has ${count} folders, the most allowed.`,
      next: 'Delete one, or raise the quota resourcemanager.folders of this world.',
    })
  return found
}

/** UNKNOWN: whether Root can be renamed; here it can neither be renamed nor deleted, and its id is not taken. */
function below(folder: Folder | undefined) {
  const found = existing(folder)
  if (!found.ok || found.value.parentFolderId !== undefined) return found
  return no('InvalidParameter.FolderId', {
    because: 'The Root folder stays as it is as long as the directory is there.',
    next: 'DestroyResourceDirectory removes it with the directory.',
  })
}

export function mayRename(folder: Folder | undefined, name: string, siblings: readonly Folder[]) {
  const found = below(folder)
  if (!found.ok) return found
  const other = siblings.some((sibling) => sibling.name === name && sibling.folderId !== found.value.folderId)
  return other ? nameTaken(name) : found
}

export function mayDeleteFolder(
  folder: Folder | undefined,
  { folders, members }: { readonly folders: number; readonly members: number },
) {
  const found = below(folder)
  if (!found.ok) return found
  if (folders > 0)
    return no('DeleteConflict.Folder.SubFolder', {
      because: `There are ${folders} folders in it.`,
      next: 'Delete them first.',
    })
  if (members > 0)
    return no('DeleteConflict.Folder.Account', {
      because: `There are ${members} members in it.`,
      next: 'Move them to another folder with MoveAccount first.',
    })
  return found
}

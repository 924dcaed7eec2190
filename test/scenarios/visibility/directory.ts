/** The model's directories: which calls they take, and what those do to sharing. A verdict is the code of the refusal. */

import { type Account, beginningOf, type Directory, directoryOf, entitiesOf, type History, historyOf, isHeld } from './history.js'

const notManaged = 'EntityNotExists.ResourceDirectory'

export function runBy(h: History, uid: string): Directory | undefined {
  return h.directories.find(({ management }) => management === uid)
}

function depthOf(directory: Directory, id: string): number {
  let depth = 0
  for (let at = directory.folders.find((folder) => folder.id === id); at?.parent !== undefined; depth++)
    at = directory.folders.find((folder) => folder.id === at?.parent)
  return depth
}

export function mayCreateFolder(h: History, caller: string, parent: string): string | undefined {
  const directory = runBy(h, caller)
  if (!directory) return notManaged
  if (!directory.folders.some(({ id }) => id === parent)) return 'EntityNotExists.Folder'
  return depthOf(directory, parent) >= 5 ? 'LimitExceeded.Folder.Depth' : undefined
}

export function mayDeleteFolder(h: History, caller: string, id: string): string | undefined {
  const directory = runBy(h, caller)
  if (!directory) return notManaged
  const found = directory.folders.find((folder) => folder.id === id)
  if (!found) return 'EntityNotExists.Folder'
  if (found.parent === undefined) return 'InvalidParameter.FolderId'
  if (directory.folders.some(({ parent }) => parent === id)) return 'DeleteConflict.Folder.SubFolder'
  return directory.members.some(({ folder }) => folder === id) ? 'DeleteConflict.Folder.Account' : undefined
}

export function mayMove(h: History, caller: string, uid: string, folder: string): string | undefined {
  const directory = runBy(h, caller)
  if (!directory) return notManaged
  if (!directory.members.some((member) => member.uid === uid)) return 'EntityNotExists.Account'
  return directory.folders.some(({ id }) => id === folder) ? undefined : 'EntityNotExists.Folder'
}

export function mayRemove(h: History, caller: string, uid: string): string | undefined {
  const directory = runBy(h, caller)
  if (!directory) return notManaged
  const member = directory.members.find((each) => each.uid === uid)
  if (!member) return 'EntityNotExists.Account'
  return member.type === 'CloudAccount' ? undefined : 'AccountTypeOrStatusMismatch'
}

export function mayInvite(h: History, caller: string, account: Account): string | undefined {
  if (!runBy(h, caller)) return notManaged
  if (directoryOf(h, account.uid)) return 'NotSupport.AccountInAnotherResourceDirectory'
  const management = h.accounts.find(({ uid }) => uid === caller)
  if (account.site !== management?.site) return 'Invalid.AccountType'
  return account.company === management.company ? undefined : 'LegalEntityMismatch'
}

export function mayEnable(h: History, caller: string): string | undefined {
  if (runBy(h, caller)) return 'EntityAlreadyExists.ResourceDirectory'
  return directoryOf(h, caller) ? 'NotSupport.AccountInAnotherResourceDirectory' : undefined
}

export function mayDestroy(h: History, caller: string): string | undefined {
  const directory = runBy(h, caller)
  if (!directory) return notManaged
  if (directory.members.length > 0) return 'DeleteConflict.ResourceDirectory.Account'
  return directory.folders.length > 1 ? 'DeleteConflict.ResourceDirectory.Folder' : undefined
}

/** Sharing inside of the directory that names the account, on either side, ends when it goes. */
export function leaves(h: History, uid: string): void {
  for (const share of h.shares)
    for (const entity of entitiesOf(h, share.id, 'Target')) {
      const events = historyOf(h, share.id, entity)
      const inside = beginningOf(events).directory !== undefined
      const concerned = share.owner === uid || (entity.type === 'Account' && entity.id === uid)
      if (inside && concerned && isHeld(events))
        h.happened.push({ what: 'disassociate', share: share.id, entity, at: h.now, settles: h.now })
    }
}

export function remove(h: History, uid: string): void {
  const directory = directoryOf(h, uid)
  leaves(h, uid)
  directory?.members.splice(
    directory.members.findIndex((member) => member.uid === uid),
    1,
  )
}

export function destroy(h: History, uid: string): void {
  leaves(h, uid)
  h.directories.splice(
    h.directories.findIndex(({ management }) => management === uid),
    1,
  )
}

/** Who may do what with a directory, and when it can be made and destroyed. */

import { no, yes } from '../../../model/index.js'
import type { Directory, Membership } from '../tables.js'

/**
 * The directory that the call is about. UNKNOWN: what a member is told that does what only the management account may do, where
 * no code of its own is published; here what an account outside of any directory is told.
 */
export function managed(directory: Directory | undefined) {
  if (directory) return yes(directory)
  return no('EntityNotExists.ResourceDirectory', {
    because: 'The calling account does not manage a resource directory.',
    next: 'Call with a key of the management account, or EnableResourceDirectory first.',
  })
}

/** UNKNOWN: EntityAlreadyExists is told the management account here, and NotSupport a member. */
export function mayEnable(membership: Membership | undefined, isManagement: boolean) {
  if (!membership) return yes()
  if (isManagement)
    return no('EntityAlreadyExists.ResourceDirectory', {
      because: `The account manages ${membership.directoryId}.`,
      next: 'GetResourceDirectory shows it.',
    })
  return no('NotSupport.AccountInAnotherResourceDirectory', {
    because: `The account is a member of ${membership.directoryId}, which ${membership.managementAccount} manages.`,
    next: 'A member cannot have a directory of its own: leave that one first.',
  })
}

/** UNKNOWN: the code for folders that are left is not published; it follows that for members. */
export function mayDestroy(directory: Directory, { members, folders }: { readonly members: number; readonly folders: number }) {
  if (members > 0)
    return no('DeleteConflict.ResourceDirectory.Account', {
      because: `The directory has ${members} members.`,
      next: 'Remove cloud accounts with RemoveCloudAccount and delete resource accounts with DeleteAccount first.',
    })
  if (folders > 0)
    return no('DeleteConflict.ResourceDirectory.Folder', {
      because: `The directory has ${folders} folders beside Root.`,
      next: 'Delete them with DeleteFolder, the deepest first.',
    })
  return yes(directory)
}

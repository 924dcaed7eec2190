/** Questions about the directory that several products ask. */

import type { AccountId, Lookup } from '../../model/index.js'
import { directories, folders, type Membership, members, memberships } from './tables.js'

export interface Place {
  readonly directoryId: string
  readonly managementAccount: AccountId
  readonly isManagement: boolean
  /**
   * Ids from the directory down to the account's folder: `[rd-x, r-y, fd-z]`. Only the directory for the management
   * account, which is in no folder (Terms page: it does not belong to the directory).
   */
  readonly path: readonly string[]
}

/** Where an account stands in its directory; `undefined` outside of any. */
export async function placeOf(lookup: Pick<Lookup, 'at'>, account: AccountId): Promise<Place | undefined> {
  const membership: Membership | undefined = await lookup.at(account).get(memberships, 'directory')
  if (!membership) return undefined
  const { directoryId, managementAccount } = membership
  if (managementAccount === account) return { directoryId, managementAccount, isManagement: true, path: [directoryId] }
  const member = await lookup.at(managementAccount).get(members, account)
  const path = member ? await folderPath(lookup, managementAccount, member.folderId) : []
  return { directoryId, managementAccount, isManagement: false, path: [directoryId, ...path] }
}

/** Folder ids from Root down to `folderId`. */
export async function folderPath(
  lookup: Pick<Lookup, 'at'>,
  managementAccount: AccountId,
  folderId: string,
): Promise<readonly string[]> {
  const path: string[] = []
  let next: string | undefined = folderId
  // INVARIANT: folders form a tree; the bound only keeps a damaged state from hanging a call (five levels and Root are the limit).
  while (next && path.length < 16) {
    path.unshift(next)
    next = (await lookup.at(managementAccount).get(folders, next))?.parentFolderId
  }
  return path
}

/** The path of a directory, a folder or a member as policies compare it: `rd-x/r-y/fd-z`. */
export function pathText(path: readonly string[]): string {
  return path.join('/')
}

/**
 * The RDPath of an account: a member's ends with its id (page "Terms"). UNKNOWN: that of the management account, which is in no
 * folder; here the directory alone.
 */
export function accountPath(place: Place, account: AccountId): string {
  return pathText(place.isManagement ? place.path : [...place.path, account])
}

/** The directory that this management account runs. */
export async function directoryRunBy(lookup: Pick<Lookup, 'at'>, account: AccountId) {
  const membership = await lookup.at(account).get(memberships, 'directory')
  return membership?.managementAccount === account ? lookup.at(account).get(directories, membership.directoryId) : undefined
}

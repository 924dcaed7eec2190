/** Questions about the directory that several products ask. */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { isLeaving } from './domain/deletion.js'
import { defaultResourceGroup, resourceGroupStatusAt } from './domain/resource-group.js'
import {
  type Account,
  accountDeletions,
  accounts,
  delegations,
  directories,
  folders,
  type Member,
  type Membership,
  members,
  memberships,
  type ResourceGroup,
  resourceGroups,
} from './tables.js'

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

/** Whether the account is a delegated administrator of the trusted service (`resourcesharing.aliyuncs.com`) in its directory. */
export async function isDelegatedAdministrator(
  lookup: Pick<Lookup, 'at'>,
  account: AccountId,
  servicePrincipal: string,
): Promise<boolean> {
  const membership = await lookup.at(account).get(memberships, 'directory')
  if (!membership || membership.managementAccount === account) return false
  return (await lookup.at(membership.managementAccount).get(delegations, account, servicePrincipal)) !== undefined
}

/** The directory whose objects this account may look at: the one that it runs, or of which it is a delegated administrator. */
export async function directoryReadBy(lookup: Pick<Lookup, 'at'>, account: AccountId) {
  const membership = await lookup.at(account).get(memberships, 'directory')
  if (!membership) return undefined
  const { managementAccount, directoryId } = membership
  const management = lookup.at(managementAccount)
  const mayRead = managementAccount === account || (await management.count(delegations, 'key', [account], { upTo: 1 })) > 0
  return mayRead ? management.get(directories, directoryId) : undefined
}

/** All members, those included that are being deleted, in the order in which they joined; a quota bounds them. */
export async function membersShown(management: Partition, now: Date): Promise<readonly Member[]> {
  const [rows, deletions] = await Promise.all([management.all(members, 'key', []), management.all(accountDeletions, 'key', [])])
  const leaving = deletions.filter((deletion) => isLeaving(deletion, now)).map(({ member }) => member)
  const order = ({ joinedAt, accountId }: Member) => `${joinedAt} ${accountId}`
  return [...rows, ...leaving].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** A member, or one that is being deleted. */
export async function memberShown(management: Partition, accountId: AccountId, now: Date): Promise<Member | undefined> {
  const member = await management.get(members, accountId)
  if (member) return member
  const deletion = await management.get(accountDeletions, accountId)
  return deletion && isLeaving(deletion, now) ? deletion.member : undefined
}

/** The business id of an account, which its site gives it. */
export async function bidOf(own: Partition): Promise<string | undefined> {
  return (await own.get(accounts, own.account))?.bid
}

/** What an account signs in by. UNKNOWN: those of a template have no such name; made of their alias. */
export function accountNameOf({ accountName, alias }: Account): string {
  return accountName ?? `${alias}@example.com`
}

/** The resource groups of an account that are there, the newest first and the default one last. */
export async function resourceGroupsOf(own: Partition, now: Date): Promise<ResourceGroup[]> {
  const rows = await own.all(resourceGroups, 'byCreated', [])
  const fallback = await defaultGroupOf(own)
  const { resourceGroupId } = fallback
  const made = rows.filter((row) => row.resourceGroupId !== resourceGroupId && resourceGroupStatusAt(row, now) !== undefined)
  return [...made.reverse(), rows.find((row) => row.resourceGroupId === resourceGroupId) ?? fallback]
}

/** A resource group of an account; `undefined` when there is none of this id. */
export async function resourceGroupNamed(own: Partition, id: string, now: Date): Promise<ResourceGroup | undefined> {
  const row = await own.get(resourceGroups, id)
  if (row) return resourceGroupStatusAt(row, now) === undefined ? undefined : row
  const fallback = await defaultGroupOf(own)
  return fallback.resourceGroupId === id ? fallback : undefined
}

/** Whether something can be put into a resource group of an account: the group is there and is not being deleted. */
export async function hasResourceGroup(own: Partition, id: string, now: Date): Promise<boolean> {
  const group = await resourceGroupNamed(own, id, now)
  return group !== undefined && resourceGroupStatusAt(group, now) !== 'PendingDelete'
}

async function defaultGroupOf(own: Partition): Promise<ResourceGroup> {
  const account = await own.get(accounts, own.account)
  return defaultResourceGroup(own.account, account?.createdAt ?? new Date(0).toISOString())
}

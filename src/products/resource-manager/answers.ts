/** Directory, folders and members as answers show them. */

import { type Fields, flag, list, sometimes, structure, type Tags, text } from '../../model/index.js'
import { deletionShownAt } from './domain/deletion.js'
import { accountNameOf } from './reads.js'
import type { DirectoryProduct } from './service.js'
import { newer } from './service.js'
import type { Account, AccountDeletion, DeletionCheck, Directory, Folder, Member } from './tables.js'

const time = (note: string) => text(note, '2026-01-01T00:00:00.000Z')

export const directoryFields = {
  ResourceDirectoryId: text('Its id.', 'rd-3Gabcd'),
  MasterAccountId: text('The management account.', '1000000000000001'),
  MasterAccountName: text('What the management account signs in by.', 'management@example.com'),
  RootFolderId: text('The folder above all others.', 'r-b1abcd'),
  CreateTime: time('When it was made.'),
} as const satisfies Fields

export function directoryAnswer(directory: Directory, management: Account) {
  return {
    ResourceDirectoryId: directory.directoryId,
    MasterAccountId: directory.managementAccount,
    MasterAccountName: accountNameOf(management),
    RootFolderId: directory.rootFolderId,
    CreateTime: directory.createdAt,
  }
}

const listedFolder = {
  FolderId: text('Its id.', 'fd-bVaRIG0001'),
  FolderName: text('Its name.', 'rdFolder'),
  CreateTime: time('When it was made.'),
} as const satisfies Fields

export const folderFields = {
  ...listedFolder,
  // The Root folder has none.
  ParentFolderId: sometimes(text('The folder that it is in.', 'r-b1abcd')),
} as const satisfies Fields

export function folderAnswer({ folderId, name, parentFolderId, createdAt }: Folder) {
  return { FolderId: folderId, FolderName: name, ParentFolderId: parentFolderId, CreateTime: createdAt }
}

const tag = structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })
export const tagsOf = (tags: Tags | undefined) => Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }))

/** Tags wrapped, as in lists. */
const wrappedTags = { Tags: sometimes(structure({ Tag: list('Its tags.', tag) })) }
/** Tags flat, as of one member. */
const flatTags = { Tags: sometimes(list('Its tags.', tag)) }

export const folderList = (product: DirectoryProduct) => ({
  Folders: structure({ Folder: list('The folders.', structure({ ...listedFolder, ...newer(product, wrappedTags) })) }),
})
export const plainFolderList = {
  Folders: structure({ Folder: list('The folders, Root first.', structure(listedFolder)) }),
}

export function folderListAnswer(folders: readonly Folder[]) {
  return { Folders: { Folder: folders.map((folder) => ({ ...folderAnswer(folder), Tags: { Tag: tagsOf(folder.tags) } })) } }
}

const listedMember = {
  AccountId: text('Its id.', '1000000000000003'),
  DisplayName: text('Its name in the directory.', 'Dev'),
  Type: text('ResourceAccount or CloudAccount.', 'ResourceAccount'),
  FolderId: text('The folder that it is in.', 'fd-bVaRIG0001'),
  ResourceDirectoryId: text('The directory.', 'rd-3Gabcd'),
  JoinMethod: text('created or invited.', 'created'),
  JoinTime: time('When it joined.'),
  ModifyTime: time('When it was changed last.'),
  Status: text('How it joined: CreateSuccess or InviteSuccess.', 'CreateSuccess'),
} as const satisfies Fields

const accountName = { AccountName: text('What the account signs in by.', 'dev@rd-3gabcd.aliyunid.com') }
export const path = {
  ResourceDirectoryPath: text('Its place: ids from the directory down to itself.', 'rd-3Gabcd/r-b1abcd/1000000000000003'),
}

/** What operations answer that make or change a member. */
export const memberFields = { ...listedMember, ...accountName }

export const memberDetails = (product: DirectoryProduct) => ({
  ...memberFields,
  ...path,
  ...flatTags,
  IdentityInformation: text('The company that the account is verified for.', 'Example Group'),
  Location: text('Its folders by name.', 'Root/Core'),
  EmailStatus: sometimes(text('Of a change of its mail address. Absent: none.', 'WAIT_MODIFY')),
  ...newer(product, {
    HasSecureMobilePhone: flag('Whether it has a phone number for security.', false),
    SecureMobilePhone: sometimes(text('That number.')),
  }),
})

export const memberList = (product: DirectoryProduct, more: Fields = {}) => ({
  Accounts: structure({
    Account: list(
      'The members.',
      structure({
        ...listedMember,
        ...wrappedTags,
        ...newer(product, {
          ...accountName,
          DeletionStatus: sometimes(text('How far its deletion is. Absent: nobody asked for one.', 'Checking')),
        }),
        ...more,
      }),
    ),
  }),
})

// UNKNOWN: what is shown of a member that was switched from one type to the other; here how it joined.
const statusOf = { created: 'CreateSuccess', invited: 'InviteSuccess' } as const

export function memberAnswer(member: Member, account: Account | undefined) {
  const { accountId, displayName, type, folderId, directoryId, joinMethod, joinedAt, modifiedAt } = member
  return {
    AccountId: accountId,
    AccountName: account ? accountNameOf(account) : '',
    DisplayName: displayName,
    Type: type,
    FolderId: folderId,
    ResourceDirectoryId: directoryId,
    JoinMethod: joinMethod,
    JoinTime: joinedAt,
    ModifyTime: modifiedAt,
    Status: statusOf[joinMethod],
  }
}

export interface ListedMember {
  readonly member: Member
  readonly account: Account | undefined
  readonly deletion: AccountDeletion | undefined
  readonly check: DeletionCheck | undefined
  readonly path: string
}

export function listedMemberAnswer({ member, account, deletion, check, path }: ListedMember, now: Date, withTags: boolean) {
  return {
    ...memberAnswer(member, account),
    DeletionStatus: deletionShownAt(deletion, check, now),
    ResourceDirectoryPath: path,
    ...(withTags ? { Tags: { Tag: tagsOf(member.tags) } } : {}),
  }
}

/** The directory itself: operations of both versions. */

import { flag, oneOf, onlyOwn, operation, required, structure, text, type WriteContext } from '../../model/index.js'
import { directorySharing } from '../resource-sharing/tables.js'
import { directoryAnswer, directoryFields } from './answers.js'
import { enablementStatus } from './domain/control-policy.js'
import { managed, mayDestroy, mayEnable } from './domain/directory.js'
import { noDirectory } from './errors.js'
import { directoryRunBy, membersShown } from './reads.js'
import { type DirectoryProduct, newer, older } from './service.js'
import { endSharingInside } from './sharing-ends.js'
import {
  type Account,
  accounts,
  controlPolicies,
  controlPolicyAttachments,
  type Directory,
  directories,
  folders,
  memberships,
} from './tables.js'

/** Errors of making a directory that both operations declare. */
const notPossible = {
  'NotSupport.AccountInAnotherResourceDirectory': [
    409,
    'The specified account is an Alibaba Cloud account or already exists in another resource directory.',
  ],
  'Invalid.EnterpriseName': [409, 'You must specify the enterprise name.'],
  EnterpriseRealNameVerificationError: [
    409,
    'The specified account does not pass enterprise real-name verification. We recommend you first complete enterprise real-name verification for the account.',
  ],
  'EntityAlreadyExists.ResourceDirectory': [
    409,
    'The resource directory for the account is already enabled. We recommend that you do not enable the resource directory again.',
  ],
} as const
/** Not told here: all accounts are verified for a company, and both sites have directories. */
const wrongKind = {
  'NotSupport.Account.Site': [409, 'The caller is not a China site account, which is not supported.'],
  'Invalid.AccountType': [409, 'The specified profile type of account is invalid.'],
} as const

// biome-ignore lint/suspicious/noExplicitAny: two operations with different parameters and errors make a directory
type Making = Pick<WriteContext<any, keyof typeof notPossible, any>, 'caller' | 'now' | 'own' | 'settle' | 'newId'>

async function makeDirectory({ caller, now, own, settle, newId }: Making) {
  const membership = await own.get(memberships, 'directory')
  settle(mayEnable(membership, membership?.managementAccount === caller.account))
  const managementAccount = caller.account
  const createdAt = now.toISOString()
  // Lengths of the ids: published samples.
  const directoryId = newId('rd-', 6, 'mixed')
  const rootFolderId = newId('r-', 6, 'mixed')
  const directory: Directory = { directoryId, rootFolderId, managementAccount, controlPolicies: 'Disabled', createdAt }
  own.put(directories, directory)
  own.put(folders, { folderId: rootFolderId, directoryId, name: 'Root', createdAt })
  own.put(memberships, { kind: 'directory', directoryId, managementAccount })
  const account = (await own.get(accounts, managementAccount)) as Account
  return { ResourceDirectory: directoryAnswer(directory, account) }
}

/** Without a way to receive verification codes, the calling account alone can become the management account. */
export const enableResourceDirectory = (product: DirectoryProduct) =>
  operation(product, {
    name: 'EnableResourceDirectory',
    does: 'Makes a resource directory, which the calling account manages from then on.',
    input: {
      EnableMode: required(oneOf(['CurrentAccount', 'NewManagementAccount'], 'Which account is to manage it.')),
      MAName: text('Name of the new management account.', 'user01@rdadmin.aliyunid.com'),
      MASecureMobilePhone: text('Phone number of the new management account.', 'xx-13900001234'),
      VerificationCode: text('The code that was sent to that phone.', '123456'),
      ...newer(product, { DryRun: { ...flag('Only check the request, change nothing.', false), role: 'dryRun' as const } }),
    },
    output: { ResourceDirectory: structure(directoryFields) },
    access: { level: 'create' },
    errors: {
      ...notPossible,
      'InvalidParameter.ManagementAccountName.AlreadyUsed': [409, 'The ManagementAccountName has been used.'],
      'Invalid.VerificationCode': [409, 'The verification code is invalid.'],
      'InvalidParameter.ManagementAccountName': [409, 'The management account name is in the wrong format.'],
      'InvalidParameter.ManagementAccountSecurityInfo': [409, 'The parameter management account secure mobile phone is invalid.'],
      MissingSecureMobilePhone: [409, 'Secure mobile phone is missing.'],
      MissingSecurityInfo: [409, 'Security info is missing.'],
      ...newer(product, wrongKind),
    },
    touches: onlyOwn,
    async run(context) {
      const { input, refuse } = context
      if (input.EnableMode === 'NewManagementAccount') {
        if (!/^[A-Za-z0-9]([A-Za-z0-9]|[_.-](?![_.-])){0,48}[A-Za-z0-9]@rdadmin\.aliyunid\.com$/.test(input.MAName ?? ''))
          refuse('InvalidParameter.ManagementAccountName', {
            because: 'MAName is not of the form prefix@rdadmin.aliyunid.com.',
            next: 'Choose EnableMode CurrentAccount.',
          })
        refuse('Invalid.VerificationCode', {
          because: 'No code is ever sent here, so none is right.',
          next: 'Choose EnableMode CurrentAccount.',
        })
      }
      return makeDirectory(context)
    },
  })

export const initResourceDirectory = (product: DirectoryProduct) =>
  operation(product, {
    name: 'InitResourceDirectory',
    does: 'Makes a resource directory, which the calling account manages from then on.',
    input: {},
    output: { ResourceDirectory: structure(directoryFields) },
    access: { level: 'create' },
    errors: { ...notPossible, ...wrongKind },
    touches: onlyOwn,
    run: makeDirectory,
  })

export const getResourceDirectory = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetResourceDirectory',
    does: 'Shows the directory that the calling account manages or is a member of.',
    input: {},
    output: {
      ResourceDirectory: structure({
        ...directoryFields,
        ControlPolicyStatus: text('Enabled, PendingEnable, Disabled or PendingDisable.', 'Enabled'),
        MemberDeletionStatus: text('Whether members may be deleted: Enabled or Disabled.', 'Disabled'),
        // In no published list, but the Terraform provider reads it of the older version.
        ...older(product, { ScpStatus: text('The same as ControlPolicyStatus.', 'Enabled') }),
        IdentityInformation: text('The company that the management account is verified for.', 'Example Group'),
        ...newer(product, {
          MemberAccountDisplayNameSyncStatus: text('Whether display names go to the accounts: Enabled or Disabled.', 'Disabled'),
        }),
      }),
    },
    access: { level: 'get' },
    errors: {
      ResourceDirectoryNotInUse: [
        404,
        'The specified account is not an Alibaba Cloud account or a member account of the resource directory.',
      ],
    },
    async run({ own, at, now, refuse }) {
      const membership = await own.get(memberships, 'directory')
      const management = membership && at(membership.managementAccount)
      const directory = await management?.get(directories, membership?.directoryId ?? '')
      const account = await management?.get(accounts, membership?.managementAccount ?? '')
      if (!directory || !account)
        return refuse('ResourceDirectoryNotInUse', {
          because: 'The account is in no resource directory.',
          next: 'EnableResourceDirectory makes one; an invitation leads into that of another.',
        })
      return {
        ResourceDirectory: {
          ...directoryAnswer(directory, account),
          ControlPolicyStatus: enablementStatus(directory, now),
          ScpStatus: enablementStatus(directory, now),
          MemberDeletionStatus: directory.memberDeletion ?? 'Disabled',
          IdentityInformation: account.legalEntity,
          MemberAccountDisplayNameSyncStatus: directory.displayNameSync ?? 'Disabled',
        },
      }
    },
  })

export const destroyResourceDirectory = (product: DirectoryProduct) =>
  operation(product, {
    name: 'DestroyResourceDirectory',
    does: 'Removes a directory in which no members and no folders but Root are left.',
    input: {},
    access: { level: 'delete' },
    errors: {
      ...noDirectory,
      'DeleteConflict.ResourceDirectory.Account': [
        409,
        'Failed to delete the resource directory because one or more member accounts exist. We recommend that you first remove these member accounts.',
      ],
      'DeleteConflict.ResourceDirectory.Folder': [
        409,
        'The text is not published.',
        'Failed to delete the resource directory because one or more folders exist. We recommend that you first delete these folders.',
      ],
    },
    touches: onlyOwn,
    async run({ caller, now, own, at, settle }) {
      const found = settle(managed(await directoryRunBy({ at }, caller.account)))
      const left = { members: (await membersShown(own, now)).length, folders: (await own.count(folders, 'key', [])) - 1 }
      const { directoryId, rootFolderId } = settle(mayDestroy(found, left))
      own.delete(directories, directoryId)
      own.delete(folders, rootFolderId)
      own.delete(memberships, 'directory')
      // INVARIANT: nothing of a directory outlives it, since the next one of this account begins with nothing.
      own.delete(directorySharing, 'directory')
      await endSharingInside({ now, at }, caller.account)
      for (const { policyId } of await own.all(controlPolicies, 'key', [])) own.delete(controlPolicies, policyId)
      for (const { targetId, policyId } of await own.all(controlPolicyAttachments, 'key', []))
        own.delete(controlPolicyAttachments, targetId, policyId)
      // Invitations stay; whoever accepts one is told that the directory is gone (SpecifiedResourceDirectoryNotExists).
    },
  })

const status = required(oneOf(['Enabled', 'Disabled'], 'On or off.'))
const refusedToMembers = {
  'InvalidParameter.Status': [400, 'The specified Status is invalid.'],
  MemberAccountAccessDenied: [403, 'The member account is not allowed to perform the operation.'],
  ...noDirectory,
} as const

// biome-ignore lint/suspicious/noExplicitAny: two operations with different answers switch a setting
type Switching = Pick<WriteContext<any, keyof typeof refusedToMembers, any>, 'caller' | 'own' | 'at' | 'settle' | 'refuse'>

async function switched({ caller, own, at, settle, refuse }: Switching, change: Partial<Directory>): Promise<Directory> {
  const membership = await own.get(memberships, 'directory')
  if (membership && membership.managementAccount !== caller.account)
    return refuse('MemberAccountAccessDenied', {
      because: `The account is a member; ${membership.managementAccount} manages the directory.`,
      next: 'Call with a key of the management account.',
    })
  const directory = { ...settle(managed(await directoryRunBy({ at }, caller.account))), ...change }
  own.put(directories, directory)
  return directory
}

export const setMemberDeletionPermission = (product: DirectoryProduct) =>
  operation(product, {
    name: 'SetMemberDeletionPermission',
    does: 'Permits or forbids the deletion of members.',
    input: { Status: status },
    output: {
      ManagementAccountId: text('The management account.', '1000000000000001'),
      MemberDeletionStatus: text('What holds now.', 'Enabled'),
      ResourceDirectoryId: text('The directory.', 'rd-3Gabcd'),
    },
    access: { level: 'update' },
    errors: refusedToMembers,
    touches: onlyOwn,
    async run(context) {
      const { Status } = context.input
      const { managementAccount, directoryId } = await switched(context, { memberDeletion: Status })
      return { ManagementAccountId: managementAccount, MemberDeletionStatus: Status, ResourceDirectoryId: directoryId }
    },
  })

export const setMemberDisplayNameSyncStatus = (product: DirectoryProduct) =>
  operation(product, {
    name: 'SetMemberDisplayNameSyncStatus',
    does: 'Says whether the display names of members become those of the accounts as well.',
    input: { Status: status },
    output: { MemberAccountDisplayNameSyncStatus: text('What holds now.', 'Enabled') },
    access: { level: 'update' },
    // UNKNOWN: the page is not at hand; what SetMemberDeletionPermission publishes.
    errors: refusedToMembers,
    touches: onlyOwn,
    async run(context) {
      const { Status } = context.input
      await switched(context, { displayNameSync: Status })
      return { MemberAccountDisplayNameSyncStatus: Status }
    },
  })

/** Members of the directory, one by one: operations of both versions. */

import {
  type AccountId,
  type Caller,
  dryRun,
  oneOf,
  onlyOwn,
  operation,
  required,
  structure,
  text,
  withTags,
} from '../../model/index.js'
import { memberAnswer, memberDetails, memberFields, tagsOf } from './answers.js'
import { managed } from './domain/directory.js'
import { existing as existingFolder } from './domain/folder.js'
import { existing, mayCreateMember, mayMove, mayRemove, mayUpdate } from './domain/member.js'
import {
  badAccountId,
  badDisplayName,
  badParentFolderId,
  foreignPayer,
  newerPayment,
  noAccount,
  noDirectory,
  noFolder,
  otherTypeOrStatus,
  payment,
  usedDisplayName,
} from './errors.js'
import { pendingOf } from './handshakes.js'
import { join, leave } from './membership.js'
import { makeAccount } from './new-account.js'
import { anyMemberId, anyOf, displayName, folderId, includeTags, memberId, tags } from './parameters.js'
import { directoryReadBy, directoryRunBy, folderPath, memberShown, membersShown, pathText } from './reads.js'
import { type DirectoryProduct, newer, older } from './service.js'
import { type Account, accountDeletions, accounts, delegations, folders, type Member, members, signInNames } from './tables.js'

/** The caller's rows and those of the member named. */
export const withMember = ({ caller, input }: { readonly caller: Caller; readonly input: { readonly AccountId: AccountId } }) => [
  caller.account,
  input.AccountId,
]

/** The account that is made is locked when its id is known. */
export const createResourceAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'CreateResourceAccount',
    does: 'Makes an account that belongs to the directory. Its key is `local-` and its id, for the calls that roles cannot make.',
    input: {
      DisplayName: required(displayName),
      ParentFolderId: folderId('The folder to put it in. Absent: Root.'),
      PayerAccountId: anyMemberId('The account that settles its bills. Absent: itself.'),
      AccountNamePrefix: text('What its name begins with; a directory and a domain follow. Absent: made up.', 'alice', {
        pattern: /^[A-Za-z0-9](?:[_.-]?[A-Za-z0-9])+$/,
        max: 50,
      }),
      Tag: tags('Tags of the member.'),
      ResellAccountType: oneOf(['resell', 'non_resell'], 'For resellers of the international site.'),
      ...newer(product, dryRun),
    },
    output: { Account: structure(memberFields) },
    access: { level: 'create', resources: anyOf(product, 'account') },
    errors: {
      ...badDisplayName,
      ...badParentFolderId,
      'InvalidParameter.Account.AccountNamePrefix': [400, 'The account name prefix is invalid.'],
      'InvalidParameter.Account.AccountNamePrefix.Length': [400, 'The account name prefix exceeds the length limit.'],
      'NotSupport.Site.Action': [400, 'Site does not allow current action.'],
      ...noDirectory,
      ...noFolder,
      'LimitExceeded.Account': [409, 'The maximum number of member accounts in a resource directory exceeds the limit.'],
      ...usedDisplayName,
      'EntityAlreadyExists.ResourceDirectory.Account': [
        409,
        'The email address that the system generates when you create a member account already exists. Try again later.',
      ],
      ...foreignPayer,
      ...payment,
      ...older(product, {
        PaymentAccountCreditIdentityTypeError: [
          409,
          'Non-credit identity type or insufficient credit limit, cannot be used as payment account.',
        ],
      }),
      ...newer(product, {
        ...newerPayment,
        PaymentAccountCreditIdentityTypeError: [409, 'The identity of the payment account is not credit.'],
        'NotSupport.SettingResellAccountType': [
          409,
          'The current account does not support setting the resellAccountType for members.',
        ],
      }),
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, locate, settle, quota, newId, refuse }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const folder = settle(existingFolder(await own.get(folders, input.ParentFolderId ?? directory.rootFolderId)))
      const others = await membersShown(own, now)
      const [name, payer] = [input.DisplayName, input.PayerAccountId]
      const invited = await pendingOf(own, directory.directoryId, now)
      settle(mayCreateMember({ name, others, invited, most: quota('members'), payer, managementAccount: caller.account }))
      const management = (await own.get(accounts, caller.account)) as Account
      const paying = payer === undefined ? management : await at(payer).get(accounts, payer)
      if (paying?.legalEntity !== management.legalEntity)
        refuse('InconsistentEnterpriseNameError', {
          because: `${payer} is verified for another company than the new account will be.`,
          next: 'Name an account of the same company, or none.',
        })
      const prefix = input.AccountNamePrefix ?? newId('rd', 8)
      const accountName = `${prefix}@${directory.directoryId}.aliyunid.com`.toLowerCase()
      if (await locate(signInNames, accountName))
        refuse('EntityAlreadyExists.ResourceDirectory.Account', {
          because: `An account signs in by ${accountName}.`,
          next: 'Take another AccountNamePrefix, or none.',
        })
      const account = await makeAccount({ now, at, newId }, management, { displayName: name, accountName })
      const member = join({ now, at }, directory, {
        accountId: account.accountId,
        folderId: folder.folderId,
        displayName: name,
        type: 'ResourceAccount',
        joinMethod: 'created',
        payerAccountId: payer,
        tags: withTags({}, input.Tag),
      })
      return { Account: memberAnswer(member, account) }
    },
  })

export const getAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetAccount',
    does: 'Shows a member and where it is.',
    input: { AccountId: required(memberId('The member.')), ...includeTags },
    output: { Account: structure(memberDetails(product)) },
    access: { level: 'get', resources: anyOf(product, 'account') },
    errors: { ...badAccountId, ...noAccount, ...noDirectory },
    async run({ input, caller, now, at, settle }) {
      const { managementAccount, directoryId } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const management = at(managementAccount)
      const member = settle(existing(await memberShown(management, input.AccountId, now)))
      const account = await at(member.accountId).get(accounts, member.accountId)
      const ids = await folderPath({ at }, managementAccount, member.folderId)
      const names = await management.getMany(
        folders,
        ids.map((id) => [id]),
      )
      return {
        Account: {
          ...memberAnswer(member, account),
          ResourceDirectoryPath: pathText([directoryId, ...ids, member.accountId]),
          Location: names.map((folder) => folder?.name ?? '').join('/'),
          IdentityInformation: account?.legalEntity ?? '',
          HasSecureMobilePhone: false,
          ...(input.IncludeTags ? { Tags: tagsOf(member.tags) } : {}),
        },
      }
    },
  })

export const updateAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'UpdateAccount',
    does: 'Gives a member another display name, or makes a resource account a cloud account or back.',
    input: {
      AccountId: required(anyMemberId('The member.')),
      NewDisplayName: displayName,
      NewAccountType: oneOf(['ResourceAccount', 'CloudAccount'], 'What it is to be.'),
      ...newer(product, dryRun),
    },
    output: { Account: structure(memberFields) },
    access: { level: 'update', resources: anyOf(product, 'account') },
    errors: {
      ...noDirectory,
      ...noAccount,
      ...usedDisplayName,
      MissingDisplayNameOrAccountType: [409, 'Either display name or account type must be specified.'],
      AccountTypeMismatch: [409, 'The type or status of the member account cannot satisfy the current operation.'],
      LegalEntityDifferent: [409, 'The account legal entity is different from the one of the Management Account.'],
      CallerIdentityError: [409, 'Please use the RAM user or role of the Management Account.'],
      // Nobody has phones here, and the keys of accounts are there for tests: neither keeps an account from being switched.
      ...newer(product, {
        MissingSecurityInfo: [409, 'Security information is missing.'],
        PrimaryAkInUse: [409, 'The account has the primary AK in use.'],
      }),
      ...older(product, {
        MissingSecurityInfo: [
          409,
          'The current member is not configured with a secure email or mobile phone, and the switchover fails.',
        ],
        PrimaryAkInUse: [409, 'The root user has an AccessKey pair in use.'],
      }),
    },
    touches: withMember,
    async run({ input, caller, now, own, at, settle }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const [name, type] = [input.NewDisplayName, input.NewAccountType]
      const found = await memberShown(own, input.AccountId, now)
      const account = found && (await at(found.accountId).get(accounts, found.accountId))
      const management = (await own.get(accounts, caller.account)) as Account
      const member: Member = {
        ...settle(
          mayUpdate({
            member: found,
            deletion: await own.get(accountDeletions, input.AccountId),
            name,
            type,
            others: await membersShown(own, now),
            caller,
            sameLegalEntity: account?.legalEntity === management.legalEntity,
            now,
          }),
        ),
        ...(name === undefined ? {} : { displayName: name }),
        ...(type === undefined ? {} : { type }),
        modifiedAt: now.toISOString(),
      }
      own.put(members, member)
      if (account && name !== undefined && directory.displayNameSync === 'Enabled')
        at(member.accountId).put(accounts, { ...account, displayName: name })
      return { Account: memberAnswer(member, account) }
    },
  })

export const moveAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'MoveAccount',
    does: 'Puts a member into another folder. What that one is shared reaches it, what its old one is shared does no longer.',
    input: {
      AccountId: required(memberId('The member.')),
      DestinationFolderId: required(folderId('The folder to put it in.')),
    },
    access: { level: 'update', resources: anyOf(product, 'account') },
    errors: {
      ...badAccountId,
      'MissingParameter.DestinationFolderId': [400, 'You must specify DestinationFolderId.'],
      'InvalidParameter.DestinationFolderId': [400, 'The DestinationFolderId is invalid.'],
      ...noAccount,
      ...noDirectory,
      ...noFolder,
      ...otherTypeOrStatus,
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const deletion = await own.get(accountDeletions, input.AccountId)
      const member = settle(mayMove(await memberShown(own, input.AccountId, now), deletion, now))
      const { folderId } = settle(existingFolder(await own.get(folders, input.DestinationFolderId)))
      own.put(members, { ...member, folderId, modifiedAt: now.toISOString() })
    },
  })

export const removeCloudAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'RemoveCloudAccount',
    does: 'Takes a cloud account out of the directory; it stands on its own from then on.',
    input: { AccountId: required(memberId('The member.')) },
    access: { level: 'delete', resources: anyOf(product, 'account') },
    errors: {
      ...badAccountId,
      ...noAccount,
      ...noDirectory,
      ...otherTypeOrStatus,
      'Deny.TrustedService': [
        409,
        'You attempted to remove an account that is used in %s. To complete this operation, you must first remove this account from the Trusted Service.',
      ],
    },
    touches: withMember,
    async run({ input, caller, now, own, at, settle }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const services = await own.all(delegations, 'key', [input.AccountId])
      const found = await own.get(members, input.AccountId)
      const member = settle(
        mayRemove(
          found,
          services.map(({ servicePrincipal }) => servicePrincipal),
        ),
      )
      await leave({ now, at }, directory, member.accountId)
    },
  })

/** How members are deleted: operations of both versions. */

import { hasSettled, list, operation, type Partition, required, sometimes, structure, text } from '../../model/index.js'
import { withMember } from './accounts.js'
import { obstaclesOf } from './belongings.js'
import { type DeletionFacts, deletionStatusAt, mayCheck, mayDelete2020, mayDelete2022 } from './domain/deletion.js'
import { managed } from './domain/directory.js'
import { existing } from './domain/member.js'
import {
  badAccountId,
  noAccount,
  noCheck,
  noDirectory,
  noLicense,
  otherTypeOrStatus,
  rootMayNotDelete,
  unknownDeletionError,
} from './errors.js'
import { leave } from './membership.js'
import { closeAccount } from './new-account.js'
import { anyMemberId, anyOf, memberId } from './parameters.js'
import { directoryReadBy, directoryRunBy, memberShown } from './reads.js'
import { type DirectoryProduct, newer, older } from './service.js'
import { endSharingWith } from './sharing-ends.js'
import {
  type AccountDeletion,
  accountDeletions,
  type DeletionObstacle,
  type Directory,
  delegations,
  deletionChecks,
  type Member,
} from './tables.js'

/** Told where a transition was made to fail. */
const unknownFailure: DeletionObstacle = {
  checkId: 'NON_SP_others',
  checkName: 'Others',
  description: 'An unknown error occurred.',
}

const statusOfPolicies = {
  InvalidControlPolicyEnablementStatus: [409, 'The control policy enablement status is not valid to perform this operation.'],
} as const
const delegated = {
  RemoveConfilctAccountAsDelegatedAdministator: [
    409,
    'You attempted to remove a member that is registered as a delegated administrator. To complete this operation, you must first deregister this account as a delegated administrator.',
  ],
} as const
const otherEntity = {
  LegalEntityDifferent: [409, 'The account legal entity is different from the one of the Management Account.'],
} as const
const createdOnly = {
  'MemberTypeError.DeleteAccount': [
    409,
    'You can only delete accounts of the resource account type created by Resource Directory.',
  ],
} as const

async function factsOf(
  own: Partition,
  directory: Directory,
  { accountId, caller, now }: { accountId: string; caller: DeletionFacts['caller']; now: Date },
): Promise<DeletionFacts> {
  const [member, deletion, check, services] = await Promise.all([
    memberShown(own, accountId as Member['accountId'], now),
    own.get(accountDeletions, accountId),
    own.get(deletionChecks, accountId),
    own.count(delegations, 'key', [accountId]),
  ])
  return { directory, caller, member, deletion, check, delegations: services, now }
}

export const checkAccountDelete = (product: DirectoryProduct) =>
  operation(product, {
    name: 'CheckAccountDelete',
    does: 'Starts to check whether a member can be deleted.',
    input: { AccountId: required(memberId('The member.')) },
    access: { level: 'get', resources: anyOf(product, 'account') },
    errors: {
      ...badAccountId,
      ...noAccount,
      ...noDirectory,
      ...otherTypeOrStatus,
      ...statusOfPolicies,
      ...noLicense,
      ...unknownDeletionError,
      ...rootMayNotDelete,
      ...delegated,
      ...otherEntity,
      ...createdOnly,
    },
    touches: withMember,
    async run({ input, caller, now, own, at, settle, transition }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const member = settle(mayCheck(await factsOf(own, directory, { accountId: input.AccountId, caller, now })))
      const { barred, abandonable } = await obstaclesOf({ at, now }, directory, member)
      own.put(deletionChecks, {
        accountId: member.accountId,
        startedAt: now.toISOString(),
        settlesAt: transition.settlesAt,
        barred: transition.succeeds ? barred : [...barred, unknownFailure],
        abandonable,
      })
    },
  })

const obstacle = structure({
  CheckId: text('Its id.', 'NON_SP_vpc'),
  CheckName: text('The service that it is about.', 'Virtual Private Cloud'),
  Description: text('What was found.', 'VPCs exist in this account.'),
})
const obstacleAnswer = ({ checkId, checkName, description }: DeletionObstacle) => ({
  CheckId: checkId,
  CheckName: checkName,
  Description: description,
})

export const getAccountDeletionCheckResult = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetAccountDeletionCheckResult',
    does: 'Tells what the last check of a member found.',
    input: { AccountId: required(memberId('The member.')) },
    output: {
      AccountDeletionCheckResultInfo: structure({
        Status: text('PreChecking or PreCheckComplete.', 'PreCheckComplete'),
        AllowDelete: sometimes(text('`true` or `false`, once the check is complete.', 'true')),
        NotAllowReason: sometimes(list('What has to be ended first.', obstacle)),
        AbandonableChecks: sometimes(list('What can be given up: DeleteAccount is told the ids.', obstacle)),
      }),
    },
    access: { level: 'get', resources: anyOf(product, 'account') },
    errors: {
      ...badAccountId,
      ...noAccount,
      ...noDirectory,
      ...otherTypeOrStatus,
      ...noCheck,
      ...unknownDeletionError,
    },
    async run({ input, caller, now, at, settle, refuse }) {
      const { managementAccount } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const management = at(managementAccount)
      settle(existing(await memberShown(management, input.AccountId, now)))
      const check = await management.get(deletionChecks, input.AccountId)
      if (!check)
        return refuse('EntityNotExists.CheckAccount', {
          because: 'Nobody had this member checked.',
          next: 'Call CheckAccountDelete first.',
        })
      if (!hasSettled(check, now)) return { AccountDeletionCheckResultInfo: { Status: 'PreChecking' } }
      return {
        AccountDeletionCheckResultInfo: {
          Status: 'PreCheckComplete',
          AllowDelete: String(check.barred.length === 0),
          NotAllowReason: check.barred.map(obstacleAnswer),
          AbandonableChecks: check.abandonable.map(obstacleAnswer),
        },
      }
    },
  })

/** UNKNOWN: when a silence period of 45 days applies is a matter of bills, of which there are none here: every deletion is direct. */
const directly = '0'

export const deleteAccount = (product: DirectoryProduct) => {
  const mayDelete = product.version < '2022' ? mayDelete2020 : mayDelete2022
  return operation(product, {
    name: 'DeleteAccount',
    does: 'Deletes a resource account with all that it has. Its keys and roles stop working at once.',
    input: {
      AccountId: required(memberId('The member.')),
      AbandonableCheckId: list('Checks whose findings are given up.', text('Id of a check.', 'NON_SP_vpc'), { jsonText: true }),
    },
    output: { DeletionType: text('0: at once. 1: after a silence period.', directly) },
    access: { level: 'delete', resources: anyOf(product, 'account') },
    errors: {
      ...badAccountId,
      ...noAccount,
      ...noDirectory,
      'AccountNotExist.DeleteAccount': [
        409,
        'The deletion failed. The account does not exist. Please confirm whether it has been deleted.',
      ],
      ...noLicense,
      ...rootMayNotDelete,
      ...createdOnly,
      ...unknownDeletionError,
      // UNKNOWN: its text; clients try again on it.
      'NotSupportedOperation.PreCheckingAccount': [
        409,
        'The text is not published.',
        'The operation is not supported because a deletion check is running for the account.',
      ],
      ...older(product, {
        ...delegated,
        ...statusOfPolicies,
        ...otherEntity,
        'NotSupport.HasPayerAccount': [
          409,
          'This account has a payer account. Please release the financial relationship of this account first.',
        ],
        'NotSupportedOperation.DeletingAccount': [409, 'The operation is not supported because the account is being deleted.'],
        'NotSupportedOperation.CheckingAccount': [
          409,
          'The operation is not supported because the account is checking for deletion.',
        ],
      }),
      ...newer(product, {
        ...otherTypeOrStatus,
        'MemberTypeError.DeleteAccount': [409, 'Cloud account type members do not support deletion.'],
        'UnknownError.Account': [409, 'Delete failed. An unknown error occurred. Please try again later.'],
        'ExistProcessingDeleteFlow.DeleteAccount': [
          409,
          'The request is invalid. The account is already in the process of deletion. Please do not repeat the operation.',
        ],
        'CreditControlBlock.DeleteAccount': [
          409,
          'The deletion failed. There are unsettled bills in the current account. Please settle them first and try again.',
        ],
        'SpBlock.DeleteAccount': [
          409,
          'The deletion failed. There is a specific product under the current account. Please clear it and try again.',
        ],
        'PeripheralError.DeleteAccount': [409, 'The deletion failed. The deletion process is abnormal. Please try again later.'],
        'ExistPrepaidInstance.DeleteAccount': [
          409,
          'The deletion failed. There are prepaid products under the current account. Please release them and try again.',
        ],
        'ForbidDelete.Account': [409, 'Delete is prohibited. The current account is abnormal. Please contact customer service.'],
        'QuotaExceeded.DeleteAccount': [409, 'You have exceeded delete account quota for the past 30 days.'],
      }),
    },
    touches: withMember,
    async run({ input, caller, now, own, at, settle, transition }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const member = settle(mayDelete(await factsOf(own, directory, { accountId: input.AccountId, caller, now })))
      const { barred, abandonable } = await obstaclesOf({ at, now }, directory, member)
      const givenUp = input.AbandonableCheckId ?? []
      const found = [...barred, ...abandonable.filter(({ checkId }) => !givenUp.includes(checkId))]
      const deletion = {
        accountId: member.accountId,
        startedAt: now.toISOString(),
        settlesAt: transition.settlesAt,
        member,
        ...(found.length > 0
          ? { outcome: 'CheckFailed' as const, reasons: found }
          : transition.succeeds
            ? { outcome: 'Success' as const, reasons: [] }
            : { outcome: 'DeleteFailed' as const, reasons: [unknownFailure] }),
      }
      if (deletion.outcome === 'Success') {
        await leave({ now, at }, directory, member.accountId)
        await endSharingWith({ now, at }, member.accountId)
        await closeAccount(at(member.accountId))
      }
      own.put(accountDeletions, deletion)
      return { DeletionType: directly }
    },
  })
}

export const getAccountDeletionStatus = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetAccountDeletionStatus',
    does: 'Tells how far the deletion of a member is, and how it ended.',
    input: { AccountId: required(anyMemberId('The member.')) },
    output: {
      RdAccountDeletionStatus: structure({
        AccountId: text('The member.', '1000000000000003'),
        Status: text('Checking, Deleting, Success, CheckFailed or DeleteFailed.', 'Success'),
        DeletionType: text('0: at once. 1: after a silence period.', directly),
        CreateTime: text('When it began, in the time of Beijing.', '2026-01-01T08:00:00+08:00'),
        DeletionTime: sometimes(text('When it was over.', '2026-01-01T08:00:00+08:00')),
        FailReasonList: list(
          'Why it failed.',
          structure({
            Name: text('The service that the reason is about.', 'Others'),
            Description: text('The reason.', 'This account shares resources.'),
          }),
        ),
      }),
    },
    access: { level: 'get', resources: anyOf(product, 'account') },
    errors: { ...noAccount, ...noCheck },
    async run({ input, caller, now, own, at, refuse }) {
      // A directory that is gone still knows what became of its members.
      const management = at((await directoryReadBy({ at }, caller.account))?.managementAccount ?? own.account)
      const deletion = await management.get(accountDeletions, input.AccountId)
      if (deletion) return { RdAccountDeletionStatus: deletionAnswer(deletion, now) }
      if (await memberShown(management, input.AccountId, now))
        return refuse('EntityNotExists.CheckAccount', {
          because: 'Nobody asked for the deletion of this member.',
          next: 'Call DeleteAccount first.',
        })
      return refuse('EntityNotExists.Account', {
        because: 'The directory has no member of this id, and deleted none.',
        next: 'ListAccounts shows the members.',
      })
    },
  })

function deletionAnswer(deletion: AccountDeletion, now: Date) {
  const { accountId, startedAt, settlesAt, reasons } = deletion
  const over = hasSettled(deletion, now)
  return {
    AccountId: accountId,
    Status: deletionStatusAt(deletion, now),
    DeletionType: directly,
    CreateTime: inBeijing(startedAt),
    ...(over && settlesAt !== null ? { DeletionTime: inBeijing(settlesAt) } : {}),
    FailReasonList: over ? reasons.map(({ checkName, description }) => ({ Name: checkName, Description: description })) : [],
  }
}

/** As the sample shows times: `2022-08-23T17:05:30+08:00`. */
function inBeijing(time: string): string {
  return new Date(Date.parse(time) + 8 * 3_600_000).toISOString().replace(/\.[0-9]{3}Z$/, '+08:00')
}

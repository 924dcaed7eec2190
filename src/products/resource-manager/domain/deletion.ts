/** How a member is deleted: the check before, the deletion, and what each shows when. */

import { type AccountId, type Caller, hasSettled, no, yes } from '../../../model/index.js'
import type { AccountDeletion, DeletionCheck, DeletionObstacle, Directory, Member } from '../tables.js'

/**
 * `PreChecking`, then what the check found. Shown states:
 *
 * | outcome     | until it settles | after       |
 * | ----------- | ---------------- | ----------- |
 * | Success     | Deleting         | Success     |
 * | DeleteFailed| Deleting         | DeleteFailed|
 * | CheckFailed | Checking         | CheckFailed |
 */
export type DeletionStatus = 'Checking' | 'Deleting' | 'Success' | 'CheckFailed' | 'DeleteFailed'

export function deletionStatusAt(deletion: AccountDeletion, now: Date): DeletionStatus {
  if (hasSettled(deletion, now)) return deletion.outcome
  return deletion.outcome === 'CheckFailed' ? 'Checking' : 'Deleting'
}

/** Whether the member is out already but still shown. */
export function isLeaving(deletion: AccountDeletion, now: Date): boolean {
  return deletion.outcome === 'Success' && !hasSettled(deletion, now)
}

/** What lists show of a member's deletion. UNKNOWN: whether a check alone is shown; here it is while it runs. */
export function deletionShownAt(
  deletion: AccountDeletion | undefined,
  check: DeletionCheck | undefined,
  now: Date,
): DeletionStatus | undefined {
  if (check && !hasSettled(check, now)) return 'Checking'
  const status = deletion && deletionStatusAt(deletion, now)
  return status === 'Success' ? undefined : status
}

export interface DeletionFacts {
  readonly directory: Directory
  readonly caller: Caller
  readonly member: Member | undefined
  readonly deletion: AccountDeletion | undefined
  readonly check: DeletionCheck | undefined
  /** Services that the member is a delegated administrator of. */
  readonly delegations: number
  readonly now: Date
}

/** What both the check and the deletion need first. UNKNOWN: the order. */
function mayAskForDeletion({ directory, caller, member }: DeletionFacts) {
  if (directory.memberDeletion !== 'Enabled')
    return no('NoLicense.ResourceDirectory', {
      because: 'The directory does not permit the deletion of members.',
      next: 'Call SetMemberDeletionPermission with Enabled first.',
    })
  if (caller.kind === 'root')
    return no('CallerIdentityError.DeleteAccount', {
      because: 'The call is signed with a key of the account itself.',
      next: 'Sign with the key of a RAM user of the management account, for example of admin.',
    })
  if (!member) return unknownMember
  if (member.type !== 'ResourceAccount' || member.joinMethod !== 'created')
    return no('MemberTypeError.DeleteAccount', {
      because: `The member is a ${member.type} that was ${member.joinMethod}.`,
      next: 'Remove it from the directory with RemoveCloudAccount.',
    })
  return yes(member)
}

const isDelegate = (delegations: number) => ({
  because: `The member is a delegated administrator of ${delegations} services.`,
  next: 'Call DeregisterDelegatedAdministrator for each first.',
})

/** As the check and the older deletion say it. */
function mayAskForNoDelegate(facts: DeletionFacts) {
  const asked = mayAskForDeletion(facts)
  if (!asked.ok || facts.delegations === 0) return asked
  return no('RemoveConfilctAccountAsDelegatedAdministator', isDelegate(facts.delegations))
}

export const unknownMember = no('EntityNotExists.Account', {
  because: 'The directory has no member of this id.',
  next: 'ListAccounts shows those there are; the management account is none.',
})

export function mayCheck(facts: DeletionFacts) {
  const { deletion, now } = facts
  if (deletion && ['Checking', 'Deleting'].includes(deletionStatusAt(deletion, now)))
    return no('AccountTypeOrStatusMismatch', {
      because: `The deletion of the member is ${deletionStatusAt(deletion, now)}.`,
      next: 'GetAccountDeletionStatus tells how it ends.',
    })
  return mayAskForNoDelegate(facts)
}

const running = (because: string) => ({ because, next: 'GetAccountDeletionStatus tells how it ends.' })

/**
 * Who settles the bills of a member and has to let go of it first. UNKNOWN: whether the management account counts; it does not here,
 * since the tests of the Terraform provider delete members that it pays for.
 */
export function payerInTheWay({ payerAccountId }: Member, { managementAccount }: Directory): AccountId | undefined {
  return payerAccountId === managementAccount ? undefined : payerAccountId
}

/** What the older version says of a deletion that is under way, and of a member whose bills another settles. */
export function mayDelete2020(facts: DeletionFacts) {
  const { deletion, now } = facts
  const status = deletion && deletionStatusAt(deletion, now)
  if (status === 'Deleting') return no('NotSupportedOperation.DeletingAccount', running('The member is being deleted.'))
  if (status === 'Checking') return no('NotSupportedOperation.CheckingAccount', running('The deletion is being checked.'))
  if (facts.check && !hasSettled(facts.check, now)) return stillPreChecking
  const asked = mayAskForNoDelegate(facts)
  if (asked.ok && payerInTheWay(asked.value, facts.directory) !== undefined)
    return no('NotSupport.HasPayerAccount', {
      because: `${asked.value.payerAccountId} settles the bills of this member.`,
      next: 'Let the member settle its own: UpdatePayerForAccount with its own id.',
    })
  return asked
}

/** The newer version leaves the payer to the check of the deletion itself, and has no code of its own for delegates. */
export function mayDelete2022(facts: DeletionFacts) {
  const { deletion, now } = facts
  const status = deletion && deletionStatusAt(deletion, now)
  if (status === 'Deleting' || status === 'Checking')
    return no('ExistProcessingDeleteFlow.DeleteAccount', running(`The deletion is ${status}.`))
  if (facts.check && !hasSettled(facts.check, now)) return stillPreChecking
  const asked = mayAskForDeletion(facts)
  return asked.ok && facts.delegations > 0 ? no('AccountTypeOrStatusMismatch', isDelegate(facts.delegations)) : asked
}

const stillPreChecking = no('NotSupportedOperation.PreCheckingAccount', {
  because: 'CheckAccountDelete is still running for this member.',
  next: 'Wait until GetAccountDeletionCheckResult says PreCheckComplete.',
})

export interface Belongings {
  readonly payerAccountId: string | undefined
  /** Members whose bills this one settles. */
  readonly paysFor: number
  readonly shares: number
  /** Whether it has network interfaces or security groups in networks of other accounts. */
  readonly isGuest: boolean
  /** Whether instances of it are attached or granted to routers of other accounts, or theirs attached to its routers. */
  readonly isConnected: boolean
  /** Whether it granted instances to CEN instances of other accounts, or attached its transit routers to their routers. */
  readonly isInCenOfOthers: boolean
  readonly vbrs: number
  readonly vpcs: number
  readonly routers: number
  readonly cens: number
}

/** Ids, names and texts of what is found. Two of the ids stand in samples. */
const obstacles = {
  payer: [
    'NON_SP_efc',
    'Enterprise finance',
    'This account has a payer account. Please release the financial relationship of this account first.',
  ],
  pays: [
    'NON_SP_efc',
    'Enterprise finance',
    'This account settles the bills of other members. Please let them settle their own first.',
  ],
  shares: ['NON_SP_ressharing', 'Resource Sharing', 'This account shares resources. Please delete its resource shares first.'],
  guest: [
    'NON_SP_ecs',
    'Elastic Compute Service',
    'This account has network interfaces or security groups in networks of other accounts. Please delete them first.',
  ],
  vbrs: ['NON_SP_expressconnect', 'Express Connect', 'Virtual border routers exist in this account. Please delete them first.'],
  connected: [
    'NON_SP_expressconnectrouter',
    'Express Connect Router',
    'Express Connect Routers connect this account with other accounts. Please detach the instances and revoke the grants first.',
  ],
  inCen: [
    'NON_SP_cbn',
    'Cloud Enterprise Network',
    'Cloud Enterprise Networks connect this account with other accounts. Please detach the instances and revoke the grants first.',
  ],
  vpcs: ['NON_SP_vpc', 'Virtual Private Cloud', 'VPCs exist in this account.'],
  routers: ['NON_SP_expressconnectrouter', 'Express Connect Router', 'Express Connect Routers exist in this account.'],
  cens: ['NON_SP_cbn', 'Cloud Enterprise Network', 'Cloud Enterprise Networks exist in this account.'],
} as const

function found(there: boolean, obstacle: keyof typeof obstacles): readonly DeletionObstacle[] {
  const [checkId, checkName, description] = obstacles[obstacle]
  return there ? [{ checkId, checkName, description }] : []
}

/**
 * What the check finds. Published samples show one of each kind, both ids with the prefix `NON_SP_`. UNKNOWN: the others; here
 * what reaches into other accounts has to be ended first, since nobody could end it any more once the account is gone, and the
 * account's own networks can be given up.
 */
export function obstaclesTo(has: Belongings): {
  readonly barred: readonly DeletionObstacle[]
  readonly abandonable: readonly DeletionObstacle[]
} {
  return {
    barred: [
      ...found(has.payerAccountId !== undefined, 'payer'),
      ...found(has.payerAccountId === undefined && has.paysFor > 0, 'pays'),
      ...found(has.shares > 0, 'shares'),
      ...found(has.isGuest, 'guest'),
      ...found(has.vbrs > 0, 'vbrs'),
      ...found(has.isConnected, 'connected'),
      ...found(has.isInCenOfOthers, 'inCen'),
    ],
    abandonable: [
      ...found(has.vpcs > 0, 'vpcs'),
      ...found(!has.isConnected && has.routers > 0, 'routers'),
      ...found(!has.isInCenOfOthers && has.cens > 0, 'cens'),
    ],
  }
}

/** When members may be made, changed, moved and removed. */

import { type AccountId, type Caller, no, yes } from '../../../model/index.js'
import type { AccountDeletion, Member } from '../tables.js'
import { deletionStatusAt, unknownMember } from './deletion.js'

export function existing(member: Member | undefined) {
  return member ? yes(member) : unknownMember
}

const nameTaken = (name: string) =>
  no('InvalidParameter.Account.DisplayName.AlreadyUsed', {
    because: `A member of the directory is called ${name}.`,
    next: 'Take another display name.',
  })

interface NewMember {
  readonly name: string
  readonly others: readonly Member[]
  /** Open invitations, each of which may become a member. */
  readonly invited: number
  readonly most: number
  readonly payer: AccountId | undefined
  readonly managementAccount: AccountId
}

/** UNKNOWN: the order; what the call says first, then how full the directory is. */
export function mayCreateMember({ name, others, invited, most, payer, managementAccount }: NewMember) {
  if (others.some(({ displayName }) => displayName === name)) return nameTaken(name)
  const paid = payer === undefined ? yes() : mayPay(payer, others, managementAccount)
  if (!paid.ok) return paid
  // INVARIANT: as InviteAccountToResourceDirectory counts, since AcceptHandshake has no such error: else acceptance would exceed it.
  if (others.length + invited >= most)
    return no('LimitExceeded.Account', {
      because: `The directory has ${others.length} members and ${invited} open invitations; ${most} is the limit.`,
      next: 'Remove or delete one, cancel an invitation, or raise the quota resourcemanager.members of this world.',
    })
  return yes()
}

/** The management account or a member of the directory settles bills; page "Modify a member's settlement account". */
export function mayPay(payer: AccountId, members: readonly Member[], managementAccount: AccountId) {
  if (payer === managementAccount || members.some(({ accountId }) => accountId === payer)) return yes(payer)
  return no('NotSupport.PayerAccountInAnotherResourceDirectory', {
    because: `${payer} is neither the management account nor a member of the directory.`,
    next: 'Name one of those as PayerAccountId.',
  })
}

/** Bills of resource accounts only can be settled by another (same page). */
export function mayChangePayer(member: Member | undefined) {
  if (!member) return unknownMember
  if (member.type === 'ResourceAccount') return yes(member)
  return no('AccountTypeMismatch', {
    because: 'The member is a cloud account.',
    next: 'Make it a resource account with UpdateAccount first.',
  })
}

interface Update {
  readonly member: Member | undefined
  readonly deletion: AccountDeletion | undefined
  readonly name: string | undefined
  readonly type: Member['type'] | undefined
  readonly others: readonly Member[]
  readonly caller: Caller
  readonly sameLegalEntity: boolean
  readonly now: Date
}

/**
 * UNKNOWN: what is told when both are given, which the page forbids; here the same as for none. And whether a root key may change
 * the display name: the page asks for a RAM user, here only a switch of the type does.
 */
export function mayUpdate({ member, deletion, name, type, others, caller, sameLegalEntity, now }: Update) {
  if ((name === undefined) === (type === undefined))
    return no('MissingDisplayNameOrAccountType', {
      because: name === undefined ? 'Neither of the two is given.' : 'Both are given.',
      next: 'Give NewDisplayName or NewAccountType.',
    })
  if (!member) return unknownMember
  if (deletion && deletionStatusAt(deletion, now) === 'Deleting') return wrongState('The member is being deleted.')
  if (name !== undefined)
    return others.some(({ accountId, displayName }) => accountId !== member.accountId && displayName === name)
      ? nameTaken(name)
      : yes(member)
  if (caller.kind === 'root')
    return no('CallerIdentityError', {
      because: 'The call is signed with a key of the account itself.',
      next: 'Sign with the key of a RAM user of the management account, for example of admin.',
    })
  if (member.type === type) return wrongState(`The member is a ${type} already.`)
  if (type === 'ResourceAccount' && !sameLegalEntity)
    return no('LegalEntityDifferent', {
      because: 'The member is verified for another company than the management account.',
      next: 'Only accounts of the same company can be resource accounts.',
    })
  return yes(member)
}

const wrongState = (because: string) => no('AccountTypeMismatch', { because, next: 'GetAccount shows type and status.' })

export function mayMove(member: Member | undefined, deletion: AccountDeletion | undefined, now: Date) {
  if (!member) return unknownMember
  if (deletion && deletionStatusAt(deletion, now) === 'Deleting')
    return no('AccountTypeOrStatusMismatch', { because: 'The member is being deleted.', next: 'Nothing is left to do.' })
  return yes(member)
}

export function mayRemove(member: Member | undefined, services: readonly string[]) {
  if (!member) return unknownMember
  if (member.type !== 'CloudAccount')
    return no('AccountTypeOrStatusMismatch', {
      because: 'Only cloud accounts can be removed; this is a resource account.',
      next: 'Make it a cloud account with UpdateAccount, or delete it with DeleteAccount.',
    })
  if (services.length > 0)
    return no('Deny.TrustedService', {
      fill: [services.join(', ')],
      because: `The member is a delegated administrator of ${services.join(', ')}.`,
      next: 'Call DeregisterDelegatedAdministrator for each first.',
    })
  return yes(member)
}

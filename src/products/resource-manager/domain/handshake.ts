/** Invitations to join a directory. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { Account, Directory, Handshake } from '../tables.js'

export type HandshakeStatus = 'Pending' | 'Accepted' | 'Declined' | 'Cancelled' | 'Expired'

/** Page "Limits": an invitation is valid for 14 days. */
const validForDays = 14
const day = 86_400_000

export function expiryOf(now: Date): string {
  return new Date(now.getTime() + validForDays * day).toISOString()
}

/** One that nobody answered is Pending, then Expired. */
export function statusOf({ answer, expiresAt }: Handshake, now: Date): HandshakeStatus {
  if (answer !== 'none') return answer
  return expiresAt <= now.toISOString() ? 'Expired' : 'Pending'
}

/** UNKNOWN: how long an invitation is told of once it is over. Page "Limits" counts those of a day; lists show them for long. */
const toldForDays = 180

/** Whether it has been over for so long that nobody is told of it any more. */
export function isForgotten({ answer, modifiedAt, expiresAt }: Handshake, now: Date): boolean {
  const overSince = answer === 'none' ? expiresAt : modifiedAt
  return overSince <= new Date(now.getTime() - toldForDays * day).toISOString()
}

/** A company's account that belongs to no directory, as joining wants it. */
interface Candidate {
  readonly account: Account | undefined
  /** The directory that it is in. */
  readonly directoryId: string | undefined
}

interface Inviting extends Candidate {
  readonly now: Date
  readonly directory: Directory
  readonly management: Account
  readonly targetEntity: string
  /** All that this directory ever sent. */
  readonly sent: readonly Handshake[]
  readonly members: number
  readonly most: { readonly members: number; readonly invitationsPerDay: number }
  readonly anyCompany: boolean
  /** Whether an account of this very directory has a code of its own. */
  readonly tellsMembersApart: boolean
}

/** UNKNOWN: the order of these. */
export function mayInvite(facts: Inviting) {
  const { account, now, sent, targetEntity } = facts
  if (!account)
    return no('InvalidParameter.TargetEntity', {
      because: `${targetEntity} is no account of this world.`,
      next: 'Give the id of an account as TargetType Account, or the address that it signs in with as TargetType Email.',
    })
  const pending = sent.filter((each) => statusOf(each, now) === 'Pending')
  if (pending.some(({ invited }) => invited === account.accountId))
    return no('EntityAlreadyExists.Handshake', {
      because: `${account.accountId} was invited and has not answered yet.`,
      next: 'Wait for the answer, or call CancelHandshake first.',
    })
  const fitting = fits(account, facts)
  if (!fitting.ok) return fitting
  return withinLimits(facts, pending.length) ?? yes(account)
}

/** UNKNOWN: the code for an account of the other site. */
function fits(account: Account, { management, directory, directoryId, anyCompany, tellsMembersApart }: Inviting) {
  if (tellsMembersApart && directoryId === directory.directoryId)
    return no('EntityAlreadyExists.ResourceDir.Account', {
      because: `${account.accountId} belongs to this directory.`,
      next: 'Nothing is left to do.',
    })
  if (directoryId !== undefined) return inDirectory(account.accountId, directoryId)
  if (account.site !== management.site) return otherSite(account, management)
  if (!anyCompany && account.legalEntity !== management.legalEntity)
    return no('LegalEntityMismatch', {
      because: `${account.accountId} is verified for ${account.legalEntity}, the management account for ${management.legalEntity}.`,
      next: "Set the world's choice `resourcemanager.legalEntity` to `any` to allow it.",
    })
  return yes(account)
}

function withinLimits({ sent, now, members, most }: Inviting, pending: number) {
  // UNKNOWN: whether open invitations count; AcceptHandshake has no such error, so places are taken when they are sent.
  if (members + pending >= most.members)
    return no('LimitExceeded.Account', {
      because: `The directory has ${members} members and ${pending} open invitations; ${most.members} is the limit.`,
      next: 'Remove a member, or raise the quota `resourcemanager.members` of the world.',
    })
  const since = new Date(now.getTime() - day).toISOString()
  const today = sent.filter(({ createdAt, answer }) => createdAt > since && answer !== 'Accepted').length
  if (today < most.invitationsPerDay) return undefined
  return no('LimitExceeded.InvitationRate', {
    because: `${today} invitations were sent within a day and not accepted; ${most.invitationsPerDay} is the limit.`,
    next: 'Wait until the first of them is a day old.',
  })
}

const inDirectory = (account: string, directoryId: string) =>
  no('NotSupport.AccountInAnotherResourceDirectory', {
    because: `${account} belongs to the directory ${directoryId}.`,
    next: 'It has to leave that directory first.',
  })

const otherSite = (account: Account, management: Account) =>
  no('Invalid.AccountType', {
    because: `${account.accountId} is of the ${account.site} site, the management account of the ${management.site} one.`,
    next: 'Accounts of one directory are of one site.',
  })

/** Whose it is to answer: the account invited accepts and declines, the management account cancels. */
export type Side = 'invited' | 'managementAccount'

/** What one who is no party to it is told: that there is none. */
export function partyTo(handshake: Handshake | undefined, caller: AccountId, sides: readonly Side[], now: Date) {
  if (handshake && !isForgotten(handshake, now) && sides.some((side) => handshake[side] === caller)) return yes(handshake)
  return no('EntityNotExists.Handshake', {
    because: handshake
      ? `The invitation${isForgotten(handshake, now) ? ', which is long over,' : ''} is from ${handshake.managementAccount} to ${handshake.invited}.`
      : 'There is no invitation of this id.',
    next: 'Take an id from ListHandshakesForAccount.',
  })
}

/** Whether it still waits for an answer. */
export function mayAnswer(handshake: Handshake | undefined, caller: AccountId, side: Side, now: Date) {
  const party = partyTo(handshake, caller, [side], now)
  if (!party.ok) return party
  const status = statusOf(party.value, now)
  if (status === 'Pending') return party
  return no('HandshakeStatusMismatch', { because: `The invitation is ${status}.`, next: 'The directory can send another one.' })
}

interface Joining {
  readonly directory: Directory | undefined
  readonly account: Account
  readonly management: Account
  /** The directory that the account is in. */
  readonly directoryId: string | undefined
}

export function mayJoin({ directory, account, management, directoryId }: Joining) {
  if (!directory)
    return no('SpecifiedResourceDirectoryNotExists', {
      because: 'The directory was destroyed after it sent the invitation.',
      next: 'Nothing can be joined.',
    })
  if (directoryId !== undefined) return inDirectory(account.accountId, directoryId)
  return account.site === management.site ? yes(directory) : otherSite(account, management)
}

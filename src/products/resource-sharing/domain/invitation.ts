/** The life of an invitation: 7 days to answer, then it expires by itself. */

import { no, yes } from '../../../model/index.js'
import type { Failure, Invitation, InvitationFailure } from '../tables.js'

export type InvitationStatus = 'Pending' | 'Accepted' | 'Cancelled' | 'Rejected' | 'Expired' | 'AcceptFailed'

export const answerableForDays = 7
export const invitationIdPattern = /^i-[A-Za-z0-9]+$/

const shown = { accepted: 'Accepted', rejected: 'Rejected', cancelled: 'Cancelled', acceptFailed: 'AcceptFailed' } as const

export function invitationStatusAt({ state, expiresAt }: Invitation, now: Date): InvitationStatus {
  if (state !== 'pending') return shown[state]
  return expiresAt <= now.toISOString() ? 'Expired' : 'Pending'
}

export function newInvitation(
  facts: Pick<Invitation, 'invitationId' | 'regionId' | 'shareId' | 'shareName' | 'sender' | 'receiver'>,
  now: Date,
): Invitation {
  const expiresAt = new Date(now.getTime() + answerableForDays * 86_400_000).toISOString()
  return { ...facts, state: 'pending', failures: [], createdAt: now.toISOString(), expiresAt }
}

/**
 * Whether it can still be answered. UNKNOWN: no code is published for one that was cancelled; it is as if it were gone. One
 * whose acceptance failed can be answered again until it expires, since no code refuses that.
 */
export function answerable(invitation: Invitation | undefined, now: Date) {
  const status = invitation && invitationStatusAt(invitation, now)
  if (!invitation || status === 'Cancelled')
    return no('EntityNotExists.ResourceShareInvitation', {
      because: invitation
        ? 'The owner took the principal out of the share, which cancelled the invitation.'
        : 'This account received no such invitation.',
      next: 'Call with a key of the invited account, in the region of the share; ListResourceShareInvitations shows what it received.',
    })
  const expired = status === 'Expired' || (status === 'AcceptFailed' && invitation.expiresAt <= now.toISOString())
  if (expired)
    return no('InvitationStatus.Expired', {
      because: `It could be answered until ${invitation.expiresAt}.`,
      next: 'Ask the owner to associate this account again, which sends a new invitation.',
    })
  if (status === 'Rejected') return no('InvitationStatus.AlreadyRejected', { because: 'It was rejected before.' })
  if (status === 'Accepted') return no('InvitationStatus.AlreadyAccepted', { because: 'It was accepted before.' })
  return yes(invitation)
}

/** The entries of an answer that tell what failed; the older spellings of the members are still sent. */
export function failuresShown(failures: readonly InvitationFailure[]) {
  return failures.map(({ resourceId, resourceType, resourceArn, reason, message, operation }) => ({
    ResourceId: resourceId,
    ResourceType: resourceType,
    ...(resourceArn === undefined ? {} : { ResourceArn: resourceArn }),
    OperationType: operation,
    FailureReason: reason,
    FailureDescription: message,
    AssociateType: operation,
    Status: reason,
    StatusMessage: message,
  }))
}

const messages: Record<Failure['reason'], string> = {
  Unavailable: 'You cannot access the specified resource at this time.',
  LimitExceeded: 'The number of principals or of shared resources exceeds the limit.',
  ZonalResourceInaccessible: 'The resource is in a zone that you cannot access.',
  InternalError: 'The operation failed because of an internal error.',
  UnsupportedOperation: 'The service of the resource does not support the operation now.',
}

export function messageFor(reason: Failure['reason']): string {
  return messages[reason]
}

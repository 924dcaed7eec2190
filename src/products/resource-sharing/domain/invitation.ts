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

/** Whether it is unanswered, or its acceptance failed and can be tried again, since no code refuses that. */
export function isAnswerable(invitation: Invitation, now: Date): boolean {
  const status = invitationStatusAt(invitation, now)
  return status === 'Pending' || (status === 'AcceptFailed' && invitation.expiresAt > now.toISOString())
}

export interface InvitationFacts {
  readonly invitation: Invitation | undefined
  /** Whether the share still waits for this account to answer this invitation. */
  readonly isAwaited: boolean
  readonly now: Date
}

/** Whether it can be answered. UNKNOWN: no code is published for one that was cancelled; it is as if it were gone. */
export function mayAnswer({ invitation, isAwaited, now }: InvitationFacts) {
  const status = invitation && invitationStatusAt(invitation, now)
  const gone = (because: string) =>
    no('EntityNotExists.ResourceShareInvitation', {
      because,
      next: 'Call with a key of the invited account, in the region of the share; ListResourceShareInvitations shows what it received.',
    })
  if (!invitation) return gone('This account received no such invitation.')
  if (status === 'Cancelled') return gone('The owner took the principal out of the share, which cancelled the invitation.')
  if (status === 'Expired' || (status === 'AcceptFailed' && !isAnswerable(invitation, now)))
    return no('InvitationStatus.Expired', {
      because: `It could be answered until ${invitation.expiresAt}.`,
      next: 'Ask the owner to associate this account again, which sends a new invitation.',
    })
  if (status === 'Rejected') return no('InvitationStatus.AlreadyRejected', { because: 'It was rejected before.' })
  if (status === 'Accepted') return no('InvitationStatus.AlreadyAccepted', { because: 'It was accepted before.' })
  if (!isAwaited) return gone('The share is deleted, is closed to the outside, or waits for the answer to another invitation.')
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

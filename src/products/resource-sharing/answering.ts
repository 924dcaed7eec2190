/** What an answer to an invitation changes, on both sides. */

import type { Transition } from '../../model/index.js'
import { acceptAssociation, rejectAssociation } from './domain/association.js'
import { messageFor } from './domain/invitation.js'
import { pairLimits } from './limits.js'
import { untell, type Writing } from './records.js'
import { type Association, associations, type Failure, type Invitation, type InvitationFailure, invitations } from './tables.js'

/** The resources of the share that the receiver cannot get, each with its reason. */
export async function whatFails({ sender, receiver, shareId }: Invitation, writing: Writing): Promise<InvitationFailure[]> {
  const { at, now, transition, quota } = writing
  const owner = at(sender)
  const limits = {
    principalsPerVSwitch: quota('principalsPerVSwitch'),
    principalsPerVpc: quota('principalsPerVpc'),
    acceptedVSwitches: quota('acceptedVSwitches'),
  }
  const problemOf = pairLimits(writing, owner, limits, now)
  const failures: InvitationFailure[] = []
  for (const { entityId, entityType, resourceArn } of await owner.all(associations, 'liveInShare', ['Resource', shareId])) {
    const pair = { resource: { type: entityType, id: entityId }, principal: { type: 'Account', id: receiver } }
    const reason: Failure['reason'] | undefined = transition.succeeds ? await problemOf(pair) : 'InternalError'
    if (!reason) continue
    const arn = resourceArn === undefined ? {} : { resourceArn }
    failures.push({
      resourceId: entityId,
      resourceType: entityType,
      ...arn,
      reason,
      message: messageFor(reason),
      operation: 'Associate',
    })
  }
  return failures
}

/** Puts the answer on the invitation and on the association that waits for it. */
export async function answer(
  invitation: Invitation,
  state: 'accepted' | 'acceptFailed' | 'rejected',
  failures: readonly InvitationFailure[],
  writing: Writing,
): Promise<Invitation> {
  const { own, at, now } = writing
  const answered: Invitation = { ...invitation, state, failures }
  own.put(invitations, answered)
  const owner = at(invitation.sender)
  const association = await owner.get(associations, invitation.shareId, 'Account', invitation.receiver)
  // INVARIANT: an association that was started again has another invitation; this one no longer decides about it.
  if (association?.invitationId !== invitation.invitationId) return answered
  if (state === 'rejected') {
    owner.put(associations, rejectAssociation(association, now))
    await untell(writing, association)
  } else owner.put(associations, acceptAssociation(association, start(failures, writing)))
  return answered
}

function start(failures: readonly InvitationFailure[], { now, transition }: Writing) {
  const [first] = failures
  if (!first) return { now, transition }
  const at: Transition = { settlesAt: now.toISOString(), succeeds: false }
  const details = failures.map(({ resourceId, resourceType, resourceArn }) => {
    const pair: Pick<Association, 'entityId' | 'entityType'> = { entityId: resourceId, entityType: resourceType }
    return { ...pair, ...(resourceArn === undefined ? {} : { resourceArn }) }
  })
  return {
    now,
    transition: at,
    failure: { reason: first.reason, message: first.message, operation: 'Associate' as const, details },
  }
}

/** What an answer to an invitation changes, on both sides. */

import type { Transition } from '../../model/index.js'
import { acceptAssociation, rejectAssociation, statusAt } from './domain/association.js'
import { mayAnswer, messageFor } from './domain/invitation.js'
import { shareStatusAt } from './domain/share.js'
import { pairLimits } from './limits.js'
import { untell, type Writing } from './records.js'
import {
  type Association,
  associations,
  type Failure,
  type Invitation,
  type InvitationFailure,
  invitations,
  shares,
} from './tables.js'

/** The invitation of this id that the caller can answer. */
export async function invitationToAnswer(
  id: string,
  { own, at, region, now }: Pick<Writing, 'own' | 'at' | 'now'> & { region: string },
) {
  const found = await own.get(invitations, id)
  const invitation = found?.regionId === region ? found : undefined
  return mayAnswer({ invitation, isAwaited: invitation !== undefined && (await isAwaited(invitation, at, now)), now })
}

/** INVARIANT: what its owner took out, or asked anew for, cannot come in by an old invitation. */
async function isAwaited({ invitationId, sender, receiver, shareId }: Invitation, at: Writing['at'], now: Date): Promise<boolean> {
  const share = await at(sender).get(shares, shareId)
  if (!share?.allowExternalTargets || shareStatusAt(share, now) !== 'Active') return false
  const association = await at(sender).get(associations, shareId, 'Account', receiver)
  // An acceptance that failed can be tried again as long as its record is told of.
  if (association?.invitationId !== invitationId || statusAt(association, now) === undefined) return false
  return association.live === undefined && association.phase !== 'disassociating'
}

/** The resources of the share that the receiver cannot get, each with its reason. */
export async function whatFails({ sender, receiver, shareId }: Invitation, writing: Writing): Promise<InvitationFailure[]> {
  const { at, transition } = writing
  const owner = at(sender)
  const problemOf = pairLimits(writing, owner)
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
  if (!association) throw new Error(`an invitation to ${invitation.shareId} that nothing waits for`)
  if (state === 'rejected') {
    owner.put(associations, rejectAssociation(association, now))
    await untell(writing, association)
  } else owner.put(associations, acceptAssociation(association, start(failures, writing)))
  return answered
}

function start(failures: readonly InvitationFailure[], { now, transition }: Writing) {
  const [first] = failures
  if (!first && transition.succeeds) return { now, transition }
  const at: Transition = { settlesAt: now.toISOString(), succeeds: false }
  const { reason, message } = first ?? { reason: 'InternalError' as const, message: messageFor('InternalError') }
  const details = failures.map(({ resourceId, resourceType, resourceArn }) => {
    const pair: Pick<Association, 'entityId' | 'entityType'> = { entityId: resourceId, entityType: resourceType }
    return { ...pair, ...(resourceArn === undefined ? {} : { resourceArn }) }
  })
  return {
    now,
    transition: at,
    failure: { reason, message, operation: 'Associate' as const, details },
  }
}

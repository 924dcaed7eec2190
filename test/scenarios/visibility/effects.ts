/** What calls that were taken change in the model. */

import {
  beginningOf,
  directoryOf,
  type Entity,
  entitiesOf,
  expiryOf,
  type Failure,
  type History,
  historyOf,
  type Invitation,
  isAwaiting,
  isHeld,
  isSettled,
  type Share,
  settlingTime,
} from './history.js'
import { type Asked, defaultPermission, heldIn, isInside, resourceOf, stepOf, typeOfPermission } from './verdicts.js'

/** What a fault rule does to the call. */
export type Fault = 'fail' | 'hang' | undefined

/** Why a resource cannot reach a principal, whoever that is. */
export function problemOf(h: History, entity: Entity): string | undefined {
  const usability = resourceOf(h, entity)?.usability ?? 'Unavailable'
  return usability === 'Available' ? undefined : usability
}

export function associate(h: History, share: Share, asked: Asked, fault: Fault): void {
  const settles = settlingTime(h, fault === 'hang')
  for (const name of asked.permissions) share.permissions.set(typeOfPermission(name) as string, name)
  for (const { type } of asked.resources) if (!share.permissions.has(type)) share.permissions.set(type, defaultPermission(type))
  const steps = [...asked.resources, ...asked.targets].map((entity) => ({
    entity,
    property: asked.properties[entity.id],
    does: stepOf(h, share.id, entity, asked.properties[entity.id] !== undefined),
    isInvited: entity.type === 'Account' && !isInside(h, share.owner, entity),
  }))
  const starting = steps.filter(({ does, isInvited }) => does === 'starts' && !isInvited).map(({ entity }) => entity)
  const others = (side: Entity['side']) => [...heldIn(h, share.id, side), ...starting.filter((each) => each.side === side)]
  const resources = others('Resource')
  const targets = { all: others('Target'), before: heldIn(h, share.id, 'Target') }
  const failureOf = (entity: Entity): Failure | undefined => {
    const opposite = entity.side === 'Target' ? resources : targets.all
    if (fault === 'fail') return { reason: 'InternalError', operation: 'Associate', pairs: opposite.map(({ id }) => id) }
    // A pair of two newcomers fails on the side of the principal.
    const bad =
      entity.side === 'Target' ? resources.filter((each) => problemOf(h, each)) : problemOf(h, entity) ? targets.before : []
    const reason = bad[0] && problemOf(h, entity.side === 'Target' ? bad[0] : entity)
    return reason === undefined ? undefined : { reason, operation: 'Associate', pairs: bad.map(({ id }) => id) }
  }
  const failures = steps.map(({ entity, does }) =>
    does === 'nothing' || (does === 'updates' && fault !== 'fail') ? undefined : failureOf(entity),
  )
  for (const [i, { entity, property, does, isInvited }] of steps.entries()) {
    const base = { share: share.id, entity, at: h.now, settles, failure: failures[i], property }
    if (does === 'updates') h.happened.push({ ...base, what: 'update' })
    if (does !== 'starts') continue
    if (isInvited) {
      h.happened.push({ ...base, what: 'invite', settles: h.now, failure: undefined })
      const facts = { id: '', share, shareName: share.name, receiver: entity.id, at: h.now }
      h.invitations.push({ ...facts, answer: 'none', failed: [] })
    } else {
      const inside = entity.side === 'Target' && isInside(h, share.owner, entity)
      h.happened.push({ ...base, what: 'associate', ...(inside ? { directory: directoryOf(h, share.owner)?.id } : {}) })
    }
  }
}

/** The invitation that an unanswered, or not yet effective, association waits for is taken back. */
function cancel(h: History, share: Share, receiver: string): void {
  const last = h.invitations.findLast((each) => each.share === share && each.receiver === receiver)
  if (last && (last.answer === 'none' || last.answer === 'AcceptFailed') && h.now < expiryOf(last)) last.answer = 'Cancelled'
}

export function disassociate(h: History, share: Share, entities: readonly Entity[], fault: Fault): void {
  for (const entity of entities) {
    const events = historyOf(h, share.id, entity)
    const last = events.at(-1)
    if (last?.what === 'disassociate' && !isSettled(last, h.now)) continue
    if (!isHeld(events) && beginningOf(events).what === 'invite') cancel(h, share, entity.id)
    const settles = settlingTime(h, fault === 'hang')
    const others = isHeld(events) ? heldIn(h, share.id, entity.side === 'Target' ? 'Resource' : 'Target') : []
    const veto: Failure = { reason: 'UnsupportedOperation', operation: 'Disassociate', pairs: others.map(({ id }) => id) }
    const failure = fault === 'fail' ? veto : undefined
    h.happened.push({ what: 'disassociate', share: share.id, entity, at: h.now, settles, failure })
  }
}

export function deleteShare(h: History, share: Share, fault: Fault): void {
  const settles = settlingTime(h, fault === 'hang')
  share.deletions.push({ at: h.now, settles, fails: fault === 'fail' })
  if (fault === 'fail') return
  const waiting = entitiesOf(h, share.id, 'Target').filter((entity) => isAwaiting(historyOf(h, share.id, entity), h.now))
  disassociate(h, share, waiting, fault)
  const services = heldIn(h, share.id, 'Target').filter(({ type }) => type === 'Service')
  for (const entity of [...heldIn(h, share.id, 'Resource'), ...services])
    h.happened.push({ what: 'disassociate', share: share.id, entity, at: h.now, settles })
}

export function accept(h: History, invitation: Invitation, fault: Fault): void {
  const { share, receiver } = invitation
  const failed = heldIn(h, share.id, 'Resource')
    .map((entity) => ({ id: entity.id, reason: fault === 'fail' ? 'InternalError' : (problemOf(h, entity) ?? '') }))
    .filter(({ reason }) => reason !== '')
    .map((each) => ({ ...each, operation: 'Associate' }))
  const fails = failed.length > 0 || fault === 'fail'
  invitation.answer = fails ? 'AcceptFailed' : 'Accepted'
  invitation.failed = failed
  h.happened.push({
    what: 'accept',
    share: share.id,
    entity: { side: 'Target', type: 'Account', id: receiver },
    at: h.now,
    settles: fails ? h.now : settlingTime(h, fault === 'hang'),
    ...(fails
      ? { failure: { reason: failed[0]?.reason ?? 'InternalError', operation: 'Associate', pairs: failed.map(({ id }) => id) } }
      : {}),
  })
}

export function reject(h: History, invitation: Invitation): void {
  const { share, receiver } = invitation
  invitation.answer = 'Rejected'
  invitation.failed = []
  const entity: Entity = { side: 'Target', type: 'Account', id: receiver }
  h.happened.push({ what: 'reject', share: share.id, entity, at: h.now, settles: h.now })
}

/** An exit that fails is told on the invitation. */
export function leave(h: History, uid: string, share: Share, fault: Fault): void {
  const entity: Entity = { side: 'Target', type: 'Account', id: uid }
  disassociate(h, share, [entity], fault)
  const invitation = h.invitations.findLast((each) => each.share === share && each.receiver === uid)
  if (fault !== 'fail' || !invitation) return
  const resources = heldIn(h, share.id, 'Resource')
  invitation.failed = resources.map(({ id }) => ({ id, reason: 'UnsupportedOperation', operation: 'Disassociate' }))
}

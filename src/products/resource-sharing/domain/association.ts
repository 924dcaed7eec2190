/**
 * The life of an association. Each row says what was started last and when that settles; what it shows is computed.
 *
 * | phase          | before it settles        | after                                                            |
 * |----------------|--------------------------|------------------------------------------------------------------|
 * | associating    | Associating              | Associated; Failed with a failure                                |
 * | awaiting       | Associating, until 7 d   | Failed (the invitation expired)                                  |
 * | updating       | Associated               | Associated; Failed with a failure, and the sharing goes on       |
 * | disassociating | Disassociating           | Disassociated; Failed with a failure, and the sharing goes on    |
 *
 * UNKNOWN: Failed and Disassociated records are gone 72 h later, in the middle of the published 48 to 96 (facts 18.28). What an
 * outside principal shows while its invitation is open, and that waiting is no running transition (18.2). What becomes of an
 * association whose removal or update failed: the failed attempt is forgotten with its record, and it shows as Associated again.
 */

import { type Decision, hasSettled, no, type Transition, yes } from '../../../model/index.js'
import type { Association, FailedPair, Failure } from '../tables.js'

export type AssociationStatus = 'Associating' | 'Associated' | 'Failed' | 'Disassociating' | 'Disassociated'
export const associationStatuses = ['Associating', 'Associated', 'Failed', 'Disassociating', 'Disassociated'] as const

export const retentionInHours = 72

const running = { associating: 'Associating', updating: 'Associated', disassociating: 'Disassociating' } as const

/** What the record shows; `undefined` once it is purged. */
export function statusAt(association: Association, now: Date): AssociationStatus | undefined {
  const { phase, failure, settlesAt } = association
  if (phase === 'awaiting') {
    if (!isExpired(association, now)) return 'Associating'
    return isOver(association.awaitingUntil, now) ? undefined : 'Failed'
  }
  if (!hasSettled(association, now)) return running[phase]
  const purged = isOver(settlesAt, now)
  if (failure) {
    if (!purged) return 'Failed'
    // What was never in effect does not come into it because its removal failed.
    return association.live === undefined ? undefined : 'Associated'
  }
  if (phase !== 'disassociating') return 'Associated'
  return purged ? undefined : 'Disassociated'
}

/** Whether a settled end lies so long back that its record is purged. */
export function isOver(endedAt: string | null | undefined, now: Date, hours = retentionInHours): boolean {
  return endedAt != null && endedAt < new Date(now.getTime() - hours * 3_600_000).toISOString()
}

/** Whether the invitee let the time pass. */
export function isExpired({ phase, awaitingUntil }: Association, now: Date): boolean {
  return phase === 'awaiting' && awaitingUntil !== undefined && awaitingUntil <= now.toISOString()
}

/**
 * Whether the entity takes part in the share: it is associated, though its removal or update may have failed. UNKNOWN: lists of
 * what is shared show this and no more (facts 18.20).
 */
export function isInEffect(association: Association | undefined, now: Date): association is Association {
  if (association?.live === undefined) return false
  const status = statusAt(association, now)
  return status === 'Associated' || status === 'Failed'
}

/** A transition that runs right now. Waiting for an invitee is none. */
export function isRunning(association: Association, now: Date): boolean {
  return association.phase !== 'awaiting' && !hasSettled(association, now)
}

/** When the record last changed, the settling of its transition included. */
export function updatedAt(association: Association, now: Date): string {
  const { phase, awaitingUntil, settlesAt } = association
  if (phase === 'awaiting') return isExpired(association, now) ? (awaitingUntil ?? association.updatedAt) : association.updatedAt
  return settlesAt !== null && hasSettled(association, now) && settlesAt > association.updatedAt ? settlesAt : association.updatedAt
}

/**
 * When an entity that is in effect became associated. UNKNOWN: whether a later change of its settings moves that; here it is
 * told from then on as the time at which the association was asked for.
 */
export function associatedAt(association: Association, now: Date): string {
  return association.phase === 'associating' ? updatedAt(association, now) : association.createdAt
}

/** Why it is Failed; an expired invitation leaves no trace in the row. */
export function failureOf(association: Association, now: Date): Failure | undefined {
  if (statusAt(association, now) !== 'Failed') return undefined
  return association.failure ?? (association.phase === 'awaiting' ? unanswered : undefined)
}

const unanswered: Failure = {
  reason: 'Unavailable',
  message: 'The invitation was not accepted within 7 days.',
  operation: 'Associate',
  details: [],
}

export function failedInternally(operation: Failure['operation'], details: readonly FailedPair[]): Failure {
  return { reason: 'InternalError', message: 'The operation failed because of an internal error.', operation, details }
}

/** What an entity is, apart from where its association stands. */
export type Entity = Pick<
  Association,
  | 'shareId'
  | 'regionId'
  | 'type'
  | 'entityId'
  | 'entityType'
  | 'resourceArn'
  | 'resourceProperty'
  | 'targetProperty'
  | 'external'
  | 'directoryId'
  | 'scope'
>
export interface Start {
  readonly now: Date
  readonly transition: Transition
  /** Why it will fail; the pairs of the entity are found by the caller. */
  readonly failure?: Failure | undefined
  /** An outside account has to accept first. */
  readonly invitation?: { readonly invitationId: string; readonly expiresAt: string } | undefined
}

/** Whether an entity may be associated now. UNKNOWN: an associated one stays, a Failed one is started again (facts 18.10). */
export function mayAssociate(existing: Association | undefined, givesSettings: boolean, now: Date) {
  const status = existing && statusAt(existing, now)
  if (!existing || status === undefined || status === 'Disassociated') return yes('starts' as const)
  if (status === 'Disassociating')
    return no('AssociateConflict', {
      because: `${existing.entityId} is being disassociated.`,
      next: 'Wait until it is Disassociated.',
    })
  if (status === 'Failed' && existing.live === undefined) return yes('starts' as const)
  if (!givesSettings || existing.phase === 'awaiting') return yes('nothing' as const)
  if (isRunning(existing, now))
    return no('NotSupport.ResourcePropertyConflict', {
      because: `An earlier change of ${existing.entityId} is still running.`,
      next: 'Wait until it is Associated.',
    })
  return yes('updates' as const)
}

/** The record of an association that starts now, or waits for its invitee. */
export function startAssociation(entity: Entity, { now, transition, failure, invitation }: Start): Association {
  const at = now.toISOString()
  const fails = failure !== undefined
  if (invitation)
    return {
      ...entity,
      phase: 'awaiting',
      invitationId: invitation.invitationId,
      awaitingUntil: invitation.expiresAt,
      createdAt: at,
      updatedAt: at,
      settlesAt: at,
    }
  return {
    ...entity,
    phase: 'associating',
    ...(fails ? { failure } : { live: entity.type }),
    createdAt: at,
    updatedAt: at,
    ...settling(transition),
  }
}

/** An associated record whose settings change; a change that fails leaves the settings as they were. */
export function startUpdate(existing: Association, settings: Partial<Entity>, { now, transition, failure }: Start): Association {
  const { failure: _, stepped: __, ...kept } = existing
  return {
    ...kept,
    ...(failure ? { failure } : settings),
    phase: 'updating',
    updatedAt: now.toISOString(),
    ...settling(transition),
  }
}

/** The invitee accepted: now it is associated, or fails with what the checks found. */
export function acceptAssociation(awaiting: Association, { now, transition, failure }: Start): Association {
  const { awaitingUntil: _, failure: __, ...kept } = awaiting
  return {
    ...kept,
    phase: 'associating',
    ...(failure ? { failure } : { live: 'Target' as const }),
    updatedAt: now.toISOString(),
    ...settling(transition),
  }
}

/** The invitee rejected: nothing runs, it has failed. */
export function rejectAssociation(awaiting: Association, now: Date): Association {
  const { awaitingUntil: _, ...kept } = awaiting
  const at = now.toISOString()
  const failure: Failure = {
    reason: 'Unavailable',
    message: 'The principal rejected the invitation.',
    operation: 'Associate',
    details: [],
  }
  return { ...kept, phase: 'associating', failure, updatedAt: at, settlesAt: at }
}

/** Whether an entity may be disassociated now, given its record. UNKNOWN: repeating it while it runs changes nothing. */
export function mayDisassociate(
  existing: Association | undefined,
  now: Date,
): Decision<
  { readonly does: 'starts' | 'nothing'; readonly existing: Association },
  'DisassociateInvalid' | 'DisassociateConflict'
> {
  const status = existing && statusAt(existing, now)
  if (!existing || status === undefined || status === 'Disassociated')
    return no('DisassociateInvalid', {
      because: 'It is not associated with this resource share.',
      next: 'List the associations of the share.',
    })
  if (status === 'Disassociating') return yes({ does: 'nothing', existing })
  if (isRunning(existing, now))
    return no('DisassociateConflict', {
      because: `${existing.entityId} is being associated.`,
      next: 'Wait until it is Associated.',
    })
  return yes({ does: 'starts', existing })
}

/** The record of a removal that starts now. It keeps its time of creation. */
export function startDisassociation(existing: Association, { now, transition, failure }: Start): Association {
  const { awaitingUntil: _, failure: __, stepped: ___, live, ...kept } = existing
  return {
    ...kept,
    phase: 'disassociating',
    // A removal that fails ends nothing.
    ...(failure ? { failure, ...(live ? { live } : {}) } : {}),
    updatedAt: now.toISOString(),
    ...settling(transition),
  }
}

function settling({ settlesAt }: Transition): Pick<Association, 'settlesAt' | 'stepped'> {
  return settlesAt === null ? { settlesAt, stepped: 'manual' } : { settlesAt }
}

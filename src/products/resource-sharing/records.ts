/** The records of associations: what a request changes in them, in both accounts at once. */

import {
  type AccountId,
  type Decision,
  hasSettled,
  type Lookup,
  type Partition,
  parseAccountId,
  type Transition,
  type WritablePartition,
  yes,
} from '../../model/index.js'
import { directories } from '../resource-manager/tables.js'
import type { Plan } from './associating.js'
import {
  type AssociationStatus,
  type Entity,
  failedInternally,
  isRunning,
  mayAssociate,
  startAssociation,
  startDisassociation,
  startUpdate,
  statusAt,
} from './domain/association.js'
import { isAnswerable, messageFor, newInvitation } from './domain/invitation.js'
import { principalTypeOf } from './domain/principal.js'
import { pairLimits } from './limits.js'
import { inSteps } from './searching.js'
import { type Association, associations, type FailedPair, type Failure, invitations, received, type Share } from './tables.js'
import { tally } from './tally.js'

/** What records are written with: the call's context. */
export interface Writing extends Omit<Lookup, 'at'> {
  readonly own: WritablePartition
  at(account: AccountId): WritablePartition
  readonly now: Date
  readonly transition: Transition
  newId(prefix: string, length: number, alphabet?: 'lower' | 'mixed'): string
  quota(name: 'principalsPerVSwitch' | 'principalsPerVpc' | 'acceptedVSwitches'): number
}
export interface Changed {
  readonly association: Association
  readonly status: AssociationStatus
}
interface Step {
  readonly entity: Entity
  readonly existing: Association | undefined
  readonly does: 'starts' | 'updates' | 'nothing'
  readonly isInvited: boolean
}

/** What each entity of a plan does, given its record. Settings of an entity that is associated are an update. */
export async function stepsOf(
  own: Partition,
  { resources, principals }: Plan,
  now: Date,
): Promise<Decision<Step[], 'AssociateConflict' | 'NotSupport.ResourcePropertyConflict'>> {
  const entities = [...resources.map((entity) => ({ entity, isInvited: false })), ...principals]
  const records = await own.getMany(
    associations,
    entities.map(({ entity }) => keyOf(entity)),
  )
  const steps: Step[] = []
  for (const [i, { entity, isInvited }] of entities.entries()) {
    const existing = records[i]
    // UNKNOWN: who was invited and has joined the directory since needs no acceptance when it is named again.
    const isWelcome = existing?.phase === 'awaiting' && entity.directoryId !== undefined
    const step = mayAssociate(isWelcome ? undefined : existing, Object.keys(settingsOf(entity)).length > 0, now)
    if (!step.ok) return step
    steps.push({ entity, existing, does: step.value, isInvited })
  }
  return yes(steps)
}

/** The steps of a share that is new: nothing has a record yet. */
export function firstSteps({ resources, principals }: Plan): Step[] {
  const entities = [...resources.map((entity) => ({ entity, isInvited: false })), ...principals]
  return entities.map((each) => ({ ...each, existing: undefined, does: 'starts' }))
}

/** What of an entity can change while it is associated. */
function settingsOf({ resourceProperty, targetProperty }: Entity): Partial<Entity> {
  return {
    ...(resourceProperty === undefined ? {} : { resourceProperty }),
    ...(targetProperty === undefined ? {} : { targetProperty }),
  }
}

function keyOf({ shareId, entityType, entityId }: Pick<Association, 'shareId' | 'entityType' | 'entityId'>): string[] {
  return [shareId, entityType, entityId]
}

/** Puts the records of the steps, the invitations that they need, and what the principals' side is told. */
export async function associate(steps: readonly Step[], share: Share, writing: Writing): Promise<Changed[]> {
  const { own, at, now, transition, newId } = writing
  const failures = await failuresOf(steps, share, writing)
  const changed: Changed[] = []
  let begun = 0
  for (const [i, { entity, existing, does, isInvited }] of steps.entries()) {
    if (does === 'nothing' && existing) {
      changed.push({ association: existing, status: statusAt(existing, now) ?? 'Associated' })
      continue
    }
    const failure = failures[i]
    if (does === 'updates' && existing) {
      const association = startUpdate(existing, settingsOf(entity), { now, transition, failure })
      own.put(associations, association)
      changed.push({ association, status: 'Associated' })
      continue
    }
    const receiver = entity.entityId as AccountId
    const invitation = isInvited
      ? newInvitation(
          {
            invitationId: newId('i-', 16, 'mixed'),
            regionId: share.regionId,
            shareId: share.shareId,
            shareName: share.name,
            sender: share.owner,
            receiver,
          },
          now,
        )
      : undefined
    if (invitation) at(receiver).put(invitations, invitation)
    const association = startAssociation(entity, { now, transition, failure, invitation })
    if (existing) await untell(writing, existing)
    if (existing?.phase === 'awaiting') await cancelInvitation(existing, at, now)
    own.put(associations, association)
    if (association.live === 'Resource') begun += 1
    if (!association.failure) await tell(writing, association, share.owner)
    changed.push({ association, status: 'Associating' })
  }
  await tally(own, 'resources', begun)
  return changed
}

/** Whose partition keeps that a share names this principal; `undefined` for services, on whose behalf nobody asks. */
async function keeperOf({ locate }: Pick<Lookup, 'locate'>, { type, entityType, entityId, directoryId }: Association) {
  if (type !== 'Target' || entityType === 'Service') return undefined
  return entityType === 'Account' ? (entityId as AccountId) : (await locate(directories, directoryId ?? ''))?.account
}

async function tell(writing: Writing, association: Association, owner: AccountId): Promise<void> {
  const keeper = await keeperOf(writing, association)
  const { entityId: principal, regionId, createdAt, shareId } = association
  if (keeper) writing.at(keeper).put(received, { principal, regionId, createdAt, shareId, owner })
}

/** Takes back what `tell` wrote. */
export async function untell(writing: Pick<Writing, 'at' | 'locate'>, association: Association): Promise<void> {
  const keeper = await keeperOf(writing, association)
  const { entityId, regionId, createdAt, shareId } = association
  if (keeper) writing.at(keeper).delete(received, entityId, regionId, createdAt, shareId)
}

/** Why each step will fail, if it does: what a fault rule asks for, or a limit that one of its pairs exceeds. */
async function failuresOf(steps: readonly Step[], share: Share, writing: Writing): Promise<(Failure | undefined)[]> {
  const { own, transition, quota } = writing
  const starting = steps.filter(({ does, isInvited }) => does === 'starts' && !isInvited).map(({ entity }) => entity)
  const changing = steps.some(({ does }) => does === 'updates')
  if (starting.length === 0 && !changing) return steps.map(() => undefined)
  const resources = starting.filter(({ type }) => type === 'Resource')
  const principals = starting.filter(({ type }) => type === 'Target')
  const heldResources =
    principals.length > 0 || !transition.succeeds ? await own.all(associations, 'liveInShare', ['Resource', share.shareId]) : []
  // One more principal than a resource may have is enough to see that it has too many.
  const limit = Math.max(quota('principalsPerVSwitch'), quota('principalsPerVpc')) + 1
  const heldPrincipals =
    resources.length > 0 || !transition.succeeds
      ? (await own.scan(associations, 'liveInShare', ['Target', share.shareId], { limit })).map(({ row }) => row)
      : []
  const others = ({ type }: Entity) => (type === 'Target' ? [...heldResources, ...resources] : [...heldPrincipals, ...principals])
  if (!transition.succeeds)
    return steps.map(({ entity, does }) =>
      does === 'nothing' ? undefined : failedInternally('Associate', others(entity).map(pairSide)),
    )
  const problemOf = pairLimits(writing, own)
  const failures = new Map<Entity, Failure>()
  // A pair of two new entities is the principal's.
  for (const principal of principals) {
    const failure = await failureFor(principal, [...heldResources, ...resources], problemOf)
    if (failure) failures.set(principal, failure)
  }
  for (const resource of resources) {
    const failure = await failureFor(resource, heldPrincipals, problemOf)
    if (failure) failures.set(resource, failure)
  }
  return steps.map(({ entity }) => failures.get(entity))
}

type Problem = ReturnType<typeof pairLimits>

async function failureFor(entity: Entity, others: readonly Entity[], problemOf: Problem): Promise<Failure | undefined> {
  const failed: { readonly reason: Failure['reason']; readonly pair: FailedPair }[] = []
  const self = { type: entity.entityType, id: entity.entityId }
  for (const other of others) {
    const otherSide = { type: other.entityType, id: other.entityId }
    const reason = await problemOf(
      entity.type === 'Target' ? { resource: otherSide, principal: self } : { resource: self, principal: otherSide },
    )
    if (reason) failed.push({ reason, pair: pairSide(other) })
  }
  const reason = failed[0]?.reason
  return reason && { reason, message: messageFor(reason), operation: 'Associate', details: failed.map(({ pair }) => pair) }
}

function pairSide({ entityId, entityType, resourceArn }: Entity): FailedPair {
  return { entityId, entityType, ...(resourceArn === undefined ? {} : { resourceArn }) }
}

/** Starts the removal of an association; its invitation, if one is open, is cancelled. */
export async function disassociate(
  existing: Association,
  writing: Pick<Writing, 'own' | 'at' | 'locate' | 'now' | 'transition'>,
  owner: WritablePartition,
): Promise<Changed> {
  const { at, now, transition } = writing
  const failure = transition.succeeds ? undefined : await vetoOf(existing, owner)
  const association = startDisassociation(existing, { now, transition, failure })
  owner.put(associations, association)
  if (existing.live === 'Resource' && !association.live) await tally(owner, 'resources', -1)
  if (existing.live === undefined) await cancelInvitation(existing, at, now)
  if (!failure || existing.live === undefined) await untell(writing, existing)
  return { association, status: 'Disassociating' }
}

/** A removal that fails. UNKNOWN: how the veto of a service shows (page on KMS instances); UnsupportedOperation, pair by pair. */
async function vetoOf({ type, live, shareId }: Association, owner: Partition): Promise<Failure> {
  const others = live ? await owner.all(associations, 'liveInShare', [type === 'Target' ? 'Resource' : 'Target', shareId]) : []
  const reason = 'UnsupportedOperation'
  return { reason, message: messageFor(reason), operation: 'Disassociate', details: others.map(pairSide) }
}

/** The owner no longer waits for an answer, be it the first or another try. */
async function cancelInvitation({ entityId, invitationId }: Association, at: Writing['at'], now: Date): Promise<void> {
  if (invitationId === undefined) return
  const receiver = at(entityId as AccountId)
  const invitation = await receiver.get(invitations, invitationId)
  if (invitation && isAnswerable(invitation, now)) receiver.put(invitations, { ...invitation, state: 'cancelled' })
}

/** A record of the share whose transition runs right now, one that `matters`. */
export async function runningIn(
  own: Partition,
  shareId: string,
  now: Date,
  matters: (association: Association) => boolean = () => true,
): Promise<Association | undefined> {
  for await (const rows of inSteps(own, associations, 'byStepped', ['manual', shareId])) {
    const running = rows.find((row) => isRunning(row, now) && matters(row))
    if (running) return running
  }
  for await (const rows of inSteps(own, associations, 'bySettled', [shareId], 'descending'))
    for (const row of rows) {
      if (hasSettled(row, now)) return undefined
      if (isRunning(row, now) && matters(row)) return row
    }
  return undefined
}

/** Ends what a deleted share shares: its resources and services. Its accounts lose access with the share, whose state they ask for. */
export async function endSharing(
  own: WritablePartition,
  shareId: string,
  { now, transition }: Pick<Writing, 'now' | 'transition'>,
): Promise<void> {
  const resources = await own.all(associations, 'liveInShare', ['Resource', shareId])
  const services = await own.all(associations, 'liveInShare', ['Target', shareId, 'service'])
  for (const row of [...resources, ...services]) own.put(associations, startDisassociation(row, { now, transition }))
  await tally(own, 'resources', -resources.length)
}

/** The accounts among some principals: whose rows an association changes. */
export function accountsAmong(targets: readonly string[] | undefined): AccountId[] {
  return (targets ?? []).map(parseAccountId).filter((account) => account !== undefined)
}

/** The records of resources and principals of a share, in that order. */
export function recordsOf(
  own: Partition,
  shareId: string,
  resources: readonly { readonly type: string; readonly id: string }[],
  targets: readonly string[],
): Promise<(Association | undefined)[]> {
  const keys = [
    ...resources.map(({ type, id }) => [shareId, type, id]),
    ...targets.map((id) => [shareId, principalTypeOf(id) ?? '', id]),
  ]
  return own.getMany(associations, keys)
}

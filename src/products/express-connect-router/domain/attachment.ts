/** What VPCs and VBRs have in common while they are in an ECR: a life, a mark with their owner, the need of a grant. */

import { type AccountId, hasSettled, no, type Transition, yes } from '../../../model/index.js'
import type { AttachedInstance, Grant, Settles } from '../tables.js'

/**
 * | phase     | before it settles | after    | after, when it was made to fail |
 * |-----------|-------------------|----------|---------------------------------|
 * | attaching | attaching         | attached | gone                            |
 * | detaching | detaching         | gone     | attached                        |
 * | updating  | updating          | attached | attached                        |
 */
export type Life = 'attaching' | 'attached' | 'updating' | 'detaching' | 'gone'

export function lifeOf(row: Settles, now: Date): Life {
  if (!hasSettled(row, now)) return row.phase
  if (row.phase === 'updating') return 'attached'
  return (row.phase === 'attaching') !== (row.fails === true) ? 'attached' : 'gone'
}

/** Whether a row still counts: everything that is not gone does, in lists, quotas and rules. */
export function isThere(row: Settles | undefined, now: Date): boolean {
  return row !== undefined && lifeOf(row, now) !== 'gone'
}

/** What a step that starts now does to what it attaches or detaches. */
export function lifeFrom(phase: Settles['phase'], { settlesAt, succeeds }: Transition): Settles {
  return { phase, settlesAt, fails: !succeeds }
}

/** UNKNOWN: which of the documented states each phase shows; a row that is gone is never shown. */
const status = {
  attaching: 'CREATING',
  attached: 'ACTIVE',
  updating: 'UPDATING',
  detaching: 'DISSOCIATING',
  gone: 'DELETING',
} as const

/** `Status` of an association or a child instance. */
export function statusOf(row: Settles, now: Date): (typeof status)[Life] {
  return status[lifeOf(row, now)]
}

/**
 * Whether the ECR owner may use an instance of `owner`: its own always, another account's with a grant of that account.
 * INVARIANT: asked before anything about a foreign instance is told, so that nobody learns by trying which ids exist.
 */
export function mayUse({
  caller,
  owner,
  grant,
}: {
  readonly caller: AccountId
  readonly owner: AccountId
  readonly grant: Grant | undefined
}) {
  if (owner === caller || grant?.instanceOwner === owner) return yes()
  return no('OperationDenied.NotGrantedByNodeOwner', {
    because: `Account ${owner} has not granted this instance to the ECR.`,
    next: `Let account ${owner} call GrantInstanceToExpressConnectRouter for it first.`,
  })
}

/**
 * Whether an instance can join an ECR: it is in one at a time. The lock of an instance that is just joining or leaving
 * one passes by itself, so it goes before the refusal that does not.
 */
export function isFree(attached: AttachedInstance | undefined, now: Date) {
  if (attached === undefined) return yes()
  const life = lifeOf(attached, now)
  if (life === 'attaching' || life === 'updating' || life === 'detaching')
    return no('Conflict.Lock', { because: `The instance is ${life} at an ECR.`, next: 'Try again when that has settled.' })
  // UNKNOWN: the rule is documented, the code is not; the same for an instance that is in this very ECR already.
  if (life === 'attached')
    return no('OperationFailed.RejectedByVpcYaochi', {
      because: `${attached.instanceId} is attached to ${attached.ecrId} already; an instance is in one ECR at a time.`,
      next: 'Detach it there first.',
    })
  return yes()
}

/** Whether grants of an instance can change now. */
export function isUnlocked(attached: AttachedInstance | undefined, now: Date) {
  const life = attached === undefined ? 'gone' : lifeOf(attached, now)
  if (life === 'gone' || life === 'attached') return yes()
  return no('Conflict.Lock', { because: `The instance is ${life} at an ECR.`, next: 'Try again when that has settled.' })
}

/** Whether what is attached can be changed or detached: nothing of it is just changing. */
export function isAtRest(row: Settles, now: Date) {
  const life = lifeOf(row, now)
  if (life === 'attached') return yes()
  return no('IncorrectStatus.EcrAssociation', { because: `It is ${life}.`, next: 'Wait until it is ACTIVE.' })
}

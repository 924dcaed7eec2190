/** The asynchronous steps of an ECR: what they change together, and what they leave behind. */

import type { AccountId, Transition, WritablePartition } from '../../model/index.js'
import { isThere, lifeFrom } from './domain/attachment.js'
import { type Association, associations, attachedInstances, childInstances, type Router, routers, type Settles } from './tables.js'

/** What a step needs to change rows. */
export interface Write {
  readonly own: WritablePartition
  at(account: AccountId): WritablePartition
  readonly transition: Transition
  readonly now: Date
}

interface Instance {
  readonly id: string
  readonly type: 'VPC' | 'VBR'
  readonly owner: AccountId
  readonly associationId: string
}

const stepOf = { attaching: 'associating', detaching: 'dissociating', updating: 'updating' } as const

/**
 * Starts attaching, changing or detaching an instance. Answers the life of the row that the operation keeps.
 * INVARIANT: that row, the mark with the owner of the instance and the lock of the ECR are of one step and settle together.
 */
export function startStep({ own, at, transition }: Write, phase: Settles['phase'], router: Router, instance: Instance): Settles {
  const life = lifeFrom(phase, transition)
  at(instance.owner).put(attachedInstances, {
    instanceId: instance.id,
    instanceType: instance.type,
    ecrId: router.ecrId,
    ecrOwner: router.owner,
    associationId: instance.associationId,
    ...life,
  })
  own.put(routers, { ...router, step: stepOf[phase], settlesAt: transition.settlesAt })
  return life
}

/** The same for a transit router, which may be in several ECRs: its owner finds what it is attached to in the tables of `cen`. */
export function startTransitRouterStep(
  { own, transition }: Pick<Write, 'own' | 'transition'>,
  phase: Settles['phase'],
  router: Router,
): Settles {
  own.put(routers, { ...router, step: stepOf[phase], settlesAt: transition.settlesAt })
  return lifeFrom(phase, transition)
}

/** Starts changing an association. Answers its life, as `startStep` does. A transit router carries no mark. */
export function startUpdate(write: Write, router: Router, row: Association): Settles {
  const { associationId } = row
  if (row.nodeType === 'VPC')
    return startStep(write, 'updating', router, { id: row.vpcId, type: 'VPC', owner: row.vpcOwner, associationId })
  write.own.put(routers, { ...router, step: 'updating', settlesAt: write.transition.settlesAt })
  return lifeFrom('updating', write.transition)
}

/** Removes what has gone from an ECR, so that its rows stay as few as what is attached to it. No answer depends on it. */
export async function sweep({ own, at, now }: Omit<Write, 'transition'>, ecrId: string): Promise<void> {
  for (const row of await own.all(associations, 'byRouter', [ecrId])) {
    if (isThere(row, now)) continue
    own.delete(associations, row.associationId)
    if (row.nodeType === 'VPC') await removeMark(at(row.vpcOwner), row.vpcId, row.associationId)
  }
  for (const row of await own.all(childInstances, 'byRouter', [ecrId])) {
    if (isThere(row, now)) continue
    own.delete(childInstances, row.associationId)
    await removeMark(at(row.vbrOwner), row.vbrId, row.associationId)
  }
}

/** An instance that has joined an ECR again since then carries the mark of that. */
async function removeMark(owner: WritablePartition, instanceId: string, associationId: string): Promise<void> {
  const mark = await owner.get(attachedInstances, instanceId)
  if (mark?.associationId === associationId) owner.delete(attachedInstances, instanceId)
}

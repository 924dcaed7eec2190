/** Deleting an ECR with all that it has. */

import type { AccountId } from '../../model/index.js'
import { goingFrom } from '../cen/domain/life.js'
import { attachmentBetween } from '../cen/reads.js'
import { cenGrantsGiven, cenGrantsReceived, ecrAttachments, routeEntries } from '../cen/tables.js'
import { lifeFrom } from './domain/attachment.js'
import type { Ties } from './reads.js'
import type { Write } from './steps.js'
import {
  type Association,
  associations,
  attachedInstances,
  childInstances,
  grantsGiven,
  grantsReceived,
  type Router,
  routers,
} from './tables.js'

/**
 * INVARIANT: the ECR, what it has, and what marks that elsewhere are of one step and go together. Grants go at once, since
 * nothing can be done with them any more, unless the step was made to fail.
 */
export async function startForcedDeletion(write: Write, router: Router, ties: Ties): Promise<void> {
  const { own, at, transition, now } = write
  const life = lifeFrom('detaching', transition)
  const mark = async (owner: AccountId, instanceId: string) => {
    const attached = await at(owner).get(attachedInstances, instanceId)
    if (attached?.ecrId === router.ecrId) at(owner).put(attachedInstances, { ...attached, ...life })
  }
  for (const row of ties.associations) {
    own.put(associations, { ...row, ...life, modifiedAt: now.toISOString() })
    if (row.nodeType === 'VPC') await mark(row.vpcOwner, row.vpcId)
    else await detachTransitRouter(write, row)
  }
  for (const row of ties.childInstances) {
    own.put(childInstances, { ...row, ...life, modifiedAt: now.toISOString() })
    await mark(row.vbrOwner, row.vbrId)
  }
  own.put(routers, { ...router, step: 'forceDeleting', settlesAt: transition.settlesAt, fails: !transition.succeeds })
  if (transition.succeeds) await removeGrants(write, router.ecrId)
}

/** The transit router's side, in whatever account it is, and the static routes that lead there. */
async function detachTransitRouter({ at, transition, now }: Write, row: Extract<Association, { nodeType: 'TR' }>): Promise<void> {
  const owner = at(row.transitRouterOwner)
  const attachment = await attachmentBetween(owner, row.ecrId, row.transitRouterId, now)
  if (!attachment) return
  owner.put(ecrAttachments, goingFrom(attachment, transition))
  for (const route of await owner.all(routeEntries, 'byNextHop', [attachment.attachmentId]))
    owner.put(routeEntries, goingFrom(route, transition))
}

/** Removes the grants that an ECR received and those of it to CEN instances, on both sides. */
export async function removeGrants({ own, at }: Pick<Write, 'own' | 'at'>, ecrId: string): Promise<void> {
  for (const grant of await own.all(grantsReceived, 'byRouter', [ecrId])) {
    own.delete(grantsReceived, ecrId, grant.instanceId)
    at(grant.instanceOwner).delete(grantsGiven, ecrId, grant.instanceId)
  }
  for (const { cenId, cenOwner } of await own.all(cenGrantsGiven, 'key', [ecrId])) {
    own.delete(cenGrantsGiven, ecrId, cenId)
    at(cenOwner).delete(cenGrantsReceived, cenId, ecrId)
  }
}

/** Which rows nobody is told of any more: what left an ECR, what a deleted ECR leaves behind, what lost its owner. */

import { type Partition, type Past, past } from '../../model/index.js'
import { vbrs } from '../vpc/tables.js'
import { isThere } from './domain/attachment.js'
import { isRouterThere } from './domain/lock.js'
import {
  associations,
  attachedInstances,
  bgpRoutes,
  childInstances,
  disabledRoutes,
  flowLogs,
  prefixHistory,
  routers,
} from './tables.js'

async function isGone(owner: Partition, ecrId: string, now: Date): Promise<boolean> {
  return !isRouterThere(await owner.get(routers, ecrId), now)
}

export const pastRows: readonly Past[] = [
  past(prefixHistory, async ({ associationId }, { now, owner }) => !isThere(await owner.get(associations, associationId), now)),
  past(disabledRoutes, async ({ associationId }, { now, owner }) => {
    const nextHop = (await owner.get(associations, associationId)) ?? (await owner.get(childInstances, associationId))
    return !isThere(nextHop, now)
  }),
  past(bgpRoutes, async ({ vbrId }, { owner }) => (await owner.get(vbrs, vbrId)) === undefined),
  past(flowLogs, ({ ecrId }, { now, owner }) => isGone(owner, ecrId, now)),
  past(associations, (row, { now }) => !isThere(row, now)),
  past(childInstances, (row, { now }) => !isThere(row, now)),
  past(attachedInstances, (row, { now }) => !isThere(row, now)),
  past(routers, (row, { now }) => !isRouterThere(row, now)),
]

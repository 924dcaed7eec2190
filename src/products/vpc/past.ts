/** Rows that nobody is told of any more: what was deleted, once that has settled. */

import { type Past, past } from '../../model/index.js'
import { isThere } from '../express-connect-router/domain/attachment.js'
import { attachedInstances } from '../express-connect-router/tables.js'
import { isBgpThere } from './domain/bgp.js'
import { isRouteThere, isTableThere } from './domain/route.js'
import { lifeOfVbr } from './domain/vbr-life.js'
import { bgpGroups, bgpPeers, publishedRoutes, routeEntries, routeTables, vbrs } from './tables.js'

export const pastRows: readonly Past[] = [
  past(publishedRoutes, async ({ vpcId, associationId }, { now, owner }) => {
    const attached = await owner.get(attachedInstances, vpcId)
    return !isThere(attached, now) || attached?.associationId !== associationId
  }),
  past(routeEntries, (row, { now }) => !isRouteThere(row, now)),
  past(routeTables, (row, { now }) => !isTableThere(row, now)),
  past(bgpGroups, (row, { now }) => !isBgpThere(row, now)),
  past(bgpPeers, (row, { now }) => !isBgpThere(row, now)),
  past(vbrs, (row, { now }) => lifeOfVbr(row, now) === 'gone'),
]

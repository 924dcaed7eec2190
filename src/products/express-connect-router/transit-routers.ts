/** What ECRs read of transit routers, which CEN keeps. */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { usualEcrAttachments } from '../cen/domain/ecr-attachment.js'
import { attachmentBetween } from '../cen/reads.js'
import { cenGrantsGiven, cens, ecrAttachments, routeEntries, transitRouters } from '../cen/tables.js'
import { bidOf } from '../resource-manager/reads.js'
import type { TransitRouterFacts } from './domain/transit-router.js'
import type { Router, TransitRouterAssociation } from './tables.js'

/** The transit router that a call names, as rules about associating it need it. */
export async function transitRouterFacts(
  { at, own }: Pick<Lookup, 'at'> & { readonly own: Partition },
  {
    router,
    owner,
    transitRouterId,
    cenId,
  }: {
    readonly router: Router
    readonly owner: AccountId
    readonly transitRouterId: string
    readonly cenId: string | undefined
  },
): Promise<
  Pick<TransitRouterFacts, 'router' | 'owner' | 'grants' | 'transitRouterId' | 'transitRouter' | 'cen' | 'cenId' | 'bids'>
> {
  const theirs = at(owner)
  const transitRouter = await theirs.get(transitRouters, transitRouterId)
  return {
    router,
    owner,
    grants: await own.all(cenGrantsGiven, 'key', [router.ecrId]),
    transitRouterId,
    transitRouter,
    cen: await theirs.get(cens, cenId ?? transitRouter?.cenId ?? ''),
    cenId,
    bids: { router: await bidOf(own), owner: await bidOf(theirs) },
  }
}

/** The ECRs that are attached to a transit router of the account, and how many may be. */
export async function roomAt(own: Partition, transitRouterId: string, quotas: Readonly<Record<string, number>>) {
  return {
    present: await own.all(ecrAttachments, 'byTransitRouter', [transitRouterId]),
    // The limit is one of CEN's, which a world may change there.
    most: quotas['cen.ecrAttachmentsPerTransitRouter'] ?? usualEcrAttachments,
  }
}

/** The attachment on the side of CEN. */
export function attachmentOf({ at }: Pick<Lookup, 'at'>, row: TransitRouterAssociation, now: Date) {
  return attachmentBetween(at(row.transitRouterOwner), row.ecrId, row.transitRouterId, now)
}

/** The static routes of a transit router that lead to an attachment. */
export function routesOver(own: Partition, attachmentId: string | undefined) {
  return attachmentId === undefined ? [] : own.all(routeEntries, 'byNextHop', [attachmentId])
}

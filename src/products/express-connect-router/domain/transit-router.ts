/** Which transit routers may join an ECR, and what ties the two on the side of CEN. */

import { type AccountId, type Decision, no, yes } from '../../../model/index.js'
import { hasRoom, isAttached, mayDetach } from '../../cen/domain/ecr-attachment.js'
import { isLive, isThere as isStillThere } from '../../cen/domain/life.js'
import type { Cen, CenGrant, EcrAttachment, RouteEntry, TransitRouter } from '../../cen/tables.js'
import type { Router, TransitRouterAssociation } from '../tables.js'
import { statusOf } from './attachment.js'

export interface TransitRouterFacts {
  readonly router: Router
  /** Who owns the transit router, as the call says; the caller when it does not say. */
  readonly owner: AccountId
  /** What the ECR's owner granted of this ECR: trust goes the other way round here. */
  readonly grants: readonly CenGrant[]
  readonly transitRouterId: string
  /** The transit router among those of that owner, and its CEN instance. */
  readonly transitRouter: TransitRouter | undefined
  readonly cen: Cen | undefined
  /** The CEN instance, where the call names it. */
  readonly cenId: string | undefined
  readonly regionId: string
  /** Business ids of the two accounts. */
  readonly bids: { readonly router: string | undefined; readonly owner: string | undefined }
  /** The transit routers that are associated with the ECR. */
  readonly present: readonly TransitRouterAssociation[]
  readonly mostPerEcr: number
  /** For the attachment that the call creates as well; absent when it creates none. */
  readonly attaching: { readonly present: readonly EcrAttachment[]; readonly most: number } | undefined
  readonly now: Date
}

/** The transit router, when the ECR may have it. */
export function mayAssociateTransitRouter(facts: TransitRouterFacts) {
  const { router, owner, bids, regionId, present, mostPerEcr } = facts
  if (facts.attaching && owner !== router.owner)
    return no('OperationDenied.CrossAccountAttaching', {
      because: `The transit router is of account ${owner}.`,
      next: 'Leave CreateAttachment out, and let that account call CreateTransitRouterEcrAttachment afterwards.',
    })
  const found = knownTransitRouter(facts)
  if (!found.ok) return found
  if (bids.router !== bids.owner)
    return no('OperationDenied.CrossBidAssociating', {
      because: 'One account is of the China site, the other one of the international site.',
      next: 'Use an ECR of an account of the same site as the transit router.',
    })
  const sameRegion = present.find((each) => each.regionId === regionId)
  if (sameRegion)
    return no('OperationDenied.AttachmentInCurrentRegionExisted', {
      because: `${router.ecrId} is associated with ${sameRegion.transitRouterId} in ${regionId}.`,
      next: 'An ECR has one transit router in a region: delete that association first.',
    })
  if (present.length >= mostPerEcr)
    return no('QuotaExceeded.TrCountPerEcr', {
      because: `The ECR has ${present.length} transit routers, the limit is ${mostPerEcr}.`,
      next: 'Raise the quota of the world, or use another ECR.',
    })
  const taken = isTakenByCen(facts)
  return taken.ok ? found : taken
}

/**
 * The transit router, where it is what the call says.
 * INVARIANT: a grant is asked for before anything about a foreign transit router is told, so that nobody learns by trying which ids
 * exist. UNKNOWN: whether the grant is asked for here or only when the owner of the transit router attaches; the role of the service
 * may look it up.
 */
function knownTransitRouter({
  router,
  owner,
  grants,
  transitRouterId,
  transitRouter,
  cen,
  cenId,
  regionId,
  now,
}: TransitRouterFacts) {
  const meant = cenId ?? transitRouter?.cenId
  if (owner !== router.owner && !grants.some((each) => each.cenOwner === owner && each.cenId === meant))
    return no('OperationDenied.NotGrantedByNodeOwner', {
      because: `${router.ecrId} is granted to no CEN instance of account ${owner} that has ${transitRouterId}.`,
      next: `Call GrantInstanceToTransitRouter with InstanceType ECR for the CEN instance of account ${owner} first.`,
    })
  if (cenId !== undefined && !isStillThere(cen, now))
    return no('ResourceNotFound.CenId', { because: `Account ${owner} has no CEN instance ${cenId}.` })
  if (!isStillThere(transitRouter, now) || transitRouter.cenId !== cen?.cenId || transitRouter.regionId !== regionId)
    return no('ResourceNotFound.TrId', {
      because: `Account ${owner} has no transit router ${transitRouterId} in ${regionId}${cenId === undefined ? '' : ` in ${cenId}`}.`,
      next: 'Give region and CEN instance of the transit router; for one of another account, give that account as TransitRouterOwnerId.',
    })
  return yes(transitRouter)
}

/** Whether CEN would take it. UNKNOWN: when CEN rejects; here while its side is just changing, and beyond its limits. */
function isTakenByCen({ router, transitRouter, cen, attaching, now }: TransitRouterFacts) {
  const busy = [transitRouter, cen].find((each) => each !== undefined && !isLive(each, now))
  if (busy)
    return no('OperationFailed.RejectedByCenYaochi', {
      because: 'The CEN instance or the transit router is just changing.',
      next: 'Try again when both are Active.',
    })
  const room = attaching ? hasRoom({ ...attaching, ecrId: router.ecrId, now }) : yes()
  if (room.ok) return room
  const { because = 'CEN has no room for the attachment.', next = 'Look at the limits of CEN.' } = room.refusal
  return no('OperationFailed.RejectedByCenYaochi', { because, next })
}

/** `Status` of an association with a transit router: settled on the side of the ECR, it is ACTIVE while CEN's side is attached. */
export function transitRouterStatus(
  row: TransitRouterAssociation,
  attachment: EcrAttachment | undefined,
  now: Date,
): ReturnType<typeof statusOf> | 'INACTIVE' {
  const status = statusOf(row, now)
  return status === 'ACTIVE' && !isAttached(attachment, now) ? 'INACTIVE' : status
}

/** What goes with an association with a transit router that is deleted: the attachment on the side of CEN, where that is asked for. */
export function mayDissociate({
  caller,
  row,
  attachment,
  routes,
  deleteAttachment,
  now,
}: {
  readonly caller: AccountId
  readonly row: TransitRouterAssociation
  readonly attachment: EcrAttachment | undefined
  /** The transit router's routes that lead to the attachment. */
  readonly routes: readonly RouteEntry[]
  readonly deleteAttachment: boolean
  readonly now: Date
}): Decision<
  EcrAttachment | undefined,
  'OperationDenied.EcrAttachmentExisted' | 'OperationDenied.CrossAccountDisassociating' | 'OperationFailed.RejectedByCenYaochi'
> {
  if (!attachment) return yes(undefined)
  if (!deleteAttachment)
    return no('OperationDenied.EcrAttachmentExisted', {
      because: `${attachment.attachmentId} attaches the ECR to ${attachment.transitRouterId}.`,
      next: 'Delete it with DeleteTransitRouterEcrAttachment first, or give DeleteAttachment as true.',
    })
  if (row.transitRouterOwner !== caller)
    return no('OperationDenied.CrossAccountDisassociating', {
      because: `${attachment.attachmentId} is of account ${row.transitRouterOwner}.`,
      next: 'Let that account call DeleteTransitRouterEcrAttachment first.',
    })
  const detachable = mayDetach({ attachment, routes, force: false, now })
  if (detachable.ok) return yes(attachment)
  const { because = 'CEN does not let go of the attachment.', next = 'Look at the attachment.' } = detachable.refusal
  return no('OperationFailed.RejectedByCenYaochi', { because, next })
}

/** The associations with transit routers among those of an ECR. */
export function withTransitRouters<Row extends { readonly nodeType: 'VPC' | 'TR' }>(rows: readonly Row[]) {
  return rows.filter((row): row is Extract<Row, { readonly nodeType: 'TR' }> => row.nodeType === 'TR')
}

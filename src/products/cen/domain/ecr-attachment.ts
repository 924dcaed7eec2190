/** Attachments of ECRs to transit routers. */

import { type AccountId, type Decision, no, type Tags, type Transition, yes } from '../../../model/index.js'
import { isThere as isAssociated, lifeOf } from '../../express-connect-router/domain/attachment.js'
import { isRouterUnlocked } from '../../express-connect-router/domain/lock.js'
import type { Router, TransitRouterAssociation } from '../../express-connect-router/tables.js'
import type { Cen, CenGrant, EcrAttachment, OrderType, RouteEntry, TransitRouter } from '../tables.js'
import { isCenActive, statusOf } from './cen.js'
import { isLive, isThere, lifeFrom, stateOf } from './life.js'

const shown = {
  creating: 'Attaching',
  modifying: 'Modifying',
  deleting: 'Detaching',
  live: 'Attached',
  gone: 'Detaching',
} as const

/** `Status` of an attachment. */
export function attachmentStatus(row: EcrAttachment, now: Date): (typeof shown)[keyof typeof shown] {
  return shown[stateOf(row, now)]
}

/** Whether routes pass over an attachment. */
export function isAttached(row: EcrAttachment | undefined, now: Date): boolean {
  if (row === undefined) return false
  const state = stateOf(row, now)
  return state === 'live' || state === 'modifying'
}

/** How many ECRs a transit router has room for, unless the world says otherwise. UNKNOWN: the number could not be read. */
export const usualEcrAttachments = 10

export interface NewAttachment {
  readonly attachmentId: string
  readonly transitRouter: TransitRouter
  readonly ecrId: string
  readonly ecrOwner: AccountId
  readonly name?: string
  readonly description?: string
  readonly orderType: OrderType
  readonly tags: Tags
  readonly now: Date
}

export function newAttachment({ transitRouter, now, ...given }: NewAttachment, transition: Transition): EcrAttachment {
  const { transitRouterId, cenId, regionId } = transitRouter
  return { ...given, transitRouterId, cenId, regionId, createdAt: now.toISOString(), ...lifeFrom('creating', transition) }
}

/** Whether the CEN instance and the transit router take attachments now. */
export function takesAttachments(cen: Cen, transitRouter: TransitRouter, now: Date) {
  const active = isCenActive(cen, now)
  if (!active.ok) return active
  if (!isLive(transitRouter, now))
    return no('IncorrectStatus.TransitRouter', {
      because: `${transitRouter.transitRouterId} is ${statusOf(transitRouter, now)}.`,
      next: 'Try again when it is Active.',
    })
  return yes()
}

interface Named {
  readonly TransitRouterId?: string | undefined
  readonly CenId?: string | undefined
  readonly RegionId?: string | undefined
}
/**
 * The transit router that a call means: the one that it names, or the one of its CEN instance and region.
 * UNKNOWN: the help page has a region without transit router get one. No ECR has an association with such a one, so here it is unknown.
 */
export function meantTransitRouter(
  { TransitRouterId, CenId, RegionId }: Named,
  {
    cen,
    transitRouter,
    now,
  }: {
    /** The CEN instance that is named, or that of the transit router. */
    readonly cen: Cen | undefined
    readonly transitRouter: TransitRouter | undefined
    readonly now: Date
  },
): Decision<
  { readonly row: Cen; readonly transitRouter: TransitRouter },
  'MissingParam.CenIdOrRegionId' | 'InvalidCenId.NotFound' | 'InvalidTransitRouterId.NotFound' | 'IllegalParam.RegionId'
> {
  if (TransitRouterId === undefined && (CenId === undefined || RegionId === undefined))
    return no('MissingParam.CenIdOrRegionId', {
      because: 'Neither the transit router nor its CEN instance and region are given.',
      next: 'Give TransitRouterId, or both CenId and RegionId.',
    })
  if (CenId !== undefined && !isThere(cen, now))
    return no('InvalidCenId.NotFound', { because: `This account has no CEN instance ${CenId}.` })
  if (!isThere(transitRouter, now) || (CenId !== undefined && transitRouter.cenId !== CenId) || !cen)
    return no('InvalidTransitRouterId.NotFound', {
      because: `This account has no transit router ${TransitRouterId ?? `in ${RegionId}`}${CenId === undefined ? '' : ` in ${CenId}`}.`,
      next: 'Name a transit router of this account, or create one first.',
    })
  if (RegionId !== undefined && transitRouter.regionId !== RegionId)
    return no('IllegalParam.RegionId', {
      because: `${transitRouter.transitRouterId} is in ${transitRouter.regionId}.`,
      next: 'Give the region of the transit router.',
    })
  return yes({ row: cen, transitRouter })
}

export interface EcrFacts {
  readonly caller: AccountId
  readonly ecrId: string
  readonly ecrOwner: AccountId
  /** What that owner granted to the CEN instance. */
  readonly grant: CenGrant | undefined
  /** The ECR among those of that owner. */
  readonly router: Router | undefined
  /** Business ids of the two accounts. */
  readonly bids: { readonly caller: string | undefined; readonly ecr: string | undefined }
  /** What ties the ECR to this transit router, from the side of the ECR. */
  readonly associations: readonly TransitRouterAssociation[]
  readonly now: Date
}

/**
 * The ECR that may be attached, while it is ready for it.
 * INVARIANT: the grant is asked for before anything about a foreign ECR is told, so that nobody learns by trying which ids exist.
 */
export function mayAttachEcr({
  caller,
  ecrId,
  ecrOwner,
  grant,
  router,
  bids,
  associations,
  now,
}: EcrFacts): Decision<Router, 'InvalidParameter' | 'Forbbiden.AttachChildInstanceAcrossBid' | 'IncorrectStatus.EcrResource'> {
  // UNKNOWN: none of the listed codes is about an ECR that is unknown or not granted.
  if (ecrOwner !== caller && grant?.instanceOwner !== ecrOwner)
    return no('InvalidParameter', {
      because: `Account ${ecrOwner} has not granted ${ecrId} to this CEN instance.`,
      next: `Let account ${ecrOwner} call GrantInstanceToTransitRouter with InstanceType ECR first.`,
    })
  if (!router)
    return no('InvalidParameter', {
      because: `Account ${ecrOwner} has no ECR ${ecrId}.`,
      next: 'For an ECR of another account, give that account as EcrOwnerId.',
    })
  if (bids.caller !== bids.ecr)
    return no('Forbbiden.AttachChildInstanceAcrossBid', {
      because: 'One account is of the China site, the other one of the international site.',
      next: 'Use an ECR of an account of the same site as the transit router.',
    })
  const ready = isEcrReady(router, now)
  if (!ready.ok) return ready
  // UNKNOWN: what an ECR answers that was not told of the transit router. The provider's example associates it first, and this
  // is the code on which it tries again.
  if (
    !associations.some((each) => isAssociated(each, now) && lifeOf(each, now) === 'attached' && each.transitRouterOwner === caller)
  )
    return no('IncorrectStatus.EcrResource', {
      because: `${ecrId} has no association with this transit router.`,
      next: 'Let the owner of the ECR call CreateExpressConnectRouterAssociation for the transit router first.',
    })
  return ready
}

/** Whether no step of the ECR runs. */
export function isEcrReady(router: Router, now: Date): Decision<Router, 'IncorrectStatus.EcrResource'> {
  const unlocked = isRouterUnlocked(router, now)
  if (unlocked.ok) return unlocked
  return no('IncorrectStatus.EcrResource', {
    because: unlocked.refusal.because ?? 'A step of the ECR runs.',
    next: 'Try again when the ECR is ACTIVE.',
  })
}

/** Whether a transit router has room for one more ECR, and does not have this one. */
export function hasRoom({
  present,
  ecrId,
  most,
  now,
}: {
  /** The ECR attachments of the transit router. */
  readonly present: readonly EcrAttachment[]
  readonly ecrId: string
  readonly most: number
  readonly now: Date
}) {
  const there = present.filter((each) => isThere(each, now))
  if (there.some((each) => each.ecrId === ecrId))
    return no('QuotaFull.ChildInstanceRelatedCen', {
      because: `${ecrId} is attached to this transit router.`,
      next: 'An ECR is attached to a transit router once.',
    })
  if (there.length >= most)
    return no('QuotaExceeded.CenQuotaEcrAttachPerTransitRouter', {
      because: `The transit router has ${there.length} ECR attachments, the limit is ${most}.`,
      next: 'Delete one, or raise the quota of the world.',
    })
  return yes()
}

/** The attachment, where the account has it. */
export function knownAttachment(row: EcrAttachment | undefined, attachmentId: string, now: Date) {
  if (isThere(row, now)) return yes(row)
  return no('InvalidTransitRouterAttachmentId.NotFound', { because: `This account has no ECR attachment ${attachmentId}.` })
}

/** Whether nothing of an attachment is just changing. */
export function isAttachmentSettled(row: EcrAttachment, now: Date) {
  if (isLive(row, now)) return yes(row)
  return no('IncorrectStatus.TransitRouterAttachment', {
    because: `${row.attachmentId} is ${attachmentStatus(row, now)}.`,
    next: 'Try again when it is Attached.',
  })
}

/** Whether no route leads to an attachment, or it may be deleted with those that do; answers what goes with it. */
export function mayDetach({
  attachment,
  routes,
  force,
  now,
}: {
  readonly attachment: EcrAttachment
  /** The routes that have it as next hop. */
  readonly routes: readonly RouteEntry[]
  readonly force: boolean
  readonly now: Date
}): Decision<readonly RouteEntry[], 'OperationFailed.RouteEntryExist' | 'Operation.Blocking'> {
  // UNKNOWN: no listed code is about an attachment whose name is just being changed.
  if (!isLive(attachment, now))
    return no('Operation.Blocking', {
      because: `${attachment.attachmentId} is ${attachmentStatus(attachment, now)}.`,
      next: 'Try again when it is Attached.',
    })
  const present = routes.filter((each) => isThere(each, now))
  if (present.length > 0 && !force)
    return no('OperationFailed.RouteEntryExist', {
      because: `${present.length} routes have ${attachment.attachmentId} as next hop.`,
      next: 'Delete these routes first, or give Force as true.',
    })
  return yes(present)
}

/** Which VBRs may join an ECR. */

import { type AccountId, no, type WorldSettings, yes } from '../../../model/index.js'
import type { Vbr } from '../../vpc/tables.js'
import type { AttachedInstance, Grant, Router } from '../tables.js'
import { fitsAsn } from './asn.js'
import { isFree, mayUse } from './attachment.js'

/** What of a VBR itself is in the way of joining or leaving. */
export interface VbrSide {
  readonly life: string
  /** Local ASNs of its BGP groups. */
  readonly localAsns: readonly number[]
  /** Static routes. */
  readonly routes: number
  readonly routesChange: boolean
  readonly bgpChanges: boolean
}

export interface ChildInstanceFacts {
  readonly router: Router
  /** Who owns the VBR, as the call says; the caller when it does not say. */
  readonly owner: AccountId
  readonly grant: Grant | undefined
  /** The VBR among those of that owner. */
  readonly vbr: Vbr | undefined
  readonly side: VbrSide | undefined
  readonly regionId: string
  /** Business ids of the two accounts. */
  readonly bids: { readonly router: string | undefined; readonly owner: string | undefined }
  readonly attached: AttachedInstance | undefined
  readonly now: Date
}

/** The VBR, when its owner lets the ECR have it, it is free, and its BGP side fits. */
export function mayAttach({ router, owner, grant, vbr, side, regionId, bids, attached, now }: ChildInstanceFacts) {
  const allowed = mayUse({ caller: router.owner, owner, grant })
  if (!allowed.ok) return allowed
  // UNKNOWN: the code of an unknown VBR is not documented here; clients know this one from detaching.
  if (!vbr || side?.life === 'gone' || vbr.regionId !== regionId)
    return no('ResourceNotFound.ChildInstanceId', {
      because: vbr && side?.life !== 'gone' ? `${vbr.vbrId} is in ${vbr.regionId}.` : `Account ${owner} has no such VBR.`,
      next: vbr
        ? 'Give the region of the VBR as ChildInstanceRegionId.'
        : 'For a VBR of another account, give that account as ChildInstanceOwnerId.',
    })
  // UNKNOWN: accounts of two sites are refused for VPCs with a code that this operation does not have.
  if (bids.router !== bids.owner)
    return no('OperationFailed.RejectedByEcYaochi', {
      because: 'One account is of the China site, the other one of the international site.',
      next: 'Use an ECR of an account of the same site as the VBR.',
    })
  const free = isFree(attached, now)
  if (!free.ok) return free
  const still = isVbrStill(side)
  if (!still.ok) return still
  // UNKNOWN: the code for a VBR that is not active, and for one with static routes; the page wants it without any.
  if (side && side.life !== 'active')
    return no('OperationFailed.RejectedByEcYaochi', { because: `The VBR is ${side.life}.`, next: 'Attach it when it is active.' })
  if (side && side.routes > 0)
    return no('OperationFailed.RejectedByEcYaochi', {
      because: `The VBR has ${side.routes} static routes; an ECR has BGP only.`,
      next: 'Delete them first.',
    })
  for (const localAsn of side?.localAsns ?? []) {
    const fits = fitsAsn({ localAsn, routerAsn: router.alibabaSideAsn })
    if (!fits.ok) return fits
  }
  return yes(vbr)
}

/** Whether nothing of the VBR is just being made, changed or deleted. */
export function isVbrStill(side: VbrSide | undefined) {
  const next = 'Try again when that has settled.'
  if (side?.routesChange)
    return no('OperationDenied.VbrHasRouteEntryInMiddleStatus', { because: 'A route of the VBR is being made or deleted.', next })
  if (side?.bgpChanges)
    return no('OperationDenied.VbrHasBgpGroupInMiddleStatus', {
      because: 'A BGP group or peer of the VBR is being made, changed or deleted.',
      next,
    })
  return yes()
}

/** Whether a VBR can speak MP-BGP, which depends on the device that it is on: all can but those that the world names. */
export function doesMpbgp(vbrId: string, { choices }: Pick<WorldSettings, 'choices'>) {
  if (!(choices['expressconnectrouter.vbrsWithoutMpbgp'] ?? '').split(/[\s,]+/).includes(vbrId)) return yes()
  return no('OperationDenied.VbrDoesNotSupportMpbgp', {
    because: `This world says that ${vbrId} is on a device without MP-BGP.`,
    next: 'See its choice expressconnectrouter.vbrsWithoutMpbgp.',
  })
}

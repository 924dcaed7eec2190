/** Which VBRs may join an ECR. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { Vbr } from '../../vpc/tables.js'
import type { AttachedInstance, Grant, Router } from '../tables.js'
import { fitsAsn } from './asn.js'
import { isFree, mayUse } from './attachment.js'

export interface ChildInstanceFacts {
  readonly router: Router
  /** Who owns the VBR, as the call says; the caller when it does not say. */
  readonly owner: AccountId
  readonly grant: Grant | undefined
  /** The VBR among those of that owner. */
  readonly vbr: Vbr | undefined
  readonly regionId: string
  /** Business ids of the two accounts. */
  readonly bids: { readonly router: string | undefined; readonly owner: string | undefined }
  readonly attached: AttachedInstance | undefined
  readonly now: Date
}

/** The VBR, when its owner lets the ECR have it, it is free, and its BGP side fits. */
export function mayAttach({ router, owner, grant, vbr, regionId, bids, attached, now }: ChildInstanceFacts) {
  const allowed = mayUse({ caller: router.owner, owner, grant })
  if (!allowed.ok) return allowed
  // UNKNOWN: the code of an unknown VBR is not documented here; clients know this one from detaching.
  if (!vbr || vbr.regionId !== regionId)
    return no('ResourceNotFound.ChildInstanceId', {
      because: vbr ? `${vbr.vbrId} is in ${vbr.regionId}.` : `Account ${owner} has no such VBR.`,
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
  const fits = fitsAsn({ localAsn: vbr.localAsn, routerAsn: router.alibabaSideAsn })
  return fits.ok ? yes(vbr) : fits
}

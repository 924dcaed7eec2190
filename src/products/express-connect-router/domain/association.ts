/** What a call associates, and which VPCs may join an ECR. Transit routers: `transit-router.ts`. */

import { type AccountId, type Decision, no, yes } from '../../../model/index.js'
import { overlap, parseCidr } from '../../vpc/domain/cidr.js'
import type { Vpc } from '../../vpc/tables.js'
import type { AttachedInstance, Grant, Router } from '../tables.js'
import { isUnlocked, mayUse } from './attachment.js'

interface NodeGiven {
  readonly VpcId?: string | undefined
  readonly TransitRouterId?: string | undefined
}
type Node = { readonly kind: 'VPC'; readonly vpcId: string } | { readonly kind: 'TR'; readonly transitRouterId: string }

/** What one call names: a VPC, or a transit router. UNKNOWN: which of the two a call that names neither is told to give. */
export function namedNode({
  VpcId,
  TransitRouterId,
}: NodeGiven): Decision<Node, 'ExclusiveParam.TransitRouterIdAndVpcId' | 'MissingParam.%s'> {
  if (VpcId !== undefined && TransitRouterId !== undefined)
    return no('ExclusiveParam.TransitRouterIdAndVpcId', {
      because: 'Both VpcId and TransitRouterId are given.',
      next: 'Give one of the two.',
    })
  if (VpcId !== undefined) return yes({ kind: 'VPC', vpcId: VpcId })
  if (TransitRouterId !== undefined) return yes({ kind: 'TR', transitRouterId: TransitRouterId })
  return no('MissingParam.%s', {
    fill: ['VpcId', 'VpcId'],
    because: 'Neither VpcId nor TransitRouterId is given.',
    next: 'Give one of the two.',
  })
}

/** The prefixes as given, in their order, when each is a CIDR block. */
export function readPrefixes(prefixes: readonly string[] | undefined) {
  const wrong = prefixes?.find((prefix) => parseCidr(prefix) === undefined)
  if (wrong !== undefined)
    return no('IllegalParamFormat.AllowedPrefixes', {
      because: `${wrong} is not a CIDR block.`,
      next: 'Write blocks like 172.16.0.0/24.',
    })
  return yes(prefixes ?? [])
}

export interface AssociationFacts {
  readonly router: Router
  /** Who owns the VPC, as the call says; the caller when it does not say. */
  readonly owner: AccountId
  /** That owner's grant of the VPC to the ECR. */
  readonly grant: Grant | undefined
  /** The VPC among those of that owner. */
  readonly vpc: Vpc | undefined
  readonly regionId: string
  /** Business ids of the two accounts. */
  readonly bids: { readonly router: string | undefined; readonly owner: string | undefined }
  readonly attached: AttachedInstance | undefined
  readonly now: Date
}

/** The VPC, when its owner lets the ECR have it and nothing of it is just changing. */
export function mayAssociate({ router, owner, grant, vpc, regionId, bids, attached, now }: AssociationFacts) {
  const allowed = mayUse({ caller: router.owner, owner, grant })
  if (!allowed.ok) return allowed
  // UNKNOWN: the code of an unknown VPC is not documented; this one follows the pattern of the others.
  if (!vpc || vpc.regionId !== regionId)
    return no('ResourceNotFound.VpcId', {
      because: vpc ? `${vpc.vpcId} is in ${vpc.regionId}.` : `Account ${owner} has no such VPC.`,
      next: vpc
        ? 'Give the region of the VPC as AssociationRegionId.'
        : 'For a VPC of another account, give that account as VpcOwnerId.',
    })
  if (bids.router !== bids.owner)
    return no('OperationDenied.CrossBidAssociating', {
      because: 'One account is of the China site, the other one of the international site.',
      next: 'Use an ECR of an account of the same site as the VPC.',
    })
  const unlocked = isUnlocked(attached, now)
  return unlocked.ok ? yes(vpc) : unlocked
}

export interface Network {
  readonly vpcId: string
  /** CIDR blocks of its vSwitches. */
  readonly blocks: readonly string[]
}

/** The vSwitches of all VPCs of an ECR lie apart. UNKNOWN: the rule is documented, the code is not. */
export function isApart(joining: Network, present: readonly Network[]) {
  for (const { vpcId, blocks } of present)
    for (const theirs of blocks)
      for (const ours of joining.blocks) {
        const [left, right] = [parseCidr(ours), parseCidr(theirs)]
        if (left && right && overlap(left, right))
          return no('OperationFailed.RejectedByVpcYaochi', {
            because: `The vSwitch ${ours} of ${joining.vpcId} overlaps with ${theirs} of ${vpcId}, which is in the ECR already.`,
            next: 'Associate VPCs whose vSwitches have different address ranges.',
          })
      }
  return yes()
}

/** The ECR has room for one more VPC, the association for its prefixes. */
export function isWithinQuotas({
  vpcs,
  prefixes,
  most,
}: {
  readonly vpcs: number
  readonly prefixes: number
  readonly most: { readonly vpcs: number; readonly prefixes: number }
}) {
  if (vpcs >= most.vpcs)
    return no('QuotaExceeded.VpcCountPerEcr', {
      because: `The ECR has ${vpcs} VPCs, the limit is ${most.vpcs}.`,
      next: 'Raise the quota of the world, or use another ECR.',
    })
  return areWithinQuota(prefixes, most.prefixes)
}

/** An association has room for so many prefixes. */
export function areWithinQuota(prefixes: number, most: number) {
  if (prefixes <= most) return yes()
  return no('IllegalParamSize.AllowedPrefixes', {
    because: `${prefixes} prefixes are given, the limit is ${most}.`,
    next: 'Give fewer prefixes.',
  })
}

/** Where a security group may lie, and when it can go. */

import { type AccountId, hasSettled, no, yes } from '../../../model/index.js'
import type { SecurityGroup } from '../tables.js'

export interface NewGroupFacts {
  readonly vpcId: string | undefined
  /** The VPC, if the caller owns it or sees it through a shared vSwitch. */
  readonly vpc: { readonly owner: AccountId; readonly settlesAt: string | null } | undefined
  readonly type: SecurityGroup['type']
  /** A tag key that was given twice. */
  readonly tagTwice: string | undefined
  readonly now: Date
  /** Security groups of the caller in the region. */
  readonly existing: number
  readonly most: number
}

/** Where it lies. UNKNOWN: the order of the checks. */
export function mayCreateGroup({ vpcId, vpc, type, tagTwice, now, existing, most }: NewGroupFacts) {
  if (tagTwice !== undefined) return no('Duplicate.TagKey', { because: `The tag ${tagTwice} was given twice.` })
  if (vpcId === undefined && type === 'enterprise')
    return no('InvalidParams.VpcIdGroupType', { because: 'No VPC was given.', next: 'Give VpcId.' })
  // Published for both: an unknown VPC, and none where there is no classic network.
  if (vpcId === undefined) return no('InvalidVpcId.NotFound', { because: 'No VPC was given.', next: 'Give VpcId.' })
  if (!vpc)
    return no('InvalidVpcId.NotFound', {
      because: `This account has no VPC ${vpcId} in the region, and no vSwitch of it is shared with it.`,
      next: 'If another account owns it: ask for a resource share with one of its vSwitches.',
    })
  if (!hasSettled(vpc, now)) return no('IncorrectVpcStatus', { because: `${vpcId} is still being created.` })
  if (existing >= most)
    return no('QuotaExceed.SecurityGroup', {
      because: `This account has ${existing} security groups in the region, the limit.`,
      next: 'Delete one, or raise the limit ecs.securityGroups of the world.',
    })
  return yes({ vpcId, vpcOwner: vpc.owner })
}

export function mayDeleteGroup(securityGroupId: string, found: boolean, members: number) {
  if (!found)
    return no('InvalidSecurityGroup.NotFound', {
      because: `This account has no security group ${securityGroupId} in the region.`,
      next: 'Only the account that created a security group sees it, also in a shared VPC.',
    })
  if (members > 0)
    return no('DependencyViolation', {
      because: `${securityGroupId} has network interfaces.`,
      next: 'Delete its network interfaces first.',
    })
  return yes()
}

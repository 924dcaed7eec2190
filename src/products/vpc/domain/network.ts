/** Which VPCs and vSwitches may be created and deleted. */

import { no, yes } from '../../../model/index.js'
import type { VSwitch } from '../tables.js'
import { addressText, type Cidr, containsCidr, overlap, parseCidr } from './cidr.js'

const block = (text: string): Cidr => parseCidr(text) as Cidr
/** Ranges that no VPC may lie in or cover (help page of CreateVpc). */
const barred = ['100.64.0.0/10', '224.0.0.0/4', '127.0.0.0/8', '169.254.0.0/16'].map(block)
const carrierGrade = block('100.64.0.0/10')
/** The reserved range that a block meets. */
export const barredRange = (cidr: Cidr): Cidr | undefined => barred.find((range) => overlap(range, cidr))

export interface NewVpcFacts {
  readonly cidrBlock: string
  /** Comma-separated, as given. */
  readonly userCidr: string | undefined
  readonly enableIpv6: boolean
  readonly ipv6CidrBlock: string | undefined
  /** VPCs of the account in the region. */
  readonly existing: number
  readonly most: number
}

/** The user CIDRs of the new VPC. */
export function mayCreateVpc({ cidrBlock, userCidr, enableIpv6, ipv6CidrBlock, existing, most }: NewVpcFacts) {
  const cidr = parseCidr(cidrBlock)
  if (!cidr) return no('InvalidParameter', { because: `${cidrBlock} is not an IPv4 block, or has bits set behind its prefix.` })
  // Masks of 8 to 28 bits: help page.
  if (cidr.bits < 8 || cidr.bits > 28)
    return no('InvalidParameter', { because: 'The mask of a VPC has 8 to 28 bits.', next: 'Take a block such as 10.0.0.0/8.' })
  if (barredRange(cidr)) return no('InvalidParameter', { because: `${cidrBlock} meets a range that is reserved for the system.` })
  const userCidrs = (userCidr ?? '').split(',').filter((each) => each !== '')
  if (userCidrs.length > 3) return no('InvalidUserCidr.Quota', { because: 'A VPC has at most three user CIDR blocks.' })
  const parsed = userCidrs.map((each) => parseCidr(each.trim()))
  if (parsed.some((each) => !each))
    return no('IllegalParam.UserCidr', { because: 'A user CIDR block has no bits behind its prefix.' })
  if (parsed.some((each) => each && overlap(each, carrierGrade))) return no('InvalidUserCidr.Malformed')
  if (ipv6CidrBlock !== undefined && !enableIpv6)
    return no('MissingParam.EnableIpv6', {
      fill: ['EnableIpv6', 'The parameter EnableIpv6 must be true when Ipv6CidrBlock is specified.'],
    })
  if (existing >= most)
    return no('QuotaExceeded.Vpc', {
      because: `This account has ${existing} VPCs in the region, the limit.`,
      next: 'Delete one, or raise the limit vpc.vpcs of the world.',
    })
  return yes(userCidrs.map((each) => each.trim()))
}

export interface NewVSwitchFacts {
  readonly cidrBlock: string
  /** Of the VPC that it is to be in; `undefined`: the caller has no such VPC. */
  readonly vpc:
    | {
        readonly vpcId: string
        readonly cidrBlock: string
        readonly secondaryCidrBlocks?: readonly string[]
        readonly ipv6CidrBlock: string
        readonly settled: boolean
      }
    | undefined
  readonly regionId: string
  readonly zoneId: string
  readonly siblings: readonly Pick<VSwitch, 'vSwitchId' | 'cidrBlock' | 'ipv6CidrBlock'>[]
  /** A vSwitch of the VPC is still being created. */
  readonly busy: boolean
  /** The last eight bits of its IPv6 block. */
  readonly ipv6Bits: number | undefined
  readonly most: number
}

/** The IPv6 block of the new vSwitch, `''` without one. UNKNOWN: the order of the checks. */
export function mayCreateVSwitch({ cidrBlock, vpc, regionId, zoneId, siblings, busy, ipv6Bits, most }: NewVSwitchFacts) {
  if (!vpc)
    return no('InvalidVpcId.NotFound', {
      because: 'This account has no such VPC in the region.',
      next: 'Only the owner of a VPC can create vSwitches in it.',
    })
  if (!vpc.settled) return no('IncorrectVpcStatus', { because: `${vpc.vpcId} is still being created.` })
  // Zones are named after their region: cn-hangzhou-b, us-west-1a.
  if (!zoneId.startsWith(regionId) || zoneId.length === regionId.length)
    return no('InvalidZoneId.NotFound', { because: `${zoneId} is not a zone of ${regionId}.` })
  const cidr = parseCidr(cidrBlock)
  if (!cidr)
    return no('InvalidCidrBlock.Malformed', { because: `${cidrBlock} is not an IPv4 block, or has bits set behind its prefix.` })
  // 16 to 29 bits: help page.
  if (cidr.bits < 16 || cidr.bits > 29)
    return no('InvalidCirdrBlock.MaskLength', { because: 'The mask of a vSwitch has 16 to 29 bits.' })
  // A vSwitch may fill its VPC.
  const blocks = [vpc.cidrBlock, ...(vpc.secondaryCidrBlocks ?? [])]
  if (!blocks.some((each) => containsCidr(block(each), cidr)))
    return no('InvalidParameter', { because: `${cidrBlock} is not inside ${blocks.join(' or ')}, the blocks of the VPC.` })
  const met = siblings.find((sibling) => overlap(block(sibling.cidrBlock), cidr))
  if (met)
    return no('InvalidCidrBlock.Overlapped', {
      because: `${met.vSwitchId} has ${met.cidrBlock}.`,
      next: 'Take a block that no vSwitch of the VPC uses.',
    })
  if (busy) return no('OperationDenied.OtherSubnetCreating', { because: 'Another vSwitch of the VPC is being created.' })
  if (siblings.length >= most)
    return no('QuotaExceeded.VSwitch', { because: `The VPC has ${siblings.length} vSwitches, the limit.` })
  return ipv6Of(vpc, siblings, ipv6Bits)
}

/** The IPv6 block that these last bits name in a VPC. */
export function ipv6Of(
  vpc: { readonly ipv6CidrBlock: string },
  siblings: readonly Pick<VSwitch, 'ipv6CidrBlock'>[],
  bits: number | undefined,
) {
  if (bits === undefined) return yes('')
  if (vpc.ipv6CidrBlock === '')
    return no('OperationFailed.VpcIpv6Disabled', { fill: ['Ipv6CidrBlock', 'IPv6 is not enabled for the VPC.'] })
  const own = vSwitchIpv6Block(vpc.ipv6CidrBlock, bits)
  if (siblings.some(({ ipv6CidrBlock }) => ipv6CidrBlock === own))
    return no('OperationFailed.Ipv6CidrBlockExisted', {
      fill: ['Ipv6CidrBlock', `The IPv6 block ${own} is used by another vSwitch.`],
    })
  return yes(own)
}

/** The /64 of a vSwitch in its VPC's /56: `2408:4005:3a1:7b00::/56` and 12 make `2408:4005:3a1:7b0c::/64`. */
export function vSwitchIpv6Block(vpcBlock: string, bits: number): string {
  const groups = (vpcBlock.split('::')[0] ?? '').split(':')
  while (groups.length < 4) groups.push('0')
  const last = Number.parseInt(groups[3] as string, 16) - (Number.parseInt(groups[3] as string, 16) % 256) + bits
  return `${groups.slice(0, 3).join(':')}:${last.toString(16)}::/64`
}

export interface OldVpcFacts {
  readonly vpcId: string
  readonly found: boolean
  readonly settled: boolean
  readonly vSwitches: number
  /** Custom route tables, and routes of the user. */
  readonly routeTables: number
  readonly routes: number
  /** Security groups in it, of its owner or of principals. */
  readonly securityGroups: number
  /** The ECR that it is attached to. */
  readonly ecrId: string | undefined
}

export function mayDeleteVpc({ vpcId, found, settled, vSwitches, routeTables, routes, securityGroups, ecrId }: OldVpcFacts) {
  if (!found) return no('InvalidVpcId.NotFound', { because: 'This account has no such VPC in the region.' })
  if (!settled) return no('IncorrectVpcStatus', { because: `${vpcId} is still being created.` })
  // ForceDelete concerns IPv4 and IPv6 gateways only (help page): vSwitches stay in the way.
  if (vSwitches > 0)
    return no('DependencyViolation.VSwitch', {
      because: `${vpcId} has ${vSwitches} vSwitches.`,
      next: 'Delete its vSwitches first.',
    })
  if (routeTables > 0)
    return no('DependencyViolation.RouteTable', { because: `${vpcId} has custom route tables.`, next: 'Delete them first.' })
  if (routes > 0)
    return no('DependencyViolation.RouteEntry', { because: `${vpcId} has custom routes.`, next: 'Delete them first.' })
  if (securityGroups > 0)
    return no('DependencyViolation.SecurityGroup', {
      because: `${vpcId} has security groups.`,
      next: 'Delete them first; groups of accounts that used a shared vSwitch can be deleted by them only.',
    })
  // UNKNOWN: nothing published names ECR here; of the codes listed this is the one whose text is left open.
  if (ecrId !== undefined)
    return no('DependencyViolation.CloudServiceResource', {
      fill: ['VpcId', `The VPC is attached to the Express Connect Router ${ecrId}.`],
      because: `${vpcId} is attached to ${ecrId}.`,
      next: 'The owner of the ECR has to delete the association first.',
    })
  return yes()
}

export interface OldVSwitchFacts {
  readonly vSwitchId: string
  readonly found: boolean
  /** It belongs to another account, which shares it with the caller. */
  readonly sharedBy: string | undefined
  readonly settled: boolean
  readonly shared: boolean
  /** Its custom route table. */
  readonly routeTableId: string | undefined
  /** Network interfaces are in it, of its owner or of principals. */
  readonly occupied: boolean
}

export function mayDeleteVSwitch({ vSwitchId, found, sharedBy, settled, shared, routeTableId, occupied }: OldVSwitchFacts) {
  // UNKNOWN: what a principal is told that deletes a vSwitch which it can see; of the codes listed this one speaks of access.
  if (sharedBy !== undefined)
    return no('IncorrectVSwitchId', {
      because: `${vSwitchId} belongs to account ${sharedBy}.`,
      next: 'Only its owner can delete a shared vSwitch.',
    })
  if (!found) return no('InvalidVSwitchId.NotFound', { because: 'This account has no such vSwitch in the region.' })
  if (!settled) return no('IncorrectVSwitchStatus', { because: `${vSwitchId} is still being created.` })
  if (shared)
    return no('DependencyViolation.ResourceShare', {
      because: `${vSwitchId} is in a resource share that has principals or waits for them.`,
      next: 'Take it out of the resource share (DisassociateResourceShare), or delete the share.',
    })
  if (routeTableId !== undefined)
    return no('DependencyViolation.RouteTable', {
      because: `${vSwitchId} uses the route table ${routeTableId}.`,
      next: 'Take it out of the table first (UnassociateRouteTable).',
    })
  if (occupied)
    return no('DependencyViolation', {
      because: `${vSwitchId} has network interfaces.`,
      next: 'Delete them first; DescribeNetworkInterfaces also lists those of principals, which only they can delete.',
    })
  return yes()
}

/** The first block of this mask in `within` that meets no sibling. */
export function freeBlock(within: string, bits: number, siblings: readonly Pick<VSwitch, 'cidrBlock'>[]): string | undefined {
  const outer = block(within)
  const taken = siblings.map(({ cidrBlock }) => block(cidrBlock))
  for (let address = outer.address; containsCidr(outer, { address, bits }); address += 2 ** (32 - bits)) {
    if (!taken.some((each) => overlap(each, { address, bits }))) return `${addressText(address)}/${bits}`
  }
  return undefined
}

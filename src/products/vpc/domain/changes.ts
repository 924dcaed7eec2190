/** What of VPCs and vSwitches may be changed. */

import { no, yes } from '../../../model/index.js'
import type { Vpc, VSwitch } from '../tables.js'
import { containsCidr, overlap, parseCidr } from './cidr.js'
import { barredRange } from './network.js'

export interface VpcChangeFacts {
  /** `undefined`: the caller has no such VPC in the region. */
  readonly vpc: Vpc | undefined
  readonly settled: boolean
  readonly cidrBlock: string | undefined
  readonly enableIpv6: boolean | undefined
  readonly vSwitches: readonly Pick<VSwitch, 'vSwitchId' | 'cidrBlock' | 'ipv6CidrBlock'>[]
}

/** The VPC, when all that is asked for can be. UNKNOWN: the order of the checks. */
export function mayModifyVpc({ vpc, settled, cidrBlock, enableIpv6, vSwitches }: VpcChangeFacts) {
  if (!vpc) return no('InvalidVpcId.NotFound', { because: 'This account has no such VPC in the region.' })
  if (!settled) return no('IncorrectVpcStatus', { because: `${vpc.vpcId} is still being created.` })
  if (cidrBlock !== undefined && enableIpv6 !== undefined)
    return no('ParamExclusive.EnableIpv6AndCidrBlock', { because: 'CidrBlock and EnableIPv6 are both given.' })
  if (enableIpv6 === true && vpc.classicLink)
    return no('OperationFailed.ClassicLinkEnabled', { because: `ClassicLink is on for ${vpc.vpcId}.` })
  const used = vSwitches.find(({ ipv6CidrBlock }) => ipv6CidrBlock !== '')
  if (enableIpv6 === false && vpc.ipv6CidrBlock !== '' && used)
    return no('OperationFailed.IpV6VSwitchInuse', {
      fill: ['EnableIPv6', `The vSwitch ${used.vSwitchId} of the VPC has an IPv6 block.`],
      because: `${used.vSwitchId} has ${used.ipv6CidrBlock}.`,
    })
  return cidrBlock === undefined ? yes(vpc) : mayTakeBlock(vpc, cidrBlock, vSwitches)
}

function mayTakeBlock(vpc: Vpc, cidrBlock: string, vSwitches: VpcChangeFacts['vSwitches']) {
  const [wanted, present] = [parseCidr(cidrBlock), parseCidr(vpc.cidrBlock)]
  if (!wanted || wanted.bits < 8 || wanted.bits > 28 || barredRange(wanted))
    return no('InvalidCidrBlock.Malformed', { because: `${cidrBlock} is no block that a VPC can have.` })
  // UNKNOWN: the code; the page says that a default VPC keeps its block.
  if (vpc.isDefault) return no('InvalidCidrBlock.Malformed', { because: 'The block of a default VPC cannot be changed.' })
  // The block grows or shrinks, it does not move (help page).
  if (present && !overlap(wanted, present))
    return no('InvalidCidrBlock.Malformed', { because: `${cidrBlock} neither contains ${vpc.cidrBlock} nor lies in it.` })
  const outside = vSwitches.find((each) => {
    const block = parseCidr(each.cidrBlock)
    // One in a secondary block does not depend on the main one.
    return block && present && containsCidr(present, block) && !containsCidr(wanted, block)
  })
  if (outside) return no('IllegalCidrBlock', { because: `${outside.vSwitchId} has ${outside.cidrBlock}.` })
  return yes(vpc)
}

export interface NewBlockFacts {
  readonly vpc: Vpc | undefined
  readonly settled: boolean
  readonly given: { readonly v4: string | undefined; readonly v6: string | undefined; readonly wantsV6: boolean }
  readonly most: number
}

/** The VPC and the further block that it gets. */
export function mayAddBlock({ vpc, settled, given, most }: NewBlockFacts) {
  if (!vpc) return no('InvalidVpc.NotFound', { fill: ['VpcId', 'The specified VPC does not exist.'], because: unknown })
  if (!settled) return no('IncorrectStatus.Vpc', { fill: ['VpcId', `The VPC ${vpc.vpcId} is still being created.`] })
  if (given.v4 !== undefined && given.v6 !== undefined)
    return no('ParamExclusive.SecondaryCidrAndIpv6Cidr', {
      fill: ['SecondaryCidrBlock', 'Only one of the two blocks can be given.'],
    })
  // No addresses are reserved for anybody, and a VPC that has IPv6 has its block from EnableIpv6.
  if (given.v6 !== undefined || given.wantsV6)
    return no('OperationFailed.IPv6CidrNotReserved', { because: 'Further IPv6 blocks are not offered here.' })
  if (given.v4 === undefined) return no('MissingParam.SecondaryCidrBlockOrIpv6CidrBlock')
  const block = parseCidr(given.v4)
  if (!block || block.bits < 8 || block.bits > 28 || barredRange(block))
    return no('InvalidCidrBlock.Malformed', { because: `${given.v4} is no block that a VPC can have.` })
  const present = vpc.secondaryCidrBlocks ?? []
  if (present.includes(given.v4))
    return no('Duplicated.SecondaryCidrBlock', { fill: ['SecondaryCidrBlock', `The VPC has the block ${given.v4} already.`] })
  const met = [vpc.cidrBlock, ...present].find((each) => {
    const other = parseCidr(each)
    return other && overlap(block, other)
  })
  if (met !== undefined)
    return no('IllegalParam.SecondaryCidrBlock', {
      fill: ['SecondaryCidrBlock', `The block ${given.v4} overlaps with ${met}.`],
      because: `The VPC has ${met}.`,
    })
  if (present.length >= most)
    return no('QuotaExceeded.VpcMultiCidr', {
      fill: ['SecondaryCidrBlock', `The VPC has ${present.length} secondary blocks, the limit.`],
    })
  return yes({ vpc, block: given.v4 })
}

const unknown = 'This account has no such VPC in the region.'

export interface OldBlockFacts {
  readonly vpc: Vpc | undefined
  readonly settled: boolean
  readonly given: { readonly v4: string | undefined; readonly v6: string | undefined }
  readonly vSwitches: readonly Pick<VSwitch, 'vSwitchId' | 'cidrBlock'>[]
}

/** The VPC, and the blocks that it keeps. */
export function mayRemoveBlock({ vpc, settled, given, vSwitches }: OldBlockFacts) {
  if (!vpc) return no('InvalidVpc.NotFound', { fill: ['VpcId', 'The specified VPC does not exist.'], because: unknown })
  if (!settled) return no('IncorrectStatus.Vpc', { fill: ['VpcId', `The VPC ${vpc.vpcId} is still being created.`] })
  if (given.v4 !== undefined && given.v6 !== undefined)
    return no('ParamExclusive.SecondaryCidrAndIpv6Cidr', {
      fill: ['SecondaryCidrBlock', 'Only one of the two blocks can be given.'],
    })
  if (given.v6 !== undefined)
    return no('InvalidIpv6CidrBlock.NotFound', { fill: ['IPv6CidrBlock', `${given.v6} is no further IPv6 block of the VPC.`] })
  if (given.v4 === undefined) return no('MissingParam.SecondaryCidrBlockOrIpv6CidrBlock')
  const present = vpc.secondaryCidrBlocks ?? []
  if (!present.includes(given.v4))
    return no('InvalidSecondaryCidrBlock.NotFound', {
      fill: ['SecondaryCidrBlock', `${given.v4} is no secondary block of the VPC.`],
    })
  const outer = parseCidr(given.v4)
  const used = vSwitches.find(({ cidrBlock }) => {
    const block = parseCidr(cidrBlock)
    return outer && block && containsCidr(outer, block)
  })
  if (used)
    return no('OperationFailed.CidrInUse', {
      fill: ['SecondaryCidrBlock', `The vSwitch ${used.vSwitchId} is in ${given.v4}.`],
      next: 'Delete the vSwitches in the block first.',
    })
  return yes({ vpc, blocks: present.filter((each) => each !== given.v4) })
}

export interface Ipv6ChangeFacts {
  readonly vSwitch: Pick<VSwitch, 'vSwitchId' | 'ipv6CidrBlock'>
  readonly enable: boolean | undefined
  readonly bits: number | undefined
}

/** Whether the vSwitch gets an IPv6 block (`on`), loses it (`off`) or stays as it is. */
export function ipv6Change({ vSwitch, enable, bits }: Ipv6ChangeFacts) {
  const isOn = vSwitch.ipv6CidrBlock !== ''
  if (enable === false) {
    if (bits !== undefined)
      return no('ParamExclusive.DisableIpv6AndIpv6CidrBlock', { because: 'Ipv6CidrBlock is given with EnableIPv6 false.' })
    return isOn ? yes('off' as const) : no('OperationFailed.IPv6Disabled', { because: `${vSwitch.vSwitchId} has no IPv6 block.` })
  }
  if (enable === undefined && bits === undefined) return yes('as it is' as const)
  if (isOn)
    return no('OperationFailed.Ipv6AlreadyEnabled', {
      fill: ['EnableIPv6', `IPv6 is enabled for the vSwitch ${vSwitch.vSwitchId} already.`],
      because: `It has ${vSwitch.ipv6CidrBlock}.`,
    })
  return yes('on' as const)
}

/** Where a network interface may be made, with which addresses and security groups. */

import { no, yes } from '../../../model/index.js'
import { type Cidr, parseAddress, usableRange } from '../../vpc/domain/cidr.js'
import type { SecurityGroup } from '../tables.js'

/** The security groups that a call names, in one way or the other. */
export function namedGroups(one: string | undefined, several: readonly string[] | undefined) {
  if (one !== undefined && several)
    return no('InvalidSecurityGroupId.SingleIdAndMultiIdConflict', {
      because: 'SecurityGroupId and SecurityGroupIds were both given.',
      next: 'Give one of them.',
    })
  const ids = several ?? (one === undefined ? [] : [one])
  if (ids.length === 0)
    return no('MissingParameter', {
      fill: ['SecurityGroupIds'],
      because: 'Neither SecurityGroupId nor SecurityGroupIds was given.',
    })
  const twice = ids.find((id, i) => ids.indexOf(id) < i)
  if (twice !== undefined)
    return no('InvalidParameter.SecurityGroupIdRepeated', { fill: [twice], because: `${twice} was given twice.` })
  return yes(ids)
}

export interface PlaceFacts {
  readonly vSwitchId: string
  /** The vSwitch, if the caller owns it or it is shared with it. */
  readonly vSwitch: { readonly vpcId: string; readonly settled: boolean } | undefined
  readonly groupIds: readonly string[]
  /** The caller's own groups of these ids, in the region. */
  readonly groups: readonly (Pick<SecurityGroup, 'vpcId' | 'type'> | undefined)[]
  readonly mostGroups: number
  /** Interfaces of the caller in the region. */
  readonly existing: number
  readonly most: number
}

/** UNKNOWN: the order of the checks. */
export function mayPlaceInterface({ vSwitchId, vSwitch, groupIds, groups, mostGroups, existing, most }: PlaceFacts) {
  if (!vSwitch)
    return no('InvalidVSwitchId.NotFound', {
      fill: [vSwitchId],
      because: `This account has no vSwitch ${vSwitchId} in the region, and none is shared with it.`,
      next: 'If another account owns it: ask for a resource share that has this account as a principal.',
    })
  if (!vSwitch.settled) return no('IncorrectVSwitchStatus', { because: `${vSwitchId} is still being created.` })
  if (groupIds.length > mostGroups)
    return no('JoinedGroupLimitExceed', {
      fill: [String(mostGroups)],
      because: `${groupIds.length} security groups were given, ${mostGroups} are allowed.`,
    })
  for (const [i, id] of groupIds.entries()) {
    const group = groups[i]
    if (!group)
      return no('InvalidSecurityGroupId.NotFound', {
        fill: [id],
        because: `This account has no security group ${id} in the region; those of other accounts cannot be used.`,
        next: 'Create one in the VPC of the vSwitch.',
      })
    if (group.vpcId !== vSwitch.vpcId)
      return no('InvalidOperation.VpcMismatch', {
        fill: [id],
        because: `${id} lies in ${group.vpcId}, ${vSwitchId} in ${vSwitch.vpcId}.`,
      })
  }
  if (new Set(groups.map((group) => group?.type)).size > 1)
    return no('EnterpriseGroupLimited.MutliGroupType', { because: 'The security groups are of both types.' })
  if (existing >= most)
    return no('MaxEniCountExceeded', {
      fill: [String(most)],
      because: `This account has ${existing} network interfaces in the region, the limit.`,
      next: 'Delete one, or raise the limit ecs.networkInterfaces of the world.',
    })
  return yes()
}

export interface AddressesAsked {
  readonly block: Cidr
  readonly primary: string | undefined
  readonly secondary: readonly string[] | undefined
  /** How many secondary addresses are to be found for the caller. */
  readonly secondaryCount: number | undefined
}
export interface AddressesWanted {
  /** Named by the caller. */
  readonly primary: number | undefined
  readonly secondary: readonly number[]
  /** Secondary addresses to be found. */
  readonly more: number
}

/** The addresses that the caller named are usable ones of the vSwitch; whether they are free is another question. */
export function wantedAddresses({ block, primary, secondary, secondaryCount }: AddressesAsked) {
  if (secondary && secondaryCount !== undefined)
    return no('InvalidParameter.Conflict', {
      fill: ['SecondaryPrivateIpAddressCount'],
      because: 'Secondary addresses were named, and a number of them was given.',
      next: 'Give PrivateIpAddress or SecondaryPrivateIpAddressCount.',
    })
  const { first, last } = usableRange(block)
  const named: number[] = []
  for (const text of [...(primary === undefined ? [] : [primary]), ...(secondary ?? [])]) {
    const address = parseAddress(text)
    if (address === undefined) return no('InvalidIp.Address', { fill: [text], because: `${text} is not an IPv4 address.` })
    // The system keeps the first address of a vSwitch and the last three.
    if (address < first || address > last)
      return no('InvalidVSwitchId.IpInvalid', {
        fill: [text],
        because: `${text} is not one of the usable addresses of the vSwitch.`,
      })
    if (named.includes(address)) return no('InvalidIp.IpRepeated', { fill: [text], because: `${text} was given twice.` })
    named.push(address)
  }
  return yes<AddressesWanted>({
    primary: primary === undefined ? undefined : named[0],
    secondary: primary === undefined ? named : named.slice(1),
    more: secondaryCount ?? 0,
  })
}

/** `00:16:3e` belongs to the maker (sample answers); the rest comes from a number. */
export function macAddress(number: number): string {
  const rest = (number % 2 ** 24).toString(16).padStart(6, '0')
  return ['00', '16', '3e', rest.slice(0, 2), rest.slice(2, 4), rest.slice(4)].join(':')
}

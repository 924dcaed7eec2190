/** How networks look in answers. Lists and containers are always there: clients walk into them unasked. */

import { accountId, flag, hasSettled, list, long, structure, text, whole } from '../../model/index.js'
import { parseCidr, usableAddresses } from './domain/cidr.js'
import { routeTableStatus } from './domain/route.js'
import { defaultFlag, tagAnswer, tagsAnswered, timeAnswered } from './parameters.js'
import type { Seen, SeenVpc } from './reads.js'
import type { RouteTable, VSwitch } from './tables.js'

const ownerField = accountId('The account that owns it.')
const names = (note: string, example: string) => list(note, text('An id.', example))

export const vpcFields = {
  VpcId: text('Its id.', 'vpc-bp15zckdt37pq72zvw3qx'),
  RegionId: text('Its region.', 'cn-hangzhou'),
  Status: text('`Pending` while it is being made, then `Available`.', 'Available'),
  VpcName: text('Its name, empty if none.', 'core'),
  CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
  CidrBlock: text('Its IPv4 block.', '172.16.0.0/12'),
  Ipv6CidrBlock: text('Its IPv6 block, empty without IPv6.', ''),
  VRouterId: text('Its router.', 'vrt-bp1lhl0taikrteen8jz5y'),
  Description: text('Its description, empty if none.', ''),
  IsDefault: defaultFlag,
  EnabledIpv6: flag('Whether it has IPv6.', false),
  ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
  OwnerId: ownerField,
  DhcpOptionsSetId: text('Its DHCP options; none here.', ''),
  DhcpOptionsSetStatus: text('State of its DHCP options.', 'Available'),
  DnsHostnameStatus: text('Whether DNS host names are on.', 'DISABLED'),
  VSwitchIds: structure({ VSwitchId: names('vSwitches in it that the caller sees.', 'vsw-bp1qg5lrs9m2kzt0yx4e7') }),
  SecondaryCidrBlocks: structure({ SecondaryCidrBlock: names('Further blocks.', '10.0.0.0/8') }),
  UserCidrs: structure({ UserCidr: names('Blocks of the user.', '10.0.0.0/8') }),
  Ipv6CidrBlocks: structure({
    Ipv6CidrBlock: list(
      'IPv6 blocks.',
      structure({ Ipv6Isp: text('Kind of line.', 'BGP'), Ipv6CidrBlock: text('The block.', '2408:4005:3a1:7b00::/56') }),
    ),
  }),
  Tags: tagAnswer,
}

export function vpcAnswered({ owner, row, vSwitchIds }: SeenVpc, now: Date) {
  return {
    VpcId: row.vpcId,
    RegionId: row.regionId,
    Status: hasSettled(row, now) ? 'Available' : 'Pending',
    VpcName: row.name,
    CreationTime: timeAnswered(row.createdAt),
    CidrBlock: row.cidrBlock,
    Ipv6CidrBlock: row.ipv6CidrBlock,
    VRouterId: row.vRouterId,
    Description: row.description,
    IsDefault: row.isDefault === true,
    EnabledIpv6: row.ipv6CidrBlock !== '',
    ResourceGroupId: row.resourceGroupId,
    OwnerId: owner,
    DhcpOptionsSetId: '',
    DhcpOptionsSetStatus: 'Available',
    DnsHostnameStatus: row.dnsHostname ? 'ENABLED' : 'DISABLED',
    VSwitchIds: { VSwitchId: vSwitchIds },
    SecondaryCidrBlocks: { SecondaryCidrBlock: row.secondaryCidrBlocks ?? [] },
    UserCidrs: { UserCidr: row.userCidrs },
    Ipv6CidrBlocks: { Ipv6CidrBlock: row.ipv6CidrBlock === '' ? [] : [{ Ipv6Isp: 'BGP', Ipv6CidrBlock: row.ipv6CidrBlock }] },
    Tags: tagsAnswered(row.tags),
  }
}

export const vSwitchFields = {
  VSwitchId: text('Its id.', 'vsw-bp1qg5lrs9m2kzt0yx4e7'),
  VpcId: text('The VPC that it is in.', 'vpc-bp15zckdt37pq72zvw3qx'),
  Status: text('`Pending` while it is being made, then `Available`.', 'Available'),
  CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
  IsDefault: defaultFlag,
  AvailableIpAddressCount: long('Free addresses.', 252),
  NetworkAclId: text('Its network ACL; none here.', ''),
  OwnerId: ownerField,
  CidrBlock: text('Its IPv4 block.', '172.16.0.0/24'),
  Description: text('Its description, empty if none.', ''),
  ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
  ZoneId: text('Its zone.', 'cn-hangzhou-b'),
  Ipv6CidrBlock: text('Its IPv6 block, empty without IPv6.', ''),
  VSwitchName: text('Its name, empty if none.', 'web'),
  ShareType: text('`Sharing`: another account shares it with the caller. `Shared`: the caller shares it. Else empty.', ''),
  EnabledIpv6: flag('Whether it has IPv6.', false),
  Tags: tagAnswer,
  RouteTable: structure({
    RouteTableId: text('Its route table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
    RouteTableType: text('`System` or `Custom`.', 'System'),
  }),
}

/**
 * UNKNOWN: what ShareType says to the owner; the SDK and the page on sharing use the two words the other way round. The
 * principal's `Sharing` is the page's. UNKNOWN: whether tags of the owner are shown to principals; the page says that they vanish
 * for them with the sharing, so they are until then, and of network interfaces that neither side sees those of the other.
 */
export function vSwitchAnswered(
  { owner, row }: Seen<VSwitch>,
  about: { readonly routeTableId: string; readonly shareType: string; readonly addressesTaken: number; readonly now: Date },
) {
  return {
    VSwitchId: row.vSwitchId,
    VpcId: row.vpcId,
    Status: hasSettled(row, about.now) ? 'Available' : 'Pending',
    CreationTime: timeAnswered(row.createdAt),
    IsDefault: row.isDefault,
    AvailableIpAddressCount: usableAddresses(parseCidr(row.cidrBlock) ?? { address: 0, bits: 32 }) - about.addressesTaken,
    NetworkAclId: '',
    OwnerId: owner,
    CidrBlock: row.cidrBlock,
    Description: row.description,
    ResourceGroupId: row.resourceGroupId,
    ZoneId: row.zoneId,
    Ipv6CidrBlock: row.ipv6CidrBlock,
    VSwitchName: row.name,
    ShareType: about.shareType,
    EnabledIpv6: row.ipv6CidrBlock !== '',
    Tags: tagsAnswered(row.tags),
    RouteTable: { RouteTableId: about.routeTableId, RouteTableType: row.routeTableId === undefined ? 'System' : 'Custom' },
  }
}

export const routeTableFields = {
  RouteTableId: text('Its id.', 'vtb-bp145q7glnuzdvx1kq0s2'),
  RouteTableName: text('Its name, empty if none.', ''),
  RouteTableType: text('`System` or `Custom`.', 'System'),
  RouterId: text('The router that it belongs to.', 'vrt-bp1lhl0taikrteen8jz5y'),
  RouterType: text('`VRouter`: the router of a VPC; `VBR`.', 'VRouter'),
  VpcId: text('The VPC that it is in.', 'vpc-bp15zckdt37pq72zvw3qx'),
  Status: text('Its state.', 'Available'),
  AssociateType: text('What it is for: `VSwitch` or `Gateway`.', 'VSwitch'),
  OwnerId: ownerField,
  Description: text('Its description, empty if none.', ''),
  ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
  CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
  RoutePropagationEnable: flag('Whether it takes dynamic routes.', true),
  VSwitchIds: structure({ VSwitchId: names('vSwitches that use it and that the caller sees.', 'vsw-bp1qg5lrs9m2kzt0yx4e7') }),
  GatewayIds: structure({ GatewayIds: names('Gateways that use it; none here.', 'ipv4gw-5tsnc6s4ogsedtp3k') }),
  Tags: tagAnswer,
}

export function routeTableAnswered({ owner, row }: Seen<RouteTable>, vSwitchIds: readonly string[], now: Date) {
  return {
    RouteTableId: row.routeTableId,
    RouteTableName: row.name,
    RouteTableType: row.type,
    RouterId: row.vRouterId,
    RouterType: row.vpcId === '' ? 'VBR' : 'VRouter',
    VpcId: row.vpcId,
    Status: routeTableStatus(row, now),
    AssociateType: 'VSwitch',
    OwnerId: owner,
    Description: row.description,
    ResourceGroupId: row.resourceGroupId,
    CreationTime: timeAnswered(row.createdAt),
    RoutePropagationEnable: row.noPropagation !== true,
    VSwitchIds: { VSwitchId: vSwitchIds },
    GatewayIds: { GatewayIds: [] },
    Tags: tagsAnswered(row.tags ?? {}),
  }
}

export const cloudResources = structure({
  CloudResourceSetType: list(
    'What is in it, by kind.',
    structure({ ResourceType: text('The kind.', 'VSwitch'), ResourceCount: whole('How many.', 1) }),
  ),
})
export const associatedCens = structure({
  AssociatedCen: list(
    'CEN instances that it is attached to; none here.',
    structure({
      CenId: text('The CEN instance.', 'cen-7qthudw0ll6jmc'),
      CenOwnerId: accountId('Its owner.'),
      CenStatus: text('State of the attachment.', 'Attached'),
    }),
  ),
})

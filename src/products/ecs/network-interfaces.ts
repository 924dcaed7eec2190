/** Who sees which network interface, and how interfaces look in answers. */

import { flag, type Lookup, list, structure, text } from '../../model/index.js'
import { groupBy, newestFirst, type Seen, type Viewer } from '../vpc/reads.js'
import { tagAnswer, tagsAnswered } from './parameters.js'
import { guestInterfaces, type NetworkInterface, networkInterfaces } from './tables.js'

/**
 * Every interface that the viewer sees in its region: its own, wherever they are, and what principals have in its vSwitches,
 * shared still or no longer (page on VPC sharing). Newest first. UNKNOWN: whether the owner of a vSwitch has to ask for those of
 * others by vSwitch or VPC; it need not.
 */
export async function interfacesSeenBy(lookup: Lookup, { account, region }: Viewer): Promise<Seen<NetworkInterface>[]> {
  const partition = lookup.at(account)
  const own = await partition.all(networkInterfaces, 'byRegion', [region])
  const guests = await partition.all(guestInterfaces, 'byRegion', [region])
  const theirs = await Promise.all(
    [...groupBy(guests, ({ creator }) => creator)].map(async ([creator, some]) => {
      const rows = await lookup.at(creator).getMany(
        networkInterfaces,
        some.map(({ networkInterfaceId }) => [networkInterfaceId]),
      )
      return rows.filter((row) => row !== undefined).map((row) => ({ owner: creator, row }))
    }),
  )
  const mine = own.map((row) => ({ owner: account, row }))
  return [...mine, ...theirs.flat()].sort(newestFirst(({ networkInterfaceId }) => networkInterfaceId))
}

export const interfaceFields = {
  NetworkInterfaceId: text('Its id.', 'eni-bp14v2sdd3v8htln9x2k'),
  NetworkInterfaceName: text('Its name, empty if none.', 'web'),
  Description: text('Its description, empty if none.', ''),
  Status: text('`Available`: attached to nothing.', 'Available'),
  Type: text('`Secondary`: made on its own, not with an instance.', 'Secondary'),
  VpcId: text('The VPC that it is in.', 'vpc-bp15zckdt37pq72zvw3qx'),
  VSwitchId: text('The vSwitch that it is in.', 'vsw-bp1qg5lrs9m2kzt0yx4e7'),
  ZoneId: text('Its zone.', 'cn-hangzhou-b'),
  OwnerId: text('The account that created it.', '1000000000000003'),
  MacAddress: text('Its MAC address.', '00:16:3e:12:4f:a0'),
  PrivateIpAddress: text('Its primary address.', '172.16.0.17'),
  PrivateIpSets: structure({
    PrivateIpSet: list(
      'All its addresses.',
      structure({ PrivateIpAddress: text('An address.', '172.16.0.17'), Primary: flag('Whether it is the primary one.', true) }),
    ),
  }),
  Ipv6Sets: structure({
    Ipv6Set: list('IPv6 addresses; none here.', structure({ Ipv6Address: text('An address.', '2408:4005:3a1:7b00::1') })),
  }),
  Ipv4PrefixSets: structure({
    Ipv4PrefixSet: list('IPv4 prefixes; none here.', structure({ Ipv4Prefix: text('A prefix.', '172.16.0.16/28') })),
  }),
  Ipv6PrefixSets: structure({
    Ipv6PrefixSet: list('IPv6 prefixes; none here.', structure({ Ipv6Prefix: text('A prefix.', '2408:4005:3a1:7b00::/80') })),
  }),
  SecurityGroupIds: structure({
    SecurityGroupId: list('The security groups that it is in.', text('A group.', 'sg-bp67acfmxazb4p6x1k2d')),
  }),
  ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
  ServiceManaged: flag('Whether a cloud service manages it.', false),
  Tags: tagAnswer,
}

/** Tags are seen by their own side only (page on VPC sharing). */
export function interfaceAnswered({ owner, row }: Seen<NetworkInterface>, viewer: Pick<Viewer, 'account'>) {
  return {
    NetworkInterfaceId: row.networkInterfaceId,
    NetworkInterfaceName: row.name,
    Description: row.description,
    // There are no instances to attach it to.
    Status: 'Available',
    Type: 'Secondary',
    VpcId: row.vpcId,
    VSwitchId: row.vSwitchId,
    ZoneId: row.zoneId,
    OwnerId: owner,
    MacAddress: row.macAddress,
    PrivateIpAddress: row.addresses[0] ?? '',
    PrivateIpSets: { PrivateIpSet: row.addresses.map((PrivateIpAddress, i) => ({ PrivateIpAddress, Primary: i === 0 })) },
    Ipv6Sets: { Ipv6Set: [] },
    Ipv4PrefixSets: { Ipv4PrefixSet: [] },
    Ipv6PrefixSets: { Ipv6PrefixSet: [] },
    SecurityGroupIds: { SecurityGroupId: row.securityGroupIds },
    ResourceGroupId: row.resourceGroupId,
    ServiceManaged: false,
    Tags: owner === viewer.account ? tagsAnswered(row.tags) : { Tag: [] },
  }
}

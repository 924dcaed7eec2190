/** Networks: VPCs, their vSwitches and route tables, border routers, physical connections. */

import { type AccountId, type Tags, table } from '../../model/index.js'

export interface Vpc {
  readonly vpcId: string
  readonly regionId: string
  readonly name: string
  readonly description: string
  readonly cidrBlock: string
  readonly ipv6CidrBlock: string
  readonly userCidrs: readonly string[]
  /** Whether DNS host names are on. */
  readonly dnsHostname?: true
  /** Further IPv4 blocks. */
  readonly secondaryCidrBlocks?: readonly string[]
  readonly classicLink?: true
  readonly isDefault?: true
  readonly vRouterId: string
  readonly routeTableId: string
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
  readonly settlesAt: string | null
}
export const vpcs = table<Vpc>()('vpc_vpc', { key: ['vpcId'], indexes: { byRegion: ['regionId', 'createdAt'] }, located: 'world' })

export interface VSwitch {
  readonly vSwitchId: string
  readonly vpcId: string
  readonly regionId: string
  readonly zoneId: string
  readonly name: string
  readonly description: string
  readonly cidrBlock: string
  readonly ipv6CidrBlock: string
  readonly isDefault: boolean
  /** The custom route table that it uses. Absent: the system table of the VPC. */
  readonly routeTableId?: string
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
  readonly settlesAt: string | null
}
export const vSwitches = table<VSwitch>()('vpc_vswitch', {
  key: ['vSwitchId'],
  indexes: { byRegion: ['regionId', 'createdAt'], byVpc: ['vpcId', 'createdAt'] },
  located: 'world',
})

export interface RouteTable {
  readonly routeTableId: string
  /** Empty: of a VBR, whose id is the router's. */
  readonly vpcId: string
  readonly vRouterId: string
  readonly regionId: string
  readonly type: 'System' | 'Custom'
  readonly name: string
  readonly description: string
  readonly resourceGroupId: string
  readonly tags?: Tags
  /** Takes no dynamic routes. */
  readonly noPropagation?: true
  readonly createdAt: string
  /** Of custom ones: while they are being made or deleted. */
  readonly phase?: 'creating' | 'deleting'
  readonly settlesAt?: string | null
}
export const routeTables = table<RouteTable>()('vpc_route_table', {
  key: ['routeTableId'],
  indexes: { byVpc: ['vpcId', 'createdAt'], byRegion: ['regionId', 'createdAt'] },
  located: 'world',
})

/** A route of the user; those of the system follow from the vSwitches. In the partition of the table's owner. */
export interface RouteEntry {
  readonly routeEntryId: string
  readonly routeTableId: string
  /** The VPC or VBR that the table belongs to. */
  readonly routerOf: string
  readonly regionId: string
  readonly destinationCidrBlock: string
  readonly nextHopType: string
  readonly nextHopId: string
  readonly name: string
  readonly description: string
  readonly createdAt: string
  readonly modifiedAt: string
  readonly phase: 'creating' | 'deleting'
  readonly settlesAt: string | null
}
export const routeEntries = table<RouteEntry>()('vpc_route_entry', {
  key: ['routeEntryId'],
  indexes: {
    byTable: ['routeTableId', 'destinationCidrBlock'],
    byRouter: ['routerOf', 'createdAt'],
    byNextHop: ['routerOf', 'nextHopId'],
  },
  located: 'world',
})

/**
 * A route of a VPC that is published to an ECR beside those of its vSwitches. In the partition of the VPC's owner. It counts as
 * long as the VPC stays associated as it was then.
 */
export interface PublishedRoute {
  readonly routeTableId: string
  readonly destinationCidrBlock: string
  readonly vpcId: string
  readonly targetType: 'ECR'
  readonly targetInstanceId: string
  readonly associationId: string
  /** A route of the system, which is announced unasked, that was taken back. */
  readonly withdrawn?: true
  readonly createdAt: string
}
export const publishedRoutes = table<PublishedRoute>()('vpc_published_route', {
  key: ['targetInstanceId', 'routeTableId', 'destinationCidrBlock'],
  indexes: { byVpc: ['vpcId', 'targetInstanceId', 'createdAt'], byTable: ['routeTableId', 'destinationCidrBlock'] },
})

export interface PrefixListEntry {
  readonly cidr: string
  readonly description: string
  /** Grows with every entry of the list, so that a page is continued behind an entry that is gone. */
  readonly place: number
}
export interface PrefixList {
  readonly prefixListId: string
  readonly regionId: string
  readonly name: string
  readonly description: string
  readonly ipVersion: 'IPv4' | 'IPv6'
  readonly maxEntries: number
  readonly entries: readonly PrefixListEntry[]
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
  /** Set by a change that still runs. */
  readonly settlesAt: string | null
}
export const prefixLists = table<PrefixList>()('vpc_prefix_list', {
  key: ['prefixListId'],
  indexes: { byRegion: ['regionId', 'createdAt'] },
  located: 'world',
})

export interface PhysicalConnection {
  readonly physicalConnectionId: string
  readonly regionId: string
  readonly name: string
  readonly description: string
  readonly accessPointId: string
  readonly lineOperator: string
  readonly portType: string
  readonly peerLocation: string
  readonly circuitCode: string
  readonly redundantPhysicalConnectionId: string
  /** Mbit/s. */
  readonly bandwidth: number
  readonly status: LineStatus
  /** Absent: the state was reached at once. */
  readonly settlesAt?: string | null
  /** The step to its present state was made to fail. */
  readonly fails?: boolean
  readonly enabledAt?: string
  readonly terminatedAt?: string
  readonly resourceGroupId: string
  readonly tags?: Tags
  readonly createdAt: string
}
/** Where the workflow of a line has led, or leads while it has not settled: `domain/line.ts`. */
export type LineStatus = 'Allocated' | 'Confirmed' | 'Enabled' | 'Canceled' | 'Terminated'
export const physicalConnections = table<PhysicalConnection>()('vpc_physical_connection', {
  key: ['physicalConnectionId'],
  indexes: { byRegion: ['regionId', 'createdAt'] },
  located: 'world',
})

export interface Vbr {
  readonly vbrId: string
  readonly regionId: string
  readonly physicalConnectionId: string
  readonly name: string
  readonly description: string
  readonly circuitCode: string
  readonly vlanId: number
  /** Mbit/s. */
  readonly bandwidth: number
  readonly localGatewayIp: string
  readonly peerGatewayIp: string
  readonly peeringSubnetMask: string
  readonly enableIpv6: boolean
  readonly localIpv6GatewayIp: string
  readonly peerIpv6GatewayIp: string
  readonly peeringIpv6SubnetMask: string
  /** The ASN of its BGP side, where no BGP group says it. */
  readonly localAsn?: number
  readonly sitelink?: true
  /** BFD, ms and packets. Absent: 1000, 1000, 3. */
  readonly bfd?: { readonly minTxInterval: number; readonly minRxInterval: number; readonly detectMultiplier: number }
  /** Its last step; absent: being made. What it shows follows from that and `settlesAt`: `domain/vbr-life.ts`. */
  readonly step?: 'unconfirmed' | 'terminating' | 'recovering' | 'deleting'
  /** That step was made to fail. */
  readonly fails?: boolean
  readonly terminatedAt?: string
  readonly recoveredAt?: string
  readonly routeTableId?: string
  readonly vlanInterfaceId?: string
  /** Whose line it is on; absent: the VBR's own account. */
  readonly physicalConnectionOwner?: AccountId
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
  readonly settlesAt: string | null
}
export const vbrs = table<Vbr>()('vpc_vbr', { key: ['vbrId'], indexes: { byRegion: ['regionId', 'createdAt'] }, located: 'world' })

/** Which VBR has a VLAN of a physical connection; kept with the owner of the connection, the VBR may be another account's. */
export interface OccupiedVlan {
  readonly physicalConnectionId: string
  readonly vlanId: number
  readonly vbrId: string
  readonly vbrOwner: AccountId
  readonly regionId: string
  readonly createdAt: string
}
export const occupiedVlans = table<OccupiedVlan>()('vpc_occupied_vlan', {
  key: ['physicalConnectionId', 'vlanId'],
  indexes: { byRegion: ['regionId', 'createdAt'] },
})

/** The largest packet in an ECR, which its VBRs have in common. In the partition of the ECR's owner. */
export interface EcrMtu {
  readonly ecrId: string
  /** Bytes. */
  readonly mtu: number
}
export const ecrMtus = table<EcrMtu>()('vpc_ecr_mtu', { key: ['ecrId'] })

/** How a VBR speaks BGP with the data centre. In the partition of the VBR's owner. */
export interface BgpGroup {
  readonly bgpGroupId: string
  readonly vbrId: string
  readonly regionId: string
  readonly name: string
  readonly description: string
  readonly localAsn: number
  readonly peerAsn: number
  readonly authKey: string
  readonly isFakeAsn: boolean
  /** As given: clients compare it with what they gave. */
  readonly ipVersion: string
  readonly routeQuota: number
  readonly clearRouteLimit?: true
  readonly createdAt: string
  readonly phase: 'creating' | 'modifying' | 'deleting'
  readonly settlesAt: string | null
}
export const bgpGroups = table<BgpGroup>()('vpc_bgp_group', {
  key: ['bgpGroupId'],
  indexes: { byRegion: ['regionId', 'createdAt'], byVbr: ['vbrId', 'createdAt'] },
  located: 'world',
})

export interface BgpPeer {
  readonly bgpPeerId: string
  readonly bgpGroupId: string
  readonly vbrId: string
  readonly regionId: string
  readonly peerIpAddress: string
  readonly ipVersion: string
  readonly enableBfd: boolean
  readonly bfdMultiHop: number
  readonly createdAt: string
  readonly phase: BgpGroup['phase']
  readonly settlesAt: string | null
}
export const bgpPeers = table<BgpPeer>()('vpc_bgp_peer', {
  key: ['bgpPeerId'],
  indexes: { byRegion: ['regionId', 'createdAt'], byVbr: ['vbrId', 'createdAt'], byGroup: ['bgpGroupId', 'createdAt'] },
  located: 'world',
})

/** A VPC that its owner lets a VBR of another account connect to. Kept with the owner of the VPC ... */
export interface VbrGrant {
  readonly grantId: string
  readonly vpcId: string
  readonly vpcOwner: AccountId
  readonly vpcRegionId: string
  readonly vbrOwner: AccountId
  readonly vbrRegionId: string
  /** Empty: all VBRs of that account in that region. */
  readonly vbrId: string
  readonly createdAt: string
}
export const grantsToVbr = table<VbrGrant>()('vpc_grant_to_vbr', {
  key: ['vpcId', 'vbrOwner', 'vbrRegionId', 'vbrId'],
  indexes: { byVpc: ['vpcId', 'createdAt'] },
})
/** ... and with the owner of the VBR. */
export const grantsToOwnVbr = table<VbrGrant>()('vpc_grant_to_own_vbr', {
  key: ['vpcId', 'vbrOwner', 'vbrRegionId', 'vbrId'],
  indexes: { byVbr: ['vbrRegionId', 'vbrId', 'createdAt'] },
})

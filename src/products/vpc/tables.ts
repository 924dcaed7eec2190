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
  readonly vpcId: string
  readonly vRouterId: string
  readonly regionId: string
  readonly type: 'System' | 'Custom'
  readonly name: string
  readonly description: string
  readonly resourceGroupId: string
  readonly createdAt: string
}
export const routeTables = table<RouteTable>()('vpc_route_table', {
  key: ['routeTableId'],
  indexes: { byVpc: ['vpcId', 'createdAt'], byRegion: ['regionId', 'createdAt'] },
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
  readonly status: 'Initial' | 'Approved' | 'Allocated' | 'Confirmed' | 'Enabled' | 'Canceled' | 'Terminated'
  readonly resourceGroupId: string
  readonly tags?: Tags
  readonly createdAt: string
}
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
  /** The ASN of its BGP side, for the check against the ECR. */
  readonly localAsn?: number
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

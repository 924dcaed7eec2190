/** Network interfaces, the addresses that they take, and security groups. */

import { type AccountId, type Tags, table } from '../../model/index.js'

export interface SecurityGroup {
  readonly securityGroupId: string
  readonly regionId: string
  /** The VPC that it lies in: of its creator, or of an account that shares a vSwitch of it. */
  readonly vpcId: string
  readonly vpcOwner: AccountId
  readonly name: string
  readonly description: string
  readonly type: 'normal' | 'enterprise'
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
}
/** In the partition of its creator, who alone sees it. */
export const securityGroups = table<SecurityGroup>()('ecs_security_group', {
  key: ['securityGroupId'],
  indexes: { byRegion: ['regionId', 'createdAt'] },
  located: 'world',
})

/** That a security group lies in a VPC, whosever it is: in the partition of the VPC's owner, who cannot delete the VPC before. */
export interface GroupInVpc {
  readonly vpcId: string
  readonly securityGroupId: string
  readonly groupOwner: AccountId
}
export const groupsInVpc = table<GroupInVpc>()('ecs_group_in_vpc', { key: ['vpcId', 'securityGroupId'] })

export interface NetworkInterface {
  readonly networkInterfaceId: string
  readonly regionId: string
  readonly zoneId: string
  readonly vpcId: string
  readonly vSwitchId: string
  readonly vSwitchOwner: AccountId
  readonly name: string
  readonly description: string
  /** IPv4 addresses, the primary one first. */
  readonly addresses: readonly string[]
  readonly macAddress: string
  readonly securityGroupIds: readonly string[]
  /** Whether it goes with the instance that it is attached to. Absent: it was not said. */
  readonly deleteOnRelease?: boolean
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
}
/** In the partition of its creator, who alone can delete it. */
export const networkInterfaces = table<NetworkInterface>()('ecs_network_interface', {
  key: ['networkInterfaceId'],
  indexes: { byRegion: ['regionId', 'createdAt'] },
  located: 'world',
})

/** Which interfaces are in a security group: in the partition of their common creator. */
export interface GroupMember {
  readonly securityGroupId: string
  readonly networkInterfaceId: string
}
export const groupMembers = table<GroupMember>()('ecs_group_member', { key: ['securityGroupId', 'networkInterfaceId'] })

/**
 * The address book of a vSwitch, in the partition of its owner. INVARIANT: an address of a vSwitch is in it once, for the one
 * interface that has it, whosever that is.
 */
export interface TakenAddress {
  readonly vSwitchId: string
  /** As a number. */
  readonly address: number
  readonly networkInterfaceId: string
}
export const takenAddresses = table<TakenAddress>()('ecs_taken_address', { key: ['vSwitchId', 'address'] })

/** That a principal has an interface in a shared vSwitch: in the partition of the vSwitch's owner, who may list it. */
export interface GuestInterface {
  readonly networkInterfaceId: string
  readonly creator: AccountId
  readonly regionId: string
}
export const guestInterfaces = table<GuestInterface>()('ecs_guest_interface', {
  key: ['networkInterfaceId'],
  indexes: { byRegion: ['regionId', 'networkInterfaceId'] },
})

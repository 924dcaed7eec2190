/** Which VBRs may be created and deleted, and which physical connections deleted. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { OccupiedVlan, PhysicalConnection } from '../tables.js'
import { inSameBlock, maskBits, parseAddress } from './cidr.js'
import { deletable, lineIn, lineStatus } from './line.js'
import type { VbrLife } from './vbr-life.js'

export interface NewVbrFacts {
  /** Of the caller, in the region of the call. */
  readonly connection: PhysicalConnection | undefined
  readonly caller: AccountId
  /** For whom: the caller, or the account named as VbrOwnerId. */
  readonly owner: AccountId
  /** Business ids; `undefined`: there is no such account. */
  readonly ownerBid: string | undefined
  readonly callerBid: string | undefined
  readonly vlanId: number
  /** The VLANs that are taken on the connection. */
  readonly occupied: readonly Pick<OccupiedVlan, 'vlanId' | 'vbrId'>[]
  readonly local: string | undefined
  readonly peer: string | undefined
  readonly mask: string | undefined
  /** Parameters given that describe the side of the VBR's owner. */
  readonly ownersParameters: Readonly<
    Record<'LocalGatewayIp' | 'PeerGatewayIp' | 'PeeringSubnetMask' | 'Name' | 'Description', boolean>
  >
  /** Mbit/s. */
  readonly bandwidth: number | undefined
  readonly most: number
  readonly now: Date
}

/** UNKNOWN: the order of the checks. */
export function mayCreateVbr(facts: NewVbrFacts) {
  const { connection, vlanId, occupied, bandwidth, most, now } = facts
  if (!connection)
    return no('InvalidPhysicalConnectionId.NotFound', {
      because: 'This account has no such physical connection in the region.',
      next: 'The owner of the connection creates VBRs on it, also for other accounts (VbrOwnerId).',
    })
  const status = lineStatus(connection, now)
  if (status !== 'Enabled')
    return no('InvalidPhysicalConnectionId.NotEnabled', { because: `${connection.physicalConnectionId} is ${status}.` })
  const allowed = ownerMayHave(facts)
  if (!allowed.ok) return allowed
  const addresses = addressesFit(facts)
  if (!addresses.ok) return addresses
  const taken = occupied.find((each) => each.vlanId === vlanId)
  if (taken) return no('InvalidVlanId.Used', { because: `${taken.vbrId} has VLAN ${vlanId}.` })
  // A VBR on VLAN 0 takes the whole port.
  if (occupied.some((each) => each.vlanId === 0))
    return no('OperationFailed.PconnExistVlan0Vbr', { because: 'A VBR of VLAN 0 has the connection to itself.' })
  if (vlanId === 0 && occupied.length > 0)
    return no('OperationFailed.Vlan0VbrUnSharePconn', {
      because: `${occupied[0]?.vbrId} is on the connection, and VLAN 0 needs it alone.`,
    })
  if (bandwidth !== undefined && bandwidth > connection.bandwidth)
    return no('VbrBandwidthExceed', { because: `The connection has ${connection.bandwidth} Mbit/s.` })
  if (occupied.length >= most)
    return no('QuotaExceeded.vbrPerpConn', { because: `The connection has ${occupied.length} VBRs, the limit.` })
  return yes(connection)
}

function ownerMayHave({ caller, owner, ownerBid, callerBid, ownersParameters }: NewVbrFacts) {
  if (owner === caller) return yes()
  if (ownerBid === undefined) return no('InvalidVbrOwnerId.NotFound', { because: `There is no account ${owner}.` })
  if (ownerBid !== callerBid)
    return no('CROSS_BID.FORBIDDEN', { because: 'The accounts are of different sites (China, international).' })
  const because = 'It is for the owner of the VBR to say, which is another account.'
  if (ownersParameters.LocalGatewayIp) return no('Forbidden.LocalGatewayIpNotAllowedByCaller', { because })
  if (ownersParameters.PeerGatewayIp) return no('Forbidden.PeerGatewayIpNotAllowedByCaller', { because })
  if (ownersParameters.PeeringSubnetMask) return no('Forbidden.PeeringSubnetMaskNotAllowedByCaller', { because })
  if (ownersParameters.Name) return no('Forbidden.NameNotAllowedByCaller', { because })
  if (ownersParameters.Description) return no('Forbidden.DescriptionNotAllowedByCaller', { because })
  return yes()
}

function addressesFit({ local, peer, mask }: Pick<NewVbrFacts, 'local' | 'peer' | 'mask'>) {
  const [localAddress, peerAddress] = [local, peer].map((text) => (text === undefined ? undefined : parseAddress(text)))
  if (local !== undefined && localAddress === undefined)
    return no('InvalidLocalGatewayIp.Malformed', { because: `${local} is no IPv4 address.` })
  if (peer !== undefined && peerAddress === undefined)
    return no('IllegalParam.IpAddress', { fill: ['PeerGatewayIp', peer], because: `${peer} is no IPv4 address.` })
  const bits = mask === undefined ? undefined : maskBits(mask)
  if (mask !== undefined && bits === undefined)
    return no('InvalidPeeringSubnetMask.Malformed', { because: `${mask} is no subnet mask.` })
  if (
    localAddress !== undefined &&
    peerAddress !== undefined &&
    bits !== undefined &&
    !inSameBlock(localAddress, peerAddress, bits)
  )
    return no('InvalidIp.NotSameSubnet', { because: `${local} and ${peer} are not in one subnet of ${mask}.` })
  return yes()
}

export interface OldVbrFacts {
  readonly vbrId: string
  /** `undefined`: the caller has no such VBR in the region. */
  readonly life: VbrLife | undefined
  /** It belongs to this account, the caller owns only its physical connection. */
  readonly foreignOwner: AccountId | undefined
  readonly ecrId: string | undefined
  readonly bgpGroups: number
  readonly routes: number
}

export function mayDeleteVbr({ vbrId, life, foreignOwner, ecrId, bgpGroups, routes }: OldVbrFacts) {
  if (life === undefined || life === 'gone')
    return no('InvalidVbrId.NotFound', { because: 'This account has no such VBR in the region.' })
  // The owner of the connection may delete another account's VBR only while that one has not confirmed it (help page).
  if (foreignOwner !== undefined && life !== 'unconfirmed')
    return no('Forbidden.OperationDeleteNotAllowedByUser', {
      because: `${vbrId} belongs to account ${foreignOwner}.`,
      next: 'Its owner can delete it.',
    })
  if (life !== 'unconfirmed' && life !== 'active' && life !== 'terminated')
    return no('InvalidOperation.OperationNotAllowedInState', { because: `${vbrId} is ${life}.` })
  if (ecrId !== undefined)
    return no('InvalidStatus.vbrAttatchToEcr', {
      because: `${vbrId} is attached to ${ecrId}.`,
      next: 'The owner of the ECR has to detach it first.',
    })
  // Terraform tries again on this one.
  if (bgpGroups > 0)
    return no('DependencyViolation.BgpGroup', { because: `${vbrId} has ${bgpGroups} BGP groups.`, next: 'Delete them first.' })
  if (routes > 0)
    return no('DependencyViolation.RouterInterfaceReferedByRouteEntry', {
      because: `${routes} routes lead through ${vbrId}.`,
      next: 'Delete them first.',
    })
  return yes()
}

export interface OldConnectionFacts {
  readonly connection: PhysicalConnection | undefined
  readonly caller: AccountId
  readonly occupied: readonly Pick<OccupiedVlan, 'vbrId' | 'vbrOwner'>[]
  readonly now: Date
}

/** Lines that were cancelled or closed, or that never got further than being allocated; none with VBRs. */
export function mayDeleteConnection({ connection, caller, occupied, now }: OldConnectionFacts) {
  if (!connection)
    return no('InvalidPhysicalConnectionId.NotFound', { because: 'This account has no such physical connection in the region.' })
  const own = occupied.find(({ vbrOwner }) => vbrOwner === caller)
  if (own) return no('Forbidden.VBRExists', { because: `${own.vbrId} is on it.`, next: 'Delete its VBRs first.' })
  const other = occupied[0]
  if (other)
    return no('Forbidden.AssociateToVBR', {
      because: `${other.vbrId} of account ${other.vbrOwner} is on it.`,
      next: 'The owner of that VBR has to delete it.',
    })
  const codes = { unknown: 'InvalidPhysicalConnectionId.NotFound', wrong: 'Forbidden.NotInAllowDeleteStatus' } as const
  return lineIn(connection, deletable, codes, now)
}

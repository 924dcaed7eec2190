/** What of a VBR may be changed, and by whom. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { OccupiedVlan, PhysicalConnection, Vbr } from '../tables.js'
import { inSameBlock, maskBits, parseAddress } from './cidr.js'
import { lineStatus } from './line.js'
import { lifeOfVbr, type VbrLife } from './vbr-life.js'

/** A VBR as somebody sees it who may own it, its line, or both. */
export interface SeenSides {
  readonly vbr: Vbr
  readonly owner: AccountId
  readonly caller: AccountId
}

const ownsLine = ({ vbr, owner, caller }: SeenSides) => (vbr.physicalConnectionOwner ?? owner) === caller

export interface VbrChange {
  readonly vlanId: number | undefined
  readonly circuitCode: string | undefined
  readonly local: string | undefined
  readonly peer: string | undefined
  readonly mask: string | undefined
  readonly name: string | undefined
  readonly description: string | undefined
  /** Mbit/s. */
  readonly bandwidth: number | undefined
  readonly mtu: number | undefined
}

export interface VbrChangeFacts extends SeenSides {
  readonly change: VbrChange
  readonly connection: PhysicalConnection | undefined
  /** VLANs of the line that are taken. */
  readonly occupied: readonly Pick<OccupiedVlan, 'vlanId' | 'vbrId'>[]
  /** It is attached to an ECR. */
  readonly attached: boolean
  /** Its present largest packet. */
  readonly mtu: number
  readonly now: Date
}

/**
 * Whether a change can be made, and whether it confirms the VBR: one that was made for another account is unconfirmed until
 * its owner gives the addresses. UNKNOWN: how an owner confirms; the operation refuses an owner without addresses
 * (MissingParameter), and no other operation takes them. A value that is the present one changes nothing and is not refused:
 * Terraform sends all of them with each change.
 */
export function mayModifyVbr(facts: VbrChangeFacts) {
  const { vbr, change, connection, attached, mtu, now } = facts
  const life = lifeOfVbr(vbr, now)
  if (life !== 'active' && life !== 'unconfirmed')
    return no('IncorrectStatus.VirtualBorderRouter', {
      fill: ['VbrId', `The status of the virtual border router is ${life}.`],
      because: `${vbr.vbrId} is ${life}.`,
    })
  const sides = isTheirs(facts)
  if (!sides.ok) return sides
  const address = addressesFit(facts)
  if (!address.ok) return address
  const vlan = vlanFits(facts)
  if (!vlan.ok) return vlan
  if (change.bandwidth !== undefined && connection && change.bandwidth > connection.bandwidth)
    return no('InvalidParameter', { fill: ['Bandwidth', `The bandwidth exceeds that of the physical connection.`] })
  // It can be set only while the VBR is attached to an ECR (SDK). UNKNOWN: the code.
  if (change.mtu !== undefined && change.mtu !== mtu && !attached)
    return no('IncorrectStatus.VirtualBorderRouter', {
      fill: ['Mtu', 'The MTU can be set only when the VBR is attached to an ECR.'],
      because: `${vbr.vbrId} is attached to no ECR.`,
      next: 'Attach it first; all VBRs of an ECR have one MTU.',
    })
  return yes({ confirms: life === 'unconfirmed' && facts.caller === facts.owner })
}

function isTheirs(facts: VbrChangeFacts) {
  const { vbr, owner, caller, change } = facts
  const differs = <T>(wanted: T | undefined, present: T) => wanted !== undefined && wanted !== present
  if (!ownsLine(facts)) {
    const because = 'It is for the owner of the physical connection to say.'
    if (differs(change.vlanId, vbr.vlanId)) return no('Forbidden.VlanIdNotAllowedByCaller', { because })
    if (differs(change.circuitCode, vbr.circuitCode)) return no('Forbidden.CircuitCodeNotAllowedByCaller', { because })
  }
  if (owner === caller) return yes()
  const because = 'It is for the owner of the VBR to say, which is another account.'
  if (differs(change.local, vbr.localGatewayIp)) return no('Forbidden.LocalGatewayIpNotAllowedByCaller', { because })
  if (differs(change.peer, vbr.peerGatewayIp)) return no('Forbidden.PeerGatewayIpNotAllowedByCaller', { because })
  if (differs(change.mask, vbr.peeringSubnetMask)) return no('Forbidden.PeeringSubnetMaskNotAllowedByCaller', { because })
  if (differs(change.name, vbr.name)) return no('Forbidden.NameNotAllowedByCaller', { because })
  if (differs(change.description, vbr.description)) return no('Forbidden.DescriptionNotAllowedByCaller', { because })
  return yes()
}

function addressesFit({ vbr, owner, caller, change, now }: VbrChangeFacts) {
  const given = [change.local, change.peer, change.mask]
  const confirming = lifeOfVbr(vbr, now) === 'unconfirmed' && owner === caller
  // The three go together, and an owner who confirms has to give them.
  if ((confirming || given.some((each) => each !== undefined)) && given.some((each) => each === undefined)) {
    const [local, peer, mask] = given
    const complete = [local ?? vbr.localGatewayIp, peer ?? vbr.peerGatewayIp, mask ?? vbr.peeringSubnetMask]
    if (complete.some((each) => each === ''))
      return no('MissingParameter', { because: 'One of the addresses or the mask is missing.' })
  }
  const local = parseAddress(change.local ?? vbr.localGatewayIp)
  const peer = parseAddress(change.peer ?? vbr.peerGatewayIp)
  if ((change.local !== undefined && local === undefined) || (change.peer !== undefined && peer === undefined))
    return no('InvalidIp.Malformed', { because: 'An address is no IPv4 address.' })
  const bits = maskBits(change.mask ?? vbr.peeringSubnetMask)
  // 24 to 30 bits: help page.
  if (change.mask !== undefined && (bits === undefined || bits < 24 || bits > 30))
    return no('InvalidPeeringSubnetMask.Malformed', { because: `${change.mask} is no mask of 24 to 30 bits.` })
  if (local !== undefined && peer !== undefined && bits !== undefined && !inSameBlock(local, peer, bits))
    return no('InvalidIp.NotSameSubnet', { because: 'The two addresses are not in one subnet of that mask.' })
  return yes()
}

function vlanFits({ vbr, change, occupied }: VbrChangeFacts) {
  if (change.vlanId === undefined || change.vlanId === vbr.vlanId) return yes()
  const others = occupied.filter(({ vbrId }) => vbrId !== vbr.vbrId)
  const taken = others.find(({ vlanId }) => vlanId === change.vlanId)
  if (taken) return no('InvalidVlanId.Used', { because: `${taken.vbrId} has VLAN ${change.vlanId}.` })
  if (change.vlanId === 0 && others.length > 0)
    return no('OperationFailed.VlanIdInUse', { because: `${others[0]?.vbrId} is on the connection, and VLAN 0 needs it alone.` })
  return yes()
}

export interface EndingFacts extends SeenSides {
  readonly life: VbrLife
}

/** Closing and opening again are for the owner of the line. */
export function mayTerminate({ life, ...sides }: EndingFacts) {
  if (!ownsLine(sides))
    return no('Forbidden.OperationTerminateNotAllowedByUser', { because: 'Only the owner of the physical connection can do it.' })
  if (life !== 'active')
    return no('InvalidOperation.OperationNotAllowedInState', {
      because: `${sides.vbr.vbrId} is ${life}.`,
      next: 'It has to be active.',
    })
  return yes()
}

export interface RecoveryFacts extends EndingFacts {
  readonly connection: PhysicalConnection | undefined
  /** Who has its VLAN now. */
  readonly vlanHolder: string | undefined
  readonly now: Date
}

export function mayRecover({ life, connection, vlanHolder, now, ...sides }: RecoveryFacts) {
  if (!ownsLine(sides))
    return no('Forbidden.OperationRecoverNotAllowedByUser', { because: 'Only the owner of the physical connection can do it.' })
  if (life !== 'terminated')
    return no('InvalidOperation.OperationNotAllowedInState', {
      because: `${sides.vbr.vbrId} is ${life}.`,
      next: 'It has to be terminated.',
    })
  const line = connection && lineStatus(connection, now)
  if (line !== undefined && line !== 'Enabled')
    return no('InvalidOperation.OperationNotAllowedInState', { because: `Its physical connection is ${line}.` })
  if (vlanHolder !== undefined && vlanHolder !== sides.vbr.vbrId)
    return no('OperationFailed.VlanIdAlreadyInUse', { because: `${vlanHolder} has VLAN ${sides.vbr.vlanId} by now.` })
  return yes()
}

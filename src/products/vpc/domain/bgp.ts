/** BGP groups and peers of VBRs: their states, and which may be made, changed and deleted. */

import { hasSettled, no, yes } from '../../../model/index.js'
import type { BgpGroup, BgpPeer } from '../tables.js'
import type { VbrLife } from './vbr-life.js'

type Living = Pick<BgpGroup, 'phase' | 'settlesAt'>

export function isBgpThere(row: Living, now: Date): boolean {
  return !(row.phase === 'deleting' && hasSettled(row, now))
}

const passing = { creating: 'Pending', modifying: 'Modifying', deleting: 'Deleting' } as const

/** Values: page on DescribeBgpPeers. */
export function bgpStatus(row: Living, now: Date): 'Available' | (typeof passing)[BgpGroup['phase']] {
  return hasSettled(row, now) ? 'Available' : passing[row.phase]
}

/** The side of the cloud for everybody who does not say another one. */
export const usualAsn = 45104

/** `IPv6` in any spelling. */
export const isIpv6 = (version: string | undefined): boolean => version?.toUpperCase() === 'IPV6'

/** 45104, 64512 to 65534 but for 65025, 4200000000 to 4294967294: page on CreateBgpGroup. */
function isLocalAsn(asn: number): boolean {
  if (asn === usualAsn) return true
  return (asn >= 64512 && asn <= 65534 && asn !== 65025) || (asn >= 4200000000 && asn <= 4294967294)
}

/** How the VBR of a group stands to an ECR. */
export interface EcrSide {
  readonly ecrId: string
  readonly asn: number | undefined
  /** It is joining or leaving. */
  readonly passing: boolean
}

const middle = (ecr: EcrSide) =>
  no('OperationDenied.VbrAttachEcrInMiddleStatus', {
    because: `The VBR is joining or leaving ${ecr.ecrId}.`,
    next: 'Try again when that has settled.',
  })

interface Numbers {
  readonly localAsn: number | undefined
  readonly peerAsn: number | undefined
  readonly routeQuota: number | undefined
  /** Routes of a peer, at most. */
  readonly most: number
}

function mayHaveNumbers({ localAsn, peerAsn, routeQuota, most }: Numbers) {
  if (localAsn !== undefined && !isLocalAsn(localAsn))
    return no('InvalidBgpGroup.LocalAsnInvalid', { because: `${localAsn} is none of the numbers for the side of the cloud.` })
  if (peerAsn === usualAsn)
    return no('InvalidPeerAsn.Malformed', {
      because: `${usualAsn} is the number of the cloud.`,
      next: 'Give that of the data centre.',
    })
  if (routeQuota !== undefined && routeQuota > most)
    return no('IllegalParam.RouteLimit', { because: `A peer has at most ${most} routes.` })
  return yes()
}

export interface NewGroupFacts extends Numbers {
  /** `undefined`: the caller has no such VBR in the region. */
  readonly life: VbrLife | undefined
  readonly ecr: EcrSide | undefined
  readonly ipv6: { readonly asked: boolean; readonly enabled: boolean }
}

/** UNKNOWN: the order of the checks. */
export function mayCreateGroup({ life, ecr, ipv6, ...numbers }: NewGroupFacts) {
  if (life === undefined || life === 'gone')
    return no('InvalidParams.NotFound', { because: 'This account has no such VBR in the region.' })
  if (life !== 'active') return no('InvalidStatus.CannotOperate', { because: `The VBR is ${life}.` })
  const fine = mayHaveNumbers(numbers)
  if (!fine.ok) return fine
  if (ipv6.asked && !ipv6.enabled) return no('InvalidVbrNetwork', { because: 'IPv6 is off for the VBR.' })
  if (ecr === undefined) return yes()
  if (ecr.passing) return middle(ecr)
  const localAsn = numbers.localAsn ?? usualAsn
  if (ecr.asn !== undefined && localAsn !== ecr.asn)
    return no('IllegalParam.BgpGroupLocalAsn', {
      because: `The group would have local ASN ${localAsn}, ${ecr.ecrId} has ${ecr.asn}.`,
      next: `Give LocalAsn ${ecr.asn}.`,
    })
  // UNKNOWN: what the conflict is that the text speaks of; a peer with the number of the ECR would be one.
  if (numbers.peerAsn === ecr.asn)
    return no('OperationFailed.BgpPeerConflictWithECR', { because: `${ecr.ecrId} has ASN ${ecr.asn} itself.` })
  return yes()
}

export interface OldGroupFacts {
  readonly group: BgpGroup | undefined
  readonly ecr: EcrSide | undefined
  readonly now: Date
}

/** The group, when it is there and nothing of it is just changing. */
export function isGroupFree({ group, ecr, now }: OldGroupFacts) {
  if (!group || !isBgpThere(group, now))
    return no('InvalidBgpGroup', { because: 'This account has no such BGP group in the region.' })
  if (!hasSettled(group, now)) return no('InvalidStatus.CannotOperate', { because: `${group.bgpGroupId} is ${group.phase}.` })
  return ecr?.passing ? middle(ecr) : yes(group)
}

export interface GroupChangeFacts extends Numbers {
  readonly group: BgpGroup
  readonly ecr: EcrSide | undefined
  readonly authKey: string | undefined
  readonly clearAuthKey: boolean
}

export function mayModifyGroup({ group, ecr, authKey, clearAuthKey, ...numbers }: GroupChangeFacts) {
  const fine = mayHaveNumbers(numbers)
  if (!fine.ok) return fine
  // UNKNOWN: whether names may change while it is attached. The text speaks of taking the VBR out first; it is read as of the number.
  if (ecr && numbers.localAsn !== undefined && numbers.localAsn !== group.localAsn)
    return no('OperationUnsupported.VBRAttachedECR', {
      because: `The VBR is attached to ${ecr.ecrId}, which has ASN ${ecr.asn}.`,
      next: 'Detach the VBR first.',
    })
  if (clearAuthKey && authKey !== undefined)
    return no('OperationFailed.ClearAuthKeyForbidden', { because: 'AuthKey and ClearAuthKey are both given.' })
  return yes()
}

export interface NewPeerFacts {
  readonly group: BgpGroup | undefined
  readonly address: string | undefined
  readonly isAddress: boolean
  readonly enableBfd: boolean | undefined
  readonly bfdMultiHop: number | undefined
  /** Peers of the VBR. */
  readonly siblings: readonly BgpPeer[]
  readonly most: number
  readonly now: Date
}

/** The group and the address of the new peer. UNKNOWN: the order of the checks. */
export function mayCreatePeer({ group, address, isAddress, enableBfd, bfdMultiHop, siblings, most, now }: NewPeerFacts) {
  if (!group || !isBgpThere(group, now))
    return no('InvalidBgpGroup', { because: 'This account has no such BGP group in the region.' })
  if (!hasSettled(group, now)) return no('InvalidStatus.CannotOperate', { because: `${group.bgpGroupId} is ${group.phase}.` })
  if (bfdMultiHop !== undefined && enableBfd === undefined)
    return no('MissingParam.EnableBfd', { because: 'BfdMultiHop is given.' })
  if (address === undefined)
    return no('InvalidParams.PeerIpAddressMustPointOut', { because: 'The VBR has no address of its peer to take.' })
  if (!isAddress) return no('InvalidIP.Malformed', { because: `${address} is no address of the group's IP version.` })
  const there = siblings.filter((peer) => isBgpThere(peer, now))
  const same = there.find(({ peerIpAddress }) => peerIpAddress === address)
  if (same?.bgpGroupId === group.bgpGroupId) return no('BgpPeer.Already.Exists', { because: `${same.bgpPeerId} has ${address}.` })
  if (same) return no('InvalidParams.PeerIpAddressInUse', { because: `${same.bgpPeerId} has ${address}.` })
  if (there.length >= most) return no('QuotaExceeded.Bgp', { because: `The VBR has ${there.length} peers, the limit.` })
  return yes({ group, address })
}

/** BGP groups and peers as an account may change them, and as answers show them. */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { routers } from '../express-connect-router/tables.js'
import type { EcrSide } from './domain/bgp.js'
import { isBgpThere, isIpv6 } from './domain/bgp.js'
import { attachmentOf, attachmentStatus } from './reads.js'
import { type BgpGroup, type BgpPeer, bgpGroups, bgpPeers, vbrs } from './tables.js'

/** How a VBR stands to the ECR that it is in, joins or leaves. */
export async function ecrSideOf(
  lookup: Pick<Lookup, 'at'>,
  owner: AccountId,
  vbrId: string,
  now: Date,
): Promise<EcrSide | undefined> {
  const attached = await attachmentOf(lookup, owner, vbrId, now)
  if (!attached) return undefined
  const router = await lookup.at(attached.ecrOwner).get(routers, attached.ecrId)
  return { ecrId: attached.ecrId, asn: router?.alibabaSideAsn, passing: attachmentStatus(attached, now) !== 'Attached' }
}

export async function ownGroup(own: Partition, region: string, id: string, now: Date): Promise<BgpGroup | undefined> {
  const group = await own.get(bgpGroups, id)
  return group?.regionId === region && isBgpThere(group, now) ? group : undefined
}

export async function ownPeer(own: Partition, region: string, id: string, now: Date): Promise<BgpPeer | undefined> {
  const peer = await own.get(bgpPeers, id)
  return peer?.regionId === region && isBgpThere(peer, now) ? peer : undefined
}

/** Peers of a VBR that are there. */
export async function peersOf(own: Partition, vbrId: string, now: Date): Promise<BgpPeer[]> {
  return (await own.all(bgpPeers, 'byVbr', [vbrId])).filter((peer) => isBgpThere(peer, now))
}

/** The address that a peer has which names none: the one that its VBR has for the data centre. */
export async function peerAddressOf(own: Partition, { vbrId, ipVersion }: BgpGroup): Promise<string | undefined> {
  const vbr = await own.get(vbrs, vbrId)
  return (isIpv6(ipVersion) ? vbr?.peerIpv6GatewayIp : vbr?.peerGatewayIp) || undefined
}

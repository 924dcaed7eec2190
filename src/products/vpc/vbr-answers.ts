/** Which VBRs an account sees, and how they look in answers. */

import type { AccountId, Lookup } from '../../model/index.js'
import { lineStatus } from './domain/line.js'
import { lifeOfVbr, vbrStatus } from './domain/vbr-life.js'
import { timeAnswered } from './parameters.js'
import { attachmentOf, attachmentStatus, type Seen, type Viewer } from './reads.js'
import { ecrMtus, occupiedVlans, type PhysicalConnection, physicalConnections, type Vbr, vbrs } from './tables.js'

export interface SeenVbr extends Seen<Vbr> {
  readonly connectionOwner: AccountId
  /** `undefined`: the VBR was put there without one. */
  readonly connection: PhysicalConnection | undefined
}

/** VBRs of the viewer in its region; with `crossAccount` also those of other accounts on its physical connections. */
export async function vbrsSeenBy(lookup: Lookup, { account, region, now }: Viewer, crossAccount: boolean): Promise<SeenVbr[]> {
  const own = (await lookup.at(account).all(vbrs, 'byRegion', [region])).map((row) => ({ owner: account, row }))
  const others = crossAccount ? await onLinesOf(lookup, account, region) : []
  const present = [...own, ...others].filter(({ row }) => lifeOfVbr(row, now) !== 'gone')
  return Promise.all(
    present.map(async ({ owner, row }) => {
      const connectionOwner = row.physicalConnectionOwner ?? owner
      const connection = await lookup.at(connectionOwner).get(physicalConnections, row.physicalConnectionId)
      return { owner, row, connectionOwner, connection }
    }),
  )
}

async function onLinesOf(lookup: Lookup, account: AccountId, region: string): Promise<Seen<Vbr>[]> {
  const vlans = await lookup.at(account).all(occupiedVlans, 'byRegion', [region])
  const foreign = vlans.filter(({ vbrOwner }) => vbrOwner !== account)
  const rows = await Promise.all(foreign.map(({ vbrOwner, vbrId }) => lookup.at(vbrOwner).get(vbrs, vbrId)))
  return rows.flatMap((row, i) => (row ? [{ owner: (foreign[i] as { vbrOwner: AccountId }).vbrOwner, row }] : []))
}

/** Bytes, of a VBR that no ECR gives another one. */
export const usualMtu = 1500

export async function vbrAnswered(lookup: Pick<Lookup, 'at'>, { owner, row, connection, connectionOwner }: SeenVbr, now: Date) {
  const attached = await attachmentOf(lookup, owner, row.vbrId, now)
  const mtu = attached && (await lookup.at(attached.ecrOwner).get(ecrMtus, attached.ecrId))?.mtu
  return {
    VbrId: row.vbrId,
    Name: row.name,
    Description: row.description,
    Status: vbrStatus(row, now),
    Type: 'pconnVBR',
    CreationTime: timeAnswered(row.createdAt),
    ActivationTime: timeAnswered(row.createdAt),
    ...(row.terminatedAt === undefined ? {} : { TerminationTime: timeAnswered(row.terminatedAt) }),
    ...(row.recoveredAt === undefined ? {} : { RecoveryTime: timeAnswered(row.recoveredAt) }),
    PhysicalConnectionId: row.physicalConnectionId,
    PhysicalConnectionOwnerUid: connectionOwner,
    PhysicalConnectionStatus: connection ? lineStatus(connection, now) : 'Enabled',
    PhysicalConnectionBusinessStatus: 'Normal',
    AccessPointId: connection?.accessPointId ?? '',
    CircuitCode: row.circuitCode,
    VlanId: row.vlanId,
    VlanInterfaceId: row.vlanInterfaceId ?? '',
    RouteTableId: row.routeTableId ?? '',
    LocalGatewayIp: row.localGatewayIp,
    PeerGatewayIp: row.peerGatewayIp,
    PeeringSubnetMask: row.peeringSubnetMask,
    EnableIpv6: row.enableIpv6,
    LocalIpv6GatewayIp: row.localIpv6GatewayIp,
    PeerIpv6GatewayIp: row.peerIpv6GatewayIp,
    PeeringIpv6SubnetMask: row.peeringIpv6SubnetMask,
    Bandwidth: row.bandwidth,
    Mtu: mtu ?? usualMtu,
    // The usual BFD settings (help page).
    MinTxInterval: row.bfd?.minTxInterval ?? 1000,
    MinRxInterval: row.bfd?.minRxInterval ?? 1000,
    DetectMultiplier: row.bfd?.detectMultiplier ?? 3,
    EccId: '',
    ResourceGroupId: row.resourceGroupId,
    EcrId: attached?.ecrId ?? '',
    EcrOwnerId: attached?.ecrOwner ?? '',
    EcrAttatchStatus: attachmentStatus(attached, now),
    SitelinkEnable: row.sitelink === true,
    AssociatedPhysicalConnections: { AssociatedPhysicalConnection: [] },
    AssociatedCens: { AssociatedCen: [] },
    Tags: { Tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })) },
  }
}

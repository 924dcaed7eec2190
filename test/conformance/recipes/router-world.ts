/** What happens before calls of Express Connect Router: an ECR of `network`, VPCs and VBRs of it and of others. */

import type { Body, Given, World } from '../arena.js'
import type { Prepared } from '../recipe.js'

const product = 'ExpressConnectRouter'
export const RegionId = 'cn-hangzhou'
export const [network, prod] = ['1000000000000002', '1000000000000003']
export const noEcr = 'ecr-000000000000000000'
export const noVpc = 'vpc-000000000000000000000'
export const noVbr = 'vbr-000000000000000000000'
export const tag = { Key: 'team', Value: 'network' }
export const rg = 'rg-acfmvvajg5q0001'

export const call = (w: World, alias: string, action: string, parameters: Given = {}): Promise<Body> =>
  w.call(alias, product, action, parameters)

export async function ecr(w: World, more: Given = {}, alias = 'network'): Promise<string> {
  return (await call(w, alias, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000, ...more })).EcrId
}
export async function vpc(w: World, alias: string, CidrBlock = '10.0.0.0/16', vSwitch?: string): Promise<string> {
  const { VpcId } = await w.call(alias, 'Vpc', 'CreateVpc', { RegionId, CidrBlock, VpcName: `of-${alias}` })
  if (vSwitch) await w.call(alias, 'Vpc', 'CreateVSwitch', { RegionId, VpcId, ZoneId: `${RegionId}-h`, CidrBlock: vSwitch })
  return VpcId
}
export async function vbr(w: World, alias: string): Promise<string> {
  const line = { RegionId, AccessPointId: 'ap-cn-hangzhou-yh-C', LineOperator: 'CT', PeerLocation: 'Hangzhou' }
  const { PhysicalConnectionId } = await w.call(alias, 'Vpc', 'CreatePhysicalConnection', line)
  const side = { LocalGatewayIp: '10.0.0.1', PeerGatewayIp: '10.0.0.2', PeeringSubnetMask: '255.255.255.252' }
  const given = { RegionId, PhysicalConnectionId, VlanId: 100, ...side, Name: `of-${alias}` }
  return (await w.call(alias, 'Vpc', 'CreateVirtualBorderRouter', given)).VbrId
}
export async function group(w: World): Promise<string> {
  const given = { Name: 'project', DisplayName: 'project' }
  return (await w.call('network', 'ResourceManager', 'CreateResourceGroup', given)).ResourceGroup.Id
}
/** A grant of this instance to the ECR of `network`. */
export const grantOf = (EcrId: string, InstanceId: string) => ({
  EcrId,
  EcrOwnerAliUid: network,
  InstanceId,
  InstanceType: InstanceId.startsWith('vpc') ? 'VPC' : 'VBR',
  InstanceRegionId: RegionId,
})
export async function granted(w: World, alias: string, EcrId: string, InstanceId: string): Promise<void> {
  await call(w, alias, 'GrantInstanceToExpressConnectRouter', grantOf(EcrId, InstanceId))
}
export async function associated(w: World, EcrId: string, VpcId: string, more: Given = {}): Promise<string> {
  const given = { EcrId, VpcId, AssociationRegionId: RegionId, ...more }
  return (await call(w, 'network', 'CreateExpressConnectRouterAssociation', given)).AssociationId
}
export const childOf = (EcrId: string, ChildInstanceId: string) => ({ EcrId, ChildInstanceId, ChildInstanceType: 'VBR' })
export async function attached(w: World, EcrId: string, vbrId: string, more: Given = {}): Promise<void> {
  await call(w, 'network', 'AttachExpressConnectRouterChildInstance', {
    ...childOf(EcrId, vbrId),
    ChildInstanceRegionId: RegionId,
    ...more,
  })
}
/** A transit router of an account and its CEN instance. */
export async function transitRouter(w: World, alias: string, from = RegionId) {
  const { CenId } = await w.call(alias, 'Cbn', 'CreateCen', { Name: 'backbone' })
  const { TransitRouterId } = await w.call(alias, 'Cbn', 'CreateTransitRouter', { CenId, RegionId: from, TransitRouterName: 'hub' })
  return { CenId: CenId as string, TransitRouterId: TransitRouterId as string }
}
/** What another account has: the ECR is granted to its CEN instance. */
export async function trusted(w: World, EcrId: string, alias = 'prod') {
  const [theirs, CenOwnerId] = [await transitRouter(w, alias), w.uid(alias)]
  const grant = { CenId: theirs.CenId, CenOwnerId, InstanceId: EcrId, InstanceType: 'ECR' }
  await w.call('network', 'Cbn', 'GrantInstanceToTransitRouter', grant)
  return { ...theirs, TransitRouterOwnerId: CenOwnerId }
}
export async function associatedTo(w: World, EcrId: string, TransitRouterId: string, more: Given = {}): Promise<string> {
  const given = { EcrId, TransitRouterId, AssociationRegionId: RegionId, ...more }
  return (await call(w, 'network', 'CreateExpressConnectRouterAssociation', given)).AssociationId
}
export async function attachmentBy(w: World, alias: string, EcrId: string, TransitRouterId: string): Promise<string> {
  const given = { EcrId, TransitRouterId, ...(alias === 'network' ? {} : { EcrOwnerId: network }) }
  return (await w.call(alias, 'Cbn', 'CreateTransitRouterEcrAttachment', given)).TransitRouterAttachmentId
}
/** A static route of a transit router over one of its attachments. */
export async function routeOver(w: World, TransitRouterId: string, TransitRouterRouteEntryNextHopId: string): Promise<void> {
  const tables = await w.call('network', 'Cbn', 'ListTransitRouterRouteTables', { TransitRouterId })
  await w.call('network', 'Cbn', 'CreateTransitRouterRouteEntry', {
    TransitRouterRouteTableId: tables.TransitRouterRouteTables[0].TransitRouterRouteTableId,
    TransitRouterRouteEntryDestinationCidrBlock: '192.168.0.0/16',
    TransitRouterRouteEntryNextHopType: 'Attachment',
    TransitRouterRouteEntryNextHopId,
  })
}
/** A route of a VPC that leads to an ECR. */
export async function routedTo(w: World, VpcId: string, EcrId: string): Promise<void> {
  const { RouterTableList } = await w.call('network', 'Vpc', 'DescribeRouteTableList', { RegionId, VpcId })
  const [{ RouteTableId }] = RouterTableList.RouterTableListType
  const hop = { NextHopType: 'Ecr', NextHopId: EcrId }
  await w.call('network', 'Vpc', 'CreateRouteEntry', { RegionId, RouteTableId, DestinationCidrBlock: '172.31.0.0/16', ...hop })
}
/** The owner of the ECRs has not paid. */
export const overdue = (w: World) => w.settings({ choices: { 'expressconnectrouter.overdueAccounts': network } })
/** What most operations on an ECR refuse alike, each with a call that would succeed otherwise. */
const hindrances = (ready: (w: World) => Promise<Prepared>) => ({
  async 'IncorrectStatus.Ecr'(w: World) {
    const prepared = await ready(w)
    await overdue(w)
    return prepared
  },
  async 'OperationDenied.ForceDeleting'(w: World) {
    const prepared = await ready(w)
    await w.latency('manual')
    await call(w, 'network', 'ForceDeleteExpressConnectRouter', { EcrId: prepared.parameters.EcrId })
    return prepared
  },
  async 'Conflict.Lock'(w: World) {
    const prepared = await ready(w)
    await w.latency('manual')
    await call(w, 'network', 'SynchronizeExpressConnectRouterInterRegionBandwidth', { EcrId: prepared.parameters.EcrId })
    return prepared
  },
  'ResourceNotFound.EcrId': async (w: World) => ({ ...(await ready(w)), as: 'dev' }),
})
/** Those of them that an operation lists. */
export function hindered<Code extends keyof ReturnType<typeof hindrances>>(
  ready: (w: World) => Promise<Prepared>,
  ...codes: readonly Code[]
) {
  const all = hindrances(ready)
  return Object.fromEntries(codes.map((code) => [code, all[code]]))
}
/** An ECR that is just taking a VPC in. */
export async function busy(w: World): Promise<string> {
  const EcrId = await ecr(w)
  const VpcId = await vpc(w, 'network')
  await w.latency('manual')
  await associated(w, EcrId, VpcId)
  return EcrId
}
export const by = (as: string, parameters: Given = {}, more: Partial<Prepared> = {}): Prepared => ({ as, parameters, ...more })

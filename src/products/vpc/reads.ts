/**
 * Who sees which network: an account's own, and what other accounts share with it. For routers of other products:
 * `routesThrough({ at, now }, { owner, vpcId }, ecrId)`, `advertisedTo` of the same, `vbrSide({ at, now }, owner, vbr)`.
 */

import { type AccountId, hasSettled, type Lookup, type Partition } from '../../model/index.js'
import type { Found } from '../../store/contract.js'
import { takenAddresses } from '../ecs/tables.js'
import { isThere, lifeOf } from '../express-connect-router/domain/attachment.js'
import { type AttachedInstance, attachedInstances } from '../express-connect-router/tables.js'
import { isShared, mayUse, sharedWith } from '../resource-sharing/reads.js'
import { isBgpThere } from './domain/bgp.js'
import { isRouteThere } from './domain/route.js'
import { hasLostVlan, lifeOfVbr, type VbrLife } from './domain/vbr-life.js'
import {
  bgpGroups,
  bgpPeers,
  type OccupiedVlan,
  occupiedVlans,
  type PhysicalConnection,
  type PublishedRoute,
  physicalConnections,
  publishedRoutes,
  type RouteEntry,
  routeEntries,
  type Vbr,
  type Vpc,
  type VSwitch,
  vbrs,
  vpcs,
  vSwitches,
} from './tables.js'

/** A row with the account that it belongs to. */
export interface Seen<Row> {
  readonly owner: AccountId
  readonly row: Row
}
/** For whom, where and when somebody looks. */
export interface Viewer {
  readonly account: AccountId
  readonly region: string
  readonly now: Date
}

/** Newest first. UNKNOWN: the order of lists is not documented. */
export function newestFirst<Row extends { readonly createdAt: string }>(id: (row: Row) => string) {
  return ({ row: a }: Seen<Row>, { row: b }: Seen<Row>): number =>
    a.createdAt === b.createdAt ? (id(a) < id(b) ? -1 : 1) : a.createdAt < b.createdAt ? 1 : -1
}

/** Rows in that order, as a page reads them: behind the time and id of a row, whatever came or went meanwhile. */
export function pagesOf<Row extends { readonly createdAt: string }>(sorted: readonly Seen<Row>[], id: (row: Row) => string) {
  const isBehind = ({ row }: Seen<Row>, after: string) => {
    const [createdAt = '', last = ''] = after.split(' ')
    return row.createdAt === createdAt ? id(row) > last : row.createdAt < createdAt
  }
  return async (after: string | undefined, limit: number): Promise<Found<Seen<Row>>[]> =>
    sorted
      .filter((each) => after === undefined || isBehind(each, after))
      .slice(0, limit)
      .map((each) => ({ row: each, cursor: `${each.row.createdAt} ${id(each.row)}` }))
}

export function groupBy<Item, K>(items: readonly Item[], keyOf: (item: Item) => K): Map<K, Item[]> {
  const groups = new Map<K, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The vSwitches of others that the viewer may do `action` on, in its region. */
async function sharedVSwitches(lookup: Lookup, { account, region, now }: Viewer, action: string): Promise<Seen<VSwitch>[]> {
  const shared = await sharedWith(lookup, account, { type: 'VSwitch', regionId: region, action, now })
  const found = await Promise.all(
    [...groupBy(shared, ({ owner }) => owner)].map(async ([owner, resources]) => {
      const rows = await lookup.at(owner).getMany(
        vSwitches,
        resources.map(({ resourceId }) => [resourceId]),
      )
      // A share may still name a vSwitch that is gone.
      return rows.filter((row) => row !== undefined && row.regionId === region).map((row) => ({ owner, row: row as VSwitch }))
    }),
  )
  return found.flat()
}

/** Every vSwitch that the viewer sees in its region: its own, and those shared with it. */
export async function vSwitchesSeenBy(lookup: Lookup, viewer: Viewer): Promise<Seen<VSwitch>[]> {
  const own = await lookup.at(viewer.account).all(vSwitches, 'byRegion', [viewer.region])
  const shared = await sharedVSwitches(lookup, viewer, 'vpc:DescribeVSwitches')
  return [...own.map((row) => ({ owner: viewer.account, row })), ...shared].sort(newestFirst(({ vSwitchId }) => vSwitchId))
}

/** The vSwitch, if the viewer may do `action` on it: one that is not shared is as unknown as one that does not exist. */
export async function vSwitchSeenBy(
  lookup: Lookup,
  viewer: Viewer,
  id: string,
  action: string,
): Promise<Seen<VSwitch> | undefined> {
  const found = await lookup.locate(vSwitches, id)
  if (!found || found.row.regionId !== viewer.region) return undefined
  const { account: owner, row } = found
  if (owner === viewer.account) return { owner, row }
  const use = await mayUse(lookup, {
    account: viewer.account,
    action,
    resource: { owner, type: 'VSwitch', id },
    region: viewer.region,
    now: viewer.now,
  })
  return use.allowed ? { owner, row } : undefined
}

/** `ShareType` of a vSwitch for an account that sees it; what is known of it: `vSwitchAnswered`. */
export async function shareTypeFor(
  lookup: Pick<Lookup, 'at'>,
  { account, now }: Pick<Viewer, 'account' | 'now'>,
  { owner, row }: Seen<VSwitch>,
): Promise<'Sharing' | 'Shared' | ''> {
  if (owner !== account) return 'Sharing'
  return (await isShared(lookup, owner, { type: 'VSwitch', id: row.vSwitchId, now })) ? 'Shared' : ''
}

/** How many addresses of a vSwitch the interfaces of all accounts have; or just whether any has, with `upTo`. */
export function addressesTakenIn(lookup: Pick<Lookup, 'at'>, { owner, row }: Seen<VSwitch>, upTo?: number): Promise<number> {
  return lookup.at(owner).count(takenAddresses, 'key', [row.vSwitchId], upTo === undefined ? {} : { upTo })
}

/** A VPC with the vSwitches in it that the viewer sees. */
export interface SeenVpc extends Seen<Vpc> {
  readonly vSwitchIds: readonly string[]
}

/**
 * Every VPC that the viewer sees in its region. Who sees a vSwitch also sees its VPC and route table (page on sharing
 * vSwitches). UNKNOWN: which vSwitches the VPC shows to a principal; only those shared with it.
 */
export async function vpcsSeenBy(lookup: Lookup, viewer: Viewer): Promise<SeenVpc[]> {
  const { account, region } = viewer
  const own = await lookup.at(account).all(vpcs, 'byRegion', [region])
  const ownVSwitches = groupBy(await lookup.at(account).all(vSwitches, 'byRegion', [region]), ({ vpcId }) => vpcId)
  const mine = own.map((row) => ({
    owner: account,
    row,
    vSwitchIds: (ownVSwitches.get(row.vpcId) ?? []).map(({ vSwitchId }) => vSwitchId),
  }))
  return [...mine, ...(await sharedVpcs(lookup, viewer))].sort(newestFirst(({ vpcId }) => vpcId))
}

async function sharedVpcs(lookup: Lookup, viewer: Viewer): Promise<SeenVpc[]> {
  const shared = groupBy(await sharedVSwitches(lookup, viewer, 'vpc:DescribeVSwitches'), ({ row }) => row.vpcId)
  const found = await Promise.all(
    [...shared].map(async ([vpcId, seen]) => {
      const owner = (seen[0] as Seen<VSwitch>).owner
      const row = await lookup.at(owner).get(vpcs, vpcId)
      return row && { owner, row, vSwitchIds: seen.map((each) => each.row.vSwitchId) }
    }),
  )
  return found.filter((each) => each !== undefined)
}

/** One VPC, if the viewer sees it. */
export async function vpcSeenBy(lookup: Lookup, viewer: Viewer, vpcId: string): Promise<SeenVpc | undefined> {
  const found = await lookup.locate(vpcs, vpcId)
  if (!found || found.row.regionId !== viewer.region) return undefined
  if (found.account !== viewer.account) return (await sharedVpcs(lookup, viewer)).find(({ row }) => row.vpcId === vpcId)
  const inside = await lookup.at(viewer.account).all(vSwitches, 'byVpc', [vpcId])
  return { owner: found.account, row: found.row, vSwitchIds: inside.map(({ vSwitchId }) => vSwitchId) }
}

/** The route table that each of these vSwitches uses: its own, or the system table of its VPC. Asks once for each VPC. */
export async function routeTablesOf(lookup: Pick<Lookup, 'at'>, seen: readonly Seen<VSwitch>[]): Promise<(row: VSwitch) => string> {
  const groups = [...groupBy(seen, ({ row }) => row.vpcId)]
  const tables = await Promise.all(
    groups.map(
      async ([vpcId, [first]]) =>
        [vpcId, (await lookup.at((first as Seen<VSwitch>).owner).get(vpcs, vpcId))?.routeTableId] as const,
    ),
  )
  const byVpc = new Map(tables)
  return ({ vpcId, routeTableId }) => routeTableId ?? byVpc.get(vpcId) ?? ''
}

/** What binds an instance to an ECR now; a step that has settled as gone binds nothing. */
export async function attachmentOf(lookup: Pick<Lookup, 'at'>, owner: AccountId, instanceId: string, now: Date) {
  const attached = await lookup.at(owner).get(attachedInstances, instanceId)
  return isThere(attached, now) ? attached : undefined
}

/** A VBR of the viewer, or one of another account on a physical connection of the viewer. */
export async function vbrSeenBy(lookup: Lookup, { account, region, now }: Viewer, id: string): Promise<Seen<Vbr> | undefined> {
  const found = await lookup.locate(vbrs, id)
  if (!found || found.row.regionId !== region || lifeOfVbr(found.row, now) === 'gone') return undefined
  const isTheirs = found.account === account || found.row.physicalConnectionOwner === account
  return isTheirs ? { owner: found.account, row: found.row } : undefined
}

/** The VLANs of a physical connection that are taken; a VBR that ended long enough ago has lost its own. */
export async function takenVlans({ at }: Pick<Lookup, 'at'>, owner: AccountId, lineId: string, now: Date): Promise<OccupiedVlan[]> {
  const rows = await at(owner).all(occupiedVlans, 'key', [lineId])
  const holders = await Promise.all(rows.map(({ vbrOwner, vbrId }) => at(vbrOwner).get(vbrs, vbrId)))
  return rows.filter((_, i) => {
    const holder = holders[i]
    return holder !== undefined && !hasLostVlan(holder, now)
  })
}

/** A physical connection of an account in a region. */
export async function ownLine(own: Partition, region: string, id: string): Promise<PhysicalConnection | undefined> {
  const line = await own.get(physicalConnections, id)
  return line?.regionId === region ? line : undefined
}

/** A VPC by its owner and id. */
export interface VpcOf {
  readonly owner: AccountId
  readonly vpcId: string
}

/**
 * The routes of a VPC that point at an ECR: while there is one, the VPC cannot leave the ECR
 * (`OperationFailed.UsedInRouteEntryNextHop`). A route that is being deleted counts until it is gone.
 */
export async function routesThrough(
  { at, now }: Pick<Lookup, 'at'> & { readonly now: Date },
  { owner, vpcId }: VpcOf,
  ecrId: string,
): Promise<readonly RouteEntry[]> {
  const routes = await at(owner).all(routeEntries, 'byNextHop', [vpcId, ecrId])
  return routes.filter((route) => isRouteThere(route, now))
}

/** A block that a VPC announces to an ECR. */
export interface Advertised {
  readonly destinationCidrBlock: string
  readonly from: 'System' | 'Published'
  readonly createdAt: string
}

/**
 * What a VPC announces to an ECR: the blocks of its vSwitches, unless they were withdrawn, and the routes that were published
 * to it (PublishVpcRouteEntries) and are still there. UNKNOWN: whether a vSwitch is announced while it is being made; here it
 * is not.
 */
export async function advertisedTo(
  { at, now }: Pick<Lookup, 'at'> & { readonly now: Date },
  { owner, vpcId }: VpcOf,
  { ecrId, associationId }: { readonly ecrId: string; readonly associationId: string },
): Promise<readonly Advertised[]> {
  const ever = await at(owner).all(publishedRoutes, 'byVpc', [vpcId, ecrId])
  // UNKNOWN: whether what was published once is so again when the VPC comes back; here it has to be published anew.
  const said = ever.filter((each) => each.associationId === associationId)
  const withdrawn = new Set(said.filter((each) => each.withdrawn).map(({ destinationCidrBlock }) => destinationCidrBlock))
  const subnets = (await at(owner).all(vSwitches, 'byVpc', [vpcId])).filter((row) => hasSettled(row, now))
  const own = subnets.map(({ cidrBlock, createdAt }) => ({ destinationCidrBlock: cidrBlock, from: 'System' as const, createdAt }))
  const present = await Promise.all(said.map((each) => isPublished({ at, now }, owner, each)))
  const published = said
    .filter((_, i) => present[i])
    .map(({ destinationCidrBlock, createdAt }) => ({ destinationCidrBlock, from: 'Published' as const, createdAt }))
  return [...own.filter(({ destinationCidrBlock }) => !withdrawn.has(destinationCidrBlock)), ...published]
}

async function isPublished(
  { at, now }: Pick<Lookup, 'at'> & { readonly now: Date },
  owner: AccountId,
  { routeTableId, destinationCidrBlock, withdrawn }: PublishedRoute,
): Promise<boolean> {
  if (withdrawn) return false
  const entries = await at(owner).all(routeEntries, 'byTable', [routeTableId, destinationCidrBlock])
  return entries.some((entry) => isRouteThere(entry, now))
}

/** What of a VBR can be in the way of joining or leaving an ECR. */
export interface VbrSide {
  /** `gone`: as good as unknown. */
  readonly life: VbrLife
  readonly bgpGroups: number
  /** Their local ASNs. */
  readonly localAsns: readonly number[]
  /** Routes of the user in its table. */
  readonly routes: number
  readonly routesChange: boolean
  /** A BGP group or a peer is being made, changed or deleted. */
  readonly bgpChanges: boolean
}

/** That of a VBR of `owner`. */
export async function vbrSide(
  { at, now }: Pick<Lookup, 'at'> & { readonly now: Date },
  owner: AccountId,
  vbr: Vbr,
): Promise<VbrSide> {
  const [groups, peers, routes] = await Promise.all([
    at(owner).all(bgpGroups, 'byVbr', [vbr.vbrId]),
    at(owner).all(bgpPeers, 'byVbr', [vbr.vbrId]),
    at(owner).all(routeEntries, 'byRouter', [vbr.vbrId]),
  ])
  const present = groups.filter((group) => isBgpThere(group, now))
  const seeded = present.length === 0 && vbr.localAsn !== undefined ? [vbr.localAsn] : []
  return {
    life: lifeOfVbr(vbr, now),
    bgpGroups: present.length,
    localAsns: [...seeded, ...present.map(({ localAsn }) => localAsn)],
    routes: routes.filter((route) => isRouteThere(route, now)).length,
    routesChange: routes.some((route) => !hasSettled(route, now)),
    bgpChanges: [...groups, ...peers].some((each) => !hasSettled(each, now)),
  }
}

const statuses = { attaching: 'Attaching', attached: 'Attached', updating: 'Attached', detaching: 'Detaching', gone: '' } as const

/** The state of a VBR's attachment as the VPC API tells it; values and spelling of the field: SDK. */
export function attachmentStatus(attached: AttachedInstance | undefined, now: Date): (typeof statuses)[keyof typeof statuses] {
  return attached ? statuses[lifeOf(attached, now)] : ''
}

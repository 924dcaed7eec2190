/** Who sees which network: an account's own, and what other accounts share with it. */

import type { AccountId, Lookup } from '../../model/index.js'
import { isThere, lifeOf } from '../express-connect-router/domain/attachment.js'
import { type AttachedInstance, attachedInstances } from '../express-connect-router/tables.js'
import { isShared, mayUse, sharedWith } from '../resource-sharing/reads.js'
import { type Vpc, type VSwitch, vpcs, vSwitches } from './tables.js'

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

function groupBy<Item, K>(items: readonly Item[], keyOf: (item: Item) => K): Map<K, Item[]> {
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

/** The route table that each of these vSwitches uses: the system table of its VPC. Asks once for each VPC. */
export async function routeTablesOf(lookup: Pick<Lookup, 'at'>, seen: readonly Seen<VSwitch>[]): Promise<(row: VSwitch) => string> {
  const groups = [...groupBy(seen, ({ row }) => row.vpcId)]
  const tables = await Promise.all(
    groups.map(
      async ([vpcId, [first]]) =>
        [vpcId, (await lookup.at((first as Seen<VSwitch>).owner).get(vpcs, vpcId))?.routeTableId] as const,
    ),
  )
  const byVpc = new Map(tables)
  return ({ vpcId }) => byVpc.get(vpcId) ?? ''
}

/** What binds an instance to an ECR now; a step that has settled as gone binds nothing. */
export async function attachmentOf(lookup: Pick<Lookup, 'at'>, owner: AccountId, instanceId: string, now: Date) {
  const attached = await lookup.at(owner).get(attachedInstances, instanceId)
  return isThere(attached, now) ? attached : undefined
}

const statuses = { attaching: 'Attaching', attached: 'Attached', detaching: 'Detaching', gone: '' } as const

/** The state of a VBR's attachment as the VPC API tells it; values and spelling of the field: SDK. */
export function attachmentStatus(attached: AttachedInstance | undefined, now: Date): (typeof statuses)[keyof typeof statuses] {
  return attached ? statuses[lifeOf(attached, now)] : ''
}

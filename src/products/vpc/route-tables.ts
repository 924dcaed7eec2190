/** Route tables and routes as an account may change them, and as answers show them. */

import { type AccountId, hasSettled, type Lookup, type Partition } from '../../model/index.js'
import { isRouteThere, isTableThere } from './domain/route.js'
import { groupBy } from './reads.js'
import { type RouteEntry, type RouteTable, routeEntries, routeTables, type Vbr, type Vpc, vbrs, vpcs, vSwitches } from './tables.js'

/** A route table of an account with the VPC or VBR that it belongs to; `undefined` when the account has none of this id there. */
export interface OwnTable {
  readonly table: RouteTable
  readonly vpc: Vpc | undefined
  readonly vbr: Vbr | undefined
}
export async function ownTable(own: Partition, region: string, routeTableId: string, now: Date): Promise<OwnTable | undefined> {
  const table = await own.get(routeTables, routeTableId)
  if (!table || table.regionId !== region || !isTableThere(table, now)) return undefined
  return {
    table,
    vpc: table.vpcId === '' ? undefined : await own.get(vpcs, table.vpcId),
    vbr: table.vpcId === '' ? await own.get(vbrs, table.vRouterId) : undefined,
  }
}

/** Routes of the user in a table, and to one block of it. */
export async function routesIn(own: Partition, routeTableId: string, now: Date, block?: string): Promise<RouteEntry[]> {
  const rows = await own.all(routeEntries, 'byTable', block === undefined ? [routeTableId] : [routeTableId, block])
  return rows.filter((row) => isRouteThere(row, now))
}

/** A route as answers show it: of the user, or of the system. */
export interface ShownRoute {
  readonly routeEntryId: string
  readonly destinationCidrBlock: string
  readonly ipVersion: 'ipv4' | 'ipv6'
  readonly type: 'System' | 'Custom'
  readonly nextHopType: string
  readonly nextHopId: string
  readonly name: string
  readonly description: string
  readonly modifiedAt: string
  readonly row?: RouteEntry
}

/**
 * Routes that a VPC's tables have of themselves: to each vSwitch, and to the services of the cloud. Their ids follow from what
 * they lead to.
 */
async function systemRoutesOf(own: Partition, { vpcId, createdAt }: Vpc, now: Date): Promise<ShownRoute[]> {
  const local = { type: 'System', nextHopType: 'local', nextHopId: '', name: '', description: '' } as const
  const inside = (await own.all(vSwitches, 'byVpc', [vpcId])).filter((row) => hasSettled(row, now))
  const subnets = inside.flatMap(({ vSwitchId, cidrBlock, ipv6CidrBlock, createdAt: modifiedAt }) => {
    const v4 = { ...local, routeEntryId: `rte-${vSwitchId.slice(4)}`, destinationCidrBlock: cidrBlock, modifiedAt }
    const v6 = { ...v4, routeEntryId: `${v4.routeEntryId}6`, destinationCidrBlock: ipv6CidrBlock, ipVersion: 'ipv6' as const }
    return [{ ...v4, ipVersion: 'ipv4' as const }, ...(ipv6CidrBlock === '' ? [] : [v6])]
  })
  const services = { routeEntryId: `rte-${vpcId.slice(4)}`, destinationCidrBlock: '100.64.0.0/10', ipVersion: 'ipv4' as const }
  return [...subnets, { ...local, ...services, nextHopType: 'service', modifiedAt: createdAt }]
}

/** All routes of a table of this account. */
export async function shownRoutes(own: Partition, { table, vpc }: OwnTable, now: Date): Promise<ShownRoute[]> {
  const custom = (await routesIn(own, table.routeTableId, now)).map((row) => ({
    ...row,
    row,
    type: 'Custom' as const,
    ipVersion: row.destinationCidrBlock.includes(':') ? ('ipv6' as const) : ('ipv4' as const),
  }))
  return [...custom, ...(vpc ? await systemRoutesOf(own, vpc, now) : [])]
}

/** Which of these vSwitches use which table of a VPC, by the table's id. */
export async function vSwitchesByTable(
  lookup: Pick<Lookup, 'at'>,
  { owner, row, vSwitchIds }: { readonly owner: AccountId; readonly row: Vpc; readonly vSwitchIds: readonly string[] },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await lookup.at(owner).getMany(
    vSwitches,
    vSwitchIds.map((id) => [id]),
  )
  const groups = groupBy(
    found.filter((each) => each !== undefined),
    ({ routeTableId }) => routeTableId ?? row.routeTableId,
  )
  return new Map([...groups].map(([id, rows]) => [id, rows.map(({ vSwitchId }) => vSwitchId)]))
}

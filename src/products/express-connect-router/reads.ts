/** Questions about ECRs that several operations ask. */

import {
  type AccountId,
  type Decision,
  type Lookup,
  no,
  type Page,
  type Partition,
  pageOf,
  type Table,
  yes,
} from '../../model/index.js'
import type { Found } from '../../store/contract.js'
import { isAttached } from '../cen/domain/ecr-attachment.js'
import { stateOf } from '../cen/domain/life.js'
import { attachmentBetween } from '../cen/reads.js'
import { type Living, routeEntries as transitRouterRoutes } from '../cen/tables.js'
import { bidOf } from '../resource-manager/reads.js'
import { parseCidr } from '../vpc/domain/cidr.js'
import { lifeOfVbr } from '../vpc/domain/vbr-life.js'
import { advertisedTo, routesThrough } from '../vpc/reads.js'
import { vbrs, vSwitches } from '../vpc/tables.js'
import type { Network } from './domain/association.js'
import { isThere, type Life, lifeOf } from './domain/attachment.js'
import { isRouterThere } from './domain/lock.js'
import { prefixesInForce } from './domain/prefixes.js'
import { type CloudSide, type LineSide, type Routes, routesOf } from './domain/routes.js'
import {
  type Association,
  type AttachedInstance,
  associations,
  attachedInstances,
  bgpRoutes,
  type ChildInstance,
  childInstances,
  type DisabledRoute,
  disabledRoutes,
  type Router,
  routers,
  type TransitRouterAssociation,
} from './tables.js'

/** The ECR, as its owner sees it. To every other account it does not exist. */
export async function ownRouter(own: Partition, ecrId: string, now: Date): Promise<Decision<Router, 'ResourceNotFound.EcrId'>> {
  const router = await own.get(routers, ecrId)
  if (isRouterThere(router, now)) return yes(router)
  return no('ResourceNotFound.EcrId', {
    because: `Account ${own.account} has no ECR ${ecrId}.`,
    next: 'An ECR exists for its owner only: call with a key of the account that owns it.',
  })
}

/** The ECRs of an account, which a quota bounds. */
export async function routersOf(own: Partition, now: Date): Promise<Router[]> {
  return (await own.all(routers, 'byCreated', [])).filter((router) => isRouterThere(router, now))
}

export interface Ties {
  readonly associations: readonly Association[]
  readonly childInstances: readonly ChildInstance[]
}

/** All that is attached to an ECR, being attached or being detached. A quota bounds the VPCs. */
export async function tiesOf(own: Partition, ecrId: string, now: Date): Promise<Ties> {
  const present = <Row extends Association | ChildInstance>(rows: readonly Row[]) => rows.filter((row) => isThere(row, now))
  return {
    associations: present(await own.all(associations, 'byRouter', [ecrId])),
    childInstances: present(await own.all(childInstances, 'byRouter', [ecrId])),
  }
}

/** The regions in which an ECR has something, sorted. */
export async function regionsOf(own: Partition, ecrId: string, now: Date): Promise<string[]> {
  const ties = await tiesOf(own, ecrId, now)
  return [...new Set([...ties.associations, ...ties.childInstances].map(({ regionId }) => regionId))].sort()
}

/** What rules about an instance need beside the instance, from the partition of its owner. */
export async function standingOf(
  owner: Partition,
  instanceId: string,
): Promise<{ attached: AttachedInstance | undefined; bid: string | undefined }> {
  return { attached: await owner.get(attachedInstances, instanceId), bid: await bidOf(owner) }
}

/** The row with this id and the account that holds it, as one value. */
export async function located<Row extends object>(
  lookup: Pick<Lookup, 'locate'>,
  table: Table<Row>,
  id: string,
): Promise<(Row & { readonly owner: AccountId }) | undefined> {
  const found = await lookup.locate(table, id)
  return found && { ...found.row, owner: found.account }
}

/** Which rows a list looks through: those of an index (or of the key) below a prefix. */
export interface Range<Row extends object> {
  readonly table: Table<Row>
  readonly index: string
  readonly prefix: readonly string[]
}

/** One page of a list, newest first, and how many entries match on all its pages. */
export async function newestFirst<Row extends object>(
  own: Partition,
  page: Page,
  { table, index, prefix }: Range<Row>,
  keep?: (row: Row) => boolean | Promise<boolean>,
): Promise<{
  readonly rows: readonly Row[]
  readonly MaxResults: number
  readonly NextToken: string | undefined
  readonly TotalCount: number
}> {
  const fetch = (after: string | undefined, limit: number): Promise<Found<Row>[]> =>
    own.scan(table, index, prefix, { order: 'descending', limit, ...(after === undefined ? {} : { after }) })
  const { rows, nextToken } = await pageOf(page, fetch, keep)
  // Counted by the index alone where nothing is filtered.
  const total = keep ? await countKept(await own.all(table, index, prefix), keep) : await own.count(table, index, prefix)
  return { rows, MaxResults: page.size, NextToken: nextToken, TotalCount: total }
}

async function countKept<Row>(rows: readonly Row[], keep: (row: Row) => boolean | Promise<boolean>): Promise<number> {
  let count = 0
  for (const row of rows) if (await keep(row)) count += 1
  return count
}

/** The address ranges that a VPC uses, from the partition of its owner. */
export async function networkOf(owner: Partition, vpcId: string): Promise<Network> {
  const rows = await owner.all(vSwitches, 'byVpc', [vpcId])
  return { vpcId, blocks: rows.map(({ cidrBlock }) => cidrBlock) }
}

/** The association, where this ECR has it. */
export async function ownAssociation(own: Partition, ecrId: string, associationId: string, now: Date) {
  const row = await own.get(associations, associationId)
  if (row?.ecrId === ecrId && isThere(row, now)) return yes(row)
  return no('ResourceNotFound.AssociationId', { because: `${ecrId} has no such association.` })
}

/** The VBR's attachment, where this ECR has it. */
export async function ownChildInstance(own: Partition, ecrId: string, vbrId: string, now: Date) {
  const rows = await own.all(childInstances, 'byInstance', [ecrId, vbrId])
  const row = rows.find((each) => isThere(each, now))
  return row ? yes(row) : no('ResourceNotFound.ChildInstanceId', { because: `${vbrId} is not attached to ${ecrId}.` })
}

/** What an ECR has, by the id that routes name it with. */
export interface NextHop {
  readonly row: Association | ChildInstance
  readonly kind: 'VPC' | 'TR' | 'VBR'
  readonly regionId: string
  readonly associationId: string
  readonly life: Life
}
export async function nextHopsOf(own: Partition, ecrId: string, now: Date): Promise<ReadonlyMap<string, NextHop>> {
  const ties = await tiesOf(own, ecrId, now)
  const hops = new Map<string, NextHop>()
  for (const row of ties.associations) {
    const { regionId, associationId } = row
    hops.set(row.vpcId ?? row.transitRouterId, { row, kind: row.nodeType, regionId, associationId, life: lifeOf(row, now) })
  }
  for (const row of ties.childInstances)
    hops.set(row.vbrId, { row, kind: 'VBR', regionId: row.regionId, associationId: row.associationId, life: lifeOf(row, now) })
  return hops
}

/** The routes that were switched off, oldest first: those whose next hop is still attached as it was then. */
async function disabledOf(own: Partition, ecrId: string, hops: ReadonlyMap<string, NextHop>): Promise<DisabledRoute[]> {
  const rows = await own.all(disabledRoutes, 'byRouter', [ecrId])
  return rows.filter(({ nextHop, associationId }) => hops.get(nextHop)?.associationId === associationId)
}

/** What the routes of an ECR follow from, but for what its VBRs learned: of that there is no bound. */
export interface Sides {
  readonly asn: number
  readonly cloud: readonly CloudSide[]
  readonly vbrs: readonly ChildInstance[]
  readonly disabled: readonly DisabledRoute[]
}
export async function sidesOf(lookup: Pick<Lookup, 'at'>, router: Router, now: Date): Promise<Sides> {
  const own = lookup.at(router.owner)
  const hops = await nextHopsOf(own, router.ecrId, now)
  // UNKNOWN: when exactly routes come and go; here with the end of attaching and with the beginning of detaching.
  const inForce = [...hops.values()].filter(({ life }) => life === 'attached' || life === 'updating').map(({ row }) => row)
  const cloud = inForce.map((row) => ('vbrId' in row ? undefined : cloudSideOf(lookup, row, now)))
  const lines = await Promise.all(
    inForce.filter((row) => 'vbrId' in row).map(async (row) => ((await isActive(lookup, row, now)) ? row : undefined)),
  )
  return {
    asn: router.alibabaSideAsn,
    cloud: (await Promise.all(cloud)).filter((side) => side !== undefined),
    vbrs: lines.filter((row) => row !== undefined),
    disabled: await disabledOf(own, router.ecrId, hops),
  }
}

/** UNKNOWN: what of a VBR that is terminated while it is attached; here it stays attached and carries nothing until it is recovered. */
async function isActive({ at }: Pick<Lookup, 'at'>, { vbrId, vbrOwner }: ChildInstance, now: Date): Promise<boolean> {
  const vbr = await at(vbrOwner).get(vbrs, vbrId)
  return vbr !== undefined && lifeOfVbr(vbr, now) === 'active'
}

/** The whole route table of an ECR. Nothing of it is kept, so what goes takes its routes with it at once. */
export async function routeTableOf(lookup: Pick<Lookup, 'at'>, router: Router, now: Date): Promise<Routes['table']> {
  const { vbrs: lines, ...sides } = await sidesOf(lookup, router, now)
  return routesOf({ ...sides, lines: await Promise.all(lines.map((row) => lineSideOf(lookup, row))) }).table
}

async function cloudSideOf(lookup: Pick<Lookup, 'at'>, row: Association, now: Date): Promise<CloudSide | undefined> {
  const { regionId } = row
  const prefixes = prefixesInForce(row, now)
  if (row.nodeType === 'TR') {
    const learned = await transitRouterBlocksOf(lookup.at(row.transitRouterOwner), row, now)
    return learned && { kind: 'TR', id: row.transitRouterId, regionId, blocks: learned, ...prefixes }
  }
  const told = await advertisedTo({ at: (account) => lookup.at(account), now }, { owner: row.vpcOwner, vpcId: row.vpcId }, row)
  const blocks = told.map(({ destinationCidrBlock }) => destinationCidrBlock).filter((block) => parseCidr(block) !== undefined)
  return { kind: 'VPC', id: row.vpcId, regionId, blocks, ...prefixes }
}

/** The routes of the transit router that lead elsewhere; `undefined` while its side is not attached. Black holes lead nowhere. */
async function transitRouterBlocksOf(
  owner: Partition,
  { ecrId, transitRouterId }: TransitRouterAssociation,
  now: Date,
): Promise<string[] | undefined> {
  const attachment = await attachmentBetween(owner, ecrId, transitRouterId, now)
  if (!attachment || !isAttached(attachment, now)) return undefined
  const entries = await owner.all(transitRouterRoutes, 'byTransitRouter', [transitRouterId])
  return entries
    .filter((entry) => isInForce(entry, now) && entry.nextHop !== undefined && entry.nextHop !== attachment.attachmentId)
    .map(({ destination }) => destination)
    .filter((block) => parseCidr(block) !== undefined)
}

function isInForce(row: Living, now: Date): boolean {
  const state = stateOf(row, now)
  return state === 'live' || state === 'modifying'
}

async function lineSideOf(lookup: Pick<Lookup, 'at'>, { vbrId, vbrOwner, regionId }: ChildInstance): Promise<LineSide> {
  return { id: vbrId, regionId, routes: await lookup.at(vbrOwner).all(bgpRoutes, 'key', [vbrId]) }
}

/** What an ECR announces to the data centre, and over which VBRs; `undefined` when there is no such ECR. */
export async function announced(lookup: Lookup, ecrId: string, now: Date) {
  const found = await lookup.locate(routers, ecrId)
  if (!found || !isRouterThere(found.row, now)) return undefined
  const { vbrs: over, ...sides } = await sidesOf(lookup, found.row, now)
  // What the data centre announced is not announced back to it.
  return { over: over.map(({ vbrId }) => vbrId), routes: routesOf({ ...sides, lines: [] }).announced }
}

/** The first VPC of these associations that has a route which leads to their ECR. */
export async function vpcRoutedTo(
  lookup: Pick<Lookup, 'at'>,
  rows: readonly Association[],
  now: Date,
): Promise<string | undefined> {
  for (const row of rows) {
    if (row.nodeType !== 'VPC') continue
    const { vpcOwner: owner, vpcId, ecrId } = row
    if ((await routesThrough({ at: (account) => lookup.at(account), now }, { owner, vpcId }, ecrId)).length > 0) return vpcId
  }
  return undefined
}

/** Questions about CEN instances and transit routers that several operations ask. */

import type { Decision, Page, Partition, Table } from '../../model/index.js'
import { pageOf } from '../../model/index.js'
import type { Found } from '../../store/contract.js'
import { isBeingForceDeleted, isRouterThere } from '../express-connect-router/domain/lock.js'
import { routers } from '../express-connect-router/tables.js'
import { isVbrLeaving, isVbrThere } from '../vpc/domain/vbr-life.js'
import { vbrs, vpcs } from '../vpc/tables.js'
import { knownCen } from './domain/cen.js'
import { knownAttachment, meantTransitRouter } from './domain/ecr-attachment.js'
import { type Granted, grantedTypeNamed } from './domain/grant.js'
import { isThere } from './domain/life.js'
import { knownTransitRouter } from './domain/transit-router.js'
import {
  type Cen,
  type CenGrant,
  cens,
  type EcrAttachment,
  ecrAttachments,
  type Living,
  type TransitRouter,
  transitRouters,
} from './tables.js'

/** The CEN instance, as its owner sees it. To every other account it does not exist. */
export async function ownCen(own: Partition, cenId: string, now: Date): Promise<Decision<Cen, 'ParameterCenInstanceId'>> {
  return knownCen(await own.get(cens, cenId), cenId, now)
}

export async function ownTransitRouter(
  own: Partition,
  transitRouterId: string,
  now: Date,
): Promise<Decision<TransitRouter, 'ParameterInstanceId'>> {
  return knownTransitRouter(await own.get(transitRouters, transitRouterId), transitRouterId, now)
}

export async function ownAttachment(
  own: Partition,
  attachmentId: string,
  now: Date,
): Promise<Decision<EcrAttachment, 'InvalidTransitRouterAttachmentId.NotFound'>> {
  return knownAttachment(await own.get(ecrAttachments, attachmentId), attachmentId, now)
}

/** The transit router of a CEN instance in a region. */
async function transitRouterIn(own: Partition, cenId: string, regionId: string, now: Date) {
  const siblings = await own.all(transitRouters, 'byCen', [cenId])
  return siblings.find((each) => each.regionId === regionId && isThere(each, now))
}

/** The transit router that an attachment is for, with its CEN instance. */
export async function namedTransitRouter(
  own: Partition,
  named: { readonly [K in 'TransitRouterId' | 'CenId' | 'RegionId']: string | undefined },
  now: Date,
) {
  const { TransitRouterId, CenId, RegionId } = named
  const transitRouter =
    TransitRouterId === undefined
      ? await transitRouterIn(own, CenId ?? '', RegionId ?? '', now)
      : await own.get(transitRouters, TransitRouterId)
  const cen = await own.get(cens, CenId ?? transitRouter?.cenId ?? '')
  return meantTransitRouter(named, { cen, transitRouter, now })
}

/** The attachment between a transit router and an ECR, in the partition of the transit router's owner. */
export async function attachmentBetween(owner: Partition, ecrId: string, transitRouterId: string, now: Date) {
  const rows = await owner.all(ecrAttachments, 'byEcr', [ecrId, transitRouterId])
  return rows.find((each) => isThere(each, now))
}

/** What is there of a table, newest first. UNKNOWN: the order of lists is not documented. */
export async function allThere<Row extends Living>(
  own: Partition,
  table: Table<Row>,
  index: string,
  prefix: readonly string[],
  now: Date,
) {
  const rows = await own.all(table, index, prefix)
  return rows.filter((each) => isThere(each, now)).reverse()
}

/** One page of rows that are at hand, newest first, and how many there are on all pages. */
export async function pageByToken<Row extends { readonly createdAt: string }>(
  page: Page,
  rows: readonly Row[],
  id: (row: Row) => string,
) {
  const places = rows.map((row) => ({ row, cursor: `${row.createdAt} ${id(row)}` })).sort((a, b) => (a.cursor < b.cursor ? 1 : -1))
  const fetch = async (after: string | undefined, limit: number): Promise<Found<Row>[]> =>
    places.filter(({ cursor }) => after === undefined || cursor < after).slice(0, limit)
  const { rows: shown, nextToken } = await pageOf(page, fetch)
  return { rows: shown, about: { MaxResults: page.size, NextToken: nextToken, TotalCount: rows.length } }
}

/** The transit router of a route table. */
export async function tableOwner(own: Partition, routeTableId: string, now: Date): Promise<TransitRouter | undefined> {
  const [row] = await own.all(transitRouters, 'byRouteTable', [routeTableId])
  return isThere(row, now) ? row : undefined
}

/** One page of grants; without a page size all of them, which the answer calls a page of that many. */
export async function pageOfGrants(page: Page, size: number | undefined, rows: readonly CenGrant[], id: (row: CenGrant) => string) {
  const unpaged = size === undefined || size === 0
  const { rows: shown, about } = await pageByToken(unpaged ? { ...page, size: Math.max(rows.length, 1) } : page, rows, id)
  return { rows: shown, about: { ...about, MaxResults: unpaged ? rows.length : size } }
}

/** The instance that an account grants: what its kind says it is, among its own. */
export async function instanceOf(own: Partition, word: string, instanceId: string, now: Date): Promise<Granted | undefined> {
  const kind = grantedTypeNamed(word)
  if (kind === 'VPC') return own.get(vpcs, instanceId)
  if (kind === 'VBR') {
    const vbr = await own.get(vbrs, instanceId)
    return isVbrThere(vbr, now) ? { regionId: vbr.regionId, isLeaving: isVbrLeaving(vbr, now) } : undefined
  }
  if (kind !== 'ECR') return undefined
  const router = await own.get(routers, instanceId)
  return isRouterThere(router, now) ? { isLeaving: isBeingForceDeleted(router, now) } : undefined
}

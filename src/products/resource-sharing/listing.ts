/** How lists are read: several orders one after the other, shares that other accounts give, pages of what is shown. */

import { type AccountId, type Lookup, type Page, type Partition, pageOf } from '../../model/index.js'
import type { Found } from '../../store/index.js'
import { type Name, namesOf, type Reaching, reaching } from './reads.js'
import { type Association, associations, type Received, received, type Share, shares } from './tables.js'

export type Fetch<Row> = (after: string | undefined, limit: number) => Promise<readonly Found<Row>[]>

/** One order among several. The name tells a place in it from a place in whatever stands there later. */
export interface Stream<Row> {
  readonly name: string
  readonly fetch: Fetch<Row>
}

/**
 * Reads orders one after the other. A place is `<which>~<name>~<place in it>`; where another order has taken the stand of the
 * one that a place is in (an account moved to another folder), that one is read from its beginning.
 */
export function inTurn<Row>(streams: readonly Stream<Row>[]): Fetch<Row> {
  return async (after, limit) => {
    const [, which, name, place] = /^(\d+)~([^~]*)~(.*)$/s.exec(after ?? '') ?? []
    const found: Found<Row>[] = []
    for (const [i, stream] of streams.entries()) {
      if (i < Number(which ?? 0)) continue
      const from = i === Number(which) && stream.name === name ? place : undefined
      for (const { row, cursor } of await stream.fetch(from, limit - found.length))
        found.push({ row, cursor: `${i}~${stream.name}~${cursor}` })
      if (found.length === limit) break
    }
    return found
  }
}

/** A few rows that were found one by one, in an order of their own. */
export function fromRows<Row>(rows: readonly Row[], placeOf: (row: Row) => string): Fetch<Row> {
  const placed = rows.map((row) => ({ row, cursor: placeOf(row) })).sort((a, b) => (a.cursor < b.cursor ? 1 : -1))
  return async (after, limit) => placed.filter(({ cursor }) => after === undefined || cursor < after).slice(0, limit)
}

/** A page of what is shown of rows; rows of which nothing is shown take no place in it. */
export async function pageShown<Row extends object, Shown>(
  page: Page,
  fetch: Fetch<Row>,
  show: (row: Row) => Promise<Shown | undefined>,
  badToken: () => never,
): Promise<{ readonly shown: Shown[]; readonly nextToken?: string }> {
  const kept = new Map<Row, Shown>()
  const guarded: Fetch<Row> = async (after, limit) => {
    try {
      return await fetch(after, limit)
    } catch (error) {
      // A token of this operation whose place is none, or one of a call with other filters.
      if (error instanceof RangeError && after === page.after) return badToken()
      throw error
    }
  }
  const { rows, nextToken } = await pageOf(page, guarded, async (row) => {
    const shown = await show(row)
    if (shown !== undefined) kept.set(row, shown)
    return shown !== undefined
  })
  return { shown: rows.map((row) => kept.get(row) as Shown), ...(nextToken === undefined ? {} : { nextToken }) }
}

/** Who lists, where and when. */
export interface Lister extends Lookup {
  readonly own: Partition
  readonly region: string
  readonly now: Date
}

/** The shares of the caller, newest first. */
export async function ownShares({ own, region }: Lister, ids: readonly string[] | undefined): Promise<Fetch<Share>> {
  if (!ids)
    return (after, limit) =>
      own.scan(shares, 'byCreated', [region], { order: 'descending', limit, ...(after === undefined ? {} : { after }) })
  const found = (
    await own.getMany(
      shares,
      ids.map((id) => [id]),
    )
  ).filter((share) => share?.regionId === region) as Share[]
  return fromRows(found, ({ createdAt, shareId }) => `${createdAt}/${shareId}`)
}

/** The records of the caller's own shares that an index finds below a prefix, newest first where the index ends in time. */
export function recordsBelow(
  own: Partition,
  index: keyof typeof associations.indexes,
  prefix: readonly string[],
): Fetch<Association> {
  return (after, limit) =>
    own.scan(associations, index, prefix, { order: 'descending', limit, ...(after === undefined ? {} : { after }) })
}

/** Reads each share of a page once. */
export function shareReader(own: Partition): (shareId: string) => Promise<Share | undefined> {
  const known = new Map<string, Promise<Share | undefined>>()
  return (shareId) => {
    const found = known.get(shareId) ?? own.get(shares, shareId)
    known.set(shareId, found)
    return found
  }
}

/** Shares of others that name an account, its directory or its folders: newest first under each name. */
export async function receivedShares(lister: Lister, account: AccountId, ids: readonly string[] | undefined) {
  const { at, region, now } = lister
  const names = await namesOf(lister, account)
  const fetch = ids
    ? fromRows(await receivedFrom(lister, names, ids), placeOfReceived)
    : inTurn(names.map((name, i) => streamOf(lister, name, region, i)))
  const shown = (row: Received): Promise<Reaching | undefined> => reaching({ at }, names, row, now)
  return { names, fetch, shown }
}

function placeOfReceived({ createdAt, shareId, principal }: Received): string {
  return `${createdAt}/${shareId}/${principal}`
}

function streamOf({ at }: Lookup, { id, keptWith }: Name, region: string, i: number): Stream<Received> {
  return {
    // An account is always its own first name, so only the others have to be told apart.
    name: i === 0 ? '' : id,
    fetch: (after, limit) =>
      at(keptWith).scan(received, 'key', [id, region], { order: 'descending', limit, ...(after === undefined ? {} : { after }) }),
  }
}

/** The received rows of some shares, found through the shares themselves. */
async function receivedFrom({ at, locate, region }: Lister, names: readonly Name[], ids: readonly string[]): Promise<Received[]> {
  const rows: Received[] = []
  for (const id of ids) {
    const owner = (await locate(shares, id))?.account
    if (!owner) continue
    const records = await at(owner).getMany(
      associations,
      names.map((name) => [id, name.type, name.id]),
    )
    for (const record of records)
      if (record?.regionId === region)
        rows.push({ principal: record.entityId, regionId: region, createdAt: record.createdAt, shareId: id, owner })
  }
  return rows
}

/** A resource that another account shares, and what makes it reach the caller. */
export interface ReceivedResource {
  readonly resource: Association
  readonly reaching: Reaching
}

/**
 * The resources in received shares, share by share, within a share by type and id. A place is the share, the place in it, and
 * the place of the share among the shares: the share is read again from there. INVARIANT: short enough for a page token.
 */
export function resourcesReceived(
  lister: Lister,
  source: Awaited<ReturnType<typeof receivedShares>>,
  typeCodes: readonly string[],
): Fetch<ReceivedResource> {
  const placeIn = ({ entityType, entityId }: Association) => `${String(typeCodes.indexOf(entityType)).padStart(2, '0')}${entityId}`
  const within = async (row: Received, inside: string | undefined): Promise<ReceivedResource[]> => {
    const reached = await source.shown(row)
    if (!reached || reached.pending) return []
    const resources = await lister.at(row.owner).all(associations, 'liveInShare', ['Resource', row.shareId])
    return resources
      .filter((resource) => inside === undefined || placeIn(resource) > inside)
      .sort((a, b) => (placeIn(a) < placeIn(b) ? -1 : 1))
      .map((resource) => ({ resource, reaching: reached }))
  }
  return async (after, limit) => {
    const found: Found<ReceivedResource>[] = []
    const [, shareId, inside, rest] = /^([^/]*)\/([^/]*)\/(.*)$/s.exec(after ?? '') ?? []
    const take = async (row: Received, cursor: string, from: string | undefined) => {
      for (const each of await within(row, from))
        if (found.length < limit) found.push({ row: each, cursor: `${row.shareId}/${placeIn(each.resource)}/${cursor}` })
    }
    if (shareId !== undefined)
      for (const row of await receivedFrom(lister, source.names, [shareId])) await take(row, rest ?? '', inside)
    let place = rest
    while (found.length < limit) {
      const rows = await source.fetch(place, 20)
      for (const { row, cursor } of rows) await take(row, cursor, undefined)
      place = rows.at(-1)?.cursor
      if (rows.length < 20) break
    }
    return found
  }
}

/** How lists are read: several orders one after the other, shares that other accounts give, pages of what is shown. */

import { type AccountId, type Lookup, type Page, type Partition, pageOf } from '../../model/index.js'
import type { Found } from '../../store/index.js'
import { type Name, namesOf, type Reached, type Reaching, reachingAmong } from './reach.js'
import { once } from './searching.js'
import { type Association, associations, type Received, received, type Share, shares } from './tables.js'

export type Fetch<Row> = (after: string | undefined, limit: number) => Promise<readonly Found<Row>[]>

/** One order among several. The name tells a place in it from a place in whatever stands there later. */
export interface Stream<Row> {
  readonly name: string
  readonly fetch: Fetch<Row>
}

/** The parts of a place. A place of another order, from a call with other filters, is told as the store tells it: RangeError. */
function partsOf(place: string | undefined, form: RegExp): readonly (string | undefined)[] {
  if (place === undefined) return []
  const parts = form.exec(place)?.slice(1)
  if (!parts) throw new RangeError(`${place} is no place in this order`)
  return parts
}

/**
 * Reads orders one after the other. A place is `<which>~<name>~<place in it>`; where another order has taken the stand of the
 * one that a place is in (an account moved to another folder), that one is read from its beginning.
 */
export function inTurn<Row>(streams: readonly Stream<Row>[]): Fetch<Row> {
  return async (after, limit) => {
    const [which, name, place] = partsOf(after, /^(\d+)~([^~]*)~(.*)$/s)
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

/**
 * Rows that are all at hand, in an order of their own: that of their places, the greatest first unless said otherwise. A place
 * is told as `=<place>`, which no other order has.
 */
export function fromRows<Row>(
  rows: readonly Row[],
  placeOf: (row: Row) => string,
  order: 'descending' | 'ascending' = 'descending',
): Fetch<Row> {
  const isBefore = (a: string, b: string) => (order === 'descending' ? a > b : a < b)
  const placed = rows.map((row) => ({ row, cursor: `=${placeOf(row)}` })).sort((a, b) => (isBefore(a.cursor, b.cursor) ? -1 : 1))
  return async (after, limit) => {
    partsOf(after, /^=/)
    return placed.filter(({ cursor }) => after === undefined || isBefore(after, cursor)).slice(0, limit)
  }
}

/** A page of what is shown of rows; rows of which nothing is shown take no place in it. */
export async function pageShown<Row extends object, Shown>(
  page: Page,
  fetch: Fetch<Row>,
  show: (row: Row) => Promise<Shown | undefined>,
): Promise<{ readonly shown: Shown[]; readonly nextToken?: string }> {
  const kept = new Map<Row, Shown>()
  const { rows, nextToken } = await pageOf(page, fetch, async (row) => {
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

/**
 * The records below any of some prefixes, newest first over all. Reads all of them for each page, so it is for prefixes below
 * which there are no more than quotas allow: of shares, resources and principals that a call names.
 */
export async function newestBelow(
  own: Partition,
  index: keyof typeof associations.indexes,
  prefixes: readonly (readonly string[])[],
): Promise<Fetch<Association>> {
  const rows: Association[] = []
  for (const prefix of prefixes) rows.push(...(await own.all(associations, index, prefix)))
  return newestFirst(rows)
}

/** Records that are at hand, newest first. INVARIANT: a place of four short columns fits a page token. */
export function newestFirst(rows: readonly Association[]): Fetch<Association> {
  return fromRows(rows, ({ createdAt, shareId, entityType, entityId }) => [createdAt, shareId, entityType, entityId].join('/'))
}

/** The records of shares, newest first. One share is read page by page. */
export async function recordsOfShares(
  own: Partition,
  ids: readonly string[],
  type: Association['type'],
): Promise<Fetch<Association>> {
  const [only, ...others] = ids
  if (only !== undefined && others.length === 0) return recordsBelow(own, 'byShare', [only, type])
  return newestBelow(
    own,
    'byShare',
    ids.map((id) => [id, type]),
  )
}

/** Reads each share of a page once. */
export function shareReader(own: Partition): (shareId: string) => Promise<Share | undefined> {
  return once((shareId) => own.get(shares, shareId))
}

/** What of the shares of others reaches an account: newest first under each of its names. */
export async function receivedShares(
  lister: Lister,
  account: AccountId,
  { ids, ...wanted }: Pick<Reached, 'which' | 'from'> & { readonly ids: readonly string[] | undefined },
) {
  const names = await namesOf(lister, account)
  const reaching = (rows: readonly Received[]) => reachingAmong(lister, rows, { ...wanted, names, now: lister.now })
  const told = ids
    ? fromRows(await receivedFrom(lister, names, ids), placeOfReceived)
    : inTurn(names.map((name, i) => streamOf(lister, name, lister.region, i)))
  return {
    fetch: whatComesOf(told, reaching),
    /** The same of one share. */
    of: async (id: string) => (await reaching(await receivedFrom(lister, names, [id]))).filter((each) => each !== undefined),
  }
}

/** What comes of rows, several at a time; those of which nothing comes are passed over. */
function whatComesOf<Row, Made>(
  fetch: Fetch<Row>,
  make: (rows: readonly Row[]) => Promise<readonly (Made | undefined)[]>,
): Fetch<Made> {
  return async (after, limit) => {
    const found: Found<Made>[] = []
    let place = after
    for (let step = limit; ; step = 200) {
      const rows = await fetch(place, step)
      const made = await make(rows.map(({ row }) => row))
      for (const [i, { cursor }] of rows.entries()) {
        const row = made[i]
        if (row !== undefined) found.push({ row, cursor })
        if (found.length === limit) return found
      }
      if (rows.length < step) return found
      place = rows.at(-1)?.cursor
    }
  }
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

const sharesPerStep = 20

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
  const within = async (reaching: Reaching, inside: string | undefined): Promise<ReceivedResource[]> => {
    const { owner, shareId } = reaching.share
    const resources = await lister.at(owner).all(associations, 'liveInShare', ['Resource', shareId])
    return resources
      .filter((resource) => inside === undefined || placeIn(resource) > inside)
      .sort((a, b) => (placeIn(a) < placeIn(b) ? -1 : 1))
      .map((resource) => ({ resource, reaching }))
  }
  return async (after, limit) => {
    const found: Found<ReceivedResource>[] = []
    const [id, inside, rest] = partsOf(after, /^(rs-[^/]*)\/([^/]*)\/(.*)$/s)
    const take = async (reaching: Reaching, cursor: string, from: string | undefined) => {
      for (const each of await within(reaching, from))
        if (found.length < limit) found.push({ row: each, cursor: `${reaching.share.shareId}/${placeIn(each.resource)}/${cursor}` })
    }
    if (id !== undefined) for (const reaching of await source.of(id)) await take(reaching, rest ?? '', inside)
    let place = rest
    while (found.length < limit) {
      const shares = await source.fetch(place, sharesPerStep)
      for (const { row, cursor } of shares) await take(row, cursor, undefined)
      place = shares.at(-1)?.cursor
      if (shares.length < sharesPerStep) break
    }
    return found
  }
}

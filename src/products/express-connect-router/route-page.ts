/** One page of a route table. VBRs learn any number of routes, so of theirs only as many are read as the page may need. */

import type { Lookup, Page } from '../../model/index.js'
import { pageOf } from '../../model/index.js'
import type { Found } from '../../store/contract.js'
import { isOnUnless, lineRoute, placeOf, type Route, routesOf } from './domain/routes.js'
import { sidesOf } from './reads.js'
import { bgpRoutes, type ChildInstance, type Router } from './tables.js'

/** Where a page ended: behind this place, and for each VBR behind this cursor of its routes. */
interface Ended {
  readonly place: string
  readonly cursors: Readonly<Record<string, string>>
}
interface Placed {
  readonly row: Route
  readonly place: string
  /** Of a route that a VBR learned: where it stands among the others. */
  readonly cursor?: string
}

/** By destination and next hop, as `routesOf` has them, and how many there are on all pages. */
export async function routePage(
  lookup: Pick<Lookup, 'at'>,
  router: Router,
  page: Page,
  now: Date,
): Promise<{ readonly routes: readonly Route[]; readonly NextToken: string | undefined; readonly TotalCount: number }> {
  const { vbrs, ...sides } = await sidesOf(lookup, router, now)
  const cloud = routesOf({ ...sides, lines: [] }).table.map((row): Placed => ({ row, place: placeOf(row) }))
  const fetch = async (after: string | undefined, limit: number): Promise<Found<Route>[]> => {
    const { place, cursors } = after === undefined ? beginning : readEnded(after)
    const learned = await Promise.all(vbrs.map((vbr) => learnedFrom(lookup, vbr, { place, cursor: cursors[vbr.vbrId] }, limit)))
    const rest = [...cloud.filter((each) => each.place > place), ...learned.flat()]
    const next = rest.sort((a, b) => (a.place < b.place ? -1 : 1)).slice(0, limit)
    const passed = { ...cursors }
    return next.map(({ row, place, cursor }) => {
      if (cursor !== undefined && (row.nextHop in passed || Object.keys(passed).length < mostCursors)) passed[row.nextHop] = cursor
      return { row, cursor: JSON.stringify([place, passed]) }
    })
  }
  const { rows, nextToken } = await pageOf(page, fetch, isOnUnless(sides.disabled))
  const counts = await Promise.all(vbrs.map((vbr) => learnedCount(lookup, vbr, sides.disabled)))
  return { routes: rows, NextToken: nextToken, TotalCount: counts.reduce((sum, count) => sum + count, cloud.length) }
}

/** So that tokens stay short. Routes of further VBRs are read from their beginning with each page. */
const mostCursors = 16
/** Characters of a token with so many cursors. */
export const mostToken = 4096

const beginning: Ended = { place: '', cursors: {} }

/** Throws as the store does for a cursor that is none. */
function readEnded(text: string): Ended {
  try {
    const [place, cursors] = JSON.parse(text)
    if (typeof place === 'string' && Object.values(cursors).every((each) => typeof each === 'string')) return { place, cursors }
  } catch {
    // Made up.
  }
  throw new RangeError('not a place in a route table')
}

/** The next routes of a VBR. One without cursor has shown none yet, or has joined since the last page: what lies before that stays out. */
async function learnedFrom(
  lookup: Pick<Lookup, 'at'>,
  { vbrId, vbrOwner, regionId }: ChildInstance,
  { place: behind, cursor: after }: { readonly place: string; readonly cursor: string | undefined },
  limit: number,
): Promise<Placed[]> {
  const found: Placed[] = []
  for (let from = after; ; ) {
    const options = { limit, ...(from === undefined ? {} : { after: from }) }
    const rows = await lookup.at(vbrOwner).scan(bgpRoutes, 'byPlace', [vbrId], options)
    for (const { row, cursor } of rows) {
      const place = `${row.place}/${vbrId}`
      if (place > behind) found.push({ row: lineRoute(vbrId, regionId, row), place, cursor })
    }
    if (found.length >= limit || rows.length < limit) return found
    from = rows.at(-1)?.cursor
  }
}

async function learnedCount(
  lookup: Pick<Lookup, 'at'>,
  { vbrId, vbrOwner }: ChildInstance,
  disabled: readonly { readonly destination: string; readonly nextHop: string }[],
): Promise<number> {
  const owner = lookup.at(vbrOwner)
  const off = disabled.filter(({ nextHop }) => nextHop === vbrId).map(({ destination }) => [vbrId, destination])
  const present = off.length === 0 ? [] : await owner.getMany(bgpRoutes, off)
  return (await owner.count(bgpRoutes, 'key', [vbrId])) - present.filter((row) => row !== undefined).length
}

/** Which rows nobody is told of any more: what was purged, and what a purged share leaves behind. */

import { type Partition, type Past, past } from '../../model/index.js'
import { statusAt } from './domain/association.js'
import { principalTypeOf } from './domain/principal.js'
import { shareStatusAt } from './domain/share.js'
import { associations, received, shares } from './tables.js'

async function isGone(owner: Partition, shareId: string, now: Date): Promise<boolean> {
  const share = await owner.get(shares, shareId)
  return share === undefined || shareStatusAt(share, now) === undefined
}

export const pastRows: readonly Past[] = [
  past(associations, async (row, { now, owner }) => {
    // INVARIANT: what is counted as live stays until its removal is counted as well.
    if (row.live !== undefined) return isGone(owner, row.shareId, now)
    return statusAt(row, now) === undefined || isGone(owner, row.shareId, now)
  }),
  past(received, async ({ shareId, owner, principal, createdAt }, { now, lookup }) => {
    const theirs = lookup.at(owner)
    const record = await theirs.get(associations, shareId, principalTypeOf(principal) ?? '', principal)
    return record?.createdAt !== createdAt || isGone(theirs, shareId, now)
  }),
  past(shares, (row, { now }) => shareStatusAt(row, now) === undefined),
]

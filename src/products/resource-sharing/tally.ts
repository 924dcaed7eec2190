/** What quotas are compared with. */

import type { Partition, WritablePartition } from '../../model/index.js'
import { type Tally, tallies } from './tables.js'

/** How many there are. */
export async function talliedOf(own: Partition, kind: Tally['kind']): Promise<number> {
  return (await own.get(tallies, kind))?.count ?? 0
}

/** There are so many more, or fewer. */
export async function tally(own: WritablePartition, kind: Tally['kind'], by: number): Promise<void> {
  if (by !== 0) own.put(tallies, { kind, count: (await talliedOf(own, kind)) + by })
}

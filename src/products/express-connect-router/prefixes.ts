/** What an association was given as prefixes, one list after the other. */

import type { Partition, WritablePartition } from '../../model/index.js'
import { type PrefixesSet, prefixHistory } from './tables.js'

/** UNKNOWN: how far back the history goes. */
const kept = 100

/** Adds a list to the history of an association. */
export async function rememberPrefixes(
  own: WritablePartition,
  associationId: string,
  allowedPrefixes: readonly string[],
  now: Date,
): Promise<void> {
  const [last] = await own.scan(prefixHistory, 'key', [associationId], { order: 'descending', limit: 1 })
  const place = (last?.row.place ?? 0) + 1
  own.put(prefixHistory, { associationId, place, allowedPrefixes, createdAt: now.toISOString() })
  if (place > kept) own.delete(prefixHistory, associationId, place - kept)
}

/** The lists, newest first. */
export async function prefixesOf(own: Partition, associationId: string): Promise<PrefixesSet[]> {
  const found = await own.scan(prefixHistory, 'key', [associationId], { order: 'descending', limit: kept })
  return found.map(({ row }) => row)
}

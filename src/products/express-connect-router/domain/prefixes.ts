/** Prefixes of an association. */

import type { Association, PrefixMode } from '../tables.js'
import { lifeOf } from './attachment.js'

interface Prefixes {
  readonly allowedPrefixes: readonly string[]
  readonly allowedPrefixesMode: PrefixMode
}

/** What is announced by now. UNKNOWN: a change shows in the association at once and is announced when it has settled. */
export function prefixesInForce(row: Association, now: Date): Prefixes {
  const { allowedPrefixes, allowedPrefixesMode } = (lifeOf(row, now) === 'updating' ? row.prefixesBefore : undefined) ?? row
  return { allowedPrefixes, allowedPrefixesMode }
}

/** Which rows nobody is told of any more: what has gone. */

import { type Past, past } from '../../model/index.js'
import { isThere } from './domain/life.js'
import { cens, ecrAttachments, routeEntries, transitRouters } from './tables.js'

export const pastRows: readonly Past[] = [
  past(routeEntries, (row, { now }) => !isThere(row, now)),
  past(ecrAttachments, (row, { now }) => !isThere(row, now)),
  past(transitRouters, (row, { now }) => !isThere(row, now)),
  past(cens, (row, { now }) => !isThere(row, now)),
]

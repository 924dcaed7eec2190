/** Which rows nobody is told of any more: keys of sessions that ended long ago. */

import { isSessionForgotten, type Past, past } from '../../model/index.js'
import { accessKeys } from './tables.js'

export const pastRows: readonly Past[] = [
  past(accessKeys, ({ holder }, { now }) => holder.kind === 'session' && isSessionForgotten(holder, now)),
]

/** Which rows nobody is told of any more: invitations that were over long ago. */

import { type Past, past } from '../../model/index.js'
import { isForgotten } from './domain/handshake.js'
import { handshakes, receivedHandshakes } from './tables.js'

export const pastRows: readonly Past[] = [
  past(receivedHandshakes, async ({ handshakeId, managementAccount }, { now, lookup }) => {
    const handshake = await lookup.at(managementAccount).get(handshakes, handshakeId)
    return handshake === undefined || isForgotten(handshake, now)
  }),
  past(handshakes, (row, { now }) => isForgotten(row, now)),
]

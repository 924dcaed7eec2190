/** What an instance that is deleted leaves behind in other products. */

import type { WritablePartition } from '../../model/index.js'
import { grantsGiven, grantsReceived } from '../express-connect-router/tables.js'

interface Writing {
  readonly own: WritablePartition
  at(account: WritablePartition['account']): WritablePartition
}

/** The grants of an instance go with it, on both sides. UNKNOWN: not documented; a grant of what is not there grants nothing. */
export async function withdrawGrants({ own, at }: Writing, instanceId: string): Promise<void> {
  for (const { ecrId, ecrOwner } of await own.all(grantsGiven, 'byInstance', [instanceId])) {
    own.delete(grantsGiven, ecrId, instanceId)
    at(ecrOwner).delete(grantsReceived, ecrId, instanceId)
  }
}

/** What the roles of services are needed for: while there is any of it, they stay. */

import type { AccountId, Lookup } from '../../model/index.js'
import { serviceOf } from '../ram/domain/service-linked.js'
import { isDirectorySharingOn } from '../resource-sharing/reads.js'
import { placeOf } from './reads.js'

/** ARNs. UNKNOWN: how the real answer names a directory here. */
export async function usesOf(
  lookup: Pick<Lookup, 'at'>,
  account: AccountId,
  roleName: string,
  directorySharing: boolean,
): Promise<readonly string[]> {
  const place = await placeOf(lookup, account)
  if (!place?.isManagement) return []
  const directory = `acs:resourcemanager::${account}:resourcedirectory/${place.directoryId}`
  switch (serviceOf(roleName)?.service) {
    case 'resourcemanager.aliyuncs.com':
      return [directory]
    case 'resourcesharing.aliyuncs.com':
      return (await isDirectorySharingOn(lookup, place, directorySharing)) ? [directory] : []
    default:
      return []
  }
}

/** What the pipeline asks of the directory: where an account stands, and which control policies bind it. */

import type { AccountId, Directories, Lookup, NamedPolicy } from '../../model/index.js'
import { fullAliyunAccess } from './domain/control-policy.js'
import { accountPath, placeOf } from './reads.js'
import {
  type ControlPolicy,
  controlPolicies,
  controlPolicyAttachments,
  directories as directoryTable,
  memberships,
} from './tables.js'

export const directories: Directories = {
  async place(lookup, account) {
    const place = await placeOf(lookup, account)
    return place && { directoryId: place.directoryId, path: accountPath(place, account) }
  },

  async controlPolicies(lookup, account, caller = account) {
    const membership = await lookup.at(account).get(memberships, 'directory')
    // The management account is not bound by control policies, and none of its identities is, wherever it turns to.
    if (!membership || [account, caller].includes(membership.managementAccount)) return undefined
    const { managementAccount, directoryId } = membership
    const directory = await lookup.at(managementAccount).get(directoryTable, directoryId)
    if (directory?.controlPolicies !== 'Enabled') return undefined
    const folders = (await placeOf(lookup, account))?.path.slice(1).reverse() ?? []
    const root = folders.at(-1)
    return Promise.all([
      attachedTo(lookup, managementAccount, account, `account/${account}`),
      ...folders.map((id) => attachedTo(lookup, managementAccount, id, id === root ? `root/${id}` : `folder/${id}`)),
    ])
  },
}

async function attachedTo(
  lookup: Lookup,
  managementAccount: AccountId,
  targetId: string,
  attachedTo: string,
): Promise<readonly NamedPolicy[]> {
  const partition = lookup.at(managementAccount)
  const attachments = await partition.all(controlPolicyAttachments, 'key', [targetId])
  const custom = attachments.filter(({ policyId }) => policyId !== fullAliyunAccess.policyId)
  const rows = await partition.getMany(
    controlPolicies,
    custom.map(({ policyId }) => [policyId]),
  )
  const found: readonly ControlPolicy[] = rows.filter((row) => row !== undefined)
  // INVARIANT: an object keeps at least one policy while the feature is on; one that has none recorded has the system's.
  const bound = custom.length < attachments.length || found.length === 0 ? [fullAliyunAccess, ...found] : found
  return bound.map(({ name, type, document }) => ({ name, type, attachedTo, document }))
}

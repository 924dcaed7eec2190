/** Switching control policies on and off for a whole directory. */

import { onlyOwn, operation, text, type WritablePartition } from '../../model/index.js'
import { enablementStatus, fullAliyunAccess, notTooSoon, switchFeature } from './domain/control-policy.js'
import { managed } from './domain/directory.js'
import { noDirectory } from './errors.js'
import { directoryRunBy } from './reads.js'
import type { DirectoryProduct } from './service.js'
import { controlPolicyAttachments, directories, folders, members } from './tables.js'

const output = {
  EnablementStatus: text('`Enabled`, `PendingEnable`, `Disabled` or `PendingDisable`.', 'PendingEnable'),
}

// UNKNOWN: published for the deletion of members; taken for what needs the feature on, or not on its way.
export const invalidEnablement = {
  InvalidControlPolicyEnablementStatus: [409, 'The control policy enablement status is not valid to perform this operation.'],
} as const

export const enableControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'EnableControlPolicy',
    does: 'Switches control policies on; FullAliyunAccess is attached to Root, all folders and all members.',
    input: {},
    output,
    access: { level: 'update' },
    errors: {
      'Throttling.EnableControlPolicy': [409, 'The enable operation is too frequent. Please try again in %s minute(s).'],
      ...invalidEnablement,
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ caller, now, own, at, settle, quota, transition }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const { change, status } = settle(switchFeature({ directory, to: 'Enabled', now }))
      if (!change) return { EnablementStatus: status }
      settle(notTooSoon(directory, now, quota('controlPolicyPauseMinutes')))
      // A failure that was asked for leaves everything as it was.
      if (!transition.succeeds) return { EnablementStatus: 'PendingEnable' }
      const since = now.toISOString()
      const { settlesAt } = transition
      own.put(directories, { ...directory, controlPolicies: 'Enabled', settlesAt, controlPoliciesEnabledAt: since })
      const { policyId } = fullAliyunAccess
      for (const targetId of await targetsOf(own)) own.put(controlPolicyAttachments, { targetId, policyId, attachedAt: since })
      return { EnablementStatus: 'PendingEnable' }
    },
  })

async function targetsOf(management: WritablePartition): Promise<string[]> {
  const [inside, accounts] = await Promise.all([management.all(folders, 'key', []), management.all(members, 'key', [])])
  return [...inside.map(({ folderId }) => folderId), ...accounts.map(({ accountId }) => accountId)]
}

export const disableControlPolicy = (product: DirectoryProduct) =>
  operation(product, {
    name: 'DisableControlPolicy',
    does: 'Switches control policies off and detaches them all; the policies stay.',
    input: {},
    output,
    access: { level: 'update' },
    errors: { ...invalidEnablement, ...noDirectory },
    touches: onlyOwn,
    async run({ caller, now, own, at, settle, transition }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      const { change, status } = settle(switchFeature({ directory, to: 'Disabled', now }))
      if (!change) return { EnablementStatus: status }
      if (!transition.succeeds) return { EnablementStatus: 'PendingDisable' }
      own.put(directories, { ...directory, controlPolicies: 'Disabled', settlesAt: transition.settlesAt })
      for (const { targetId, policyId } of await own.all(controlPolicyAttachments, 'key', []))
        own.delete(controlPolicyAttachments, targetId, policyId)
      return { EnablementStatus: 'PendingDisable' }
    },
  })

export const getControlPolicyEnablementStatus = (product: DirectoryProduct) =>
  operation(product, {
    name: 'GetControlPolicyEnablementStatus',
    does: 'Tells whether control policies are on.',
    input: {},
    output,
    access: { level: 'get' },
    errors: { ...noDirectory },
    async run({ caller, now, at, settle }) {
      const directory = settle(managed(await directoryRunBy({ at }, caller.account)))
      return { EnablementStatus: enablementStatus(directory, now) }
    },
  })

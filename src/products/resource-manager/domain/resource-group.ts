/** Resource groups: each account has a default one, and those that it makes. */

import { type AccountId, hasSettled, type Transition } from '../../../model/index.js'
import type { ResourceGroup } from '../tables.js'

export type ResourceGroupStatus = 'Creating' | 'OK' | 'PendingDelete'
export const resourceGroupStatuses = ['Creating', 'OK', 'PendingDelete'] as const

/**
 * The default resource group of an account, `rg-acfm` and eleven more characters as in the published samples. It follows
 * from the account's id, so nothing has to be kept for it.
 */
export function defaultResourceGroupId(account: AccountId): string {
  return `rg-acfm${(BigInt(account) % 36n ** 11n).toString(36).padStart(11, '0')}`
}

/** The default group as it is before anybody renames it. UNKNOWN: its names on the wire. */
export function defaultResourceGroup(account: AccountId, createdAt: string): ResourceGroup {
  return {
    resourceGroupId: defaultResourceGroupId(account),
    name: 'default',
    displayName: 'default resource group',
    tags: {},
    phase: 'live',
    createdAt,
    settlesAt: createdAt,
  }
}

/** What it shows; `undefined` once it is gone. UNKNOWN: how long it shows PendingDelete; as long as transitions take here. */
export function resourceGroupStatusAt(group: ResourceGroup, now: Date): ResourceGroupStatus | undefined {
  const settled = hasSettled(group, now)
  if (group.phase === 'live') return settled ? 'OK' : 'Creating'
  if (!settled) return 'PendingDelete'
  return group.failed ? 'OK' : undefined
}

/** The deletion that starts now. */
export function startGroupDeletion(group: ResourceGroup, { settlesAt, succeeds }: Transition): ResourceGroup {
  const { failed: _, ...kept } = group
  return { ...kept, phase: 'deleting', settlesAt, ...(succeeds ? {} : { failed: true }) }
}

/** Questions about policies that several operations, and the authorization of every call, ask. */

import type { Partition } from '../../model/index.js'
import type { Found } from '../../store/index.js'
import { numberOf } from './domain/policy-version.js'
import { systemPolicies, systemPolicyNamed } from './system-policies.js'
import {
  type Policy,
  type PolicyAttachment,
  type PolicyType,
  type PolicyVersion,
  policies,
  policyAttachments,
  policyVersions,
} from './tables.js'

export interface TypedPolicy {
  readonly type: PolicyType
  readonly policy: Policy
}

export async function policyOf(partition: Partition, type: PolicyType, policyName: string): Promise<Policy | undefined> {
  return type === 'System' ? systemPolicyNamed(policyName) : partition.get(policies, policyName)
}

/** A version that is not in force. System policies have none such here. */
export async function waitingVersion(
  partition: Partition,
  type: PolicyType,
  policyName: string,
  versionId: string,
): Promise<PolicyVersion | undefined> {
  return type === 'System' ? undefined : partition.get(policyVersions, policyName, numberOf(versionId))
}

/** What is attached to a user, a group or a role, with the policies themselves. */
export async function attachedTo(partition: Partition, entityType: PolicyAttachment['entityType'], entity: string) {
  const attachments = await partition.all(policyAttachments, 'key', [entityType, entity])
  const custom = attachments.filter(({ policyType }) => policyType === 'Custom')
  const rows =
    custom.length === 0
      ? []
      : await partition.getMany(
          policies,
          custom.map(({ policyName }) => [policyName]),
        )
  const found = new Map(rows.flatMap((row) => (row ? [[row.policyName, row] as const] : [])))
  return attachments.flatMap((attachment) => {
    const { policyType, policyName } = attachment
    const policy = policyType === 'System' ? systemPolicyNamed(policyName) : found.get(policyName)
    // INVARIANT: a policy that is attached cannot be deleted, so nothing is lost here.
    return policy ? [{ attachment, policy }] : []
  })
}

/** How many users, groups and roles have the policy. */
export function attachmentCount(partition: Partition, { type, policy }: TypedPolicy): Promise<number> {
  return partition.count(policyAttachments, 'byPolicy', [type, policy.policyName])
}

/**
 * Policies in order, page by page: system policies, which are no rows, by name, then the account's own. A cursor says in which of
 * the two it stands.
 */
export function policiesInOrder(partition: Partition, type: PolicyType | undefined) {
  return async (after: string | undefined, limit: number): Promise<Found<TypedPolicy>[]> => {
    const within = after?.slice(0, 1)
    const behind = after?.slice(1) ?? ''
    const system: Found<TypedPolicy>[] = systemPolicies
      .filter(({ policyName }) => type !== 'Custom' && within !== 'c' && policyName > behind)
      .map((policy) => ({ row: { type: 'System', policy }, cursor: `s${policy.policyName}` }))
    if (type === 'System' || system.length >= limit) return system.slice(0, limit)
    const options = { limit: limit - system.length, ...(within === 'c' ? { after: behind } : {}) }
    const own = await partition.scan(policies, 'key', [], options)
    return [...system, ...own.map(({ row, cursor }) => ({ row: { type: 'Custom' as const, policy: row }, cursor: `c${cursor}` }))]
  }
}

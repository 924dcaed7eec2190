/**
 * How an account joins a directory and leaves it. INVARIANT: the member's row (with the management account) and the
 * membership (with the account itself) are written and deleted together, here and nowhere else.
 */

import type { AccountId, Tags, WritablePartition } from '../../model/index.js'
import { fullAliyunAccess } from './domain/control-policy.js'
import { endSharingInside } from './sharing-ends.js'
import {
  accountDeletions,
  controlPolicyAttachments,
  type Directory,
  delegations,
  deletionChecks,
  type Member,
  members,
  memberships,
} from './tables.js'

interface Writing {
  readonly now: Date
  at(account: AccountId): WritablePartition
}

export interface Joining {
  readonly accountId: AccountId
  readonly folderId: string
  readonly displayName: string
  readonly type: Member['type']
  readonly joinMethod: Member['joinMethod']
  readonly payerAccountId?: AccountId | undefined
  readonly tags?: Tags | undefined
}

/** The account is a member from now on. That it may be one is the caller's to know. */
export function join({ at, now }: Writing, directory: Directory, { payerAccountId, tags, ...joining }: Joining): Member {
  const { directoryId, managementAccount } = directory
  const since = now.toISOString()
  const member: Member = {
    ...joining,
    directoryId,
    joinedAt: since,
    modifiedAt: since,
    ...(payerAccountId === undefined ? {} : { payerAccountId }),
    ...(tags === undefined ? {} : { tags }),
  }
  const management = at(managementAccount)
  management.put(members, member)
  at(member.accountId).put(memberships, { kind: 'directory', directoryId, managementAccount })
  attachUsualPolicy(management, directory, member.accountId, now)
  return member
}

/**
 * The account stands on its own from now on: no folder reaches it, and what was shared inside of the directory ends. Who settles
 * whose bills stays as it is (page "Remove a member").
 */
export async function leave({ now, at }: Writing, directory: Directory, accountId: AccountId): Promise<void> {
  const management = at(directory.managementAccount)
  management.delete(members, accountId)
  at(accountId).delete(memberships, 'directory')
  await endSharingInside({ now, at }, accountId)
  await detachPolicies(management, accountId)
  for (const { servicePrincipal } of await management.all(delegations, 'key', [accountId]))
    management.delete(delegations, accountId, servicePrincipal)
  // Else the account would bring back what was found, should it ever join again.
  management.delete(deletionChecks, accountId)
  management.delete(accountDeletions, accountId)
}

/** While control policies are on, each new folder and member has FullAliyunAccess. */
export function attachUsualPolicy(management: WritablePartition, directory: Directory, targetId: string, now: Date): void {
  if (directory.controlPolicies !== 'Enabled') return
  const { policyId } = fullAliyunAccess
  management.put(controlPolicyAttachments, { targetId, policyId, attachedAt: now.toISOString() })
}

/** What is attached to a folder or a member goes with it. */
export async function detachPolicies(management: WritablePartition, targetId: string): Promise<void> {
  for (const { policyId } of await management.all(controlPolicyAttachments, 'key', [targetId]))
    management.delete(controlPolicyAttachments, targetId, policyId)
}

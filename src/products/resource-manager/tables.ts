/** Accounts and the resource directory: who belongs to whom. */

import { type AccountId, table } from '../../model/index.js'

export interface Account {
  readonly accountId: AccountId
  readonly alias: string
  readonly displayName: string
  /** The company that the account is verified for. */
  readonly legalEntity: string
  readonly site: 'domestic' | 'international'
  /** Business id of the site. */
  readonly bid: string
  readonly createdAt: string
}
/** In the account's own partition. */
export const accounts = table<Account>()('rm_account', { key: ['accountId'] })

export interface Directory {
  readonly directoryId: string
  readonly rootFolderId: string
  readonly managementAccount: AccountId
  /** Whether control policies are evaluated. */
  readonly controlPolicies: 'Enabled' | 'Disabled'
  readonly createdAt: string
}
/** In the partition of the management account. */
export const directories = table<Directory>()('rm_directory', { key: ['directoryId'], located: 'world' })

export interface Folder {
  readonly folderId: string
  readonly directoryId: string
  /** Absent for the Root folder. */
  readonly parentFolderId?: string
  readonly name: string
  readonly createdAt: string
}
/** In the partition of the management account. */
export const folders = table<Folder>()('rm_folder', {
  key: ['folderId'],
  indexes: { byParent: ['parentFolderId', 'createdAt'] },
  located: 'world',
})

export interface Member {
  readonly accountId: AccountId
  readonly directoryId: string
  readonly folderId: string
  readonly displayName: string
  readonly type: 'ResourceAccount' | 'CloudAccount'
  readonly joinMethod: 'created' | 'invited'
  readonly joinedAt: string
  readonly modifiedAt: string
}
/** In the partition of the management account. */
export const members = table<Member>()('rm_member', { key: ['accountId'], indexes: { byFolder: ['folderId', 'joinedAt'] } })

/** Where an account belongs, seen from itself. One row, key `directory`; none for an account outside of any directory. */
export interface Membership {
  readonly kind: 'directory'
  readonly directoryId: string
  readonly managementAccount: AccountId
}
/** In the account's own partition, that of the management account included. */
export const memberships = table<Membership>()('rm_membership', { key: ['kind'] })

export interface ControlPolicy {
  readonly policyId: string
  readonly name: string
  readonly type: 'System' | 'Custom'
  readonly description: string
  /** As given, byte for byte. */
  readonly document: string
  readonly createdAt: string
  readonly updatedAt: string
}
/** In the partition of the management account. */
export const controlPolicies = table<ControlPolicy>()('rm_control_policy', {
  key: ['policyId'],
  indexes: { byCreated: ['createdAt'] },
})

export interface ControlPolicyAttachment {
  /** Root, a folder or a member. */
  readonly targetId: string
  readonly policyId: string
  readonly attachedAt: string
}
/** In the partition of the management account. */
export const controlPolicyAttachments = table<ControlPolicyAttachment>()('rm_control_policy_attachment', {
  key: ['targetId', 'policyId'],
  indexes: { byPolicy: ['policyId', 'targetId'] },
})

/** Identities and what they may do. */

import { type AccountId, type Tags, table } from '../../model/index.js'

export interface User {
  readonly userName: string
  readonly userId: string
  readonly displayName: string
  readonly comments: string
  readonly email: string
  readonly mobilePhone: string
  readonly createdAt: string
  readonly updatedAt: string
}
export const users = table<User>()('ram_user', { key: ['userName'], indexes: { byId: ['userId'] } })

/** Whom a key stands for. */
export type KeyHolder =
  | { readonly kind: 'root' }
  // INVARIANT: a user that has keys cannot be deleted, so the id of a key's user never changes.
  | { readonly kind: 'user'; readonly userName: string; readonly userId: string }
  | {
      readonly kind: 'session'
      readonly roleName: string
      readonly roleId: string
      readonly sessionName: string
      readonly sessionPolicy?: string
      readonly token: string
      /** By the world's clock, ISO 8601. */
      readonly expiresAt: string
    }
export interface AccessKey {
  readonly accessKeyId: string
  readonly secret: string
  readonly status: 'Active' | 'Inactive'
  readonly createdAt: string
  readonly account: AccountId
  readonly holder: KeyHolder
  /** For listing a user's keys; absent for others. */
  readonly userName?: string
}
/** A key selects the world and the account, so it is found from anywhere. */
export const accessKeys = table<AccessKey>()('ram_access_key', {
  key: ['accessKeyId'],
  indexes: { byUser: ['userName', 'createdAt'] },
  located: 'everywhere',
})

export interface Policy {
  readonly policyName: string
  readonly description: string
  /** As given, byte for byte. */
  readonly document: string
  readonly defaultVersion: string
  readonly tags?: Tags
  readonly createdAt: string
  readonly updatedAt: string
}
export const policies = table<Policy>()('ram_policy', { key: ['policyName'] })

export type PolicyType = 'System' | 'Custom'
export interface PolicyAttachment {
  readonly entityType: 'user' | 'group' | 'role'
  readonly entity: string
  readonly policyType: PolicyType
  readonly policyName: string
  readonly attachedAt: string
}
export const policyAttachments = table<PolicyAttachment>()('ram_policy_attachment', {
  key: ['entityType', 'entity', 'policyType', 'policyName'],
  indexes: { byPolicy: ['policyType', 'policyName', 'entityType', 'entity'] },
})

export interface Role {
  readonly roleName: string
  readonly roleId: string
  readonly description: string
  /** The trust policy as given, byte for byte. */
  readonly trustPolicy: string
  /** Seconds, 3600 to 43200. */
  readonly maxSessionSeconds: number
  readonly serviceLinked?: true
  readonly tags?: Tags
  readonly createdAt: string
  readonly updatedAt: string
}
export const roles = table<Role>()('ram_role', { key: ['roleName'] })

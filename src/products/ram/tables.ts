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

export interface Group {
  readonly groupName: string
  readonly groupId: string
  readonly comments: string
  readonly createdAt: string
  readonly updatedAt: string
}
export const groups = table<Group>()('ram_group', { key: ['groupName'] })

export interface GroupMember {
  readonly userName: string
  readonly groupName: string
  readonly joinedAt: string
}
export const groupMembers = table<GroupMember>()('ram_group_member', {
  key: ['userName', 'groupName'],
  indexes: { byGroup: ['groupName', 'userName'] },
})

/** That a user may sign in to the console. There is no console here to sign in to, so no password is kept. */
export interface LoginProfile {
  readonly userName: string
  readonly passwordResetRequired: boolean
  readonly mfaBindRequired: boolean
  readonly createdAt: string
}
export const loginProfiles = table<LoginProfile>()('ram_login_profile', { key: ['userName'] })

export interface MfaDevice {
  readonly deviceName: string
  /** What an authenticator computes its codes from, base32. */
  readonly seed: string
  readonly createdAt: string
  /** Whose it is, once it is bound. */
  readonly userName?: string
  readonly activatedAt?: string
}
export const mfaDevices = table<MfaDevice>()('ram_mfa_device', { key: ['deviceName'], indexes: { byUser: ['userName'] } })

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
  /** That of the version in force, as given, byte for byte: what decides is read with the policy itself. */
  readonly document: string
  readonly defaultVersion: string
  /** When the version in force was made. Absent: with the policy. */
  readonly versionCreatedAt?: string
  /** The number that was given last; numbers are not given twice. Absent: 1. */
  readonly lastVersion?: number
  readonly tags?: Tags
  readonly createdAt: string
  readonly updatedAt: string
}
export const policies = table<Policy>()('ram_policy', { key: ['policyName'] })

/** A version that is not in force; the one in force is in the policy's row. */
export interface PolicyVersion {
  readonly policyName: string
  /** 2 for `v2`. */
  readonly number: number
  readonly document: string
  readonly createdAt: string
}
export const policyVersions = table<PolicyVersion>()('ram_policy_version', { key: ['policyName', 'number'] })

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

/** What became of the deletion of a service-linked role. */
export interface RoleDeletion {
  readonly taskId: string
  readonly roleName: string
  readonly settlesAt: string | null
  readonly outcome: 'SUCCEEDED' | 'FAILED' | 'INTERNAL_ERROR'
  readonly reason?: { readonly message: string; readonly resources: readonly string[] }
}
export const roleDeletions = table<RoleDeletion>()('ram_role_deletion', { key: ['taskId'] })

/** The name that an account goes by where its users sign in. One at most in an account, each in one account only. */
export interface AccountAlias {
  readonly alias: string
}
export const accountAliases = table<AccountAlias>()('ram_account_alias', { key: ['alias'], located: 'world' })

/** What an account has set about its users' ways to sign in. */
export interface AccountSettings {
  readonly kind: 'security preference' | 'password policy'
  readonly values: Readonly<Record<string, string | number | boolean>>
}
export const accountSettings = table<AccountSettings>()('ram_account_settings', { key: ['kind'] })

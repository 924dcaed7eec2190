/** Accounts and the resource directory: who belongs to whom. */

import { type AccountId, type Tags, table } from '../../model/index.js'

export interface Account {
  readonly accountId: AccountId
  readonly alias: string
  readonly displayName: string
  /** What it signs in by. Absent: `accountNameOf` makes one of its alias. */
  readonly accountName?: string
  /** The company that the account is verified for. */
  readonly legalEntity: string
  readonly site: 'domestic' | 'international'
  /** Business id of the site. */
  readonly bid: string
  /** What the ids of keys end with that an account is given with its making: a key selects the world. */
  readonly keySuffix: string
  readonly createdAt: string
}
/** In the account's own partition. */
export const accounts = table<Account>()('rm_account', { key: ['accountId'] })

export interface SignInName {
  readonly name: string
  readonly accountId: AccountId
}
/** Who signs in by a name, which is a mail address. In the account's own partition. */
export const signInNames = table<SignInName>()('rm_sign_in_name', { key: ['name'], located: 'world' })

export interface Directory {
  readonly directoryId: string
  readonly rootFolderId: string
  readonly managementAccount: AccountId
  /** Whether control policies are evaluated. */
  readonly controlPolicies: 'Enabled' | 'Disabled'
  /** When the last switch of `controlPolicies` is through; absent while nobody switched. */
  readonly settlesAt?: string | null
  readonly controlPoliciesEnabledAt?: string
  /** Whether members may be deleted. Absent: not. */
  readonly memberDeletion?: 'Enabled' | 'Disabled'
  /** Whether a member's display name becomes that of the account as well. Absent: not. */
  readonly displayNameSync?: 'Enabled' | 'Disabled'
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
  readonly tags?: Tags
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
  /** The member that settles its bills; absent when it does so itself. */
  readonly payerAccountId?: AccountId
  readonly tags?: Tags
}
/** In the partition of the management account. */
export const members = table<Member>()('rm_member', { key: ['accountId'], indexes: { byFolder: ['folderId', 'joinedAt'] } })

/** Why a member cannot be deleted, or what is lost when it is. Ids and names as in the published samples. */
export interface DeletionObstacle {
  readonly checkId: string
  readonly checkName: string
  readonly description: string
}

/** The last check of whether a member can be deleted. What it shows is computed: `domain/deletion.ts`. */
export interface DeletionCheck {
  readonly accountId: AccountId
  readonly startedAt: string
  readonly settlesAt: string | null
  readonly barred: readonly DeletionObstacle[]
  readonly abandonable: readonly DeletionObstacle[]
}
/** In the partition of the management account. */
export const deletionChecks = table<DeletionCheck>()('rm_deletion_check', { key: ['accountId'] })

/**
 * The last deletion of a member. One that succeeds takes the member out at once, so that nothing reaches it or comes from it; until
 * it settles the member is still shown, as it was. What it shows is computed: `domain/deletion.ts`.
 */
export interface AccountDeletion {
  readonly accountId: AccountId
  readonly startedAt: string
  readonly settlesAt: string | null
  readonly outcome: 'Success' | 'CheckFailed' | 'DeleteFailed'
  readonly reasons: readonly DeletionObstacle[]
  /** The member as it was. */
  readonly member: Member
}
/** In the partition of the management account. */
export const accountDeletions = table<AccountDeletion>()('rm_account_deletion', { key: ['accountId'] })

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
  /** `RAM`: RAM users and roles. `All`: the accounts themselves too. */
  readonly effectScope: 'RAM' | 'All'
  readonly description: string
  /** As given, byte for byte. */
  readonly document: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly tags?: Tags
}
/** The custom ones, in the partition of the management account. */
export const controlPolicies = table<ControlPolicy>()('rm_control_policy', {
  key: ['policyId'],
  indexes: { byCreated: ['createdAt'], byName: ['name'] },
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

export interface Handshake {
  readonly handshakeId: string
  readonly directoryId: string
  readonly managementAccount: AccountId
  readonly targetType: 'Account' | 'Email'
  /** As given. */
  readonly targetEntity: string
  readonly invited: AccountId
  readonly note: string
  /** Where the account goes when it accepts. Absent: Root. */
  readonly parentFolderId?: string
  readonly tags?: Tags
  /** What somebody did about it; one that nobody answered expires by the clock. */
  readonly answer: 'none' | 'Accepted' | 'Declined' | 'Cancelled'
  readonly createdAt: string
  readonly modifiedAt: string
  readonly expiresAt: string
}
/** An invitation to join a directory, in the partition of the management account. */
export const handshakes = table<Handshake>()('rm_handshake', {
  key: ['handshakeId'],
  indexes: { byCreated: ['createdAt'] },
  located: 'world',
})

export interface ReceivedHandshake {
  readonly handshakeId: string
  readonly managementAccount: AccountId
  readonly createdAt: string
}
/** That there is an invitation, in the partition of the account invited. */
export const receivedHandshakes = table<ReceivedHandshake>()('rm_received_handshake', {
  key: ['handshakeId'],
  indexes: { byCreated: ['createdAt'] },
})

export interface Delegation {
  readonly accountId: AccountId
  readonly servicePrincipal: string
  readonly enabledAt: string
}
/** Delegated administrators of trusted services, in the partition of the management account. */
export const delegations = table<Delegation>()('rm_delegation', {
  key: ['accountId', 'servicePrincipal'],
  indexes: { byService: ['servicePrincipal', 'enabledAt'] },
})

/** One that was made, or the default one once it was renamed: without a row that follows from the account. */
export interface ResourceGroup {
  readonly resourceGroupId: string
  readonly name: string
  readonly displayName: string
  readonly tags: Tags
  readonly phase: 'live' | 'deleting'
  /** The deletion was made to fail: the group is OK again when it settles. */
  readonly failed?: true
  readonly createdAt: string
  /** When its creation, or its deletion, settles; `null`: when stepped. */
  readonly settlesAt: string | null
}
/** In the account's own partition. */
export const resourceGroups = table<ResourceGroup>()('rm_resource_group', {
  key: ['resourceGroupId'],
  indexes: { byCreated: ['createdAt'] },
  located: 'world',
})

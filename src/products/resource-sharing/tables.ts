/** Shares, what is in them, for whom, and the invitations between accounts. */

import { type AccountId, type Tags, table } from '../../model/index.js'

export interface Share {
  readonly shareId: string
  readonly owner: AccountId
  readonly regionId: string
  readonly name: string
  readonly allowExternalTargets: boolean
  readonly resourceGroupId: string
  readonly tags: Tags
  /** The permission attached for each resource type, with its version pinned: `{VSwitch: {name, version}}`. */
  readonly permissions: Readonly<Record<string, AttachedPermission>>
  readonly phase: 'live' | 'deleting'
  /** The deletion was made to fail: the share is Active again when it settles. */
  readonly failed?: true
  readonly createdAt: string
  readonly updatedAt: string
  /** When the deletion settles; the time of creation for a live share. `null`: when stepped. */
  readonly settlesAt: string | null
}
export interface AttachedPermission {
  readonly name: string
  readonly version: string
}
/** In the partition of the owner. */
export const shares = table<Share>()('rs_share', {
  key: ['shareId'],
  indexes: { byCreated: ['regionId', 'createdAt'] },
  located: 'world',
})

/** Which kind of principal, as `AssociationFailedDetails` names them. */
export type PrincipalType = 'Account' | 'Folder' | 'ResourceDirectory' | 'Service'

/**
 * One record for each (share, resource) and (share, principal), reused when the entity is associated again.
 * What it shows is computed: `domain/association.ts`.
 */
export interface Association {
  readonly shareId: string
  readonly regionId: string
  readonly type: 'Resource' | 'Target'
  readonly entityId: string
  /** The resource type code; for principals which kind it is. No type is called as a kind of principal. */
  readonly entityType: string
  /** Resources only. */
  readonly resourceArn?: string
  readonly resourceProperty?: string
  /** Services only. */
  readonly targetProperty?: string
  /** Principals only: outside of the owner's directory. */
  readonly external: boolean
  /** Principals inside of the owner's directory: which one. INVARIANT: whoever leaves it ends its records, on either side. */
  readonly directoryId?: string
  /** `awaiting`: an invitation is unanswered. `updating`: associated, its settings are being changed. */
  readonly phase: 'associating' | 'awaiting' | 'updating' | 'disassociating'
  /** The invitation of an outside account. */
  readonly invitationId?: string
  /** Set while an invitation is unanswered: until then it can be accepted, after it the association has failed. */
  readonly awaitingUntil?: string
  /** Why what the phase says fails, when it does. */
  readonly failure?: Failure
  readonly createdAt: string
  readonly updatedAt: string
  readonly settlesAt: string | null
  /** Present from the call that associates (or the acceptance) to the call that ends it, unless it fails: what shares. */
  readonly live?: 'Resource' | 'Target'
  /** What is counted apart within a share: the resource type code, or `internal`, `external`, `service`. */
  readonly scope: string
  /** Waits for a step, so that no settling time finds it. */
  readonly stepped?: 'manual'
}
export interface Failure {
  readonly reason: 'Unavailable' | 'LimitExceeded' | 'ZonalResourceInaccessible' | 'InternalError' | 'UnsupportedOperation'
  readonly message: string
  readonly operation: 'Associate' | 'Disassociate'
  /** The other side of each pair that failed. */
  readonly details: readonly FailedPair[]
}
export interface FailedPair {
  readonly entityId: string
  readonly entityType: string
  readonly resourceArn?: string
}
/**
 * In the partition of the share's owner. INVARIANT: keys and index columns are few and short, since a page token has 256
 * characters for all of a place.
 */
export const associations = table<Association>()('rs_association', {
  key: ['shareId', 'entityType', 'entityId'],
  indexes: {
    byCreated: ['regionId', 'type', 'createdAt'],
    byShare: ['shareId', 'type', 'createdAt'],
    byEntity: ['entityId', 'createdAt'],
    /** Which of a share's records still run: by settling time, or those that wait for a step. */
    bySettled: ['shareId', 'settlesAt'],
    byStepped: ['stepped', 'shareId'],
    awaiting: ['awaitingUntil'],
    live: ['live', 'regionId', 'createdAt'],
    liveInShare: ['live', 'shareId', 'scope'],
    liveEntity: ['live', 'entityId', 'shareId'],
  },
})

/**
 * That a share names this principal: kept with the account that will ask. `createdAt` is that of the association, so the row
 * is found again from it.
 */
export interface Received {
  /** The account itself; for a folder or a directory its id, in the partition of the management account. */
  readonly principal: string
  readonly regionId: string
  readonly createdAt: string
  readonly shareId: string
  readonly owner: AccountId
}
export const received = table<Received>()('rs_received', { key: ['principal', 'regionId', 'createdAt', 'shareId'] })

export interface Invitation {
  readonly invitationId: string
  readonly regionId: string
  readonly shareId: string
  readonly shareName: string
  readonly sender: AccountId
  readonly receiver: AccountId
  /** `pending` shows as Expired after `expiresAt`. */
  readonly state: 'pending' | 'accepted' | 'rejected' | 'cancelled' | 'acceptFailed'
  readonly failures: readonly InvitationFailure[]
  readonly createdAt: string
  readonly expiresAt: string
}
export interface InvitationFailure {
  readonly resourceId: string
  readonly resourceType: string
  readonly resourceArn?: string
  readonly reason: Failure['reason']
  readonly message: string
  readonly operation: 'Associate' | 'Disassociate'
}
/** In the partition of the receiver. */
export const invitations = table<Invitation>()('rs_invitation', {
  key: ['invitationId'],
  indexes: { byCreated: ['regionId', 'createdAt'] },
  located: 'world',
})

/** That sharing inside the directory is switched on. One row, key `directory`, in the partition of the management account. */
export interface DirectorySharing {
  readonly kind: 'directory'
  /** `template`: planted with the world, and counts only while the world's setting `directorySharing` is on. */
  readonly enabledBy: 'template' | 'call'
  readonly enabledAt: string
}
export const directorySharing = table<DirectorySharing>()('rs_directory_sharing', { key: ['kind'] })

/**
 * Resources of types whose own API is not offered here (and, for vSwitches, what a world says beyond the vSwitch itself).
 * In the partition of the owner; a world's data, no operation writes them.
 */
export interface RegisteredResource {
  readonly resourceType: string
  readonly resourceId: string
  readonly regionId: string
  readonly properties: {
    /** How principals find it. Absent: `Available`. */
    readonly usability?: 'Available' | 'Unavailable' | 'LimitExceeded' | 'ZonalResourceInaccessible'
  }
}
export const registeredResources = table<RegisteredResource>()('rs_registered_resource', { key: ['resourceType', 'resourceId'] })

/**
 * How many shares an account has and how many resources it shares: what quotas are compared with, so that a call costs the
 * same however many there are. INVARIANT: `resources` is the number of live Resource records, `shares` that of shares that
 * are not deleted. In the partition of the owner.
 */
export interface Tally {
  readonly kind: 'shares' | 'resources'
  readonly count: number
}
export const tallies = table<Tally>()('rs_tally', { key: ['kind'] })

/** The life of a resource share. */

import { type AccountId, hasSettled, no, type Transition, yes } from '../../../model/index.js'
import type { Association, AttachedPermission, Share } from '../tables.js'
import { type AssociationStatus, isOver, statusAt } from './association.js'
import { permissionOf } from './permissions.js'

export type ShareStatus = 'Active' | 'Pending' | 'Deleting' | 'Deleted'
export const shareStatuses = ['Active', 'Pending', 'Deleting', 'Deleted'] as const

/** What the share shows to its owner; `undefined` once the record of a deleted one is purged. */
export function shareStatusAt(share: Share, now: Date): Exclude<ShareStatus, 'Pending'> | undefined {
  if (share.phase === 'live') return 'Active'
  if (!hasSettled(share, now)) return 'Deleting'
  if (share.failed) return 'Active'
  return isOver(share.settlesAt, now) ? undefined : 'Deleted'
}

/** The share that a call names, for its owner in the region of the call. A purged one does not exist any more. */
export function ownShare(share: Share | undefined, owner: AccountId, regionId: string, now: Date) {
  if (!share || share.owner !== owner || share.regionId !== regionId || shareStatusAt(share, now) === undefined)
    return no('EntityNotExists.ResourceShare', {
      because: `This account has no such resource share in ${regionId}.`,
      next: 'Call with a key of the owner, in the region of the share.',
    })
  return yes(share)
}

/** Only an Active share can be changed. */
export function changeableShare(share: Share, now: Date) {
  const status = shareStatusAt(share, now)
  if (status !== 'Active')
    return no('ResourceShareStatusMismatchAction', { because: `The resource share is ${status}.`, next: 'Create another share.' })
  return yes(share)
}

export function newShare(
  facts: Pick<Share, 'shareId' | 'owner' | 'regionId' | 'name' | 'allowExternalTargets' | 'resourceGroupId' | 'tags'>,
  now: Date,
): Share {
  const at = now.toISOString()
  return { ...facts, permissions: {}, phase: 'live', createdAt: at, updatedAt: at, settlesAt: at }
}

/** UNKNOWN: the time of a change of permissions does not show as that of the share, as with associations. */
export function withPermissions(share: Share, added: Readonly<Record<string, AttachedPermission>>): Share {
  return { ...share, permissions: { ...share.permissions, ...added } }
}

/** The default permission of each type that has none yet. UNKNOWN: its version is pinned, here (facts 18.17). */
export function defaultPermissionsFor(
  types: readonly string[],
  share: Pick<Share, 'permissions'>,
): Record<string, AttachedPermission> {
  const missing = [...new Set(types)].filter((type) => share.permissions[type] === undefined)
  return Object.fromEntries(missing.map((type) => [type, permissionOf(type)]))
}

export interface ScopeFacts {
  /** The share has principals outside of the directory, services and unanswered invitations included. */
  readonly hasExternalTargets: boolean
  /** A type in the share that must stay inside of the directory. */
  readonly insideOnlyType: string | undefined
}

/** Whether the scope of a share may become this. UNKNOWN: both conditions are proposals of the facts (18.7, 18.8). */
export function mayChangeScope(share: Share, allowExternalTargets: boolean, { hasExternalTargets, insideOnlyType }: ScopeFacts) {
  if (allowExternalTargets === share.allowExternalTargets) return yes()
  if (!allowExternalTargets && hasExternalTargets)
    return no('OperationNotPermitted', {
      because: 'The share has principals outside of the resource directory.',
      next: 'Disassociate them first.',
    })
  if (allowExternalTargets && insideOnlyType)
    return no('NotSupport.AllowExternalTargets', {
      because: `The share holds resources of the type ${insideOnlyType}, which cannot be shared outside of the directory.`,
      next: 'Disassociate them first, or use another share.',
    })
  return yes()
}

/** The deletion that starts now. */
export function startDeletion(share: Share, now: Date, { settlesAt, succeeds }: Transition): Share {
  const { failed: _, ...kept } = share
  return { ...kept, phase: 'deleting', updatedAt: now.toISOString(), settlesAt, ...(succeeds ? {} : { failed: true }) }
}

/** When the share last changed; the time of deletion for a deleted one. */
export function shareUpdatedAt(share: Share, now: Date): string {
  const { settlesAt } = share
  if (share.phase === 'live' || settlesAt === null || !hasSettled(share, now)) return share.updatedAt
  return settlesAt > share.updatedAt ? settlesAt : share.updatedAt
}

/**
 * What a record of a share shows to its owner; `undefined`: it is not listed. Records end with their share: they are not
 * listed any more once it is Deleted.
 */
export function recordStatusAt(association: Association, share: Share, now: Date): AssociationStatus | undefined {
  const shareStatus = shareStatusAt(share, now)
  const status = statusAt(association, now)
  if (shareStatus === undefined || shareStatus === 'Deleted' || status === undefined) return undefined
  if (shareStatus === 'Deleting' && (status === 'Associated' || status === 'Associating')) return 'Disassociating'
  return status
}

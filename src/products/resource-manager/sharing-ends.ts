/** What becomes of sharing when an account is no longer in its directory, or is no more. */

import type { AccountId, WritablePartition } from '../../model/index.js'
import { startDisassociation } from '../resource-sharing/domain/association.js'
import { type Association, associations, invitations, received } from '../resource-sharing/tables.js'

interface Writing {
  readonly now: Date
  at(account: AccountId): WritablePartition
}

/**
 * Ends what the account shares with objects of its directory, and what members share with it by its own id; folders and the
 * directory itself cease to reach it with its membership. INVARIANT: an association inside of a directory is in effect only while
 * both sides are in it, so that a way back does not bring it back. UNKNOWN: only the loss of access is documented, and that for
 * principals; here both sides are alike (facts 18.9), the share stays, and what was shared by invitation goes on.
 */
export async function endSharingInside({ now, at }: Writing, account: AccountId): Promise<void> {
  const own = at(account)
  for (const row of await own.all(associations, 'live', ['Target'])) if (isInside(row)) own.put(associations, ended(row, now))
  for (const { principal, regionId, createdAt, shareId, owner } of await own.all(received, 'key', [account])) {
    const row = await at(owner).get(associations, shareId, 'Account', account)
    if (!isInside(row) || row.live === undefined) continue
    at(owner).put(associations, ended(row, now))
    own.delete(received, principal, regionId, createdAt, shareId)
  }
}

/**
 * Ends what others share with an account that is deleted, and withdraws what they invited it to. What it shares itself had to be
 * ended before. UNKNOWN: not documented; a principal that is no more has no part in a share.
 */
export async function endSharingWith({ now, at }: Writing, account: AccountId): Promise<void> {
  const own = at(account)
  for (const { principal, regionId, createdAt, shareId, owner } of await own.all(received, 'key', [account])) {
    const row = await at(owner).get(associations, shareId, 'Account', account)
    if (row && (row.live !== undefined || row.phase === 'awaiting')) at(owner).put(associations, ended(row, now))
    own.delete(received, principal, regionId, createdAt, shareId)
  }
  for (const { invitationId } of await own.all(invitations, 'byCreated', [])) own.delete(invitations, invitationId)
}

function isInside(row: Association | undefined): row is Association {
  return row?.directoryId !== undefined
}

function ended(row: Association, now: Date): Association {
  return startDisassociation(row, { now, transition: { settlesAt: now.toISOString(), succeeds: true } })
}

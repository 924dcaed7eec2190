/** How a principal from outside leaves a share: DisassociateResourceShare with ResourceOwner OtherAccounts. */

import { type AccountId, type Lookup, no, yes } from '../../model/index.js'
import { typesIn } from './associating.js'
import { mayDisassociate, statusAt } from './domain/association.js'
import { messageFor } from './domain/invitation.js'
import { typeAllows } from './domain/resource-types.js'
import { changeableShare, shareStatusAt } from './domain/share.js'
import { namesOf, partIn } from './reach.js'
import { type Changed, disassociate, runningIn, type Writing } from './records.js'
import { type Association, associations, invitations, type Share, shares } from './tables.js'

interface Leaver {
  readonly lookup: Lookup
  readonly account: AccountId
  readonly region: string
  readonly now: Date
}
interface Request {
  readonly ResourceShareId: string
  readonly Targets?: readonly string[] | undefined
  readonly Resources?: readonly unknown[] | undefined
  readonly ResourceArns?: readonly string[] | undefined
}

/** The share and the record that end, or why the account cannot leave. */
export async function mayLeave({ lookup, account, region, now }: Leaver, request: Request) {
  // UNKNOWN: what a leaving principal names (facts 18.13). It takes nothing but itself out.
  if (request.Targets?.some((target) => target !== account))
    return no('InvalidParameter.Targets', {
      because: 'Only the caller itself can leave.',
      next: 'Leave Targets out, or name the calling account.',
    })
  if (request.Resources)
    return no('InvalidParameter.Resources', { because: 'Only the owner takes resources out.', next: 'Leave Resources out.' })
  if (request.ResourceArns)
    return no('InvalidParameter.ResourceArns', { because: 'Only the owner takes resources out.', next: 'Leave ResourceArns out.' })
  const found = await lookup.locate(shares, request.ResourceShareId)
  const share = found?.row
  const named = found && (await lookup.at(found.account).get(associations, request.ResourceShareId, 'Account', account))
  // A record of the directory that the account was in once, or one that is purged, is nothing that it could leave.
  const record = named?.external && statusAt(named, now) !== undefined ? named : undefined
  const names = share ? await namesOf(lookup, account) : []
  const reached = share && (await partIn(lookup, names, share, now))
  // The owner is no principal of its own share, though its folder or its directory may be (facts 18.5).
  const unknown = !share || share.owner === account || share.regionId !== region || shareStatusAt(share, now) === undefined
  if (unknown || !(record || reached?.takesPart))
    return no('EntityNotExists.ResourceShare', {
      because: 'No resource share of that id reaches this account here.',
      next: 'ListResourceShares with OtherAccounts shows those that do.',
    })
  const changeable = changeableShare(share, now)
  if (!changeable.ok) return changeable
  if (reached?.takesPart && !reached.association.external)
    return no('LeavingFailed.Account', {
      because: `The share reaches this account inside of the directory, as ${reached.name.id}.`,
      next: 'Ask the owner to take the principal out.',
    })
  if (!record || record.live === undefined)
    return no('DisassociateInvalid', {
      because: `The association of this account is ${(record && statusAt(record, now)) ?? 'gone'}.`,
      next: record?.phase === 'awaiting' ? 'Reject the invitation instead.' : 'Nothing is left to leave.',
    })
  const step = mayDisassociate(record, now)
  if (!step.ok) return step
  const owner = lookup.at(share.owner)
  const bound = (await typesIn(owner, share.shareId)).find((type) => !typeAllows(type, 'principalMayExit'))
  if (bound)
    return no('LeavingFailed.ResourceType', {
      because: `A share with ${bound} cannot be left.`,
      next: 'Ask the owner to take this account out.',
    })
  // UNKNOWN: which task is meant; any association of a principal inside of the owner's directory that still runs.
  const running = await runningIn(
    owner,
    share.shareId,
    now,
    ({ type, external, phase }) => type === 'Target' && !external && phase === 'associating',
  )
  if (running)
    return no('ExternalTargetWithdrawConflict', {
      because: `${running.entityId} is being associated.`,
      next: 'Try again when it is Associated.',
    })
  return yes({ share, record })
}

/** Leaves. An exit that fails is told on the invitation (UNKNOWN: inferred from its OperationType). */
export async function leave(
  { share, record }: { readonly share: Share; readonly record: Association },
  writing: Writing,
): Promise<Changed> {
  const { own, at, transition } = writing
  const owner = at(share.owner)
  const changed = await disassociate(record, writing, owner)
  const invitation =
    transition.succeeds || record.invitationId === undefined ? undefined : await own.get(invitations, record.invitationId)
  if (invitation) {
    const resources = await owner.all(associations, 'liveInShare', ['Resource', share.shareId])
    const failures = resources.map(({ entityId, entityType, resourceArn }) => ({
      resourceId: entityId,
      resourceType: entityType,
      ...(resourceArn === undefined ? {} : { resourceArn }),
      reason: 'UnsupportedOperation' as const,
      message: messageFor('UnsupportedOperation'),
      operation: 'Disassociate' as const,
    }))
    own.put(invitations, { ...invitation, failures })
  }
  return changed
}

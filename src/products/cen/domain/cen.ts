/** The CEN instance itself. */

import { no, yes } from '../../../model/index.js'
import type { Cen, EcrAttachment, RouteEntry, TransitRouter } from '../tables.js'
import { isLive, isThere, stateOf } from './life.js'

const shown = { creating: 'Creating', modifying: 'Modifying', deleting: 'Deleting', live: 'Active', gone: 'Deleting' } as const

/** `Status` of a CEN instance, and of a transit router. */
export function statusOf(row: Cen | TransitRouter, now: Date): (typeof shown)[keyof typeof shown] {
  return shown[stateOf(row, now)]
}

/** The CEN instance, where the account has it. */
export function knownCen(cen: Cen | undefined, cenId: string, now: Date) {
  if (isThere(cen, now)) return yes(cen)
  return no('ParameterCenInstanceId', {
    because: `This account has no CEN instance ${cenId}.`,
    next: 'A CEN instance exists for its owner only: call with a key of the account that owns it.',
  })
}

/** Whether a CEN instance can be changed now. */
export function isCenActive(cen: Cen, now: Date) {
  if (isLive(cen, now)) return yes(cen)
  return no('InvalidOperation.CenInstanceStatus', {
    because: `${cen.cenId} is ${statusOf(cen, now)}.`,
    next: 'Try again when it is Active.',
  })
}

export interface DeletionFacts {
  readonly cen: Cen
  readonly transitRouters: readonly TransitRouter[]
  readonly attachments: readonly EcrAttachment[]
  readonly routeEntries: readonly RouteEntry[]
  readonly now: Date
}

/**
 * Whether a CEN instance can be deleted; answers the transit routers that go with it. The help page asks for transit routers
 * without connections and custom routes, not for none.
 */
export function mayDeleteCen({ cen, transitRouters, attachments, routeEntries, now }: DeletionFacts) {
  const active = isCenActive(cen, now)
  if (!active.ok) return active
  const attachment = attachments.find((each) => isThere(each, now))
  if (attachment) return attachedExists(attachment)
  const entry = routeEntries.find((each) => isThere(each, now))
  if (entry)
    return no('OperationFailed.DeleteCenWithRouteEntry', {
      because: `The route ${entry.routeEntryId} of ${entry.transitRouterId} is there.`,
      next: 'Delete the static routes of its transit routers first.',
    })
  const present = transitRouters.filter((each) => isThere(each, now))
  const changing = present.find((each) => !isLive(each, now))
  if (changing)
    return no('InvalidOperation.CenInstanceStatus', {
      because: `Its transit router ${changing.transitRouterId} is ${statusOf(changing, now)}.`,
      next: 'Try again when that has settled.',
    })
  return yes(present)
}

/** UNKNOWN: clients try again on this code; no source has its message or says which of the deletions it belongs to. */
export function attachedExists({ attachmentId, transitRouterId }: EcrAttachment) {
  return no('InvalidOperation.AttachedChildInstanceExist', {
    because: `${attachmentId} is attached to ${transitRouterId}.`,
    next: 'Delete the attachments of the transit router first.',
  })
}

/** Transit routers: of Enterprise Edition, one for each region of a CEN instance. */

import { type Decision, no, type Tags, type Transition, yes } from '../../../model/index.js'
import { overlap, parseCidr } from '../../vpc/domain/cidr.js'
import type { Cen, EcrAttachment, RouteEntry, TransitRouter, TransitRouterCidr } from '../tables.js'
import { attachedExists, statusOf } from './cen.js'
import { isLive, isThere, lifeFrom } from './life.js'

export interface NewTransitRouter {
  readonly transitRouterId: string
  readonly routeTableId: string
  readonly cenId: string
  readonly regionId: string
  readonly name?: string
  readonly description?: string
  readonly supportMulticast?: boolean
  readonly cidrs?: readonly TransitRouterCidr[]
  readonly tags?: Tags
  readonly now: Date
}

export function newTransitRouter({ now, ...given }: NewTransitRouter, transition: Transition): TransitRouter {
  return {
    supportMulticast: false,
    cidrs: [],
    tags: {},
    ...given,
    createdAt: now.toISOString(),
    ...lifeFrom('creating', transition),
  }
}

/** Whether a CEN instance can have a transit router in a region. */
export function mayCreate({
  cen,
  regionId,
  offered,
  siblings,
  now,
}: {
  readonly cen: Cen
  readonly regionId: string
  readonly offered: readonly string[]
  /** The transit routers of the CEN instance. */
  readonly siblings: readonly TransitRouter[]
  readonly now: Date
}) {
  if (!offered.includes(regionId))
    return no('OperationUnsupported.RegionId', {
      because: `There is no region ${regionId}.`,
      next: `Regions: ${offered.join(', ')}.`,
    })
  // UNKNOWN: this operation lists no code for it; clients try again on this one.
  if (!isLive(cen, now))
    return no('Operation.Blocking', {
      because: `${cen.cenId} is ${statusOf(cen, now)}.`,
      next: 'Try again when it is Active.',
    })
  const present = siblings.find((each) => each.regionId === regionId && isThere(each, now))
  if (present)
    return no('InstanceExist.TransitRouterInstance', {
      because: `${cen.cenId} has ${present.transitRouterId} in ${regionId}.`,
      next: 'A CEN instance has one transit router in a region: use that one, or another region.',
    })
  return yes()
}

interface CidrGiven {
  readonly Cidr?: string | undefined
  readonly Name?: string | undefined
  readonly Description?: string | undefined
  readonly PublishCidrRoute?: boolean | undefined
}

/** The blocks of a new transit router, which lie apart. */
export function readCidrs(
  given: readonly CidrGiven[] | undefined,
  newCidrId: () => string,
): Decision<readonly TransitRouterCidr[], 'IllegalParam.Cidr' | 'OverLappingExist.Cidr'> {
  const read: TransitRouterCidr[] = []
  for (const { Cidr, Name: name, Description: description, PublishCidrRoute } of given ?? []) {
    const block = parseCidr(Cidr ?? '')
    if (Cidr === undefined || block === undefined)
      return no('IllegalParam.Cidr', {
        because: `${Cidr ?? 'nothing'} is not a CIDR block.`,
        next: 'Write it like 192.168.10.0/24.',
      })
    const other = read.find(({ cidr }) => overlap(parseCidr(cidr) ?? block, block))
    if (other)
      return no('OverLappingExist.Cidr', { because: `${Cidr} overlaps with ${other.cidr}.`, next: 'Give blocks that lie apart.' })
    read.push({
      cidrId: newCidrId(),
      cidr: Cidr,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      publishRoute: PublishCidrRoute ?? true,
    })
  }
  return yes(read)
}

/** The transit router, where the account has it. */
export function knownTransitRouter(row: TransitRouter | undefined, transitRouterId: string, now: Date) {
  if (isThere(row, now)) return yes(row)
  return no('ParameterInstanceId', {
    because: `This account has no transit router ${transitRouterId}.`,
    next: 'A transit router exists for its owner only: call with a key of the account that owns it.',
  })
}

/** Whether a transit router can be changed now. */
export function isTransitRouterActive(row: TransitRouter, now: Date) {
  if (isLive(row, now)) return yes(row)
  return no('IncorrectStatus.TransitRouterInstance', {
    because: `${row.transitRouterId} is ${statusOf(row, now)}.`,
    next: 'Try again when it is Active.',
  })
}

/** Whether a transit router can be deleted. */
export function mayDelete({
  transitRouter,
  cen,
  attachments,
  routeEntries,
  now,
}: {
  readonly transitRouter: TransitRouter
  readonly cen: Cen | undefined
  readonly attachments: readonly EcrAttachment[]
  readonly routeEntries: readonly RouteEntry[]
  readonly now: Date
}) {
  const active = isTransitRouterActive(transitRouter, now)
  if (!active.ok) return active
  if (cen && !isLive(cen, now))
    return no('IncorrectStatus.CenInstance', {
      because: `${cen.cenId} is ${statusOf(cen, now)}.`,
      next: 'Try again when it is Active.',
    })
  const attachment = attachments.find((each) => isThere(each, now))
  if (attachment) return attachedExists(attachment)
  const entry = routeEntries.find((each) => isThere(each, now))
  if (entry)
    return no('OperationFailed.DeleteTransitRouter', {
      because: `The route ${entry.routeEntryId} is in its route table.`,
      next: 'Delete its static routes first.',
    })
  return yes()
}

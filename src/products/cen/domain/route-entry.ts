/** Static routes of a transit router's system route table. IPv4 alone. */

import { type Decision, no, yes } from '../../../model/index.js'
import { type Cidr, containsCidr, parseAddress, parseCidr } from '../../vpc/domain/cidr.js'
import type { EcrAttachment, RouteEntry, TransitRouter } from '../tables.js'
import { isLive, isThere, stateOf } from './life.js'

const shown = { creating: 'Creating', modifying: 'Active', deleting: 'Deleting', live: 'Active', gone: 'Deleting' } as const

export function routeStatus(row: RouteEntry, now: Date): (typeof shown)[keyof typeof shown] {
  return shown[stateOf(row, now)]
}

export interface RouteFacts {
  readonly transitRouter: TransitRouter
  readonly destination: string
  readonly hopType: 'Attachment' | 'BlackHole'
  readonly hopId: string | undefined
  /** The attachment of that id. */
  readonly attachment: EcrAttachment | undefined
  /** The routes of the table. */
  readonly present: readonly RouteEntry[]
  readonly most: number
  readonly now: Date
}

/** Whether a route can be added. Answers its next hop, `undefined` for a black hole. */
export function mayAddRoute(facts: RouteFacts) {
  const { transitRouter, destination, most, now } = facts
  if (!isLive(transitRouter, now))
    return no('IncorrectStatus.TransitRouterRouteTable', {
      because: `${transitRouter.transitRouterId} is not Active.`,
      next: 'Try again when it is Active.',
    })
  if (parseCidr(destination) === undefined)
    return no('IllegalParam.TransitRouterDestinationCidrBlock', {
      because: `${destination} is not an IPv4 CIDR block.`,
      next: 'Write it like 192.168.0.0/24.',
    })
  const hop = nextHop(facts)
  if (!hop.ok) return hop
  const present = facts.present.filter((each) => isThere(each, now))
  const same = present.find((each) => each.destination === destination)
  if (same?.nextHop === hop.value && same !== undefined)
    return no('InstanceExist.TransitRouterRouteEntry', { because: `${same.routeEntryId} is this route.` })
  if (same)
    return no('OperationFailed.CreateRouteEntryWithSameDestinationCidrBlock', {
      because: `${same.routeEntryId} leads there over another next hop.`,
      next: 'Delete that route first.',
    })
  if (present.length >= most)
    return no('QuotaExceeded.TransitRouterRoutEntry', {
      because: `The table has ${present.length} static routes, the limit is ${most}.`,
      next: 'Delete one, or raise the quota of the world.',
    })
  return hop
}

type HopCode =
  | 'ParamExclusive.NextHopTypeBlackHoleAndNextHopId'
  | 'MissingParam.TransitRouterRouteEntryNextHopId'
  | 'InvalidTransitRouterRouteEntryNextHopId.NotFound'

function nextHop({ transitRouter, hopType, hopId, attachment, now }: RouteFacts): Decision<string | undefined, HopCode> {
  if (hopType === 'BlackHole') {
    if (hopId === undefined) return yes(undefined)
    return no('ParamExclusive.NextHopTypeBlackHoleAndNextHopId', {
      because: 'A black hole leads nowhere.',
      next: 'Give one of the two.',
    })
  }
  if (hopId === undefined)
    return no('MissingParam.TransitRouterRouteEntryNextHopId', { because: 'An attachment was not named.', next: 'Give its id.' })
  if (attachment && isLive(attachment, now) && attachment.transitRouterId === transitRouter.transitRouterId) return yes(hopId)
  return no('InvalidTransitRouterRouteEntryNextHopId.NotFound', {
    because: `${transitRouter.transitRouterId} has no attachment ${hopId} that is Attached.`,
    next: 'Name an attachment of the transit router that the table belongs to.',
  })
}

interface FilterGiven {
  readonly Key?: string | undefined
  readonly Value?: readonly string[] | undefined
}
const codes = {
  PrefixExactMatchCidrs: 'IllegalParam.PrefixExactMatchCidr',
  LongestPrefixMatchCidrs: 'IllegalParam.LongestPrefixMatchCidr',
  SubnetOfMatchCidrs: 'IllegalParam.SubnetOfMatchCidr',
  SupernetOfMatchCidrs: 'IllegalParam.SupernetOfMatchCidr',
} as const
type FilterKey = keyof typeof codes
export const routeFilterKeys = Object.keys(codes) as FilterKey[]

/** An address stands for the block of it alone. */
const blockOf = (text: string): Cidr | undefined => {
  const address = parseAddress(text)
  return address === undefined ? parseCidr(text) : { address, bits: 32 }
}

/** The routes that meet all filters, of each of them for one of its values. */
export function matchRoutes(
  entries: readonly RouteEntry[],
  filters: readonly FilterGiven[] | undefined,
): Decision<readonly RouteEntry[], 'FilterKeyDuplicated.RouteFilter' | 'InvalidFilterKey' | (typeof codes)[FilterKey]> {
  let left = entries
  const seen = new Set<string>()
  for (const { Key, Value } of filters ?? []) {
    if (Key === undefined || !Object.hasOwn(codes, Key))
      return no('InvalidFilterKey', { because: `${Key} is none of ${routeFilterKeys.join(', ')}.` })
    if (seen.has(Key)) return no('FilterKeyDuplicated.RouteFilter', { because: `${Key} is given twice.` })
    seen.add(Key)
    const wanted: Cidr[] = []
    for (const text of Value ?? []) {
      const block = blockOf(text)
      if (!block) return no(codes[Key as FilterKey], { because: `${text} is neither an address nor a CIDR block.` })
      wanted.push(block)
    }
    const met = new Set(wanted.flatMap((block) => meeting(entries, Key as FilterKey, block)))
    left = left.filter((each) => met.has(each))
  }
  return yes(left)
}

function meeting(entries: readonly RouteEntry[], key: FilterKey, wanted: Cidr): readonly RouteEntry[] {
  const read = entries.flatMap((entry) => {
    const block = parseCidr(entry.destination)
    return block ? [{ entry, block }] : []
  })
  const containing = read.filter(({ block }) => containsCidr(block, wanted))
  const longest = Math.max(...containing.map(({ block }) => block.bits))
  const kept = {
    PrefixExactMatchCidrs: () => containing.filter(({ block }) => block.bits === wanted.bits),
    LongestPrefixMatchCidrs: () => containing.filter(({ block }) => block.bits === longest),
    SubnetOfMatchCidrs: () => read.filter(({ block }) => containsCidr(wanted, block)),
    SupernetOfMatchCidrs: () => containing,
  }[key]
  return kept().map(({ entry }) => entry)
}

interface RouteNamed {
  readonly TransitRouterRouteEntryId?: string | undefined
  readonly TransitRouterRouteTableId?: string | undefined
  readonly TransitRouterRouteEntryDestinationCidrBlock?: string | undefined
  readonly TransitRouterRouteEntryNextHopType?: string | undefined
  readonly TransitRouterRouteEntryNextHopId?: string | undefined
}
interface RoutesAtHand {
  readonly byId: RouteEntry | undefined
  readonly knownTable: boolean
  readonly ofTable: readonly RouteEntry[]
  readonly now: Date
}
type NamingCode =
  | 'ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock'
  | 'IllegalParam.TransitRouterRouteEntryId'
  | 'InvalidTransitRouterRouteTableId.NotFound'
  | 'InvalidDestinationCidrBlock.NotFound'
  | 'InvalidParameter'
  | 'Operation.Blocking'

/** The route that a call means to delete. */
export function meantRoute(named: RouteNamed, { byId, knownTable, ofTable, now }: RoutesAtHand): Decision<RouteEntry, NamingCode> {
  const id = named.TransitRouterRouteEntryId
  const table = named.TransitRouterRouteTableId
  const destination = named.TransitRouterRouteEntryDestinationCidrBlock
  const way = 'Give the id of the route, or its table and destination.'
  if (id !== undefined) {
    if (table !== undefined || destination !== undefined)
      return no('ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock', {
        because: 'Both ways to name it are used.',
        next: way,
      })
    if (!isThere(byId, now)) return no('IllegalParam.TransitRouterRouteEntryId', { because: `This account has no route ${id}.` })
    return settled(byId, now)
  }
  // UNKNOWN: the code of a call that names nothing whole.
  if (table === undefined || destination === undefined)
    return no('InvalidParameter', { because: 'Neither the id nor table and destination are given.', next: way })
  if (!knownTable) return no('InvalidTransitRouterRouteTableId.NotFound', { because: `This account has no route table ${table}.` })
  const { TransitRouterRouteEntryNextHopType: type, TransitRouterRouteEntryNextHopId: hop } = named
  const row = ofTable.find(
    (each) =>
      isThere(each, now) &&
      each.destination === destination &&
      (type === undefined || (type === 'BlackHole') === (each.nextHop === undefined)) &&
      (hop === undefined || each.nextHop === hop),
  )
  if (!row) return no('InvalidDestinationCidrBlock.NotFound', { because: `${table} has no such route to ${destination}.` })
  return settled(row, now)
}

function settled(row: RouteEntry, now: Date): Decision<RouteEntry, 'Operation.Blocking'> {
  if (isLive(row, now)) return yes(row)
  return no('Operation.Blocking', {
    because: `${row.routeEntryId} is ${routeStatus(row, now)}.`,
    next: 'Try again when it is Active.',
  })
}

/** Route tables and route entries: what they show, and which may be made and deleted. */

import { hasSettled, no, yes } from '../../../model/index.js'
import type { RouteEntry, RouteTable, VSwitch } from '../tables.js'
import { type Cidr, containsCidr, parseCidr } from './cidr.js'
import type { VbrLife } from './vbr-life.js'

/** Whether a route still counts: one whose deletion has settled does not. */
export function isRouteThere(row: Pick<RouteEntry, 'phase' | 'settlesAt'>, now: Date): boolean {
  return !(row.phase === 'deleting' && hasSettled(row, now))
}

/** Published: `Pending`, `Available`, `Modifying`. The page on deleting also names `Deleting`. */
export function routeStatus(row: RouteEntry, now: Date): 'Pending' | 'Available' | 'Deleting' {
  if (hasSettled(row, now)) return 'Available'
  return row.phase === 'creating' ? 'Pending' : 'Deleting'
}

/** System tables are there at all times: Terraform reads them while the VPC is still being made (facts, clients 5.3). */
export function routeTableStatus({ phase, settlesAt = null }: RouteTable, now: Date): 'Available' | 'Pending' | 'Deleting' {
  if (phase === undefined || hasSettled({ settlesAt }, now)) return 'Available'
  return phase === 'creating' ? 'Pending' : 'Deleting'
}

export function isTableThere({ phase, settlesAt = null }: RouteTable, now: Date): boolean {
  return !(phase === 'deleting' && hasSettled({ settlesAt }, now))
}

export interface OldTableFacts {
  readonly table: RouteTable | undefined
  readonly routes: number
  /** vSwitches that use it. */
  readonly vSwitches: number
  readonly now: Date
}

export function mayDeleteTable({ table, routes, vSwitches, now }: OldTableFacts) {
  if (!table || !isTableThere(table, now))
    return no('InvalidRouteTableId.NotFound', { because: 'This account has no such route table in the region.' })
  if (table.type === 'System') return no('IncorrectRouteTableType', { because: `${table.routeTableId} is a table of the system.` })
  const status = routeTableStatus(table, now)
  if (status !== 'Available') return no('IncorrectRouteTableStatus', { because: `${table.routeTableId} is ${status}.` })
  if (routes > 0)
    return no('IncorrectRouteTableStatus.RouteEntryExist', { because: `It has ${routes} routes.`, next: 'Delete them first.' })
  // UNKNOWN: what a table in use is told; of the codes listed this one speaks of vSwitches.
  if (vSwitches > 0)
    return no('IncorrectVSwitchStatus', { because: `${vSwitches} vSwitches use it.`, next: 'Take them out of it first.' })
  return yes(table)
}

export interface BindingFacts {
  readonly table: RouteTable | undefined
  /** Of the caller, in the region of the call. */
  readonly vSwitch: VSwitch | undefined
  readonly now: Date
}

function bothThere({ table, vSwitch, now }: BindingFacts) {
  if (!table || !isTableThere(table, now))
    return no('InvalidRouteTableId.NotFound', { because: 'This account has no such route table in the region.' })
  if (!vSwitch)
    return no('InvalidVSwitchId.NotFound', {
      because: 'This account has no such vSwitch in the region.',
      next: 'Only the owner of a shared vSwitch chooses its route table.',
    })
  if (!hasSettled(vSwitch, now)) return no('IncorrectVSwitchStatus', { because: `${vSwitch.vSwitchId} is Pending.` })
  return yes({ table, vSwitch })
}

export function mayBind(facts: BindingFacts) {
  const there = bothThere(facts)
  if (!there.ok) return there
  const { table, vSwitch } = there.value
  if (table.type === 'System')
    return no('OperationDenied.SwitchToSystemRouteTable', {
      because: `${table.routeTableId} is the system table.`,
      next: 'UnassociateRouteTable leads back to it.',
    })
  const status = routeTableStatus(table, facts.now)
  if (status !== 'Available') return no('IncorrectStatus.RouteTable', { because: `${table.routeTableId} is ${status}.` })
  if (table.vpcId !== vSwitch.vpcId)
    return no('Forbidden.NotInSameVpc', { because: `The table is in ${table.vpcId}, the vSwitch in ${vSwitch.vpcId}.` })
  if (vSwitch.routeTableId === table.routeTableId)
    return no('ResourceAlreadyAssociated.RouteTable', { because: `${vSwitch.vSwitchId} uses it already.` })
  if (vSwitch.routeTableId !== undefined)
    return no('Forbidden.VSwitchAlreadyAssociatedRouteTable', { because: `${vSwitch.vSwitchId} uses ${vSwitch.routeTableId}.` })
  return yes(there.value)
}

export function mayUnbind(facts: BindingFacts) {
  const there = bothThere(facts)
  if (!there.ok) return there
  const { table, vSwitch } = there.value
  if (table.type === 'System')
    return no('OperationUnsupported.SystemRouteTable', { because: `${table.routeTableId} is the system table.` })
  if (vSwitch.routeTableId !== table.routeTableId)
    return no('InvalidBindingStatus.RouteTable', {
      because: `${vSwitch.vSwitchId} uses ${vSwitch.routeTableId ?? 'the system table'}.`,
    })
  return yes(there.value)
}

const carrierGrade = parseCidr('100.64.0.0/10') as Cidr

/** The block that a route leads to: an address alone is a block of its own (help page). */
export function destinationOf(text: string): string {
  return text.includes('/') ? text : `${text}/32`
}

const nextHopTypes = [
  'Instance',
  'HaVip',
  'RouterInterface',
  'NetworkInterface',
  'VpnGateway',
  'IPv6Gateway',
  'NatGateway',
  'Attachment',
  'VpcPeer',
  'Ipv4Gateway',
  'GatewayEndpoint',
  'CenBasic',
  'Ecr',
  'GatewayLoadBalancerEndpoint',
] as const

export interface NextHop {
  readonly type: string
  readonly id: string
  /** It is there for this router. */
  readonly found: boolean
}

export interface NewRouteFacts {
  readonly table: RouteTable | undefined
  /** Of the table's VPC: it, a vSwitch of it, a route of it still change. */
  readonly vpcSettled: boolean
  readonly vSwitches: readonly Pick<VSwitch, 'vSwitchId' | 'cidrBlock' | 'settlesAt'>[]
  readonly vbr: { readonly life: VbrLife; readonly ecr: 'none' | 'passing' | 'attached'; readonly ecrId: string } | undefined
  readonly destination: string
  readonly hop: NextHop | undefined
  /** Next hops given as a list. */
  readonly hops: number | undefined
  /** Routes of the user: in the table, and of the router in all its tables. */
  readonly routes: readonly RouteEntry[]
  readonly routesOfRouter: readonly RouteEntry[]
  readonly most: number
  readonly now: Date
}

/** The table and the next hop of the new route. UNKNOWN: the order of the checks. */
export function mayCreateRoute(facts: NewRouteFacts) {
  const { table, hop, hops, routes, routesOfRouter, most, destination, now } = facts
  if (!table) return no('InvalidRouteTableId.NotFound', { because: 'This account has no such route table in the region.' })
  if (hop && hops !== undefined)
    return no('InvalidNexthopTypeAndList.BothNotNull', { because: 'NextHopId and NextHopList are both given.' })
  if (!hop && hops === undefined)
    return no('InvalidNexthopTypeAndList.BothNull', { because: 'Neither NextHopId nor NextHopList is given.' })
  const ready = isRouterReady(facts)
  if (!ready.ok) return ready
  const changing = routesOfRouter.find((route) => !hasSettled(route, now))
  if (changing)
    return no('IncorrectRouteEntryStatus', {
      because: `${changing.routeEntryId} is ${routeStatus(changing, now)}.`,
      next: 'Try again later.',
    })
  const fits = destinationFits(destination, facts.vSwitches)
  if (!fits.ok) return fits
  if (routes.some(({ destinationCidrBlock }) => destinationCidrBlock === destination))
    return no('InvalidCIDRBlock.Duplicate', { because: `The table has a route to ${destination}.` })
  if (routes.length >= most)
    return no('QuotaExceeded', { because: `The table has ${routes.length} routes of the user, the limit.` })
  const leads = leadsSomewhere(facts)
  return leads.ok ? yes({ table, hop: leads.value }) : leads
}

function isRouterReady({ vpcSettled, vSwitches, vbr, now }: NewRouteFacts) {
  if (!vpcSettled) return no('IncorrectVpcStatus', { because: 'The VPC is still being created.' })
  const pending = vSwitches.find((each) => !hasSettled(each, now))
  if (pending) return no('IncorrectVSwitchStatus', { because: `${pending.vSwitchId} is Pending.` })
  if (vbr && vbr.life !== 'active') return no('InvalidVBRStatus', { because: `The VBR is ${vbr.life}.` })
  if (vbr?.ecr === 'passing')
    return no('OperationDenied.VbrAttachEcrInMiddleStatus', { because: `The VBR is joining or leaving ${vbr.ecrId}.` })
  return yes()
}

function destinationFits(destination: string, vSwitches: NewRouteFacts['vSwitches']) {
  const block = parseCidr(destination)
  if (!block)
    return no('InvalidCidrBlock.Malformed', { because: `${destination} is not an IPv4 block, or has bits set behind its prefix.` })
  if (containsCidr(carrierGrade, block))
    return no('InvalidDestinationCidrBlock', { because: `${destination} lies in 100.64.0.0/10, which is the system's.` })
  for (const { vSwitchId, cidrBlock } of vSwitches) {
    if (cidrBlock === destination) return no('InvalidCIDRBlock.Duplicate', { because: `${vSwitchId} has ${cidrBlock}.` })
    const inner = parseCidr(cidrBlock)
    if (inner && containsCidr(inner, block))
      return no('InvalidCidrBlock', {
        because: `${destination} lies in ${cidrBlock} of ${vSwitchId}; a route may only contain it.`,
      })
  }
  return yes()
}

function leadsSomewhere({ table, hop, hops, vbr }: NewRouteFacts) {
  if (hops !== undefined && hop === undefined) {
    if (vbr) return no('InvalidRouterType', { because: 'A table of a VBR takes no list.' })
    // Several next hops are router interfaces only, and there are none but those of VBRs.
    return hops < 2 || hops > 16
      ? no('InvalidNexthopListSize', { because: `${hops} next hops are given.` })
      : no('InvalidRouterInterface', { because: 'There are no router interfaces between VPCs here.' })
  }
  if (!hop || !(nextHopTypes as readonly string[]).includes(hop.type))
    return no('InvalidNextHopType', { because: `${hop?.type} is no type of next hop.` })
  if (vbr && hop.type !== 'RouterInterface')
    return no('OperationDenied.NextHopTypeNotPermitted', { because: 'Routes of a VBR lead to router interfaces.' })
  if (hop.found) return yes(hop)
  if (hop.type === 'Ecr')
    return no('ResourceNotAssociated.Ecr', {
      because: `${table?.vpcId} is not associated with ${hop.id}.`,
      next: 'Let the owner of the ECR associate the VPC first.',
    })
  if (hop.type === 'NetworkInterface')
    return no('InvalidNetworkInterface.NotFound', { because: `This account has no network interface ${hop.id} in the VPC.` })
  return no('InvalidNextHop.NotFound', { because: `There is no ${hop.type} ${hop.id} here.` })
}

/** A route as it is told apart: one of the system has no row. */
interface Told {
  readonly routeEntryId: string
  readonly destinationCidrBlock: string
  readonly nextHopId: string
  readonly row?: RouteEntry
}

export interface OldRouteFacts {
  readonly given: {
    readonly tableId: string | undefined
    readonly id: string | undefined
    readonly destination: string | undefined
    readonly hop: string | undefined
  }
  readonly table: RouteTable | undefined
  /** Of the table. */
  readonly routes: readonly Told[]
  readonly destination: string | undefined
  readonly vbr: { readonly life: VbrLife; readonly ecrPassing: boolean } | undefined
  readonly now: Date
}

/** The route of the user that is meant. */
export function mayDeleteRoute({ given, table, routes, destination, vbr, now }: OldRouteFacts) {
  // Terraform gives the table beside the id; the page excludes only the destination.
  if (given.id !== undefined && given.destination !== undefined && given.tableId === undefined)
    return no('ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock', {
      fill: ['RouteEntryId', 'RouteEntryId and DestinationCidrBlock are mutually exclusive.'],
    })
  if (given.id === undefined && (given.tableId === undefined || given.destination === undefined))
    return no('MissingParameter', { because: 'Neither RouteEntryId nor RouteTableId with DestinationCidrBlock is given.' })
  if (given.tableId !== undefined && !table)
    return no('InvalidRouteTableId.NotFound', { because: 'This account has no such route table in the region.' })
  const meant = routes.find((route) =>
    given.id !== undefined ? route.routeEntryId === given.id : route.destinationCidrBlock === destination,
  )
  if (!meant)
    return given.id !== undefined
      ? no('InvalidRouteEntryId.NotFound', { because: 'The account has no such route.' })
      : no('InvalidRouteEntry.NotFound', { because: `The table has no route to ${destination}.` })
  if (!meant.row) return no('OperationDenied', { because: `${meant.routeEntryId} is a route of the system.` })
  if (given.hop !== undefined && given.hop !== meant.nextHopId)
    return no('InvalidRouteEntry.NotFound', {
      because: `The route to ${meant.destinationCidrBlock} leads through ${meant.nextHopId}.`,
    })
  if (vbr?.ecrPassing) return no('OperationDenied.VbrAttachEcrInMiddleStatus', { because: 'The VBR is joining or leaving an ECR.' })
  const status = routeStatus(meant.row, now)
  if (status !== 'Available') return no('IncorrectRouteEntryStatus', { because: `${meant.routeEntryId} is ${status}.` })
  return yes(meant.row)
}

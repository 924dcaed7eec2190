/**
 * The route table of an ECR and what it announces to the data centre, as one function of what is attached to it. Put together
 * from documented pieces (facts, 10); UNKNOWN as a whole: no page derives a table. Nothing is kept: a route is there as
 * long as what it follows from is.
 */

import { type Cidr, containsCidr, parseCidr } from '../../vpc/domain/cidr.js'
import type { BgpRoute, PrefixMode } from '../tables.js'

/** A VPC or a transit router, attached: the cloud side. */
export interface CloudSide {
  readonly kind: 'VPC' | 'TR'
  readonly id: string
  readonly regionId: string
  /** Blocks that it has routes for: vSwitches and published routes, or the transit router's route table. */
  readonly blocks: readonly string[]
  readonly allowedPrefixes: readonly string[]
  readonly allowedPrefixesMode: PrefixMode
}
/** A VBR, attached: the side of the data centre. */
export interface LineSide {
  readonly id: string
  readonly regionId: string
  readonly routes: readonly Learned[]
}
export type Learned = Omit<BgpRoute, 'place'>
export interface RouteFacts {
  readonly asn: number
  readonly cloud: readonly CloudSide[]
  readonly lines: readonly LineSide[]
  /** What the owner of the ECR switched off. */
  readonly disabled: readonly { readonly destination: string; readonly nextHop: string }[]
}

export interface Route {
  readonly destination: string
  readonly nextHop: string
  readonly regionId: string
  readonly asPath: readonly number[]
  readonly community?: string
  readonly med?: number
}
export interface Announcement {
  readonly destination: string
  /** The VPC or transit router that it is for. */
  readonly nextHop: string
  readonly asPath: readonly number[]
}
export interface Routes {
  /** By destination, then next hop. A destination of several next hops stands there once for each. */
  readonly table: readonly Route[]
  /** By destination, then next hop. Goes to every attached VBR. */
  readonly announced: readonly Announcement[]
}

/** Documented: on the path between ECR and transit router that is usual, and on no other. */
const transitRouterMed = 2000

export function routesOf({ asn, cloud, lines, disabled }: RouteFacts): Routes {
  const isOn = isOnUnless(disabled)
  const ofCloud = cloud.map((side) => ({ side, routes: cloudRoutes(side, asn).filter(isOn) }))
  const ofLines = lines.flatMap(lineRoutes).filter(isOn)
  return {
    table: inOrder([...ofCloud.flatMap(({ routes }) => routes), ...ofLines]),
    announced: inOrder(ofCloud.flatMap(({ side, routes }) => announce(side, routes, asn))),
  }
}

/** Which routes nobody switched off. Each is told by how it was written, as blocks have one spelling. */
export function isOnUnless(disabled: RouteFacts['disabled']): (route: Pick<Route, 'destination' | 'nextHop'>) => boolean {
  const off = new Set(disabled.map(({ destination, nextHop }) => `${destination} ${nextHop}`))
  return ({ destination, nextHop }) => off.size === 0 || !off.has(`${destination} ${nextHop}`)
}

/** UNKNOWN: the AS path of what begins in the cloud; here the ECR's own number, as its neighbours see it. */
function cloudRoutes({ kind, id, regionId, blocks }: CloudSide, asn: number): Route[] {
  const med = kind === 'TR' ? { med: transitRouterMed } : {}
  return [...new Set(blocks)].map((destination) => ({ destination, nextHop: id, regionId, asPath: [asn], ...med }))
}

function lineRoutes({ id, regionId, routes }: LineSide): Route[] {
  return routes.map((learned) => lineRoute(id, regionId, learned))
}

/** What a VBR learned, as a route of the ECR. */
export function lineRoute(vbrId: string, regionId: string, { destination, asPath, community, med }: Learned): Route {
  return {
    destination,
    nextHop: vbrId,
    regionId,
    asPath,
    ...(community === undefined ? {} : { community }),
    ...(med === undefined ? {} : { med }),
  }
}

/**
 * Without prefixes each route is announced as it is. With prefixes: MatchMode announces them and nothing else,
 * IncrementalMode them and the routes that lie in none of them.
 * UNKNOWN: whether a prefix needs a route inside of it; a configured one is announced as long as its association is.
 */
function announce({ id, allowedPrefixes, allowedPrefixesMode }: CloudSide, routes: readonly Route[], asn: number): Announcement[] {
  const prefixes = [...new Set(allowedPrefixes)]
  const covers = prefixes.map(blockOf)
  const isCovered = (destination: string) => covers.some((cover) => containsCidr(cover, blockOf(destination)))
  const specific = routes.map(({ destination }) => destination)
  const kept = (): string[] => {
    if (prefixes.length === 0) return specific
    return allowedPrefixesMode === 'MatchMode' ? [] : specific.filter((destination) => !isCovered(destination))
  }
  return [...prefixes, ...kept()].map((destination) => ({ destination, nextHop: id, asPath: [asn] }))
}

function blockOf(destination: string): Cidr {
  const block = parseCidr(destination)
  if (!block) throw new Error(`${destination} is no CIDR block`)
  return block
}

/** The place of a route in the order of a table, which is also what names it. */
export function placeOf({ destination, nextHop }: { readonly destination: string; readonly nextHop: string }): string {
  return `${placeOfBlock(destination)}/${nextHop}`
}

/** The place of a destination: all are equally long, so that they sort as text. */
export function placeOfBlock(destination: string): string {
  const { address, bits } = blockOf(destination)
  return `${String(address).padStart(10, '0')}/${String(bits).padStart(2, '0')}`
}

function inOrder<Row extends Announcement>(rows: readonly Row[]): Row[] {
  const placed = rows.map((row) => ({ row, place: placeOf(row) }))
  return placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ row }) => row)
}

/** `[64993,64512]` */
export function asPathText(asPath: readonly number[]): string {
  return `[${asPath.join(',')}]`
}

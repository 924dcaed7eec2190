/** Cloud Enterprise Networks, their transit routers, what is attached to those, and the grants between accounts. */

import { type AccountId, type Tags, table } from '../../model/index.js'

/** Rows with a life: what they show is computed from this and the world's clock, `domain/life.ts`. */
export interface Living {
  readonly phase: 'creating' | 'modifying' | 'deleting'
  readonly settlesAt: string | null
  /** The user asked for this step to fail: when it settles, all is as before. */
  readonly fails?: boolean
}

export interface Cen extends Living {
  readonly cenId: string
  readonly name?: string
  readonly description?: string
  readonly protectionLevel: 'REDUCED'
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
}
export const cens = table<Cen>()('cen_cen', { key: ['cenId'], indexes: { byCreated: ['createdAt'] }, located: 'world' })

export interface TransitRouterCidr {
  readonly cidrId: string
  readonly cidr: string
  readonly name?: string
  readonly description?: string
  readonly publishRoute: boolean
}
/** An Enterprise Edition transit router. Its system route table has no row of its own. */
export interface TransitRouter extends Living {
  readonly transitRouterId: string
  readonly cenId: string
  readonly regionId: string
  readonly name?: string
  readonly description?: string
  readonly supportMulticast: boolean
  readonly cidrs: readonly TransitRouterCidr[]
  readonly routeTableId: string
  readonly tags: Tags
  readonly createdAt: string
}
export const transitRouters = table<TransitRouter>()('cen_transit_router', {
  key: ['transitRouterId'],
  indexes: { byCreated: ['createdAt'], byCen: ['cenId', 'createdAt'], byRouteTable: ['routeTableId'] },
  located: 'world',
})

/** Who pays for what is attached. */
export type OrderType = 'PayByCenOwner' | 'PayByResourceOwner'

/** The transit router's side of a link to an ECR; kept with the owner of the transit router. `creating` is Attaching. */
export interface EcrAttachment extends Living {
  readonly attachmentId: string
  readonly cenId: string
  readonly transitRouterId: string
  readonly regionId: string
  readonly ecrId: string
  readonly ecrOwner: AccountId
  readonly name?: string
  readonly description?: string
  readonly orderType: OrderType
  readonly tags: Tags
  readonly createdAt: string
}
export const ecrAttachments = table<EcrAttachment>()('cen_ecr_attachment', {
  key: ['attachmentId'],
  indexes: { byCreated: ['createdAt'], byTransitRouter: ['transitRouterId', 'createdAt'], byEcr: ['ecrId', 'transitRouterId'] },
})

/** A route that somebody wrote into the system route table of a transit router. */
export interface RouteEntry extends Living {
  readonly routeEntryId: string
  readonly routeTableId: string
  readonly transitRouterId: string
  readonly destination: string
  /** An attachment; absent: a black hole. */
  readonly nextHop?: string
  readonly name?: string
  readonly description?: string
  readonly createdAt: string
}
export const routeEntries = table<RouteEntry>()('cen_route_entry', {
  key: ['routeEntryId'],
  indexes: { byTable: ['routeTableId', 'createdAt'], byTransitRouter: ['transitRouterId'], byNextHop: ['nextHop'] },
})

export type GrantedType = 'VPC' | 'VBR' | 'ECR'
/** What its owner lets the transit routers of a CEN instance of another account attach. */
export interface CenGrant {
  readonly instanceId: string
  readonly instanceType: GrantedType
  readonly instanceOwner: AccountId
  /** Absent for ECRs, which are in no region. */
  readonly instanceRegionId?: string
  readonly cenId: string
  readonly cenOwner: AccountId
  readonly orderType: OrderType
  readonly createdAt: string
}
/** Kept twice, so that each side finds its own: with the owner of the instance ... */
export const cenGrantsGiven = table<CenGrant>()('cen_grant_given', { key: ['instanceId', 'cenId'] })
/** ... and with the owner of the CEN instance. */
export const cenGrantsReceived = table<CenGrant>()('cen_grant_received', {
  key: ['cenId', 'instanceId'],
  indexes: { byCreated: ['cenId', 'createdAt'] },
})

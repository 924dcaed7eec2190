/** Routers, what is attached to them, and the grants between accounts. */

import { type AccountId, type Tags, table } from '../../model/index.js'

/**
 * Rows with a life store when they settle (`settlesAt`, ISO 8601; `null`: when stepped); what they show is computed from
 * that and the world's clock.
 */
export interface Router {
  readonly ecrId: string
  readonly owner: AccountId
  readonly name?: string
  readonly description?: string
  readonly alibabaSideAsn: number
  readonly resourceGroupId: string
  readonly tags: Tags
  /** Inter-region transit modes by region, where set. */
  readonly transitModes: Readonly<Record<string, 'ECMP' | 'NearBy'>>
  readonly createdAt: string
  readonly modifiedAt: string
  /**
   * What its last asynchronous step does; it holds the lock of the router until it settles. `lockedAttaching` and
   * `lockedDetaching`: another system's step. Behind `forceDeleting` the router is gone (`isRouterThere`).
   */
  readonly step: 'none' | 'associating' | 'dissociating' | 'updating' | 'lockedAttaching' | 'lockedDetaching' | 'forceDeleting'
  readonly settlesAt: string | null
  /** The user asked for this step to fail: when it settles, all is as before. */
  readonly fails?: boolean
}
export const routers = table<Router>()('ecr_router', {
  key: ['ecrId'],
  indexes: { byCreated: ['createdAt'], byAsn: ['alibabaSideAsn'] },
  located: 'world',
})

/** `attaching` and `updating` become attached, `detaching` becomes gone, each when it settles: `domain/attachment.ts`. */
export interface Settles {
  readonly phase: 'attaching' | 'detaching' | 'updating'
  readonly settlesAt: string | null
  /** The user asked for this step to fail: when it settles, all is as before. */
  readonly fails?: boolean
}

export type PrefixMode = 'MatchMode' | 'IncrementalMode'

interface Attached extends Settles {
  readonly associationId: string
  readonly ecrId: string
  readonly regionId: string
  readonly description?: string
  readonly createdAt: string
  readonly modifiedAt: string
}
interface Associated extends Attached {
  readonly allowedPrefixes: readonly string[]
  readonly allowedPrefixesMode: PrefixMode
  /** What is announced while a change of the prefixes still runs. */
  readonly prefixesBefore?: { readonly allowedPrefixes: readonly string[]; readonly allowedPrefixesMode: PrefixMode }
  readonly tags: Tags
}
export interface VpcAssociation extends Associated {
  readonly nodeType: 'VPC'
  readonly vpcId: string
  readonly vpcOwner: AccountId
  /** Whether the call named the owner; only then answers do (Terraform keeps what it never set empty). */
  readonly vpcOwnerGiven: boolean
  readonly transitRouterId?: undefined
}
/** Its life is that of the ECR's side; whether the transit router's side is attached is in the tables of `cen`. */
export interface TransitRouterAssociation extends Associated {
  readonly nodeType: 'TR'
  readonly transitRouterId: string
  readonly transitRouterOwner: AccountId
  readonly cenId: string
  /** Whether the call named them. */
  readonly transitRouterOwnerGiven: boolean
  readonly cenGiven: boolean
  readonly vpcId?: undefined
}
export type Association = VpcAssociation | TransitRouterAssociation
/** In the partition of the router's owner. */
export const associations = table<Association>()('ecr_association', {
  key: ['associationId'],
  indexes: { byRouter: ['ecrId', 'createdAt'], byNode: ['ecrId', 'vpcId'], byTransitRouter: ['ecrId', 'transitRouterId'] },
})

export interface ChildInstance extends Attached {
  readonly vbrId: string
  readonly vbrOwner: AccountId
}
/** In the partition of the router's owner. */
export const childInstances = table<ChildInstance>()('ecr_child_instance', {
  key: ['associationId'],
  indexes: { byRouter: ['ecrId', 'createdAt'], byInstance: ['ecrId', 'vbrId'] },
})

/**
 * Which router an instance is attached to, kept with the instance's owner. It says so as long as it has not settled as gone
 * (`isThere`).
 * INVARIANT: an instance is in one router at a time, so that one row for each is enough.
 */
export interface AttachedInstance extends Settles {
  readonly instanceId: string
  readonly instanceType: 'VPC' | 'VBR'
  readonly ecrId: string
  readonly ecrOwner: AccountId
  readonly associationId: string
}
export const attachedInstances = table<AttachedInstance>()('ecr_attached_instance', { key: ['instanceId'] })

export interface Grant {
  readonly grantId: string
  readonly ecrId: string
  readonly ecrOwner: AccountId
  readonly instanceId: string
  readonly instanceType: 'VPC' | 'VBR'
  readonly instanceRegionId: string
  readonly instanceOwner: AccountId
  readonly instanceOwnerBid: string
  readonly createdAt: string
  readonly modifiedAt: string
}
/** Kept twice, so that each side finds its own: with the owner of the instance ... */
export const grantsGiven = table<Grant>()('ecr_grant_given', {
  key: ['ecrId', 'instanceId'],
  indexes: { byRouter: ['ecrId', 'createdAt'], byInstance: ['instanceId', 'createdAt'] },
})
/** ... and with the owner of the router. */
export const grantsReceived = table<Grant>()('ecr_grant_received', {
  key: ['ecrId', 'instanceId'],
  indexes: { byRouter: ['ecrId', 'createdAt'] },
})

/** Lists of prefixes that an association was given, kept with it. */
export interface PrefixesSet {
  readonly associationId: string
  /** Grows with every list of the association. */
  readonly place: number
  readonly allowedPrefixes: readonly string[]
  readonly createdAt: string
}
export const prefixHistory = table<PrefixesSet>()('ecr_prefix_history', { key: ['associationId', 'place'] })

/** A route that the owner of the ECR switched off. It counts as long as what it leads to stays attached as it is. */
export interface DisabledRoute {
  readonly ecrId: string
  readonly destination: string
  /** The VPC, VBR or transit router. */
  readonly nextHop: string
  readonly regionId: string
  readonly associationId: string
  readonly createdAt: string
}
export const disabledRoutes = table<DisabledRoute>()('ecr_disabled_route', {
  key: ['ecrId', 'destination', 'nextHop'],
  indexes: { byRouter: ['ecrId', 'createdAt'] },
})

/** A route that a VBR learned from its BGP peer, which no world has: it is told of it. Kept with the owner of the VBR. */
export interface BgpRoute {
  readonly vbrId: string
  readonly destination: string
  /** Of the destination among others: `placeOfBlock`. There may be very many, so that a page is read in this order. */
  readonly place: string
  /** The peer first. */
  readonly asPath: readonly number[]
  readonly community?: string
  readonly med?: number
}
export const bgpRoutes = table<BgpRoute>()('ecr_bgp_route', {
  key: ['vbrId', 'destination'],
  indexes: { byPlace: ['vbrId', 'place'] },
})

/** What captures the traffic of an attached VBR. In the partition of the router's owner. */
export interface FlowLog {
  readonly flowLogId: string
  readonly ecrId: string
  readonly name?: string
  readonly description?: string
  readonly vbrId: string
  readonly regionId: string
  /** Seconds. */
  readonly interval: number
  readonly samplingRate: string
  readonly projectName: string
  readonly logStoreName: string
  readonly slsRegionId: string
  readonly status: 'Active' | 'Inactive'
  readonly resourceGroupId: string
  readonly tags: Tags
  readonly createdAt: string
}
export const flowLogs = table<FlowLog>()('ecr_flow_log', { key: ['flowLogId'], indexes: { byRouter: ['ecrId', 'createdAt'] } })

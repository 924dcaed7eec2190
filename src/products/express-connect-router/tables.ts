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
  /** What its last asynchronous step does; it holds the lock of the router until it settles. */
  readonly step: 'none' | 'associating' | 'dissociating' | 'updating'
  readonly settlesAt: string | null
}
export const routers = table<Router>()('ecr_router', {
  key: ['ecrId'],
  indexes: { byCreated: ['createdAt'], byAsn: ['alibabaSideAsn'] },
  located: 'world',
})

/** `attaching` becomes attached, `detaching` becomes gone, each when it settles: `domain/attachment.ts`. */
export interface Settles {
  readonly phase: 'attaching' | 'detaching'
  readonly settlesAt: string | null
  /** The user asked for this step to fail: when it settles, all is as before. */
  readonly fails?: boolean
}

interface Attached extends Settles {
  readonly associationId: string
  readonly ecrId: string
  readonly regionId: string
  readonly description?: string
  readonly createdAt: string
  readonly modifiedAt: string
}
export interface Association extends Attached {
  readonly nodeType: 'VPC'
  readonly vpcId: string
  readonly vpcOwner: AccountId
  /** Whether the call named the owner; only then answers do (Terraform keeps what it never set empty). */
  readonly vpcOwnerGiven: boolean
  readonly allowedPrefixes: readonly string[]
  readonly allowedPrefixesMode: 'MatchMode' | 'IncrementalMode'
  readonly tags: Tags
}
/** In the partition of the router's owner. */
export const associations = table<Association>()('ecr_association', {
  key: ['associationId'],
  indexes: { byRouter: ['ecrId', 'createdAt'], byNode: ['ecrId', 'vpcId'] },
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

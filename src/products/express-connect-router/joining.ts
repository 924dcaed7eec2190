/** What a VPC has to fulfil to join an ECR, asked of the rows of both accounts. The rules: `domain/association.ts`. */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { bidOf } from '../resource-manager/reads.js'
import { vpcs } from '../vpc/tables.js'
import { isApart, isWithinQuotas, mayAssociate } from './domain/association.js'
import { isFree } from './domain/attachment.js'
import { networkOf, standingOf } from './reads.js'
import { type Association, grantsReceived, type Router } from './tables.js'

interface Joining {
  readonly router: Router
  readonly vpcId: string
  /** Who owns the VPC, as the call says; the caller when it does not say. */
  readonly owner: AccountId
  readonly regionId: string
  /** What is associated with the ECR. */
  readonly present: readonly Association[]
  /** How many prefixes the association gets. */
  readonly prefixes: number
  readonly most: { readonly vpcs: number; readonly prefixes: number }
}

/** The VPC, when it may join the ECR. */
export async function vpcThatMayJoin(
  { own, at, now }: Pick<Lookup, 'at'> & { readonly own: Partition; readonly now: Date },
  { router, vpcId, owner, regionId, present, prefixes, most }: Joining,
) {
  const theirs = await standingOf(at(owner), vpcId)
  const allowed = mayAssociate({
    router,
    owner,
    grant: await own.get(grantsReceived, router.ecrId, vpcId),
    vpc: await at(owner).get(vpcs, vpcId),
    regionId,
    bids: { router: await bidOf(own), owner: theirs.bid },
    attached: theirs.attached,
    now,
  })
  if (!allowed.ok) return allowed
  const others = present.filter((row) => row.nodeType === 'VPC')
  const room = isWithinQuotas({ vpcs: others.length, prefixes, most })
  if (!room.ok) return room
  const free = isFree(theirs.attached, now)
  if (!free.ok) return free
  const networks = await Promise.all(others.map((row) => networkOf(at(row.vpcOwner), row.vpcId)))
  const apart = isApart(await networkOf(at(owner), vpcId), networks)
  return apart.ok ? allowed : apart
}

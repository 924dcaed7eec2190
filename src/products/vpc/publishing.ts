/** Publishing routes of VPCs to routers of other products. No source lists the errors; those that clients know are marked. */

import {
  type AccountId,
  type Errors,
  type Lookup,
  list,
  no,
  type Partition,
  required,
  structure,
  text,
  yes,
} from '../../model/index.js'
import type { AttachedInstance } from '../express-connect-router/tables.js'
import { requiredRegion } from './parameters.js'
import { attachmentOf, attachmentStatus } from './reads.js'
import { type OwnTable, ownTable, type ShownRoute, shownRoutes } from './route-tables.js'
import { type PublishedRoute, publishedRoutes } from './tables.js'

/** UNKNOWN: what is refused how. Terraform knows the first code; the others are those of the same faults elsewhere. */
export const publishingErrors = {
  'ResourceNotAssociated.TargetInstance': [400, 'not documented', 'The target instance is not associated.'],
  'InvalidRouteTableId.NotFound': [404, 'Specified route table does not exist.'],
  'InvalidRouteEntry.NotFound': [400, 'Route entry not exists.'],
  'OperationDenied.RouteTableTypeNotPermitted': [
    400,
    'The operation is not allowed because the type of route table is not permitted.',
  ],
} as const satisfies Errors

const target = {
  TargetType: required(text('What it is published to: `ECR`.', 'ECR', { oneOf: ['ECR'] })),
  TargetInstanceId: required(text('The Express Connect Router.', 'ecr-mezk2idmsd0vx2a001')),
}

export const publishingInput = {
  RegionId: requiredRegion,
  ...target,
  RouteEntries: list(
    'The routes.',
    structure({
      RouteTableId: required(text('The table of the route.', 'vtb-bp145q7glnuzdvx1kq0s2')),
      DestinationCidrBlock: required(text('Where it leads.', '10.1.0.0/16')),
    }),
    { max: 50 },
  ),
}

interface Place {
  readonly own: Partition
  readonly lookup: Pick<Lookup, 'at'>
  readonly account: AccountId
  readonly region: string
  readonly now: Date
}

/** The router that a VPC is attached to, and by which association. */
export async function targetOf({ lookup, account, now }: Place, { vpc }: OwnTable): Promise<AttachedInstance | undefined> {
  const attached = vpc && (await attachmentOf(lookup, account, vpc.vpcId, now))
  return attachmentStatus(attached, now) === 'Attached' ? attached : undefined
}

/** A route of the caller that can be published to the router. */
export async function publishable(place: Place, routeTableId: string, destination: string, targetId: string) {
  const table = await ownTable(place.own, place.region, routeTableId, place.now)
  if (!table) return no('InvalidRouteTableId.NotFound', { because: 'This account has no such route table in the region.' })
  // UNKNOWN: whether routes of custom tables can be published; those of the system table alone concern the whole VPC, but no
  // page says so: any table of the VPC will do.
  if (!table.vpc) return no('OperationDenied.RouteTableTypeNotPermitted', { because: 'It is the table of a VBR.' })
  const target = await targetOf(place, table)
  if (target?.ecrId !== targetId)
    return no('ResourceNotAssociated.TargetInstance', {
      because: `${table.vpc.vpcId} is not associated with ${targetId}.`,
      next: 'Let the owner of the ECR associate the VPC first.',
    })
  const route = (await shownRoutes(place.own, table, place.now)).find((each) => each.destinationCidrBlock === destination)
  // What leads to the ECR, or to the services of the cloud, is not announced to it.
  if (!route || route.nextHopType === 'Ecr' || route.nextHopType === 'service')
    return no('InvalidRouteEntry.NotFound', {
      because: route ? `The route to ${destination} leads to ${route.nextHopType}.` : `The table has no route to ${destination}.`,
    })
  const key = { targetInstanceId: targetId, routeTableId, destinationCidrBlock: destination }
  const { associationId } = target
  return yes({
    route,
    row: {
      ...key,
      associationId,
      vpcId: table.vpc.vpcId,
      targetType: 'ECR',
      createdAt: place.now.toISOString(),
    } satisfies PublishedRoute,
  })
}

/** Whether a route is announced to its router: routes of vSwitches are unless they were withdrawn, others when published. */
export async function isAnnounced(
  own: Partition,
  routeTableId: string,
  { ecrId, associationId }: AttachedInstance,
  route: ShownRoute,
): Promise<boolean> {
  const said = await own.get(publishedRoutes, ecrId, routeTableId, route.destinationCidrBlock)
  return said?.associationId === associationId ? said.withdrawn !== true : route.nextHopType === 'local'
}

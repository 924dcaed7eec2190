import { list, onlyOwn, operation, structure, text } from '../../../model/index.js'
import { destinationOf, mayDeleteRoute } from '../domain/route.js'
import { lifeOfVbr } from '../domain/vbr-life.js'
import { region, routeTableParameter, toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { attachmentOf, attachmentStatus } from '../reads.js'
import { ownTable, shownRoutes } from '../route-tables.js'
import { endsAtOnce } from '../steps.js'
import { publishedRoutes, routeEntries } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteRouteEntry',
  documented: '2024-06-24',
  does: 'Deletes a route of the user, named by its id, or by its table and where it leads.',
  input: {
    RegionId: region,
    RouteTableId: routeTableParameter,
    RouteEntryId: text('The route. Instead of DestinationCidrBlock.', 'rte-bp1mnnr2al0naomnpv9x2'),
    DestinationCidrBlock: text('Where it leads.', '192.168.0.0/24'),
    NextHopId: text('Its next hop.', 'ecr-mezk2idmsd0vx2a001'),
    NextHopList: list(
      'Its next hops, of a route with several.',
      structure({
        NextHopId: text('A next hop.', 'ri-2zeo3xzyf38r4xxk1m0qs'),
        NextHopType: text('Its type.', 'RouterInterface'),
      }),
      { max: 16 },
    ),
  },
  access: { level: 'delete', resources: [{ arn: toRouteTable, id: 'RouteTableId' }] },
  errors: {
    MissingParameter: [400, 'Miss mandatory parameter.'],
    IncorrcetRouteEntryStatus: [400, 'Some route entry status blocked this operation.'],
    'InvalidCidrBlock.Malformed': [400, 'Specified CIDR block is not valid.'],
    OperationDenied: [400, 'Specified operation is denied as route entry type is system.'],
    'InvalidRouteEntry.NotFound': [400, 'Route entry not exists.'],
    'InvalidVRouter.NotFound': [400, 'vRouter not exists.'],
    IncorrectRouteEntryStatus: [400, 'Some route entry status blocked this operation.'],
    Forbbiden: [400, 'Specified RouteEntry cannot allowed delete by openApi.'],
    InvalidNextHop: [400, 'Specified nexthop and nexthop list cannot both null.'],
    InvalidRouteEntry: [400, 'Specified routeEntry not exist.'],
    'Forbidden.VRouterNotFound': [400, 'pecified virtual switch is not found during access authentication.'],
    TaskConflict: [400, 'The operation is too frequent, TaskConflict.'],
    'InvalidRouteEntryId.NotFound': [400, 'Specified RouteEntryId does not exist.'],
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    'InvalidVpnInstanceId.NotFound': [400, '%s'],
    'ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock': [400, '%s'],
    'InvalidNextHopList.Size': [400, 'Nexthop list size should be between 2 and 16'],
    'ParamExclusive.NextHopIdAndList': [400, 'NextHopId and NextHopList cannot both be not null.'],
    'OperationFailed.DeleteMultiScopeEntry': [400, 'Multi or ecmp scope must delete with force.'],
    'OperationFailed.DistibuteLock': [400, 'Distibute lock fail.'],
    'OperationDenied.DeleteManagedRouteEntry': [400, 'The operation is not allowed because of route entry is managed.'],
    'OperationDenied.RouteTableTypeNotPermitted': [
      400,
      'The operation is not allowed because the type of route table is not permitted.',
    ],
    'IncorrectStatus.VpcRouteEntry': [400, 'The status of the specified routeEntry is invalid.'],
    'OperationDenied.NextHopNotChanged': [400, 'The operation is not allowed because of NextHopNotChanged.'],
    'OperationDenied.DeleteGatewayEndpointRoute': [
      400,
      'The operation is not allowed to delete route entry pointing gateway endpoint..',
    ],
    'IncorrectStatus.PrefixList': [400, 'The status of prefixList is incorrect.'],
    InvalidCidrBlock: [400, 'Specified CIDR block is not valid.'],
    'OperationDenied.VbrAttachEcrInMiddleStatus': [
      400,
      'The operation is not allowed because of VBR attach or detach ECR in middle status.',
    ],
    'InvalidRouteTableId.NotFound': [404, 'Specified route table does not exist.'],
    'InvalidVpcId.NotFound': [404, 'Specified value of VpcId is not found in our record.'],
    'Vpc.Error': [500, 'error code 500,Internal server error.'],
    'Internal.Error': [500, 'The request processing has failed due to some unknown error, exception or failure.'],
  },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region: regionId, now, own, settle, refuse, transition } = context
    const byId = input.RouteEntryId === undefined ? undefined : await own.get(routeEntries, input.RouteEntryId)
    if (input.NextHopId !== undefined && (input.NextHopList ?? []).length > 0)
      return refuse('ParamExclusive.NextHopIdAndList', { because: 'NextHopId and NextHopList are both given.' })
    const tableId = input.RouteTableId ?? byId?.routeTableId
    const found = tableId === undefined ? undefined : await ownTable(own, regionId, tableId, now)
    const attached = found?.vbr && (await attachmentOf(context, caller.account, found.vbr.vbrId, now))
    const row = settle(
      mayDeleteRoute({
        given: {
          tableId: input.RouteTableId,
          id: input.RouteEntryId,
          destination: input.DestinationCidrBlock,
          hop: input.NextHopId,
        },
        table: found?.table,
        routes: found ? await shownRoutes(own, found, now) : [],
        destination: input.DestinationCidrBlock === undefined ? undefined : destinationOf(input.DestinationCidrBlock),
        vbr: found?.vbr && { life: lifeOfVbr(found.vbr, now), ecrPassing: /ing$/.test(attachmentStatus(attached, now)) },
        now,
      }),
    )
    // What was published goes with it.
    for (const each of await own.all(publishedRoutes, 'byTable', [row.routeTableId, row.destinationCidrBlock]))
      own.delete(publishedRoutes, each.targetInstanceId, each.routeTableId, each.destinationCidrBlock)
    if (endsAtOnce(transition, now)) own.delete(routeEntries, row.routeEntryId)
    else own.put(routeEntries, { ...row, phase: 'deleting', settlesAt: transition.settlesAt })
  },
})

import { oneOf, onlyOwn, operation, text } from '../../../model/index.js'
import { goingFrom } from '../domain/life.js'
import { meantRoute } from '../domain/route-entry.js'
import { attachmentId, routeEntryArn, routeTableId, usual } from '../parameters.js'
import { cen } from '../product.js'
import { tableOwner } from '../reads.js'
import { routeEntries } from '../tables.js'

export default operation(cen, {
  name: 'DeleteTransitRouterRouteEntry',
  documented: '2025-08-07',
  does: 'Deletes a static route: by its id, or by table, destination and next hop.',
  input: {
    TransitRouterRouteEntryId: text('The route. Excludes the other ways to name it.', 'rte-75eg4jprkvk0pw0001'),
    TransitRouterRouteTableId: routeTableId,
    TransitRouterRouteEntryDestinationCidrBlock: text('Where the route leads to.', '192.168.0.0/24'),
    TransitRouterRouteEntryNextHopType: oneOf(['BlackHole', 'Attachment'], 'Over an attachment, or nowhere.'),
    TransitRouterRouteEntryNextHopId: attachmentId,
    ...usual,
  },
  access: { level: 'delete', resources: [{ arn: routeEntryArn, id: 'TransitRouterRouteEntryId' }] },
  errors: {
    'IllegalParam.TransitRouterRouteEntryId': [400, 'TransitRouterRouteEntryId is not found.'],
    'ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock': [
      400,
      'RouteEntryId and TransitRouterRouteTableIdOrDestCidrBlock is mutually exclusive.',
    ],
    'InvalidTransitRouterRouteTableId.NotFound': [400, 'TransitRouterRouteTableId is not found.'],
    'InvalidDestinationCidrBlock.NotFound': [400, 'DestinationCidrBlock is not found.'],
    'OperationFailed.DeleteTransitRouterRouteEntry': [400, 'Operation failed because this route entry is created automatically.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, transition }) {
    const { TransitRouterRouteEntryId: id, TransitRouterRouteTableId: tableId } = input
    const row = settle(
      meantRoute(input, {
        byId: id === undefined ? undefined : await own.get(routeEntries, id),
        knownTable: tableId !== undefined && (await tableOwner(own, tableId, now)) !== undefined,
        ofTable: tableId === undefined ? [] : await own.all(routeEntries, 'byTable', [tableId]),
        now,
      }),
    )
    own.put(routeEntries, goingFrom(row, transition))
  },
})

import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayDeleteTable } from '../domain/route.js'
import { requiredRegion, routeTableParameter, toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { ownTable, routesIn } from '../route-tables.js'
import { endsAtOnce } from '../steps.js'
import { routeTables, vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'DeleteRouteTable',
  documented: '2024-06-24',
  does: 'Deletes a custom route table that has no routes of the user and that no vSwitch uses.',
  input: { RegionId: requiredRegion, RouteTableId: required(routeTableParameter) },
  access: { level: 'delete', resources: [{ arn: toRouteTable, id: 'RouteTableId' }] },
  errors: {
    'OperationDenied.GatewayAssociated': [
      400,
      'You cannot delete the specified route table because it still associates with gateway.',
    ],
    'MissingParam.RouteTableId': [400, 'The param of RouteTableId is missing.'],
    IncorrectRouteTableType: [400, "Route table can be deleted by this action only when it's type is custom."],
    IncorrectVSwitchStatus: [400, 'The current virtual switch status does not support this operation.'],
    'IncorrectRouteTableStatus.RouteEntryExist': [
      400,
      'You cannot delete the specified route table because it still has custom route entry.',
    ],
    'IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of RegionId is not supported.'],
    'InvalidParameter.Action': [404, 'This vpc feature is not supported in this region'],
    IncorrectRouteTableStatus: [404, 'The current status of the route table does not support this operation.'],
    'DependencyViolation.RouteEntry': [404, 'Vpc route table has route entry.'],
    // UNKNOWN: its list has no code for a table that is not there; this one is that of its siblings.
    'InvalidRouteTableId.NotFound': [404, 'Specified route table does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, transition }) {
    const found = await ownTable(own, region, input.RouteTableId, now)
    const inside = found ? await own.all(vSwitches, 'byVpc', [found.table.vpcId]) : []
    const table = settle(
      mayDeleteTable({
        table: found?.table,
        routes: (await routesIn(own, input.RouteTableId, now)).length,
        vSwitches: inside.filter(({ routeTableId }) => routeTableId === input.RouteTableId).length,
        now,
      }),
    )
    if (endsAtOnce(transition, now)) own.delete(routeTables, table.routeTableId)
    else own.put(routeTables, { ...table, phase: 'deleting', settlesAt: transition.settlesAt })
  },
})

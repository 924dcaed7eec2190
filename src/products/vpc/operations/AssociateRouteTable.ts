import { clientToken, onlyOwn, operation, required } from '../../../model/index.js'
import { mayBind } from '../domain/route.js'
import { requiredRegion, routeTableParameter, toRouteTable, vSwitchParameter } from '../parameters.js'
import { vpc } from '../product.js'
import { ownTable } from '../route-tables.js'
import { vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'AssociateRouteTable',
  documented: '2024-06-24',
  does: 'Lets a vSwitch use a custom route table.',
  input: {
    RegionId: requiredRegion,
    RouteTableId: required(routeTableParameter),
    VSwitchId: required(vSwitchParameter),
    ...clientToken,
  },
  access: {
    level: 'update',
    resources: [
      { arn: toRouteTable, id: 'RouteTableId' },
      { arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/{#VSwitchId}', id: 'VSwitchId' },
    ],
  },
  errors: {
    // Listed under two statuses; the one of its kind.
    'OperationDenied.CloudBoxVbrEntryExist': [
      400,
      'The operation is not allowed because the routing table has a route entry for the next hop to the cloud box VBR.',
    ],
    'OperationDenied.OtherCloudBoxVbrEntryExist': [
      400,
      'The operation is not allowed because the routing table has a route entry for the next hop that points to a VBR other than this cloud box.',
    ],
    'ResourceAlreadyAssociated.RouteTable': [400, 'The resource has already associated with a routetable.'],
    'OperationDenied.AssociateGatewayRouteTable': [
      400,
      'The operation is not allowed because gateway route tables cannot be bound to a vSwitch.',
    ],
    'OperationDenied.SwitchToSystemRouteTable': [
      400,
      'The associated route tables cannot be directly changed to system route tables.',
    ],
    'ResourceNotFound.VSwitch': [400, 'The specified resource of VSwitch is not found.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of RegionId is not supported.'],
    'InvalidParameter.Action': [404, 'This vpc feature is not supported in this region'],
    'InvalidRouteTableId.NotFound': [404, 'Specified route table does not exist.'],
    'InvalidVSwitchId.NotFound': [404, 'Specified VSwitch does not exist.'],
    IncorrectVSwitchStatus: [404, 'The current status of the virtual switch does not support this operation.'],
    'Forbidden.VSwitchAlreadyAssociatedRouteTable': [404, 'The specified virtual switch already associates route table.'],
    'Forbidden.NotInSameVpc': [404, 'The specified virtual switch and route table are not in the same VPC.'],
    'IncorrectStatus.RouteTable': [404, 'The status of the specified route table is incorrect.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, transition }) {
    const found = await own.get(vSwitches, input.VSwitchId)
    const { table, vSwitch } = settle(
      mayBind({
        table: (await ownTable(own, region, input.RouteTableId, now))?.table,
        vSwitch: found?.regionId === region ? found : undefined,
        now,
      }),
    )
    // The vSwitch shows Pending until it uses the table (help page).
    own.put(vSwitches, { ...vSwitch, routeTableId: table.routeTableId, settlesAt: transition.settlesAt })
  },
})

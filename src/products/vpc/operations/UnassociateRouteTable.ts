import { clientToken, onlyOwn, operation, required } from '../../../model/index.js'
import { mayUnbind } from '../domain/route.js'
import { requiredRegion, routeTableParameter, toRouteTable, vSwitchParameter } from '../parameters.js'
import { vpc } from '../product.js'
import { ownTable } from '../route-tables.js'
import { vSwitches } from '../tables.js'

export default operation(vpc, {
  name: 'UnassociateRouteTable',
  documented: '2024-06-24',
  does: 'Lets a vSwitch use the system table again.',
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
    'InvalidRegionId.NotFound': [404, 'Specified value of RegionId is not supported.'],
    'InvalidParameter.Action': [404, 'This vpc feature is not supported in this region'],
    'InvalidRouteTableId.NotFound': [404, 'Specified route table does not exist.'],
    'InvalidVSwitchId.NotFound': [404, 'Specified VSwitch does not exist.'],
    IncorrectVSwitchStatus: [404, 'The current status of the virtual switch does not support this operation.'],
    'InvalidBindingStatus.RouteTable': [404, 'The specified virtual switch and route table does not bind'],
    'OperationUnsupported.SystemRouteTable': [404, 'System route table can not be unassociated.'],
    'InvalidStatus.VSwitch': [404, 'Specified vswitch is not in stable status and cannot operate.'],
    'OperationFailed.VSwitchNotAssociate': [404, 'Specified vswitch is not associated with the routeTable and cannot operate.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, transition }) {
    const found = await own.get(vSwitches, input.VSwitchId)
    const { vSwitch } = settle(
      mayUnbind({
        table: (await ownTable(own, region, input.RouteTableId, now))?.table,
        vSwitch: found?.regionId === region ? found : undefined,
        now,
      }),
    )
    const { routeTableId: _, ...rest } = vSwitch
    own.put(vSwitches, { ...rest, settlesAt: transition.settlesAt })
  },
})

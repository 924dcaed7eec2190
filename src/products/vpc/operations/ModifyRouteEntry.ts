import { dryRun, onlyOwn, operation, text } from '../../../model/index.js'
import { destinationOf, routeStatus } from '../domain/route.js'
import { descriptionOf, nameOf, requiredRegion, routeTableParameter, toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { ownTable, routesIn } from '../route-tables.js'
import { routeEntries } from '../tables.js'

export default operation(vpc, {
  name: 'ModifyRouteEntry',
  documented: '2024-06-24',
  does: 'Changes what a route of the user is called.',
  input: {
    RegionId: requiredRegion,
    RouteEntryId: text('The route. Instead of its table and where it leads.', 'rte-bp1mnnr2al0naomnpv9x2'),
    RouteTableId: routeTableParameter,
    DestinationCidrBlock: text('Where it leads.', '192.168.0.0/24'),
    RouteEntryName: nameOf('route'),
    Description: descriptionOf('route'),
    NewNextHopType: text('The type of another next hop; that is not offered.', 'NetworkInterface'),
    NewNextHopId: text('Another next hop; that is not offered.', 'eni-bp17y37ytsenqyim1qk0s'),
    ...dryRun,
  },
  access: { level: 'update', resources: [{ arn: toRouteTable, id: 'RouteTableId' }] },
  // Codes that are listed under two statuses stand under the one of their kind.
  errors: {
    'InvalidRouteEntryId.NotFound': [400, 'Specified RouteEntryId does not exist.'],
    'InvalidRouteEntryName.Malformed': [400, 'Specified RouteEntry name is not valid.'],
    'OperationDenied.ModifyManagedRouteEntry': [400, 'The operation is not allowed because of route entry is managed.'],
    'OperationDenied.RouteTableTypeNotPermitted': [
      400,
      'The operation is not allowed because the type of route table is not permitted.',
    ],
    'MissingParam.NewNextHopId': [400, 'The parameter NewNextHopId is mandatory.'],
    'IllegealParam.NextHopType': [400, 'The parameter NewNextHopType is illegal.'],
    'UnsupportedFeature.NormalTypeNatGateway': [400, 'Normal nat gateways do not support modifying the next hop of the route.'],
    'UnsupportedFeature.NextHopType': [400, 'The route type does not support modifying the next hop of the route.'],
    'InvalidRouteTable.NotFound': [400, 'The specified routetable does not exist.'],
    'InvalidNetworkInterface.NotFound': [400, 'The specified network interface does not exist.'],
    'OperationDenied.NextHopExist': [400, 'The operation is not allowed because the nexthop already exists.'],
    'MissingParam.NewNextHopType': [400, 'The parameter NewNextHopType is mandatory.'],
    'UnsupportedFeature.ModifyRouteEntryNextHop': [
      400,
      'The current region does not support the function of modifying the route next hop.',
    ],
    IncorrectRouteEntryStatus: [400, 'Some route entry status blocked this operation.'],
    'ResourceNotFound.VSwitch': [400, 'The vSwitch where the specified networkinterface is located does not exist.'],
    'MissingParam.RouteEntryId': [400, 'The param of %s is missing.'],
    'IllegalParam.RouteEntryName': [400, 'The param of %s is illegal.'],
    Forbbiden: [403, 'User not authorized to operate on the specified resource.'],
    'ResourceNotFound.NatGateway': [404, 'The specific NAT gateway is not found.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse }) {
    const { RouteEntryId: id, RouteTableId: tableId, DestinationCidrBlock: block } = input
    if (id === undefined && (tableId === undefined || block === undefined))
      return refuse('MissingParam.RouteEntryId', { fill: ['RouteEntryId', 'RouteEntryId'] })
    const found = tableId === undefined ? undefined : await ownTable(own, region, tableId, now)
    if (tableId !== undefined && !found)
      return refuse('InvalidRouteTable.NotFound', { because: 'This account has no such route table in the region.' })
    const named =
      id === undefined
        ? (await routesIn(own, tableId as string, now, destinationOf(block as string)))[0]
        : await own.get(routeEntries, id)
    const row = named && (await routesIn(own, named.routeTableId, now)).find((each) => each.routeEntryId === named.routeEntryId)
    if (row?.regionId !== region) return refuse('InvalidRouteEntryId.NotFound', { because: 'This account has no such route.' })
    if (input.NewNextHopId !== undefined || input.NewNextHopType !== undefined)
      return refuse('UnsupportedFeature.ModifyRouteEntryNextHop', {
        because: 'The next hop of a route stays as it is here.',
        next: 'Delete the route and create another one.',
      })
    const status = routeStatus(row, now)
    if (status !== 'Available') return refuse('IncorrectRouteEntryStatus', { because: `${row.routeEntryId} is ${status}.` })
    own.put(routeEntries, {
      ...row,
      name: input.RouteEntryName ?? row.name,
      description: input.Description ?? row.description,
      modifiedAt: now.toISOString(),
    })
  },
})

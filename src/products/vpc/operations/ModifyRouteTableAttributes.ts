import { flag, onlyOwn, operation, required } from '../../../model/index.js'
import { descriptionOf, nameOf, requiredRegion, routeTableParameter, toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { ownTable } from '../route-tables.js'
import { routeTables } from '../tables.js'

export default operation(vpc, {
  name: 'ModifyRouteTableAttributes',
  documented: '2024-06-24',
  does: 'Changes what a route table is called, and whether it takes dynamic routes.',
  input: {
    RegionId: requiredRegion,
    RouteTableId: required(routeTableParameter),
    RouteTableName: nameOf('route table'),
    Description: descriptionOf('route table'),
    RoutePropagationEnable: flag('Whether it takes dynamic routes.', true),
  },
  access: { level: 'update', resources: [{ arn: toRouteTable, id: 'RouteTableId' }] },
  errors: {
    'Abs.InvaliTableName.Malformed': [400, 'Table name format is invalid.'],
    'Abs.InvalidRouteTableId.NotExist': [400, 'The route table id is not exist.'],
    'InvalidDescription.Malformed': [400, 'Description format is invalid.'],
    Forbbiden: [403, 'User not authorized to operate on the specified resource.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse }) {
    const found = await ownTable(own, region, input.RouteTableId, now)
    if (!found)
      return refuse('Abs.InvalidRouteTableId.NotExist', { because: 'This account has no such route table in the region.' })
    const { noPropagation, ...rest } = found.table
    const propagates = input.RoutePropagationEnable ?? noPropagation !== true
    own.put(routeTables, {
      ...rest,
      ...(propagates ? {} : { noPropagation: true }),
      name: input.RouteTableName ?? rest.name,
      description: input.Description ?? rest.description,
    })
  },
})

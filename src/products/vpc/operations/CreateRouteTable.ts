import { clientToken, onlyOwn, operation, required, text, withTags } from '../../../model/index.js'
import { isTableThere } from '../domain/route.js'
import { descriptionOf, nameOf, requiredRegion, tags } from '../parameters.js'
import { vpc } from '../product.js'
import { routeTables, vpcs } from '../tables.js'

export default operation(vpc, {
  name: 'CreateRouteTable',
  documented: '2024-06-24',
  does: 'Creates a custom route table in a VPC, for vSwitches to use instead of the system table.',
  input: {
    RegionId: requiredRegion,
    VpcId: required(text('The VPC that it is to be in.', 'vpc-bp15zckdt37pq72zvw3qx')),
    RouteTableName: nameOf('route table'),
    Description: descriptionOf('route table'),
    AssociateType: text('What it is for: `VSwitch`; tables of gateways are not offered.', 'VSwitch', {
      oneOf: ['VSwitch', 'Gateway'],
    }),
    Tag: tags,
    ...clientToken,
  },
  output: { RouteTableId: text('The new route table.', 'vtb-bp145q7glnuzdvx1kq0s2') },
  access: {
    level: 'create',
    resources: [
      { arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' },
      { arn: 'acs:vpc:{#regionId}:{#accountId}:routetable/*' },
    ],
  },
  errors: {
    UnsupportedRegion: [400, 'The feature of ipv4Gateway is not supported in the region.'],
    'InvalidParameter.RouteTableName.Malformed': [400, 'The specified route table name is not valid.'],
    'InvalidParameter.Description.Malformed': [400, 'The specified Description is not valid.'],
    'QuotaExceeded.RouteTable': [400, 'VPC RouteTable quota exceeded.'],
    'IncorrectStatus.cbnStatus': [400, 'Current CBN status does not support this operation.'],
    'InvalidVpcId.NotSupport': [400, 'The vpc is not support.'],
    'OperationUnsupported.AdvancedFeature': [400, 'Advanced features of the vpc is unsupported.'],
    'QuotaExceeded.GatewayRouteTable': [400, 'The quota of Gateway Route Table is exceeded.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of RegionId is not supported.'],
    'InvalidParameter.Action': [404, 'This vpc feature is not supported in this region'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
  },
  touches: onlyOwn,
  async run({ input, region: regionId, now, own, newId, refuse, quota, transition }) {
    const home = await own.get(vpcs, input.VpcId)
    if (home?.regionId !== regionId)
      return refuse('InvalidVpcId.NotFound', { because: 'This account has no such VPC in the region.' })
    if (input.AssociateType === 'Gateway')
      return refuse('UnsupportedRegion', { because: 'There are no IPv4 gateways here.', next: 'Create a table for vSwitches.' })
    const present = (await own.all(routeTables, 'byVpc', [home.vpcId])).filter(
      (table) => table.type === 'Custom' && isTableThere(table, now),
    )
    const most = quota('customRouteTablesPerVpc')
    if (present.length >= most)
      return refuse('QuotaExceeded.RouteTable', { because: `The VPC has ${present.length} custom route tables, the limit.` })
    const routeTableId = newId('vtb-', 21)
    own.put(routeTables, {
      routeTableId,
      vpcId: home.vpcId,
      vRouterId: home.vRouterId,
      regionId,
      type: 'Custom',
      name: input.RouteTableName ?? '',
      description: input.Description ?? '',
      resourceGroupId: home.resourceGroupId,
      tags: withTags({}, input.Tag),
      createdAt: now.toISOString(),
      phase: 'creating',
      settlesAt: transition.settlesAt,
    })
    return { RouteTableId: routeTableId }
  },
})

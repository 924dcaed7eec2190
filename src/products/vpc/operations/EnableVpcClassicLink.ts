import { clientToken, hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { overlap, parseCidr } from '../domain/cidr.js'
import { isRouteThere } from '../domain/route.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { routeEntries, vpcs } from '../tables.js'

/** Where the classic network is. */
const classicNetwork = parseCidr('10.0.0.0/8') as NonNullable<ReturnType<typeof parseCidr>>

export default operation(vpc, {
  name: 'EnableVpcClassicLink',
  documented: '2024-06-24',
  does: 'Lets instances of the classic network reach a VPC. There are none here; the VPC remembers it.',
  input: { RegionId: requiredRegion, VpcId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')), ...clientToken },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    'Forbidden.EnableClassicLink': [400, 'the specified resource does not support this operation.'],
    'RouteConflict.AlreadyExist': [400, 'Route conflict exists in routing table.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
    'OperationFailed.RouteConflict': [404, 'Operation failed because a specified route entry is already exist.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse }) {
    const row = await own.get(vpcs, input.VpcId)
    if (row?.regionId !== region) return refuse('InvalidVpcId.NotFound', { because: 'This account has no such VPC in the region.' })
    if (!hasSettled(row, now)) return refuse('IncorrectVpcStatus', { because: `${row.vpcId} is still being created.` })
    // The block of the classic network must lead nowhere else.
    const routes = await own.all(routeEntries, 'byRouter', [row.vpcId])
    const met = routes.find((route) => {
      const block = parseCidr(route.destinationCidrBlock)
      return isRouteThere(route, now) && block !== undefined && block.bits >= 8 && overlap(block, classicNetwork)
    })
    if (met)
      return refuse('RouteConflict.AlreadyExist', {
        because: `The route ${met.routeEntryId} leads to ${met.destinationCidrBlock}.`,
      })
    own.put(vpcs, { ...row, classicLink: true })
  },
})

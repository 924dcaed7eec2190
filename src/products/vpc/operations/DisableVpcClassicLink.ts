import { clientToken, hasSettled, onlyOwn, operation, required, text } from '../../../model/index.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcs } from '../tables.js'

export default operation(vpc, {
  name: 'DisableVpcClassicLink',
  documented: '2024-06-24',
  does: 'Takes back that instances of the classic network reach a VPC.',
  input: { RegionId: requiredRegion, VpcId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')), ...clientToken },
  access: { level: 'update', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    // Listed under two statuses; the one of its text.
    InvalidAction: [400, 'The VPC has been connected to the classic network ECS. Please cancel the connection before proceeding.'],
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    Forbbiden: [403, 'User not authorized to operate on the specified resource.'],
    'InvalidRegionId.NotFound': [404, 'Specified value of "regionId" is not supported.'],
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
    'DependencyViolation.Instance': [404, 'ClassicLink Instances exist in VPC.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, refuse }) {
    const row = await own.get(vpcs, input.VpcId)
    if (row?.regionId !== region) return refuse('InvalidVpcId.NotFound', { because: 'This account has no such VPC in the region.' })
    if (!hasSettled(row, now)) return refuse('IncorrectVpcStatus', { because: `${row.vpcId} is still being created.` })
    const { classicLink: _, ...rest } = row
    own.put(vpcs, rest)
  },
})

import { accountId, dryRun, flag, list, operation, required, structure, text } from '../../../model/index.js'
import { associatedCens, cloudResources, vpcAnswered, vpcFields } from '../answers.js'
import { requiredRegion } from '../parameters.js'
import { vpc } from '../product.js'
import { vpcSeenBy } from '../reads.js'

export default operation(vpc, {
  name: 'DescribeVpcAttribute',
  documented: '2024-06-24',
  does: 'Shows one VPC.',
  input: {
    VpcId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')),
    RegionId: requiredRegion,
    IsDefault: flag('Whether it is a default VPC.', false),
    ...dryRun,
  },
  output: {
    ...vpcFields,
    ClassicLinkEnabled: flag('Whether ClassicLink is on.', false),
    SupportIpv4Gateway: flag('Whether it can have an IPv4 gateway; not here.', false),
    Ipv4GatewayId: text('Its IPv4 gateway; none here.', ''),
    CloudResources: cloudResources,
    AssociatedCens: associatedCens,
    AssociatedPropagationSources: structure({
      AssociatedPropagationSources: list(
        'What sends routes into it; none here.',
        structure({
          SourceType: text('The kind.', 'CEN'),
          SourceInstanceId: text('Its id.', 'cen-dc4vwznpwbobrl'),
          SourceOwnerId: accountId('Its owner.'),
          Status: text('State of the attachment.', 'Attached'),
          RoutePropagated: flag('Whether routes flow.', true),
        }),
      ),
    }),
  },
  access: { level: 'get', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    IncorrectVpcStatus: [400, 'Current VPC status does not support this operation.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
    // UNKNOWN: no list of this operation names an unknown VPC; the code is that of its siblings, and 404 ends Terraform's wait.
    'InvalidVpcId.NotFound': [404, 'Specified VPC does not exist.'],
  },
  async run(context) {
    const { input, caller, region, now, refuse } = context
    const seen = await vpcSeenBy(context, { account: caller.account, region, now }, input.VpcId)
    if (!seen)
      return refuse('InvalidVpcId.NotFound', {
        because: `No VPC ${input.VpcId} of this account is in ${region}, and none in which a vSwitch is shared with it.`,
        next: 'Look at the region of the call and at the account of the key.',
      })
    const vSwitches = seen.vSwitchIds.length
    return {
      ...vpcAnswered(seen, now),
      ClassicLinkEnabled: seen.row.classicLink === true,
      SupportIpv4Gateway: false,
      Ipv4GatewayId: '',
      CloudResources: { CloudResourceSetType: vSwitches > 0 ? [{ ResourceType: 'VSwitch', ResourceCount: vSwitches }] : [] },
      AssociatedCens: { AssociatedCen: [] },
      AssociatedPropagationSources: { AssociatedPropagationSources: [] },
    }
  },
})

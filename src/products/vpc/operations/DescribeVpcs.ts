import {
  accountId,
  type Caller,
  carriesTags,
  dryRun,
  flag,
  type Lookup,
  list,
  operation,
  structure,
  text,
} from '../../../model/index.js'
import { vpcAnswered, vpcFields } from '../answers.js'
import { isTableThere } from '../domain/route.js'
import {
  idsIn,
  mostIdsInAFilter,
  pageAnswer,
  pageByNumber,
  pageNumbers,
  requiredRegion,
  resourceGroup,
  tagFilter,
} from '../parameters.js'
import { vpc } from '../product.js'
import { type SeenVpc, vpcsSeenBy } from '../reads.js'
import { routeTables } from '../tables.js'

export default operation(vpc, {
  name: 'DescribeVpcs',
  documented: '2024-06-24',
  does: 'Lists the VPCs of a region: those of the account, and those in which others share vSwitches with it.',
  input: {
    RegionId: requiredRegion,
    VpcId: text('Only these: ids separated by commas, at most 20.', 'vpc-bp15zckdt37pq72zvw3qx'),
    VpcName: text('Only VPCs of this name.', 'core'),
    IsDefault: flag('Only default VPCs, or only others.', false),
    ResourceGroupId: resourceGroup,
    VpcOwnerId: accountId('Only VPCs of this account.'),
    DhcpOptionsSetId: text('Only VPCs with these DHCP options.', 'dopt-o6w0df4epg9zo8isy'),
    EnableIpv6: flag('Only VPCs with IPv6, or only those without.', false),
    Tag: tagFilter,
    ...pageNumbers,
    ...dryRun,
  },
  output: {
    ...pageAnswer,
    Vpcs: structure({
      Vpc: list(
        'The VPCs of the page.',
        structure({
          ...vpcFields,
          CenStatus: text('Whether it is attached to a CEN instance; empty: it is not.', ''),
          NatGatewayIds: structure({ NatGatewayIds: list('NAT gateways; none here.', text('An id.', 'ngw-bp1v5m2l5h9qk')) }),
          RouterTableIds: structure({ RouterTableIds: list('Its route tables.', text('An id.', 'vtb-bp145q7glnuzdvx1kq0s2')) }),
        }),
      ),
    }),
  },
  access: { level: 'list', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'VpcId' }] },
  errors: {
    'InvalidVpcIdNumber.NotSupported': [400, 'The number of vpcIds exceeds the limit.'],
    InvalidAliuid: [400, 'User Id is not valid.'],
    InvalidResourceGroupId: [400, 'The specified ResourceGroupId does not exist.'],
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
    'InvalidResourceGroupId.NotFound': [400, 'The Specified ResourceGroupId not exists.'],
    'OperationUnsupported.ResourceGroupId': [400, '%s'],
    'IellgalParameter.OwnerAccount': [400, 'The specified parameter OwnerAccount is not valid.'],
    'IllegalParam.OwnerId': [400, 'The specified parameter VpcOwnerId is not valid.'],
    'InvalidAccount.NotFound': [400, 'The account is invalid.'],
    InternalError: [500, 'The request processing has failed due to some unknown error.'],
  },
  async run(context) {
    const { input, caller, region, now, refuse } = context
    const ids = idsIn(input.VpcId)
    if (ids && ids.length > mostIdsInAFilter)
      return refuse('InvalidVpcIdNumber.NotSupported', {
        because: `${ids.length} ids were given.`,
        next: 'Ask for at most 20 VPCs at once.',
      })
    const seen = await vpcsSeenBy(context, { account: caller.account, region, now })
    const asked = seen.filter(
      ({ owner, row }) =>
        (!ids || ids.includes(row.vpcId)) &&
        (input.VpcName === undefined || row.name === input.VpcName) &&
        (input.IsDefault === undefined || (row.isDefault === true) === input.IsDefault) &&
        // None has DHCP options.
        input.DhcpOptionsSetId === undefined &&
        (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId) &&
        (input.VpcOwnerId === undefined || owner === input.VpcOwnerId) &&
        (input.EnableIpv6 === undefined || (row.ipv6CidrBlock !== '') === input.EnableIpv6) &&
        carriesTags(row.tags, input.Tag),
    )
    const { rows, about } = pageByNumber(asked, input)
    const Vpc = await Promise.all(
      rows.map(async (each) => ({
        ...vpcAnswered(each, now),
        CenStatus: '',
        NatGatewayIds: { NatGatewayIds: [] },
        RouterTableIds: { RouterTableIds: await tablesOf(context, each) },
      })),
    )
    return { ...about, Vpcs: { Vpc } }
  },
})

/** Its system table, and to its owner the custom ones. */
async function tablesOf(
  context: Pick<Lookup, 'at'> & { readonly caller: Caller; readonly now: Date },
  { owner, row }: SeenVpc,
): Promise<string[]> {
  if (owner !== context.caller.account) return [row.routeTableId]
  const tables = await context.at(owner).all(routeTables, 'byVpc', [row.vpcId])
  return tables.filter((table) => isTableThere(table, context.now)).map(({ routeTableId }) => routeTableId)
}

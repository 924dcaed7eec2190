import { accountId, carriesTags, dryRun, flag, list, operation, structure, text } from '../../../model/index.js'
import { vSwitchAnswered, vSwitchFields } from '../answers.js'
import { idsIn, mostIdsInAFilter, pageAnswer, pageByNumber, pageNumbers, region, resourceGroup, tagFilter } from '../parameters.js'
import { vpc } from '../product.js'
import { addressesTakenIn, routeTablesOf, shareTypeFor, vSwitchesSeenBy } from '../reads.js'

export default operation(vpc, {
  name: 'DescribeVSwitches',
  documented: '2024-06-24',
  does: 'Lists the vSwitches of a region: those of the account, and those that other accounts share with it.',
  input: {
    VpcId: text('Only vSwitches of this VPC.', 'vpc-bp15zckdt37pq72zvw3qx'),
    VSwitchId: text('Only these: ids separated by commas, at most 20.', 'vsw-bp1qg5lrs9m2kzt0yx4e7'),
    ZoneId: text('Only vSwitches of this zone.', 'cn-hangzhou-b'),
    RegionId: region,
    VSwitchName: text('Only vSwitches of this name.', 'web'),
    IsDefault: flag('Only default vSwitches, or only others.', false),
    RouteTableId: text('Only vSwitches that use this route table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
    ResourceGroupId: resourceGroup,
    VSwitchOwnerId: accountId('Only vSwitches of this account.'),
    EnableIpv6: flag('Only vSwitches with IPv6, or only those without.', false),
    Tag: tagFilter,
    ...pageNumbers,
    ...dryRun,
  },
  output: { ...pageAnswer, VSwitches: structure({ VSwitch: list('The vSwitches of the page.', structure(vSwitchFields)) }) },
  access: { level: 'list', resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:vswitch/{#VSwitchId}', id: 'VSwitchId' }] },
  errors: {
    'Forbidden.VpcNotFound': [400, 'Specified VPC can not found.'],
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
    'IellgalParameter.OwnerAccount': [400, 'The specified parameter OwnerAccount is not valid.'],
    'IllegalParam.OwnerId': [400, 'The specified parameter VSwitchOwnerId is not valid.'],
    'InvalidVSwitchId.NotFound': [404, 'VSwitch not exist.'],
    'InvalidVpcIdNumber.NotSupported': [404, 'The number of vpcIds exceeds the limit.'],
    'InvalidVSwitchIdNumber.NotSupported': [404, 'The number of vSwitchIds exceeds the limit.'],
  },
  async run(context) {
    const { input, caller, region: regionId, now, refuse } = context
    const ids = idsIn(input.VSwitchId)
    if (ids && ids.length > mostIdsInAFilter)
      return refuse('InvalidVSwitchIdNumber.NotSupported', {
        because: `${ids.length} ids were given.`,
        next: 'Ask for at most 20 vSwitches at once.',
      })
    const viewer = { account: caller.account, region: regionId, now }
    const seen = await vSwitchesSeenBy(context, viewer)
    // UNKNOWN: whether ids that nothing has refuse the call (the list has codes for it) or find nothing; here they find nothing.
    const asked = seen.filter(
      ({ owner, row }) =>
        (!ids || ids.includes(row.vSwitchId)) &&
        (input.VpcId === undefined || row.vpcId === input.VpcId) &&
        (input.ZoneId === undefined || row.zoneId === input.ZoneId) &&
        (input.VSwitchName === undefined || row.name === input.VSwitchName) &&
        (input.IsDefault === undefined || row.isDefault === input.IsDefault) &&
        (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId) &&
        (input.VSwitchOwnerId === undefined || owner === input.VSwitchOwnerId) &&
        (input.EnableIpv6 === undefined || (row.ipv6CidrBlock !== '') === input.EnableIpv6) &&
        carriesTags(row.tags, input.Tag),
    )
    const routeTableOf = await routeTablesOf(context, asked)
    const ofTable = asked.filter(({ row }) => input.RouteTableId === undefined || routeTableOf(row) === input.RouteTableId)
    const { rows, about } = pageByNumber(ofTable, input)
    const VSwitch = await Promise.all(
      rows.map(async (each) =>
        vSwitchAnswered(each, {
          routeTableId: routeTableOf(each.row),
          shareType: await shareTypeFor(context, viewer, each),
          addressesTaken: await addressesTakenIn(context, each),
          now,
        }),
      ),
    )
    return { ...about, VSwitches: { VSwitch } }
  },
})

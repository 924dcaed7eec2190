import { list, oneOf, operation, structure, text } from '../../../model/index.js'
import { routeTableAnswered, routeTableFields } from '../answers.js'
import { pageAnswer, pageByNumber, pageNumbers, requiredRegion, resourceGroup, tagFilter } from '../parameters.js'
import { vpc } from '../product.js'
import { type SeenVpc, vpcSeenBy, vpcsSeenBy } from '../reads.js'
import { routeTables } from '../tables.js'

export default operation(vpc, {
  name: 'DescribeRouteTableList',
  documented: '2024-06-24',
  does: 'Lists route tables: one system table for each VPC that the caller sees.',
  input: {
    RegionId: requiredRegion,
    RouterType: oneOf(['VRouter', 'VBR'], 'Tables of VPCs, or of VBRs.'),
    RouterId: text('Only tables of this router.', 'vrt-bp1lhl0taikrteen8jz5y'),
    VpcId: text('Only tables of this VPC.', 'vpc-bp15zckdt37pq72zvw3qx'),
    RouteTableId: text('Only this table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
    RouteTableName: text('Only tables of this name.', 'system'),
    RouteTableType: oneOf(['System', 'Custom'], 'Only tables of this type.'),
    ResourceGroupId: resourceGroup,
    Tag: tagFilter,
    ...pageNumbers,
  },
  output: {
    ...pageAnswer,
    RouterTableList: structure({ RouterTableListType: list('The route tables of the page.', structure(routeTableFields)) }),
  },
  // UNKNOWN: the page of this operation names no resource; the pages on RAM give this form for route tables.
  access: {
    level: 'list',
    resources: [{ arn: 'acs:vpc:{#regionId}:{#accountId}:routetable/{#RouteTableId}', id: 'RouteTableId' }],
  },
  errors: {
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
    'IellgalParameter.OwnerAccount': [400, 'The specified parameter OwnerAccount is not valid.'],
    Forbbiden: [403, 'User not authorized to operate on the specified resource.'],
    'Abs.InvalidPayType': [403, 'Specified pay type is not valid.'],
    'Abs.InstanceNotExist': [403, 'Specified instance not exist.'],
    'Abs.Forbidden': [403, 'Specified instance cannot change pay type.'],
    'Abs.InvalidPayPeriod': [403, 'Specified pay period not valid.'],
  },
  async run(context) {
    const { input, caller, region, now, at } = context
    const viewer = { account: caller.account, region, now }
    const one = input.VpcId === undefined ? undefined : await vpcSeenBy(context, viewer, input.VpcId)
    const vpcs: readonly SeenVpc[] = input.VpcId === undefined ? await vpcsSeenBy(context, viewer) : one ? [one] : []
    const tables = await Promise.all(
      vpcs.map(async ({ owner, row: { vpcId }, vSwitchIds }) =>
        (await at(owner).all(routeTables, 'byVpc', [vpcId])).map((row) => ({ owner, row, vSwitchIds })),
      ),
    )
    const asked = tables.flat().filter(
      ({ row }) =>
        input.RouterType !== 'VBR' &&
        // Route tables have no tags here.
        input.Tag === undefined &&
        (input.RouterId === undefined || row.vRouterId === input.RouterId) &&
        (input.RouteTableId === undefined || row.routeTableId === input.RouteTableId) &&
        (input.RouteTableName === undefined || row.name === input.RouteTableName) &&
        (input.RouteTableType === undefined || row.type === input.RouteTableType) &&
        (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId),
    )
    const { rows, about } = pageByNumber(asked, input)
    return { ...about, RouterTableList: { RouterTableListType: rows.map((each) => routeTableAnswered(each, each.vSwitchIds)) } }
  },
})

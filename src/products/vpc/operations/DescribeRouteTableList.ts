import { carriesTags, type Lookup, list, oneOf, operation, structure, text } from '../../../model/index.js'
import { routeTableAnswered, routeTableFields } from '../answers.js'
import { isTableThere } from '../domain/route.js'
import { pageAnswer, pageByNumber, pageNumbers, requiredRegion, resourceGroup, tagFilter } from '../parameters.js'
import { vpc } from '../product.js'
import { type Seen, type SeenVpc, type Viewer, vpcSeenBy, vpcsSeenBy } from '../reads.js'
import { vSwitchesByTable } from '../route-tables.js'
import { type RouteTable, routeTables } from '../tables.js'

export default operation(vpc, {
  name: 'DescribeRouteTableList',
  documented: '2024-06-24',
  does: 'Lists route tables of the VPCs that the caller sees, or of its VBRs.',
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
    const tables = input.RouterType === 'VBR' ? await tablesOfVbrs(context, viewer) : await tablesOfVpcs()
    const asked = tables.filter(
      ({ row }) =>
        isTableThere(row, now) &&
        carriesTags(row.tags ?? {}, input.Tag) &&
        (input.RouterId === undefined || row.vRouterId === input.RouterId) &&
        (input.RouteTableId === undefined || row.routeTableId === input.RouteTableId) &&
        (input.RouteTableName === undefined || row.name === input.RouteTableName) &&
        (input.RouteTableType === undefined || row.type === input.RouteTableType) &&
        (input.ResourceGroupId === undefined || row.resourceGroupId === input.ResourceGroupId),
    )
    const { rows, about } = pageByNumber(asked, input)
    const RouterTableListType = rows.map((each) => routeTableAnswered(each, each.vSwitchIds, now))
    return { ...about, RouterTableList: { RouterTableListType } }

    async function tablesOfVpcs(): Promise<ShownTable[]> {
      const one = input.VpcId === undefined ? undefined : await vpcSeenBy(context, viewer, input.VpcId)
      const vpcs: readonly SeenVpc[] = input.VpcId === undefined ? await vpcsSeenBy(context, viewer) : one ? [one] : []
      const found = await Promise.all(
        vpcs.map(async (seen) => {
          const using = await vSwitchesByTable(context, seen)
          const rows = await at(seen.owner).all(routeTables, 'byVpc', [seen.row.vpcId])
          return rows
            .map((row) => ({ owner: seen.owner, row, vSwitchIds: using.get(row.routeTableId) ?? [] }))
            .filter(({ owner, row, vSwitchIds }) => owner === caller.account || row.type === 'System' || vSwitchIds.length > 0)
        }),
      )
      return found.flat()
    }
  },
})

interface ShownTable extends Seen<RouteTable> {
  readonly vSwitchIds: readonly string[]
}

async function tablesOfVbrs({ at }: Pick<Lookup, 'at'>, { account, region }: Viewer): Promise<ShownTable[]> {
  const rows = await at(account).all(routeTables, 'byRegion', [region])
  return rows.filter(({ vpcId }) => vpcId === '').map((row) => ({ owner: account, row, vSwitchIds: [] }))
}

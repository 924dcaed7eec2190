import { carriesTags, list, oneOf, operation, paged, sometimes, structure, text, whole } from '../../../model/index.js'
import { isLive, isThere } from '../domain/life.js'
import { routeTableArn, tagAnswer, tagFilter, timeAnswered, transitRouterId } from '../parameters.js'
import { cen } from '../product.js'
import { allThere, pageByToken } from '../reads.js'
import { type TransitRouter, transitRouters } from '../tables.js'

const options = structure({ MultiRegionECMP: text('Whether equal routes of several regions are used side by side.', 'disable') })

const entry = structure({
  TransitRouterRouteTableId: text('Id of the route table.', 'vtb-bp1dudbh2d5na6b500001'),
  TransitRouterRouteTableType: oneOf(['System', 'Custom'], 'Its kind; there are no custom ones here.'),
  TransitRouterRouteTableStatus: oneOf(['Creating', 'Active', 'Deleting'], 'What it is doing.'),
  TransitRouterRouteTableName: sometimes(text('Its name; a system table has none.', 'main')),
  TransitRouterRouteTableDescription: sometimes(text('Its description; a system table has none.', 'main')),
  RouteTableOptions: options,
  TransitRouterId: text('The transit router.', 'tr-bp1su1ytdxtataupl0001'),
  RegionId: text('The region of the transit router.', 'cn-beijing'),
  CreateTime: text('When it was created.', '2026-01-01T00:00Z'),
  Tags: tagAnswer,
})

export default operation(cen, {
  name: 'ListTransitRouterRouteTables',
  documented: '2025-08-07',
  does: 'Lists the route tables of transit routers: each has its system table.',
  input: {
    TransitRouterId: transitRouterId,
    TransitRouterRouteTableIds: list('Only these.', text('Id of a route table.', 'vtb-bp1dudbh2d5na6b500001'), { max: 20 }),
    TransitRouterRouteTableNames: list('Only those of these names.', text('Name.', 'main'), { max: 20 }),
    TransitRouterRouteTableType: oneOf(['Custom', 'System'], 'Only those of this kind.'),
    TransitRouterRouteTableStatus: oneOf(['Creating', 'Deleting', 'Active'], 'Only those in this state.'),
    RouteTableOptions: options,
    Tag: tagFilter,
    ...paged(100, 20),
  },
  output: {
    MaxResults: whole('Page size that was applied.', 20),
    NextToken: sometimes(text('Where the next page begins; absent at the end.', 'dd20')),
    TotalCount: whole('Entries on all pages.', 1),
    TransitRouterRouteTables: list('The route tables, newest first.', entry),
  },
  access: { level: 'get', resources: [{ arn: routeTableArn, id: 'TransitRouterRouteTableIds' }] },
  errors: {
    'IllegalParam.NextToken': [400, 'NextToken is illegal'],
    'InvalidTransitRouterId.NotFound': [400, 'TransitRouterId is not found.'],
    'IllegalParam.TagValue': [400, 'The tag values are not valid.'],
    'IllegalParam.TagKey': [400, 'The tag keys are not valid.'],
    'MissingParam.TransitRouterIdOrTransitRouterRouteTables': [
      400,
      'Either TransitRouterId or TransitRouterRouteTables must be specified.',
    ],
    InvalidName: [400, 'Name is invalid.'],
  },
  async run({ input, now, own, page, refuse }) {
    const { TransitRouterId, TransitRouterRouteTableIds: ids, TransitRouterRouteTableStatus: wanted } = input
    if (TransitRouterId === undefined && ids === undefined)
      return refuse('MissingParam.TransitRouterIdOrTransitRouterRouteTables', { because: 'Neither of the two is given.' })
    if (TransitRouterId !== undefined && !isThere(await own.get(transitRouters, TransitRouterId), now))
      return refuse('InvalidTransitRouterId.NotFound', { because: `This account has no transit router ${TransitRouterId}.` })
    const all = await allThere(own, transitRouters, 'byCreated', [], now)
    const asked = all.filter(
      (row) =>
        (TransitRouterId === undefined || row.transitRouterId === TransitRouterId) &&
        (ids === undefined || ids.includes(row.routeTableId)) &&
        input.TransitRouterRouteTableNames === undefined &&
        input.TransitRouterRouteTableType !== 'Custom' &&
        (wanted === undefined || statusOfTable(row, now) === wanted) &&
        carriesTags({}, input.Tag) &&
        (input.RouteTableOptions?.MultiRegionECMP ?? 'disable') === 'disable',
    )
    const { rows, about } = await pageByToken(page, asked, (row) => row.routeTableId)
    const show = (row: TransitRouter) => ({
      TransitRouterRouteTableId: row.routeTableId,
      TransitRouterRouteTableType: 'System',
      TransitRouterRouteTableStatus: statusOfTable(row, now),
      RouteTableOptions: { MultiRegionECMP: 'disable' },
      TransitRouterId: row.transitRouterId,
      RegionId: row.regionId,
      CreateTime: timeAnswered(row.createdAt),
      Tags: [],
    })
    return { ...about, TransitRouterRouteTables: rows.map(show) }
  },
})

/** A system table comes and goes with its transit router; changes of that do not touch it. */
function statusOfTable(row: TransitRouter, now: Date): 'Creating' | 'Active' | 'Deleting' {
  if (isLive(row, now) || row.phase === 'modifying') return 'Active'
  return row.phase === 'creating' ? 'Creating' : 'Deleting'
}

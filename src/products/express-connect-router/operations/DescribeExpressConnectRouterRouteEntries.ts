import { list, long, operation, pageOf, sometimes, structure, text } from '../../../model/index.js'
import { destinationOf } from '../domain/route-switch.js'
import { asPathText, placeOf, type Route } from '../domain/routes.js'
import { destinationMalformed, ecrUnknown, ecSystemDown, illegal } from '../errors.js'
import { ecrId, pageAnswer, shortPages, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter, regionsOf, routeTableOf } from '../reads.js'
import { mostToken, routePage } from '../route-page.js'

const entry = structure({
  DestinationCidrBlock: text('Destination.', '172.16.0.0/24'),
  NexthopInstanceId: text('What the route leads to.', 'vpc-bp1h37fchc6jmfyln0001'),
  NexthopInstanceRegionId: text('Region of that.', 'cn-hangzhou'),
  AsPath: text('AS path.', '[64993,64512]'),
  Community: sometimes(text('BGP community, where it has one.', '9001:9263')),
  Med: sometimes(long('MED, where it has one; 2000 towards transit routers.', 2000)),
  // UNKNOWN: no list of values exists; what is switched off is not in this list.
  Status: text('State of the route; there is one.', 'ACTIVE'),
})

function show({ destination, nextHop, regionId, asPath, community, med }: Route) {
  return {
    DestinationCidrBlock: destination,
    NexthopInstanceId: nextHop,
    NexthopInstanceRegionId: regionId,
    AsPath: asPathText(asPath),
    Community: community,
    Med: med,
    Status: 'ACTIVE',
  }
}

export default operation(ecr, {
  name: 'DescribeExpressConnectRouterRouteEntries',
  does: 'Lists the route table of an ECR.',
  input: {
    ...ecrId,
    QueryRegionId: text('The table as a region of the ECR has it.', 'cn-hangzhou'),
    DestinationCidrBlock: text('Only routes with exactly this destination.', '172.16.0.0/24'),
    NexthopInstanceId: text('Only routes that lead there.', 'vpc-bp1h37fchc6jmfyln0001'),
    AsPath: text('Only routes with this AS path.', '[64993,64512]'),
    Community: text('Only routes with this BGP community.', '9001:9263'),
    ...shortPages,
    NextToken: { ...shortPages.NextToken, max: mostToken },
    ...usual,
  },
  output: { RouteEntriesList: list('The routes, by destination and next hop.', entry), ...pageAnswer },
  access: toEcr('list'),
  errors: { ...ecSystemDown, ...destinationMalformed, ...illegal, ...ecrUnknown },
  async run({ input, now, own, at, page, settle }) {
    const { QueryRegionId, DestinationCidrBlock, NexthopInstanceId, AsPath, Community } = input
    if (DestinationCidrBlock !== undefined) settle(destinationOf(DestinationCidrBlock))
    const router = settle(await ownRouter(own, input.EcrId, now))
    // UNKNOWN: what the tables of regions differ in. Here each region in which the ECR has something has the same one.
    const isElsewhere = QueryRegionId !== undefined && !(await regionsOf(own, router.ecrId, now)).includes(QueryRegionId)
    const isFiltered = [DestinationCidrBlock, NexthopInstanceId, AsPath, Community].some((filter) => filter !== undefined)
    if (!isElsewhere && !isFiltered) {
      const { routes, ...rest } = await routePage({ at }, router, page, now)
      return { RouteEntriesList: routes.map(show), MaxResults: page.size, ...rest }
    }
    const table = isElsewhere ? [] : await routeTableOf({ at }, router, now)
    const wanted = table.filter(
      (route) =>
        (DestinationCidrBlock ?? route.destination) === route.destination &&
        (NexthopInstanceId ?? route.nextHop) === route.nextHop &&
        (AsPath === undefined || AsPath.replaceAll(' ', '') === asPathText(route.asPath)) &&
        (Community ?? route.community) === route.community,
    )
    const places = wanted.map((row) => ({ row, cursor: placeOf(row) }))
    const { rows, nextToken } = await pageOf(page, async (after, limit) =>
      places.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
    )
    return { RouteEntriesList: rows.map(show), MaxResults: page.size, NextToken: nextToken, TotalCount: wanted.length }
  },
})

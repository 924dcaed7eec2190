import { list, operation, paged, pageOf, required, sometimes, structure, text } from '../../../model/index.js'
import { destinationOf } from '../domain/route.js'
import { region, routeTableParameter, toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { isAnnounced, publishingErrors, targetOf } from '../publishing.js'
import { ownTable, shownRoutes } from '../route-tables.js'

export default operation(vpc, {
  name: 'ListVpcPublishedRouteEntries',
  documented: '2026-06-01',
  does: 'Lists the routes of a table with what is announced to the Express Connect Router of the VPC.',
  input: {
    RegionId: region,
    RouteTableId: required(routeTableParameter),
    TargetType: required(text('What it is published to: `ECR`.', 'ECR', { oneOf: ['ECR'] })),
    TargetInstanceId: text('The Express Connect Router.', 'ecr-mezk2idmsd0vx2a001'),
    DestinationCidrBlock: text('Only the route that leads there.', '10.0.0.0/24'),
    ...paged(500, 50),
  },
  output: {
    RouteEntries: list(
      'The routes of the page.',
      structure({
        RouteEntryId: text('The route.', 'rte-bp1mnnr2al0naomnpv9x2'),
        RouteTableId: text('Its table.', 'vtb-bp145q7glnuzdvx1kq0s2'),
        DestinationCidrBlock: text('Where it leads.', '10.0.0.0/24'),
        RoutePublishTargets: list(
          'Each router that it can be announced to.',
          structure({
            PublishStatus: text('`Published` or `NonPublished`.', 'Published'),
            PublishTargetInstanceId: text('The router.', 'ecr-mezk2idmsd0vx2a001'),
            PublishTargetType: text('`ECR`.', 'ECR'),
          }),
        ),
      }),
    ),
    NextToken: sometimes(text('Continues behind this page; absent at the end.', 'FFmyTO70tTpLG6I3FmYAXGKPd')),
  },
  access: { level: 'list', resources: [{ arn: toRouteTable, id: 'RouteTableId' }] },
  errors: { ...publishingErrors },
  async run(context) {
    const { input, caller, region: regionId, now, own, page, refuse } = context
    const table = await ownTable(own, regionId, input.RouteTableId, now)
    if (!table) return refuse('InvalidRouteTableId.NotFound', { because: 'This account has no such route table in the region.' })
    const target = await targetOf({ own, lookup: context, account: caller.account, region: regionId, now }, table)
    // Terraform reads this also for routes of VPCs that no ECR has, and takes the code as nothing published.
    if (target === undefined || (input.TargetInstanceId !== undefined && input.TargetInstanceId !== target.ecrId))
      return refuse('ResourceNotAssociated.TargetInstance', {
        because: `${table.vpc?.vpcId ?? 'The VBR'} is not associated with ${input.TargetInstanceId ?? 'an ECR'}.`,
      })
    const wanted = input.DestinationCidrBlock === undefined ? undefined : destinationOf(input.DestinationCidrBlock)
    const asked = (await shownRoutes(own, table, now)).filter(
      ({ destinationCidrBlock, nextHopType }) =>
        nextHopType !== 'service' && (wanted === undefined || destinationCidrBlock === wanted),
    )
    const places = asked
      .map((row) => ({ row, cursor: `${row.type} ${row.routeEntryId}` }))
      .sort((a, b) => (a.cursor < b.cursor ? -1 : 1))
    const { rows, nextToken } = await pageOf(page, async (after, limit) =>
      places.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
    )
    const RouteEntries = await Promise.all(
      rows.map(async (route) => {
        const announced = await isAnnounced(own, input.RouteTableId, target, route)
        return {
          RouteEntryId: route.routeEntryId,
          RouteTableId: input.RouteTableId,
          DestinationCidrBlock: route.destinationCidrBlock,
          RoutePublishTargets: [
            {
              PublishStatus: announced ? 'Published' : 'NonPublished',
              PublishTargetInstanceId: target.ecrId,
              PublishTargetType: 'ECR',
            },
          ],
        }
      }),
    )
    return { RouteEntries, NextToken: nextToken }
  },
})

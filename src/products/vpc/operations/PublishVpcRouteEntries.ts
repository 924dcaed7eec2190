import { dryRun, onlyOwn, operation } from '../../../model/index.js'
import { toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { publishable, publishingErrors, publishingInput } from '../publishing.js'
import { publishedRoutes } from '../tables.js'

export default operation(vpc, {
  name: 'PublishVpcRouteEntries',
  documented: '2026-04-01',
  does: 'Announces routes of a VPC to the Express Connect Router that it is associated with.',
  input: { ...publishingInput, ...dryRun },
  access: {
    level: 'update',
    resources: [{ arn: toRouteTable, id: ({ input }) => input.RouteEntries?.map(({ RouteTableId }) => RouteTableId) }],
  },
  errors: { ...publishingErrors },
  touches: onlyOwn,
  async run(context) {
    const { input, caller, region, now, own, settle } = context
    const place = { own, lookup: context, account: caller.account, region, now }
    for (const { RouteTableId, DestinationCidrBlock } of input.RouteEntries ?? []) {
      const { route, row } = settle(await publishable(place, RouteTableId, DestinationCidrBlock, input.TargetInstanceId))
      // Routes of vSwitches are announced unasked.
      if (route.row) own.put(publishedRoutes, row)
      else own.delete(publishedRoutes, row.targetInstanceId, row.routeTableId, row.destinationCidrBlock)
    }
  },
})

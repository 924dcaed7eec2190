import { dryRun, onlyOwn, operation } from '../../../model/index.js'
import { toRouteTable } from '../parameters.js'
import { vpc } from '../product.js'
import { publishable, publishingErrors, publishingInput } from '../publishing.js'
import { publishedRoutes } from '../tables.js'

/** UNKNOWN: whether routes of vSwitches, which are announced unasked, can be withdrawn; here they can. */
export default operation(vpc, {
  name: 'WithdrawVpcPublishedRouteEntries',
  documented: '2026-04-01',
  does: 'Takes back that routes of a VPC are announced to an Express Connect Router.',
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
      if (route.row) own.delete(publishedRoutes, row.targetInstanceId, row.routeTableId, row.destinationCidrBlock)
      else own.put(publishedRoutes, { ...row, withdrawn: true })
    }
  },
})

import { list, operation, structure, text } from '../../../model/index.js'
import { toEpochSeconds } from '../domain/times.js'
import { ecrUnknown, illegal } from '../errors.js'
import { ecrId, pageAnswer, shortPages, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { newestFirst, nextHopsOf, ownRouter } from '../reads.js'
import { disabledRoutes } from '../tables.js'

const entry = structure({
  EcrId: text('Id of the ECR.', 'ecr-mezk2idmsd0vx2a001'),
  DestinationCidrBlock: text('Destination of the route.', '172.16.0.0/24'),
  NexthopInstanceId: text('What it leads to.', 'vpc-bp1h37fchc6jmfyln0001'),
  NexthopInstanceRegionId: text('Region of that.', 'cn-hangzhou'),
  GmtCreate: text('When it was switched off, in seconds since 1970.', '1767225600'),
})

export default operation(ecr, {
  name: 'DescribeDisabledExpressConnectRouterRouteEntries',
  does: 'Lists the routes of an ECR that are switched off.',
  input: { ...ecrId, ...shortPages, ...usual },
  output: { DisabledRouteEntryList: list('The routes, newest first.', entry), ...pageAnswer },
  access: toEcr('list'),
  errors: { ...illegal, ...ecrUnknown },
  async run({ input, now, own, page, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    const hops = await nextHopsOf(own, router.ecrId, now)
    const range = { table: disabledRoutes, index: 'byRouter', prefix: [router.ecrId] }
    const { rows, ...rest } = await newestFirst(own, page, range, ({ nextHop, associationId }) => {
      return hops.get(nextHop)?.associationId === associationId
    })
    return {
      DisabledRouteEntryList: rows.map(({ ecrId, destination, nextHop, regionId, createdAt }) => ({
        EcrId: ecrId,
        DestinationCidrBlock: destination,
        NexthopInstanceId: nextHop,
        NexthopInstanceRegionId: regionId,
        GmtCreate: toEpochSeconds(createdAt),
      })),
      ...rest,
    }
  },
})

import { onlyOwn, operation, required } from '../../../model/index.js'
import { changedFrom, namesGiven } from '../domain/life.js'
import { isTransitRouterActive } from '../domain/transit-router.js'
import { descriptionOf, nameOf, region, transitRouterArn, transitRouterId, usual } from '../parameters.js'
import { cen } from '../product.js'
import { ownTransitRouter } from '../reads.js'
import { transitRouters } from '../tables.js'

export default operation(cen, {
  name: 'UpdateTransitRouter',
  does: 'Changes name and description of a transit router. What a call leaves out stays.',
  input: {
    TransitRouterId: required(transitRouterId),
    RegionId: required(region),
    TransitRouterName: nameOf('transit router'),
    TransitRouterDescription: descriptionOf('transit router'),
    ...usual,
  },
  access: { level: 'update', resources: [{ arn: transitRouterArn, id: 'TransitRouterId' }] },
  errors: {
    'OperationUnsupported.RegionId': [400, 'The specified region ID is not supported.'],
    'IncorrectStatus.TransitRouterInstance': [400, 'The status of TransitRouter is incorrect.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, refuse, transition }) {
    const row = settle(await ownTransitRouter(own, input.TransitRouterId, now))
    if (row.regionId !== input.RegionId)
      refuse('OperationUnsupported.RegionId', {
        because: `${row.transitRouterId} is in ${row.regionId}.`,
        next: 'Give its region.',
      })
    settle(isTransitRouterActive(row, now))
    own.put(transitRouters, changedFrom(row, namesGiven(input.TransitRouterName, input.TransitRouterDescription), transition))
  },
})

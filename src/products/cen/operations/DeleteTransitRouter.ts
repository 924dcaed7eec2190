import { onlyOwn, operation, required } from '../../../model/index.js'
import { goingFrom } from '../domain/life.js'
import { mayDelete } from '../domain/transit-router.js'
import { transitRouterArn, transitRouterId, usual } from '../parameters.js'
import { cen } from '../product.js'
import { ownTransitRouter } from '../reads.js'
import { cens, ecrAttachments, routeEntries, transitRouters } from '../tables.js'

export default operation(cen, {
  name: 'DeleteTransitRouter',
  documented: '2025-08-07',
  does: 'Deletes a transit router that has no attachments and no static routes.',
  input: { TransitRouterId: required(transitRouterId), ...usual },
  access: { level: 'delete', resources: [{ arn: transitRouterArn, id: 'TransitRouterId' }] },
  errors: {
    'OperationFailed.DeleteTransitRouter': [
      400,
      'Operation failed because TransitRouterRouteTable or TransitRouterRouteEntry or BandwidthTransitRegion exists.',
    ],
    'IncorrectStatus.TransitRouterInstance': [400, 'The status of TransitRouter is incorrect.'],
    'OperationFailed.CCNAttached': [400, 'Can not delete transit router because CCN still attached.'],
    'OperationFailed.BandwidthLimitExist': [400, 'Operation is invalid because a bandwidth limit exist.'],
    'IncorrectStatus.CenInstance': [400, 'The status of CenInstance is incorrect.'],
    'OperationFailed.TrafficMarkingPolicyExist': [400, 'Operation is invalid because traffic marking policy exists.'],
    'OperationFailed.MulticastDomainExist': [400, 'Operation is invalid because multicast domain exists.'],
    'OperationFailed.PrefixListExist': [400, 'Operation is invalid because prefix list exists.'],
    'OperationFailed.TrafficQosPolicyExist': [400, 'Operation is invalid because traffic qos policy exists.'],
    'OperationFailed.CloudRouteExist': [400, 'Operation is invalid because cloud route exists.'],
    'OperationFailed.FlowLogExistOrNisOpened': [400, 'Operation failed because FlowLog exists or Nis opened.'],
    // Known to clients; the list of this operation does not have it.
    'InvalidOperation.AttachedChildInstanceExist': [400, 'not published', 'Network instances are attached to the transit router.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, transition }) {
    const transitRouter = settle(await ownTransitRouter(own, input.TransitRouterId, now))
    const { transitRouterId, cenId } = transitRouter
    settle(
      mayDelete({
        transitRouter,
        cen: await own.get(cens, cenId),
        attachments: await own.all(ecrAttachments, 'byTransitRouter', [transitRouterId]),
        routeEntries: await own.all(routeEntries, 'byTransitRouter', [transitRouterId]),
        now,
      }),
    )
    own.put(transitRouters, goingFrom(transitRouter, transition))
  },
})

import { onlyOwn, operation, required } from '../../../model/index.js'
import { mayDeleteCen } from '../domain/cen.js'
import { goingFrom } from '../domain/life.js'
import { cenArn, cenId } from '../parameters.js'
import { cen } from '../product.js'
import { ownCen } from '../reads.js'
import { cenGrantsGiven, cenGrantsReceived, cens, ecrAttachments, routeEntries, transitRouters } from '../tables.js'

export default operation(cen, {
  name: 'DeleteCen',
  does: 'Deletes a CEN instance whose transit routers have no attachments and no static routes. They go with it, as grants to it do.',
  input: { CenId: required(cenId) },
  access: { level: 'delete', resources: [{ arn: cenArn, id: 'CenId' }] },
  errors: {
    'OperationFailed.DeleteCenWithCustomRouteTable': [
      400,
      'Operation failed because you are not allowed to delete the CEN with the custom transit router route table.',
    ],
    'OperationFailed.DeleteCenWithRouteEntry': [
      400,
      'Operation failed because you are not allowed to delete the CEN with the transit router route entry.',
    ],
    'OperationFailed.MulticastDomainExist': [400, 'Operation is invalid because multicast domain exists.'],
    'OperationFailed.PrefixListAssociationExist': [400, 'Operation is invalid because prefixList association exists.'],
    'OperationFailed.AggregationRouteExist': [400, 'Operation is invalid because transit router aggregation route exists.'],
    'OperationFailed.TrafficMarkingPolicyExist': [
      400,
      'Operation is invalid because transit router traffic marking policy exists.',
    ],
    // Both are known to clients; the list of this operation has neither.
    'InvalidOperation.CenInstanceStatus': [400, 'The CEN instance is not in a valid state for the operation.'],
    'InvalidOperation.AttachedChildInstanceExist': [400, 'not published', 'Network instances are attached to the CEN instance.'],
  },
  // The accounts that granted something are known only from the rows.
  touches: onlyOwn,
  async run({ input, now, own, at, settle, transition }) {
    const row = settle(await ownCen(own, input.CenId, now))
    const siblings = await own.all(transitRouters, 'byCen', [row.cenId])
    const below = async <T>(read: (transitRouterId: string) => Promise<T[]>) =>
      (await Promise.all(siblings.map(({ transitRouterId }) => read(transitRouterId)))).flat()
    const going = settle(
      mayDeleteCen({
        cen: row,
        transitRouters: siblings,
        attachments: await below((id) => own.all(ecrAttachments, 'byTransitRouter', [id])),
        routeEntries: await below((id) => own.all(routeEntries, 'byTransitRouter', [id])),
        now,
      }),
    )
    own.put(cens, goingFrom(row, transition))
    for (const transitRouter of going) own.put(transitRouters, goingFrom(transitRouter, transition))
    // A deletion that was made to fail leaves the grants as well.
    if (!transition.succeeds) return
    for (const { instanceId, instanceOwner } of await own.all(cenGrantsReceived, 'key', [row.cenId])) {
      own.delete(cenGrantsReceived, row.cenId, instanceId)
      at(instanceOwner).delete(cenGrantsGiven, instanceId, row.cenId)
    }
  },
})

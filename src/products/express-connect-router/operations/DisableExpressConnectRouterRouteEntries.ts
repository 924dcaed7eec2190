import { onlyOwn, operation } from '../../../model/index.js'
import { isRouterUnlocked } from '../domain/lock.js'
import { destinationOf, nextHopFor } from '../domain/route-switch.js'
import { routeErrors } from '../errors.js'
import { ecrId, routeOfEcr, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { nextHopsOf, ownRouter } from '../reads.js'
import { disabledRoutes } from '../tables.js'

export default operation(ecr, {
  name: 'DisableExpressConnectRouterRouteEntries',
  does: 'Switches a route of an ECR off: it leaves the route table and is announced no more.',
  input: { ...ecrId, ...routeOfEcr, ...usual },
  access: toEcr('update'),
  errors: routeErrors,
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const destination = settle(destinationOf(input.DestinationCidrBlock))
    const router = settle(await ownRouter(own, input.EcrId, now))
    const hops = await nextHopsOf(own, router.ecrId, now)
    const hop = settle(nextHopFor(input.NexthopInstanceId, hops.get(input.NexthopInstanceId)))
    settle(isRouterUnlocked(router, now))
    const before = await own.get(disabledRoutes, router.ecrId, destination, input.NexthopInstanceId)
    if (before?.associationId === hop.associationId) return
    // UNKNOWN: what a destination without route is refused with. No code is listed, so it is off as soon as there is one.
    own.put(disabledRoutes, {
      ecrId: router.ecrId,
      destination,
      nextHop: input.NexthopInstanceId,
      regionId: hop.regionId,
      associationId: hop.associationId,
      createdAt: now.toISOString(),
    })
  },
})

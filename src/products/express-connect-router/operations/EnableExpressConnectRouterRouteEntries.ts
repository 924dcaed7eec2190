import { onlyOwn, operation } from '../../../model/index.js'
import { isRouterUnlocked } from '../domain/lock.js'
import { destinationOf, nextHopFor } from '../domain/route-switch.js'
import { routeErrors } from '../errors.js'
import { ecrId, routeOfEcr, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { nextHopsOf, ownRouter } from '../reads.js'
import { disabledRoutes } from '../tables.js'

export default operation(ecr, {
  name: 'EnableExpressConnectRouterRouteEntries',
  does: 'Switches a route of an ECR on again. One that is on stays as it is.',
  input: { ...ecrId, ...routeOfEcr, ...usual },
  access: toEcr('update'),
  errors: routeErrors,
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const destination = settle(destinationOf(input.DestinationCidrBlock))
    const router = settle(await ownRouter(own, input.EcrId, now))
    settle(nextHopFor(input.NexthopInstanceId, (await nextHopsOf(own, router.ecrId, now)).get(input.NexthopInstanceId)))
    settle(isRouterUnlocked(router, now))
    own.delete(disabledRoutes, router.ecrId, destination, input.NexthopInstanceId)
  },
})

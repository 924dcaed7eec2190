import { onlyOwn, operation } from '../../../model/index.js'
import { isRouterActive } from '../domain/lock.js'
import { isNotRouted } from '../domain/router.js'
import { ecrStatus, ecrUnknown, locked, usedAsNextHop } from '../errors.js'
import { startForcedDeletion } from '../force-deletion.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter, tiesOf, vpcRoutedTo } from '../reads.js'
import { sweep } from '../steps.js'

export default operation(ecr, {
  name: 'ForceDeleteExpressConnectRouter',
  does: 'Deletes an ECR with all that is associated with it and attached to it, and the grants that it received.',
  input: { ...ecrId, ...usual },
  access: toEcr('delete'),
  errors: { ...ecrStatus, ...locked, ...usedAsNextHop, ...ecrUnknown },
  // The owners of what goes with it are known only from the rows.
  touches: onlyOwn,
  async run(context) {
    const { input, now, own, at, settle } = context
    const router = settle(isRouterActive(settle(await ownRouter(own, input.EcrId, now)), context))
    await sweep(context, router.ecrId)
    const ties = await tiesOf(own, router.ecrId, now)
    settle(isNotRouted(router.ecrId, await vpcRoutedTo({ at }, ties.associations, now)))
    await startForcedDeletion(context, router, ties)
  },
})

import { onlyOwn, operation } from '../../../model/index.js'
import { isRouterUnlocked } from '../domain/lock.js'
import { mayDelete } from '../domain/router.js'
import { ecrStatus, ecrUnknown, locked } from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter, tiesOf } from '../reads.js'
import { sweep } from '../steps.js'
import { grantsGiven, grantsReceived, routers } from '../tables.js'

export default operation(ecr, {
  name: 'DeleteExpressConnectRouter',
  does: 'Deletes an ECR that has nothing attached. The grants that it received go with it.',
  input: { ...ecrId, ...usual },
  access: toEcr('delete'),
  errors: {
    ...ecrStatus,
    'ResourceInUse.Ecr': [400, 'The express connect router is currently in use.'],
    ...locked,
    ...ecrUnknown,
  },
  // The accounts that granted something are known only from the rows.
  touches: onlyOwn,
  async run({ input, now, own, at, settle }) {
    const { ecrId } = settle(isRouterUnlocked(settle(await ownRouter(own, input.EcrId)), now))
    const ties = await tiesOf(own, ecrId, now)
    settle(mayDelete({ ecrId, attached: ties.associations.length + ties.childInstances.length }))
    await sweep({ own, at, now }, ecrId)
    for (const grant of await own.all(grantsReceived, 'byRouter', [ecrId])) {
      own.delete(grantsReceived, ecrId, grant.instanceId)
      at(grant.instanceOwner).delete(grantsGiven, ecrId, grant.instanceId)
    }
    own.delete(routers, ecrId)
  },
})

import { onlyOwn, operation } from '../../../model/index.js'
import { isRouterActive } from '../domain/lock.js'
import { mayDelete } from '../domain/router.js'
import { ecrStatus, ecrUnknown, locked } from '../errors.js'
import { removeGrants } from '../force-deletion.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter, tiesOf } from '../reads.js'
import { sweep } from '../steps.js'
import { routers } from '../tables.js'

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
  async run({ input, now, settings, own, at, settle }) {
    const { ecrId } = settle(isRouterActive(settle(await ownRouter(own, input.EcrId, now)), { now, settings }))
    const ties = await tiesOf(own, ecrId, now)
    settle(mayDelete({ ecrId, attached: ties.associations.length + ties.childInstances.length }))
    await sweep({ own, at, now }, ecrId)
    await removeGrants({ own, at }, ecrId)
    own.delete(routers, ecrId)
  },
})

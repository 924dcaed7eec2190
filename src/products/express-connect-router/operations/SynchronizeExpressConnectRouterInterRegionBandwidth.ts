import { onlyOwn, operation } from '../../../model/index.js'
import { mayChangeRouter } from '../domain/lock.js'
import { ecrStatus, ecrUnknown, forceDeleting, locked } from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { routers } from '../tables.js'

export default operation(ecr, {
  name: 'SynchronizeExpressConnectRouterInterRegionBandwidth',
  does: 'Brings the bandwidth between regions of an ECR up to date. No answer of the API shows that bandwidth.',
  input: { ...ecrId, ...usual },
  access: toEcr('update'),
  errors: { ...ecrStatus, ...forceDeleting, ...locked, ...ecrUnknown },
  touches: onlyOwn,
  async run(context) {
    const { input, now, own, transition, settle } = context
    const router = settle(mayChangeRouter(settle(await ownRouter(own, input.EcrId, now)), context))
    own.put(routers, { ...router, step: 'updating', settlesAt: transition.settlesAt })
  },
})

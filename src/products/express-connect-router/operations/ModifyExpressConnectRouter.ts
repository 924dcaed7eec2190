import { onlyOwn, operation } from '../../../model/index.js'
import { mayChangeRouter } from '../domain/lock.js'
import { ecrStatus, ecrUnknown, forceDeleting, locked } from '../errors.js'
import { ecrId, namesOfEcr, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { routers } from '../tables.js'

export default operation(ecr, {
  name: 'ModifyExpressConnectRouter',
  does: 'Changes name and description of an ECR. What a call leaves out stays.',
  input: { ...ecrId, ...namesOfEcr, ...usual },
  access: toEcr('update'),
  errors: { ...ecrStatus, ...forceDeleting, ...locked, ...ecrUnknown },
  touches: onlyOwn,
  async run({ input, now, settings, own, settle }) {
    const router = settle(mayChangeRouter(settle(await ownRouter(own, input.EcrId, now)), { now, settings }))
    own.put(routers, {
      ...router,
      ...(input.Name === undefined ? {} : { name: input.Name }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      modifiedAt: now.toISOString(),
    })
  },
})

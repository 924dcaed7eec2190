import { onlyOwn, operation } from '../../../model/index.js'
import { isRouterActive } from '../domain/lock.js'
import { childInstanceUnknown, ecrStatus, ecrUnknown, locked } from '../errors.js'
import { childInstance, descriptionOfAttachment, ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownChildInstance, ownRouter } from '../reads.js'
import { childInstances } from '../tables.js'

export default operation(ecr, {
  name: 'ModifyExpressConnectRouterChildInstance',
  does: 'Changes the description that an ECR keeps of a VBR. A call without one changes nothing.',
  input: { ...ecrId, ...childInstance, ...descriptionOfAttachment, ...usual },
  access: toEcr('update'),
  errors: { ...ecrStatus, ...locked, ...ecrUnknown, ...childInstanceUnknown },
  touches: onlyOwn,
  async run({ input, now, settings, own, settle }) {
    const router = settle(await ownRouter(own, input.EcrId, now))
    const row = settle(await ownChildInstance(own, router.ecrId, input.ChildInstanceId, now))
    settle(isRouterActive(router, { now, settings }))
    const { Description: description = row.description } = input
    own.put(childInstances, { ...row, ...(description === undefined ? {} : { description }), modifiedAt: now.toISOString() })
  },
})

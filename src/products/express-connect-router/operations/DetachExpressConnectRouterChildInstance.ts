import { onlyOwn, operation } from '../../../model/index.js'
import { vbrSide } from '../../vpc/reads.js'
import { vbrs } from '../../vpc/tables.js'
import { isAtRest } from '../domain/attachment.js'
import { isVbrStill } from '../domain/child-instance.js'
import { mayChangeRouter } from '../domain/lock.js'
import {
  associationStatus,
  associationUnknown,
  attachmentErrors,
  backendRefusals,
  childInstanceUnknown,
  ecrStatus,
  ecrUnknown,
  forceDeleting,
  illegal,
  locked,
  regionUnsupported,
  vbrBusy,
} from '../errors.js'
import { childInstance, ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownChildInstance, ownRouter } from '../reads.js'
import { startStep } from '../steps.js'
import { childInstances } from '../tables.js'

export default operation(ecr, {
  name: 'DetachExpressConnectRouterChildInstance',
  does: 'Takes a VBR out of an ECR.',
  input: { ...ecrId, ...childInstance, ...usual },
  access: toEcr('delete'),
  errors: {
    ...ecrStatus,
    ...associationStatus,
    ...forceDeleting,
    ...attachmentErrors,
    ...backendRefusals,
    ...regionUnsupported,
    ...illegal,
    ...locked,
    ...vbrBusy,
    ...ecrUnknown,
    ...associationUnknown,
    ...childInstanceUnknown,
  },
  // The owner of the VBR is known only from the row.
  touches: onlyOwn,
  async run(context) {
    const { input, now, own, at, settle } = context
    const router = settle(await ownRouter(own, input.EcrId, now))
    const row = settle(await ownChildInstance(own, router.ecrId, input.ChildInstanceId, now))
    settle(mayChangeRouter(router, context))
    settle(isAtRest(row, now))
    const { vbrId: id, vbrOwner: owner, associationId } = row
    const vbr = await at(owner).get(vbrs, id)
    settle(isVbrStill(vbr && (await vbrSide(context, owner, vbr))))
    const life = startStep(context, 'detaching', router, { id, type: 'VBR', owner, associationId })
    own.put(childInstances, { ...row, ...life, modifiedAt: now.toISOString() })
  },
})

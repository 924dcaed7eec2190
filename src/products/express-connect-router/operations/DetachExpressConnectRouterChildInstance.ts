import { onlyOwn, operation } from '../../../model/index.js'
import { isThere, mayDetach } from '../domain/attachment.js'
import { isRouterUnlocked } from '../domain/lock.js'
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
import { ownRouter } from '../reads.js'
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
    const { input, now, own, refuse, settle } = context
    const router = settle(await ownRouter(own, input.EcrId))
    const rows = await own.all(childInstances, 'byInstance', [router.ecrId, input.ChildInstanceId])
    const row = rows.find((each) => isThere(each, now))
    if (!row)
      return refuse('ResourceNotFound.ChildInstanceId', { because: `${input.ChildInstanceId} is not attached to ${router.ecrId}.` })
    settle(isRouterUnlocked(router, now))
    settle(mayDetach(row, now))
    const { vbrId: id, vbrOwner: owner, associationId } = row
    const life = startStep(context, 'detaching', router, { id, type: 'VBR', owner, associationId })
    own.put(childInstances, { ...row, ...life, modifiedAt: now.toISOString() })
  },
})

import { flag, onlyOwn, operation, required, text } from '../../../model/index.js'
import { isThere, mayDetach } from '../domain/attachment.js'
import { isRouterUnlocked } from '../domain/lock.js'
import {
  associationStatus,
  associationUnknown,
  attachmentErrors,
  backendDown,
  backendRefusals,
  ecrStatus,
  ecrUnknown,
  forceDeleting,
  locked,
  regionUnsupported,
} from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { startStep } from '../steps.js'
import { associations } from '../tables.js'

export default operation(ecr, {
  name: 'DeleteExpressConnectRouterAssociation',
  does: 'Takes a VPC out of an ECR.',
  input: {
    ...ecrId,
    AssociationId: required(text('The association.', 'ecr-assoc-9p2qxx5phpca2m0001', { pattern: /^ecr-assoc-[0-9a-z]+$/ })),
    DeleteAttachment: flag('Remove the attachment on the side of CEN as well; for transit routers only.', true),
    ...usual,
  },
  access: toEcr('delete'),
  errors: {
    ...ecrStatus,
    ...associationStatus,
    ...forceDeleting,
    ...attachmentErrors,
    ...backendRefusals,
    ...regionUnsupported,
    ...locked,
    // VPCs have no route entries of their users here, so only by injection.
    'OperationFailed.UsedInRouteEntryNextHop': [
      400,
      'The VPC also has a static route pointing to the ECR, and it is not allowed to disassociate the ECR.',
    ],
    ...backendDown,
    ...ecrUnknown,
    ...associationUnknown,
  },
  // The owner of the VPC is known only from the row.
  touches: onlyOwn,
  async run(context) {
    const { input, now, own, refuse, settle } = context
    const router = settle(await ownRouter(own, input.EcrId))
    const row = await own.get(associations, input.AssociationId)
    if (row?.ecrId !== router.ecrId || !isThere(row, now))
      return refuse('ResourceNotFound.AssociationId', { because: `${router.ecrId} has no such association.` })
    settle(isRouterUnlocked(router, now))
    settle(mayDetach(row, now))
    const { vpcId: id, vpcOwner: owner, associationId } = row
    const life = startStep(context, 'detaching', router, { id, type: 'VPC', owner, associationId })
    own.put(associations, { ...row, ...life, modifiedAt: now.toISOString() })
  },
})

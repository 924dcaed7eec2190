import { flag, onlyOwn, operation, required, text } from '../../../model/index.js'
import { goingFrom } from '../../cen/domain/life.js'
import { ecrAttachments } from '../../cen/tables.js'
import { isAtRest } from '../domain/attachment.js'
import { mayChangeRouter } from '../domain/lock.js'
import { isNotRouted } from '../domain/router.js'
import { mayDissociate } from '../domain/transit-router.js'
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
  usedAsNextHop,
} from '../errors.js'
import { ecrId, toEcr, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownAssociation, ownRouter, vpcRoutedTo } from '../reads.js'
import { startStep, startTransitRouterStep } from '../steps.js'
import { associations } from '../tables.js'
import { attachmentOf, routesOver } from '../transit-routers.js'

export default operation(ecr, {
  name: 'DeleteExpressConnectRouterAssociation',
  does: 'Takes a VPC or a transit router out of an ECR.',
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
    ...usedAsNextHop,
    ...backendDown,
    ...ecrUnknown,
    ...associationUnknown,
  },
  // The owner of the VPC is known only from the row.
  touches: onlyOwn,
  async run(context) {
    const { input, caller, now, own, settle, transition } = context
    const router = settle(await ownRouter(own, input.EcrId, now))
    const row = settle(await ownAssociation(own, router.ecrId, input.AssociationId, now))
    settle(mayChangeRouter(router, context))
    settle(isAtRest(row, now))
    settle(isNotRouted(router.ecrId, await vpcRoutedTo(context, [row], now)))
    const modifiedAt = now.toISOString()
    if (row.nodeType === 'VPC') {
      const { vpcId: id, vpcOwner: owner, associationId } = row
      const life = startStep(context, 'detaching', router, { id, type: 'VPC', owner, associationId })
      own.put(associations, { ...row, ...life, modifiedAt })
      return
    }
    const attachment = await attachmentOf(context, row, now)
    const routes = await routesOver(own, attachment?.attachmentId)
    const deleteAttachment = input.DeleteAttachment === true
    const going = settle(mayDissociate({ caller: caller.account, row, attachment, routes, deleteAttachment, now }))
    own.put(associations, { ...row, ...startTransitRouterStep(context, 'detaching', router), modifiedAt })
    // INVARIANT: both sides are of one step and settle together.
    if (going) own.put(ecrAttachments, goingFrom(going, transition))
  },
})

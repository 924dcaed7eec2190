import { flag, onlyOwn, operation, required } from '../../../model/index.js'
import { isRouterThere, lockedBy } from '../../express-connect-router/domain/lock.js'
import { routers } from '../../express-connect-router/tables.js'
import { isEcrReady, mayDetach } from '../domain/ecr-attachment.js'
import { goingFrom } from '../domain/life.js'
import { attachmentArn, attachmentId, usual } from '../parameters.js'
import { cen } from '../product.js'
import { ownAttachment } from '../reads.js'
import { ecrAttachments, routeEntries } from '../tables.js'

export default operation(cen, {
  name: 'DeleteTransitRouterEcrAttachment',
  does: 'Detaches an ECR from a transit router. The association on the side of the ECR stays, and is INACTIVE.',
  input: {
    TransitRouterAttachmentId: required(attachmentId),
    Force: flag('Delete the static routes that lead to it as well.', false),
    ...usual,
  },
  access: { level: 'delete', resources: [{ arn: attachmentArn, id: 'TransitRouterAttachmentId' }] },
  errors: {
    'OperationFailed.RouteTableAssociationExist': [400, 'Operation failed because TransitRouterRouteTable exists'],
    'OperationFailed.RouteEntryExist': [400, 'Operation failed because the TransitRouterAttachment exists in RouteTable.'],
    'OperationFailed.RouteTablePropagationExist': [
      400,
      'The specified TransitRouterAttachment has configured RouteTablePropagation. Please remove the configuration first.',
    ],
    'OperationFailed.FlowLogExistOrNisOpened': [400, 'Operation failed because FlowLog exists or Nis opened.'],
    'OperationUnsupported.TransitRouterType': [400, 'The specified TransitRouterType does not support the operation.'],
    'OperationFailed.NotSupportForceDelete': [400, 'Not support force delete attachment.'],
    'InvalidTransitRouterAttachmentId.NotFound': [400, 'The TransitRouterAttachmentId is not found.'],
    'OperationFailed.PrefixListExist': [400, 'Operation failed because PrefixList exists.'],
    'IncorrectStatus.EcrResource': [400, 'The ECR resource is not in a valid state for the attachment operation.'],
  },
  // The owner of the ECR is known only from the row.
  touches: onlyOwn,
  async run({ input, now, own, at, settle, transition }) {
    const attachment = settle(await ownAttachment(own, input.TransitRouterAttachmentId, now))
    const theirs = at(attachment.ecrOwner)
    const found = await theirs.get(routers, attachment.ecrId)
    const router = isRouterThere(found, now) ? found : undefined
    if (router) settle(isEcrReady(router, now))
    const routes = await own.all(routeEntries, 'byNextHop', [attachment.attachmentId])
    const going = settle(mayDetach({ attachment, routes, force: input.Force === true, now }))
    // INVARIANT: the attachment and the lock of the ECR are of one step and settle together.
    own.put(ecrAttachments, goingFrom(attachment, transition))
    if (router) theirs.put(routers, lockedBy(router, 'lockedDetaching', transition))
    for (const route of going) own.put(routeEntries, goingFrom(route, transition))
  },
})

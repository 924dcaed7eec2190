import { onlyOwn, operation, required } from '../../../model/index.js'
import { isAttachmentSettled } from '../domain/ecr-attachment.js'
import { changedFrom, namesGiven } from '../domain/life.js'
import { attachmentArn, attachmentId, namesOfAttachment, usual } from '../parameters.js'
import { cen } from '../product.js'
import { ownAttachment } from '../reads.js'
import { ecrAttachments } from '../tables.js'

export default operation(cen, {
  name: 'UpdateTransitRouterEcrAttachmentAttribute',
  does: 'Changes name and description of an ECR attachment. What a call leaves out stays.',
  input: { TransitRouterAttachmentId: required(attachmentId), ...namesOfAttachment, ...usual },
  access: { level: 'update', resources: [{ arn: attachmentArn, id: 'TransitRouterAttachmentId' }] },
  errors: {
    'InvalidTransitRouterAttachmentId.NotFound': [400, 'TransitRouterAttachmentId is not found.'],
    'IncorrectStatus.TransitRouterAttachment': [400, 'The status of TransitRouterAttachment is incorrect.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, settle, transition }) {
    const row = settle(isAttachmentSettled(settle(await ownAttachment(own, input.TransitRouterAttachmentId, now)), now))
    const names = namesGiven(input.TransitRouterAttachmentName, input.TransitRouterAttachmentDescription)
    own.put(ecrAttachments, changedFrom(row, names, transition))
  },
})

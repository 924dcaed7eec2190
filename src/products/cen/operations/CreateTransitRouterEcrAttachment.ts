import { accountId, operation, required, text, withTags } from '../../../model/index.js'
import { isRouterThere, lockedBy } from '../../express-connect-router/domain/lock.js'
import { associations, routers } from '../../express-connect-router/tables.js'
import { bidOf } from '../../resource-manager/reads.js'
import { hasRoom, mayAttachEcr, newAttachment, takesAttachments } from '../domain/ecr-attachment.js'
import { namesGiven } from '../domain/life.js'
import { cenArn, cenId, namesOfAttachment, region, tags, transitRouterArn, transitRouterId, usual } from '../parameters.js'
import { cen } from '../product.js'
import { namedTransitRouter } from '../reads.js'
import { cenGrantsReceived, ecrAttachments } from '../tables.js'

export default operation(cen, {
  name: 'CreateTransitRouterEcrAttachment',
  documented: '2025-08-07',
  does: 'Attaches an ECR to a transit router: one of the account, or one that its owner granted to the CEN instance.',
  input: {
    EcrId: required(text('The ECR.', 'ecr-upyc0viial107r0001')),
    EcrOwnerId: accountId('The account that owns the ECR. Absent: the caller.', '1000000000000003'),
    TransitRouterId: transitRouterId,
    CenId: cenId,
    RegionId: region,
    ...namesOfAttachment,
    Tag: tags,
    ...usual,
  },
  output: { TransitRouterAttachmentId: text('The new attachment.', 'tr-attach-qieks13jnt1cchy001') },
  access: {
    level: 'create',
    // UNKNOWN: the page was not readable; its siblings have these two, neither of them starred. Each is asked for when it is named.
    resources: [
      { arn: cenArn, id: ({ input }) => input.CenId ?? [] },
      { arn: transitRouterArn, id: ({ input }) => input.TransitRouterId ?? [] },
    ],
  },
  errors: {
    'NoPermission.AliyunServiceRolePolicyForCEN': [
      400,
      'You are not authorized to create the service linked role. Role Name: AliyunServiceRolePolicyForCEN. Service Name: cen.aliyuncs.com. Make sure that the user has been granted the ram:CreateServiceLinkedRole permission.',
    ],
    'OperationUnsupported.TransitRouterRegionId': [400, 'The specified TransitRouterRegion does not support the operation.'],
    'InvalidCenId.NotFound': [400, 'CenId is not found.'],
    'InvalidStatus.ResourceStatus': [400, 'The resource is not in a valid state for the attachment operation.'],
    'InvalidTransitRouterId.NotFound': [400, 'TransitRouterId is not found.'],
    'Forbbiden.TransitRouterServiceNotOpen': [400, 'The user has not open transit router service.'],
    'OperationUnsupported.TransitRouterType': [400, 'The specified TransitRouterType does not support the operation.'],
    'MissingParam.CenIdOrRegionId': [400, 'Either CenId or RegionId must be specified.'],
    'Forbbiden.AttachChildInstanceAcrossBid': [400, 'Operation is invalid, please apply for cross-bid attaching.'],
    'IllegalParam.RegionId': [400, 'RegionId is illegal.'],
    'OperationUnsupported.CenFullLevel': [400, 'CEN full level does not support TransitRouter'],
    'InvalidOperation.CenInstanceStatus': [400, 'The CEN instance is not in a valid state for the operation.'],
    'IncorrectStatus.TransitRouter': [400, 'The status of TransitRouter is incorrect.'],
    'QuotaFull.ChildInstanceRelatedCen': [
      400,
      'The childinstance has exceed the quota of the times that a childinstance can be attached as an attachment.',
    ],
    'Forbidden.ResourceOwnerTransitRouterServiceNotOpen': [400, 'The resource owner user has not opened transit router service.'],
    'IncorrectStatus.EcrResource': [400, 'The ECR resource is not in a valid state for the attachment operation.'],
    'QuotaExceeded.CenQuotaEcrAttachPerTransitRouter': [
      400,
      'The maximum number of ECR attachment per Transit Router is exceeded.',
    ],
  },
  touches: ({ input, caller }) => (input.EcrOwnerId === undefined ? [caller.account] : [caller.account, input.EcrOwnerId]),
  async run({ input, caller, now, own, at, newId, quota, settle, transition }) {
    const { row, transitRouter } = settle(await namedTransitRouter(own, input, now))
    settle(takesAttachments(row, transitRouter, now))
    const ecrOwner = input.EcrOwnerId ?? caller.account
    const theirs = at(ecrOwner)
    const found = await theirs.get(routers, input.EcrId)
    const tied = await theirs.all(associations, 'byTransitRouter', [input.EcrId, transitRouter.transitRouterId])
    const grant = await own.get(cenGrantsReceived, transitRouter.cenId, input.EcrId)
    const router = settle(
      mayAttachEcr({
        caller: caller.account,
        ecrId: input.EcrId,
        ecrOwner,
        grant,
        router: isRouterThere(found, now) ? found : undefined,
        bids: { caller: await bidOf(own), ecr: await bidOf(theirs) },
        associations: tied.filter((row) => row.nodeType === 'TR'),
        now,
      }),
    )
    const present = await own.all(ecrAttachments, 'byTransitRouter', [transitRouter.transitRouterId])
    settle(hasRoom({ present, ecrId: router.ecrId, most: quota('ecrAttachmentsPerTransitRouter'), now }))

    const attachmentId = newId('tr-attach-', 18)
    own.put(
      ecrAttachments,
      newAttachment(
        {
          attachmentId,
          transitRouter,
          ecrId: router.ecrId,
          ecrOwner,
          ...namesGiven(input.TransitRouterAttachmentName, input.TransitRouterAttachmentDescription),
          orderType: grant?.orderType ?? 'PayByCenOwner',
          tags: withTags({}, input.Tag),
          now,
        },
        transition,
      ),
    )
    // INVARIANT: the attachment and the lock of the ECR are of one step and settle together.
    theirs.put(routers, lockedBy(router, 'lockedAttaching', transition))
    return { TransitRouterAttachmentId: attachmentId }
  },
})

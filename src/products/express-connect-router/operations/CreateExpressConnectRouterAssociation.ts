import { accountId, flag, operation, required, text } from '../../../model/index.js'
import { newAttachment } from '../../cen/domain/ecr-attachment.js'
import { ecrAttachments } from '../../cen/tables.js'
import { areWithinQuota, namedNode, readPrefixes } from '../domain/association.js'
import { mayChangeRouter } from '../domain/lock.js'
import { mayJoinFrom, maySpread } from '../domain/router.js'
import { addTags } from '../domain/tags.js'
import { mayAssociateTransitRouter, withTransitRouters } from '../domain/transit-router.js'
import {
  backendDown,
  backendRefusals,
  ecrStatus,
  ecrUnknown,
  forceDeleting,
  locked,
  notGranted,
  prefixErrors,
  regionUnsupported,
} from '../errors.js'
import { vpcThatMayJoin } from '../joining.js'
import { descriptionOfAttachment, ecrId, newTags, prefixes, toEcr, usual } from '../parameters.js'
import { rememberPrefixes } from '../prefixes.js'
import { ecr, supportedRegions } from '../product.js'
import { ownRouter, regionsOf, tiesOf } from '../reads.js'
import { startStep, startTransitRouterStep, sweep } from '../steps.js'
import { associations } from '../tables.js'
import { roomAt, transitRouterFacts } from '../transit-routers.js'

export default operation(ecr, {
  name: 'CreateExpressConnectRouterAssociation',
  does: 'Associates a VPC or a transit router with an ECR: one of the account, or of another account where the two sides allow it.',
  input: {
    ...ecrId,
    AssociationRegionId: required(text('The region that the VPC or transit router is in.', 'cn-hangzhou')),
    VpcId: text('The VPC. Excludes TransitRouterId.', 'vpc-bp1h37fchc6jmfyln0001', { pattern: /^vpc-[0-9a-z]+$/ }),
    VpcOwnerId: accountId('The account that owns the VPC. Absent: the caller.', '1000000000000003'),
    TransitRouterId: text('The transit router. Excludes VpcId.', 'tr-2ze4i71c6be454e2l0001', { pattern: /^tr-[0-9a-z]+$/ }),
    TransitRouterOwnerId: accountId('The account that owns the transit router. Absent: the caller.', '1000000000000003'),
    CenId: text('The CEN instance of the transit router.', 'cen-of3o1the3i4gwb0001', { pattern: /^cen-[0-9a-z]+$/ }),
    CreateAttachment: flag('Create the attachment on the side of CEN as well; for transit routers only.', true),
    ...prefixes,
    ...descriptionOfAttachment,
    ...newTags,
    ...usual,
  },
  output: { AssociationId: text('Id of the new association.', 'ecr-assoc-9p2qxx5phpca2m0001') },
  access: toEcr('create'),
  errors: {
    ...ecrStatus,
    ...forceDeleting,
    ...regionUnsupported,
    'QuotaExceeded.VpcCountPerEcr': [400, 'The number of VPC bound to the ECR exceeds the quota.'],
    'QuotaExceeded.TrCountPerEcr': [400, 'The number of TR bound to the ECR exceeds the quota.'],
    ...prefixErrors,
    ...notGranted,
    'OperationFailed.CdtNotOpened': [400, 'The Cdt function is disabled.'],
    'OperationFailed.CdtCrossBoarderNotOpened': [400, 'The Cdt cross-border transmission function is disabled.'],
    'OperationFailed.CrossBorderNotAllowed': [400, 'There is no qualification for creating cross-border links.'],
    ...backendRefusals,
    'ResourceNotFound.CenId': [400, 'CenId not found.'],
    'ResourceNotFound.TrId': [400, 'TRId not found.'],
    'Conflict.ASNOfVBR': [400, 'ASN already used by other VBR.'],
    'IllegalParamFormat.CenId': [400, 'The format of the entered Cen instance ID is incorrect.'],
    'OperationDenied.CrossBidAssociating': [400, 'Cross-border binding of resources is subject to compliance constraints.'],
    'ExclusiveParam.TransitRouterIdAndVpcId': [
      400,
      'A private network instance cannot be bound to a forwarding router instance at the same time.',
    ],
    'OperationDenied.CrossAccountAttaching': [
      400,
      'If the forwarding router is bound to another account, perform this operation on the same account.',
    ],
    'OperationDenied.AttachmentInCurrentRegionExisted': [400, 'Only one forwarding router can be bound to an area.'],
    ...locked,
    ...backendDown,
    ...ecrUnknown,
    // UNKNOWN: the code of an unknown VPC is not published; this one follows the pattern of the others.
    'ResourceNotFound.VpcId': [404, 'VpcId not found.'],
  },
  touches: ({ input: { VpcOwnerId, TransitRouterOwnerId }, caller }) =>
    [caller.account, VpcOwnerId, TransitRouterOwnerId].filter((account) => account !== undefined),
  async run(context) {
    const { input, caller, now, own, newId, quota, settings, settle, transition } = context
    const node = settle(namedNode(input))
    const allowedPrefixes = settle(readPrefixes(input.AllowedPrefixes))
    const tags = settle(addTags({}, input.Tag, quota('tagsPerResource')))
    const router = settle(mayChangeRouter(settle(await ownRouter(own, input.EcrId, now)), context))
    const regionId = settle(mayJoinFrom(input.AssociationRegionId, supportedRegions))
    settle(maySpread(await regionsOf(own, router.ecrId, now), regionId, settings))
    const present = (await tiesOf(own, router.ecrId, now)).associations
    const mostPrefixes = quota('allowedPrefixesPerAssociation')
    const common = () => ({
      associationId: newId('ecr-assoc-', 18),
      ecrId: router.ecrId,
      regionId,
      allowedPrefixes,
      allowedPrefixesMode: input.AllowedPrefixesMode ?? 'MatchMode',
      ...(input.Description === undefined ? {} : { description: input.Description }),
      tags,
      createdAt: now.toISOString(),
      modifiedAt: now.toISOString(),
    })

    const associateVpc = async (vpcId: string) => {
      const vpcOwner = input.VpcOwnerId ?? caller.account
      const most = { vpcs: quota('vpcsPerEcr'), prefixes: mostPrefixes }
      const joining = { router, vpcId, owner: vpcOwner, regionId, present, prefixes: allowedPrefixes.length, most }
      settle(await vpcThatMayJoin(context, joining))
      await sweep(context, router.ecrId)
      const row = common()
      const instance = { id: vpcId, type: 'VPC', owner: vpcOwner, associationId: row.associationId } as const
      const life = startStep(context, 'attaching', router, instance)
      own.put(associations, { ...row, nodeType: 'VPC', vpcId, vpcOwner, vpcOwnerGiven: input.VpcOwnerId !== undefined, ...life })
      return row.associationId
    }

    const associateTransitRouter = async (transitRouterId: string) => {
      const owner = input.TransitRouterOwnerId ?? caller.account
      const { CenId: cenId, CreateAttachment: attaching } = input
      const transitRouter = settle(
        mayAssociateTransitRouter({
          ...(await transitRouterFacts(context, { router, owner, transitRouterId, cenId })),
          regionId,
          present: withTransitRouters(present),
          mostPerEcr: quota('transitRoutersPerEcr'),
          attaching: attaching ? await roomAt(own, transitRouterId, settings.quotas) : undefined,
          now,
        }),
      )
      settle(areWithinQuota(allowedPrefixes.length, mostPrefixes))

      await sweep(context, router.ecrId)
      const row = common()
      own.put(associations, {
        ...row,
        nodeType: 'TR',
        transitRouterId,
        transitRouterOwner: owner,
        transitRouterOwnerGiven: input.TransitRouterOwnerId !== undefined,
        cenId: transitRouter.cenId,
        cenGiven: cenId !== undefined,
        ...startTransitRouterStep(context, 'attaching', router),
      })
      if (!attaching) return row.associationId
      // INVARIANT: both sides are of one step and settle together.
      const side = { attachmentId: newId('tr-attach-', 18), transitRouter, ecrId: router.ecrId, ecrOwner: router.owner }
      own.put(ecrAttachments, newAttachment({ ...side, orderType: 'PayByCenOwner', tags: {}, now }, transition))
      return row.associationId
    }

    const AssociationId = await (node.kind === 'VPC' ? associateVpc(node.vpcId) : associateTransitRouter(node.transitRouterId))
    if (input.AllowedPrefixes) await rememberPrefixes(own, AssociationId, allowedPrefixes, now)
    return { AssociationId }
  },
})

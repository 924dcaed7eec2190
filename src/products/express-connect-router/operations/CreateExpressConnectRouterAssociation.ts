import { accountId, flag, list, oneOf, operation, required, text } from '../../../model/index.js'
import { vpcs } from '../../vpc/tables.js'
import { isApart, isWithinQuotas, mayAssociate, namedNode, readPrefixes, transitRouterUnknown } from '../domain/association.js'
import { isFree } from '../domain/attachment.js'
import { isRouterUnlocked } from '../domain/lock.js'
import { mayJoinFrom } from '../domain/router.js'
import { addTags } from '../domain/tags.js'
import {
  backendDown,
  backendRefusals,
  ecrStatus,
  ecrUnknown,
  forceDeleting,
  locked,
  notGranted,
  regionUnsupported,
} from '../errors.js'
import { descriptionOfAttachment, ecrId, newTags, toEcr, usual } from '../parameters.js'
import { ecr, supportedRegions } from '../product.js'
import { bidOf, networkOf, ownRouter, standingOf, tiesOf } from '../reads.js'
import { startStep, sweep } from '../steps.js'
import { associations, grantsReceived } from '../tables.js'

export default operation(ecr, {
  name: 'CreateExpressConnectRouterAssociation',
  does: 'Associates a VPC with an ECR: one of the account, or one that its owner granted.',
  input: {
    ...ecrId,
    AssociationRegionId: required(text('The region that the VPC is in.', 'cn-hangzhou')),
    VpcId: text('The VPC. Excludes TransitRouterId.', 'vpc-bp1h37fchc6jmfyln0001', { pattern: /^vpc-[0-9a-z]+$/ }),
    VpcOwnerId: accountId('The account that owns the VPC. Absent: the caller.', '1000000000000003'),
    TransitRouterId: text('The transit router. Excludes VpcId.', 'tr-2ze4i71c6be454e2l0001', { pattern: /^tr-[0-9a-z]+$/ }),
    TransitRouterOwnerId: accountId('The account that owns the transit router. Absent: the caller.', '1000000000000003'),
    CenId: text('The CEN instance of the transit router.', 'cen-of3o1the3i4gwb0001', { pattern: /^cen-[0-9a-z]+$/ }),
    CreateAttachment: flag('Create the attachment on the side of CEN as well; for transit routers only.', true),
    AllowedPrefixes: list('Blocks that are announced to the data centre.', text('CIDR block.', '172.16.0.0/24'), { max: 10000 }),
    // UNKNOWN: the usual mode is not documented; it is the one that was there before there were modes.
    AllowedPrefixesMode: oneOf(
      ['MatchMode', 'IncrementalMode'],
      'MatchMode: announce only these blocks. IncrementalMode: announce them instead of the routes inside them, and the other routes.',
    ),
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
    'IllegalParamFormat.AllowedPrefixes': [400, 'The prefix parameter format is invalid. Procedure.'],
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
    'IllegalParamSize.AllowedPrefixes': [400, 'The number of prefix routes exceeded the quota.'],
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
  touches: ({ input, caller }) => (input.VpcOwnerId === undefined ? [caller.account] : [caller.account, input.VpcOwnerId]),
  async run(context) {
    const { input, caller, now, own, at, newId, quota, settle } = context
    const node = settle(namedNode(input))
    const allowedPrefixes = settle(readPrefixes(input.AllowedPrefixes))
    const tags = settle(addTags({}, input.Tag, quota('tagsPerResource')))
    const router = settle(isRouterUnlocked(settle(await ownRouter(own, input.EcrId)), now))
    const regionId = settle(mayJoinFrom(input.AssociationRegionId, supportedRegions))
    if (node.kind === 'TR') return settle(transitRouterUnknown({ transitRouterId: node.transitRouterId, cenId: input.CenId }))

    const owner = input.VpcOwnerId ?? caller.account
    const theirs = await standingOf(at(owner), node.vpcId)
    const vpc = settle(
      mayAssociate({
        router,
        owner,
        grant: await own.get(grantsReceived, router.ecrId, node.vpcId),
        vpc: await at(owner).get(vpcs, node.vpcId),
        regionId,
        bids: { router: await bidOf(own), owner: theirs.bid },
        attached: theirs.attached,
        now,
      }),
    )
    const present = (await tiesOf(own, router.ecrId, now)).associations
    const most = { vpcs: quota('vpcsPerEcr'), prefixes: quota('allowedPrefixesPerAssociation') }
    settle(isWithinQuotas({ vpcs: present.length, prefixes: allowedPrefixes.length, most }))
    settle(isFree(theirs.attached, now))
    const networks = await Promise.all(present.map(({ vpcId, vpcOwner }) => networkOf(at(vpcOwner), vpcId)))
    settle(isApart(await networkOf(at(owner), vpc.vpcId), networks))

    await sweep(context, router.ecrId)
    const associationId = newId('ecr-assoc-', 18)
    const life = startStep(context, 'attaching', router, { id: vpc.vpcId, type: 'VPC', owner, associationId })
    own.put(associations, {
      associationId,
      ecrId: router.ecrId,
      nodeType: 'VPC',
      vpcId: vpc.vpcId,
      vpcOwner: owner,
      vpcOwnerGiven: input.VpcOwnerId !== undefined,
      regionId,
      allowedPrefixes,
      allowedPrefixesMode: input.AllowedPrefixesMode ?? 'MatchMode',
      ...(input.Description === undefined ? {} : { description: input.Description }),
      tags,
      createdAt: now.toISOString(),
      modifiedAt: now.toISOString(),
      ...life,
    })
    return { AssociationId: associationId }
  },
})

import { list, operation, structure } from '../../../model/index.js'
import { planAssociation, readRequest } from '../associating.js'
import { requestedArns, requestedTypes, targetsAsked } from '../conditions.js'
import { changeableShare, ownShare } from '../domain/share.js'
import { associationFields, associationShown, resourcesGiven, settingsGiven, shareId, targetsGiven } from '../fields.js'
import { resourceSharing } from '../product.js'
import { accountsAmong, associate, stepsOf } from '../records.js'
import { shares } from '../tables.js'

export default operation(resourceSharing, {
  name: 'AssociateResourceShare',
  documented: '2026-03-30',
  does: 'Puts resources and principals into a resource share: every principal gets access to every resource in it.',
  input: { ...shareId, ...resourcesGiven, ...targetsGiven, ...settingsGiven },
  output: { ResourceShareAssociations: list('A record for each resource, then for each principal.', structure(associationFields)) },
  access: { level: 'update', conditions: [targetsAsked, requestedTypes, requestedArns] },
  errors: {
    'MissingParameter.ResourceShareId': [400, 'You must specify ResourceShareId.'],
    'InvalidParameter.ResourceShareId': [400, 'The ResourceShareId is invalid.'],
    'InvalidParameter.Resources': [400, 'The Resources is invalid.'],
    'InvalidParameter.Resources.Duplicate': [400, 'The Resources contains duplicate values.'],
    'InvalidParameter.Resources.Length': [400, 'The maximum number of Resources exceeds 5.'],
    'InvalidParameter.Targets': [400, 'The Targets is invalid.'],
    'InvalidParameter.Targets.Duplicate': [400, 'The Targets contains duplicate values.'],
    'InvalidParameter.Targets.Length': [400, 'The maximum number of Targets exceeds 5.'],
    InvalidTarget: [400, 'The shared target does not exist in the resource directory.'],
    ResourceAndTargetBothEmpty: [400, 'Either a resource or a shared target must be specified.'],
    InvalidParameter: [400, 'The specified parameter is invalid.'],
    'InvalidParameter.ResourceType': [400, 'The ResourceType is invalid.'],
    'InvalidParameter.PermissionNames.Duplicate': [400, 'The PermissionNames duplicate values.'],
    'InvalidParameter.PermissionNames.Length': [400, 'The maximum length of PermissionNames exceeds quota limit.'],
    'InvalidParameter.TargetProperties': [400, 'The TargetProperties is invalid.'],
    'InvalidParameter.TargetProperties.Duplicate': [400, 'The TargetProperties contains duplicate values.'],
    'InvalidParameter.TargetProperties.Length': [400, 'The TargetProperties beyond the length limit.'],
    'InvalidParameter.ResourceArns': [400, 'The ResourceArns is invalid.'],
    'InvalidParameter.ResourceArns.Duplicate': [400, 'The ResourceArns contains duplicate values.'],
    'InvalidParameter.ResourceArns.Length': [400, 'The ResourceArns beyond the length limit.'],
    'InvalidParameter.ResourceConflict': [
      400,
      'Both Resources and ResourceArns cannot be specified simultaneously. Please provide only one of these parameters.',
    ],
    'NotSupport.ResourceType.ResourcesParameter': [
      400,
      'The Resources parameter does not support this resource type. Please use ResourceArns instead.',
    ],
    'InvalidParameter.ResourceProperties': [400, 'The ResourceProperties is invalid.'],
    'InvalidParameter.ResourceProperties.Duplicate': [400, 'The ResourceProperties contains duplicate values.'],
    'InvalidParameter.ResourceProperties.Length': [400, 'The ResourceProperties beyond the length limit.'],
    'NotSupport.ResourceProperty': [400, 'The resource type does not support resource property.'],
    'EntityNotExists.ResourceShare': [404, 'The resource share does not exist in the current account.'],
    'EntityNotExists.Permission': [404, 'The resource share permission does not exist.'],
    NotEnableSharingWithResourceDirectory: [409, 'You have not enabled sharing with your Resource Directory.'],
    AccountNotInResourceDirectory: [409, 'The account is not a master or a member of a resource directory.'],
    ResourceShareStatusMismatchAction: [409, 'The status of the resource share does not allow the specified operation.'],
    'QuotaExceeded.SharedResource.Count': [409, 'The maximum number of shared resources per account exceeds the limit.'],
    ShareWithYourself: [409, 'You cannot share resources with yourself.'],
    AssociateConflict: [409, 'You cannot perform the operation while disassociation operation is being performed.'],
    NotManagementAccount: [409, 'Only the management account of the service is allowed to share such resources.'],
    'QuotaExceeded.PendingInvitations': [409, 'The maximum number of pending invitations exceeds the limit.'],
    'InvalidTarget.LegalEntityMismatch': [
      409,
      'The target account does not have the same legal entity as the resource owner account.',
    ],
    'ExternalTargetsNotAllowed.ResourceType': [
      409,
      'The resource share includes resource types that cannot be shared with accounts outside the resource directory.',
    ],
    'InvalidTarget.SiteMismatch': [409, 'Cross-site resource sharing is not supported.'],
    'NotSupport.Service.ExistInOtherResourceShare': [
      409,
      'The resource type has been shared to the target service through other resourceShare. Please share it in the same resourceShare.',
    ],
    'NotSupport.Service.AssociateConflict': [409, 'The same resource cannot be shared repeatedly to the target service.'],
    'NotSupport.ResourcePropertyConflict': [409, 'The ResourceProperty can not be updated until the last operation is completed.'],
  },
  touches: ({ input, caller }) => [caller.account, ...accountsAmong(input.Targets)],
  async run(call) {
    const { input, caller, region, now, own, settle, refuse } = call
    if (!input.Resources && !input.ResourceArns && !input.Targets)
      refuse('ResourceAndTargetBothEmpty', {
        because: 'Neither resources nor principals were given.',
        next: 'Give Resources, ResourceArns or Targets.',
      })
    const wanted = settle(readRequest(input, caller.account, call))
    const share = settle(ownShare(await own.get(shares, input.ResourceShareId), caller.account, region, now))
    settle(changeableShare(share, now))
    const plan = settle(await planAssociation(share, wanted, input, call))
    const steps = settle(await stepsOf(own, plan, now))
    own.put(shares, plan.share)
    const changed = await associate(steps, plan.share, call)
    return {
      ResourceShareAssociations: changed.map(({ association, status }) => associationShown(association, share.name, status, now)),
    }
  },
})

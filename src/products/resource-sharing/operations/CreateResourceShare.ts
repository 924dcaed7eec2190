import { flag, operation, structure, tagList, text, withTags } from '../../../model/index.js'
import { defaultResourceGroupId } from '../../resource-manager/domain/resource-group.js'
import { planAssociation, readRequest } from '../associating.js'
import { requestedArns, requestedScope, requestedTypes, targetsAsked } from '../conditions.js'
import { areNamed, newShare } from '../domain/share.js'
import { resourcesGiven, settingsGiven, shareFields, shareName, shareShown, targetsGiven } from '../fields.js'
import { resourceSharing } from '../product.js'
import { accountsAmong, associate, firstSteps } from '../records.js'
import { shares } from '../tables.js'
import { talliedOf, tally } from '../tally.js'

export default operation(resourceSharing, {
  name: 'CreateResourceShare',
  documented: '2026-03-30',
  does: 'Creates a resource share, empty or with resources, principals and permissions at once.',
  input: {
    ...shareName,
    AllowExternalTargets: flag('Whether principals outside of the directory may be added. Absent: false.', false),
    ResourceGroupId: text('The resource group of the share. Absent: the default one.', 'rg-aekz5nlvlaka1b2', {
      pattern: /^rg-[A-Za-z0-9]+$/,
    }),
    ...resourcesGiven,
    ...targetsGiven,
    ...settingsGiven,
    Tag: tagList('Tags of the share.', { key: 128, value: 128, most: 20 }),
  },
  output: { ResourceShare: structure(shareFields) },
  access: {
    level: 'create',
    conditions: [requestedScope({ absent: 'false' }), targetsAsked, requestedTypes, requestedArns],
  },
  errors: {
    'InvalidParameter.ResourceShareName': [400, 'The ResourceShareName is invalid.'],
    'InvalidParameter.ResourceShareName.Length': [400, 'The maximum length of ResourceShareName exceeds 50 characters.'],
    'InvalidParameter.Resources': [400, 'The Resources is invalid.'],
    'InvalidParameter.Resources.Duplicate': [400, 'The Resources contains duplicate values.'],
    'InvalidParameter.Resources.Length': [400, 'The maximum number of Resources exceeds 5.'],
    'InvalidParameter.Targets': [400, 'The Targets is invalid.'],
    'InvalidParameter.Targets.Duplicate': [400, 'The Targets contains duplicate values.'],
    'InvalidParameter.Targets.Length': [400, 'The maximum number of Targets exceeds 5.'],
    InvalidTarget: [400, 'The shared target does not exist in the resource directory.'],
    InvalidParameter: [400, 'The specified parameter is invalid.'],
    'MissingParameter.ResourceShareName': [400, 'You must specify ResourceShareName.'],
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
    'EntityNotExists.Permission': [404, 'The resource share permission does not exist.'],
    NotEnableSharingWithResourceDirectory: [409, 'You have not enabled sharing with your Resource Directory.'],
    AccountNotInResourceDirectory: [409, 'The account is not a master or a member of a resource directory.'],
    'QuotaExceeded.ResourceShare.Count': [409, 'The maximum number of ResourceShare exceeds the limit.'],
    'EntityAlreadyExists.ResourceShare': [409, 'The specified resource share ID already exists.'],
    'QuotaExceeded.SharedResource.Count': [409, 'The maximum number of shared resources per account exceeds the limit.'],
    ShareWithYourself: [409, 'You cannot share resources with yourself.'],
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
  },
  touches: ({ input, caller }) => [caller.account, ...accountsAmong(input.Targets)],
  async run(call) {
    const { input, caller, region, now, own, settle, refuse, quota, newId } = call
    settle(areNamed(input.Tag))
    const wanted = settle(readRequest(input, caller.account, call))
    const share = newShare(
      {
        shareId: newId('rs-', 12, 'mixed'),
        owner: caller.account,
        regionId: region,
        name: input.ResourceShareName,
        allowExternalTargets: input.AllowExternalTargets ?? false,
        resourceGroupId: input.ResourceGroupId ?? defaultResourceGroupId(caller.account),
        tags: withTags({}, input.Tag),
      },
      now,
    )
    const plan = settle(await planAssociation(share, wanted, input, call))
    const most = quota('resourceShares')
    if ((await talliedOf(own, 'shares')) >= most)
      refuse('QuotaExceeded.ResourceShare.Count', {
        because: `This account may have ${most} resource shares.`,
        next: 'Delete one.',
      })
    await tally(own, 'shares', 1)
    own.put(shares, plan.share)
    await associate(firstSteps(plan), plan.share, call)
    return { ResourceShare: shareShown(plan.share, 'Active', now) }
  },
})

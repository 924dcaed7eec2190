/** Errors that several operations have in common, exactly as published. */

import type { Errors } from '../../model/index.js'

/** Errors of naming a share of the caller. */
export const shareErrors = {
  'MissingParameter.ResourceShareId': [400, 'You must specify ResourceShareId.'],
  'InvalidParameter.ResourceShareId': [400, 'The ResourceShareId is invalid.'],
  'EntityNotExists.ResourceShare': [404, 'The resource share does not exist in the current account.'],
} as const satisfies Errors

/** Errors of a share that is going. */
export const shareStatusErrors = {
  ResourceShareStatusMismatchAction: [409, 'The status of the resource share does not allow the specified operation.'],
} as const satisfies Errors

/** Errors of a share's name. */
export const shareNameErrors = {
  'InvalidParameter.ResourceShareName': [400, 'The ResourceShareName is invalid.'],
  'InvalidParameter.ResourceShareName.Length': [400, 'The maximum length of ResourceShareName exceeds 50 characters.'],
} as const satisfies Errors

/** Errors of naming resources by type and id. */
export const resourceErrors = {
  'InvalidParameter.Resources': [400, 'The Resources is invalid.'],
  'InvalidParameter.Resources.Duplicate': [400, 'The Resources contains duplicate values.'],
  'InvalidParameter.Resources.Length': [400, 'The maximum number of Resources exceeds 5.'],
  'InvalidParameter.ResourceType': [400, 'The ResourceType is invalid.'],
} as const satisfies Errors

/** Errors of naming resources by ARN. */
export const resourceArnErrors = {
  'InvalidParameter.ResourceArns': [400, 'The ResourceArns is invalid.'],
  'InvalidParameter.ResourceArns.Duplicate': [400, 'The ResourceArns contains duplicate values.'],
  'InvalidParameter.ResourceArns.Length': [400, 'The ResourceArns beyond the length limit.'],
  'NotSupport.ResourceType.ResourcesParameter': [
    400,
    'The Resources parameter does not support this resource type. Please use ResourceArns instead.',
  ],
} as const satisfies Errors

/** The message for Resources and ResourceArns; filters have another one. */
export const eitherFormErrors = {
  'InvalidParameter.ResourceConflict': [
    400,
    'Both Resources and ResourceArns cannot be specified simultaneously. Please provide only one of these parameters.',
  ],
} as const satisfies Errors

/** Errors of naming principals. */
export const targetErrors = {
  'InvalidParameter.Targets': [400, 'The Targets is invalid.'],
  'InvalidParameter.Targets.Duplicate': [400, 'The Targets contains duplicate values.'],
  'InvalidParameter.Targets.Length': [400, 'The maximum number of Targets exceeds 5.'],
} as const satisfies Errors

/** Errors of naming permissions. */
export const permissionErrors = {
  'InvalidParameter.PermissionNames.Duplicate': [400, 'The PermissionNames duplicate values.'],
  'InvalidParameter.PermissionNames.Length': [400, 'The maximum length of PermissionNames exceeds quota limit.'],
  'EntityNotExists.Permission': [404, 'The resource share permission does not exist.'],
} as const satisfies Errors

/** Errors of naming one permission. */
export const onePermissionErrors = {
  'MissingParameter.PermissionName': [400, 'You must specify PermissionName.'],
  'EntityNotExists.Permission': [404, 'The resource share permission does not exist.'],
} as const satisfies Errors

/** Errors of the settings of principals and resources. */
export const settingErrors = {
  'InvalidParameter.TargetProperties': [400, 'The TargetProperties is invalid.'],
  'InvalidParameter.TargetProperties.Duplicate': [400, 'The TargetProperties contains duplicate values.'],
  'InvalidParameter.TargetProperties.Length': [400, 'The TargetProperties beyond the length limit.'],
  'InvalidParameter.ResourceProperties': [400, 'The ResourceProperties is invalid.'],
  'InvalidParameter.ResourceProperties.Duplicate': [400, 'The ResourceProperties contains duplicate values.'],
  'InvalidParameter.ResourceProperties.Length': [400, 'The ResourceProperties beyond the length limit.'],
  'NotSupport.ResourceProperty': [400, 'The resource type does not support resource property.'],
} as const satisfies Errors

/** Why these principals may not get these resources. */
export const sharingErrors = {
  InvalidTarget: [400, 'The shared target does not exist in the resource directory.'],
  NotEnableSharingWithResourceDirectory: [409, 'You have not enabled sharing with your Resource Directory.'],
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
} as const satisfies Errors

/** The caller is in no directory. */
export const directoryErrors = {
  AccountNotInResourceDirectory: [409, 'The account is not a master or a member of a resource directory.'],
} as const satisfies Errors

/** Errors of a page. */
export const pageErrors = {
  'InvalidParameter.MaxResults': [400, 'The MaxResults is invalid.'],
  'InvalidParameter.NextToken': [400, 'The NextToken is invalid.'],
  'InvalidParameter.NextToken.Length': [400, 'The maximum length of NextToken exceeds 256 characters.'],
} as const satisfies Errors

/** Errors of a filter by shares. The wire speaks of characters where items are meant. */
export const shareIdsErrors = {
  'InvalidParameter.ResourceShareIds': [400, 'The ResourceShareIds is invalid.'],
  'InvalidParameter.ResourceShareIds.Duplicate': [400, 'The ResourceShareIds contains duplicate values.'],
  'InvalidParameter.ResourceShareIds.Length': [400, 'The maximum length of ResourceShareIds exceeds 5 characters.'],
} as const satisfies Errors

/** Errors of whose shares are asked for. */
export const ownerErrors = {
  'MissingParameter.ResourceOwner': [400, 'You must specify ResourceOwner.'],
  'InvalidParameter.ResourceOwner': [400, 'The ResourceOwner is invalid.'],
} as const satisfies Errors

/** Errors of a filter by one resource. */
export const oneResourceErrors = {
  'InvalidParameter.ResourceId': [400, 'The ResourceId is invalid.'],
  'InvalidParameter.ResourceArn': [400, 'The ResourceArn is invalid.'],
} as const satisfies Errors

/** Errors of answering an invitation: unknown ones are 409, and the misspelling is on the wire. */
export const invitationErrors = {
  'InvalidParameter.ResourceShareInvitationId': [400, 'The ResourceShareInvitationId is invalid.'],
  'MissingParameter.ResourceShareInvitationId': [400, 'You must specify ResourceShareInvitationId.'],
  'InvitationStatus.Expired': [409, 'The resource share invitation status is expired.'],
  'EntityNotExists.ResourceShareInvitation': [409, 'The resource share invitation does not exist in the current account.'],
  'InvitationStatus.AlreadyRejected': [409, 'The resource share invitation status is rejected.'],
  'InvitationStatus.AlreadyAccepted': [409, 'The resource share invitation status is alredy accepted.'],
} as const satisfies Errors

/** Errors that the tag operations have in common: other words than elsewhere, and a share that does not exist is 400. */
export const tagErrors = {
  'InvalidResourceId.NotFound': [400, 'The specified ResourceIds are not found in our records.'],
  'NumberExceed.ResourceIds': [400, 'The maximum number of ResourceIds is exceeded.'],
  'MissingParameter.ResourceType': [400, 'You must specify ResourceType.'],
  'InvalidParameter.ResourceType': [400, 'The ResourceType parameter is invalid.'],
  // TagResources alone lists it. UNKNOWN: what the others answer.
  'InvalidParameter.RegionId': [400, 'The RegionId parameter is invalid.'],
  InternalError: [500, 'The request processing has failed due to some unknown error.'],
  NoPermission: [403, 'You are not authorized to perform this action.'],
} as const satisfies Errors

/** One tag key twice in a request. */
export const tagKeyErrors = {
  'Duplicate.TagKey': [400, 'The TagKey contains duplicate keys.'],
} as const satisfies Errors

/** Too many tags in a request, or on a share. */
export const tagCountErrors = {
  'NumberExceed.Tags': [400, 'The maximum number of Tags is exceeded.'],
} as const satisfies Errors

/** What no more precise code covers. */
export const anyParameter = {
  InvalidParameter: [400, 'The specified parameter is invalid.'],
} as const satisfies Errors

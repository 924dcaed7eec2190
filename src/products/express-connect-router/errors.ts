/** Errors that several operations have in common, exactly as published. */

import type { Errors } from '../../model/index.js'

export const illegal = { 'IllegalParam.%s': [400, 'The param of %s is illegal.'] } as const satisfies Errors

export const locked = { 'Conflict.Lock': [400, 'There are other unfinished operations.'] } as const satisfies Errors

export const ecrUnknown = { 'ResourceNotFound.EcrId': [404, 'EcrId not found.'] } as const satisfies Errors

export const associationUnknown = {
  'ResourceNotFound.AssociationId': [404, 'EcrAssociationId not found.'],
} as const satisfies Errors

/** UNKNOWN: clients know the code, no source has its message; ours is put together like the others. */
export const childInstanceUnknown = {
  'ResourceNotFound.ChildInstanceId': [404, 'not documented', 'ChildInstanceId not found.'],
} as const satisfies Errors

/** States of an ECR that do not pass by themselves: of an account that has not paid. */
export const ecrStatus = {
  'IncorrectStatus.Ecr': [400, 'Ecr Status does not allow current operation.'],
} as const satisfies Errors
export const forceDeleting = {
  'OperationDenied.ForceDeleting': [400, 'The current instance is being deleted.'],
} as const satisfies Errors

export const associationStatus = {
  'IncorrectStatus.EcrAssociation': [400, 'Ecr Association Status does not allow current operation.'],
} as const satisfies Errors

export const notGranted = {
  'OperationDenied.NotGrantedByNodeOwner': [400, 'The node owner is not authorized.'],
} as const satisfies Errors

/** The systems behind the product that can refuse. */
export const backendRefusals = {
  'OperationFailed.RejectedByCenYaochi': [400, 'Cen Yaochi has rejected your current request.'],
  'OperationFailed.RejectedByEcYaochi': [400, 'The request was rejected by Ec Yaochi.'],
  'OperationFailed.RejectedByVpcYaochi': [400, 'Vpc Yaochi has rejected your current request.'],
} as const satisfies Errors
/** The VPC system fails: only by injection. */
export const backendDown = {
  'OperationFailed.CallingVpcYaochi': [400, 'The system is abnormal. Please try again later.'],
} as const satisfies Errors

export const regionUnsupported = {
  UnsupportedRegion: [400, 'Feature not supported in specified region.'],
} as const satisfies Errors

/** The two sides of a transit router. */
export const attachmentErrors = {
  'OperationDenied.CrossAccountDisassociating': [400, 'Unbind cross-account.'],
  'OperationDenied.EcrAttachmentExisted': [400, 'Ecr and TR have been linked.'],
} as const satisfies Errors

/** A VBR whose routes or BGP groups are being changed. */
export const vbrBusy = {
  'OperationDenied.VbrHasRouteEntryInMiddleStatus': [
    400,
    'The operation is not allowed because of VBR has route entry in middle status.',
  ],
  'OperationDenied.VbrHasBgpGroupInMiddleStatus': [
    400,
    'The operation is not allowed because of VBR has BGP group in middle status.',
  ],
} as const satisfies Errors

/** A route in a VPC leads to the ECR. */
export const usedAsNextHop = {
  'OperationFailed.UsedInRouteEntryNextHop': [
    400,
    'The VPC also has a static route pointing to the ECR, and it is not allowed to disassociate the ECR.',
  ],
} as const satisfies Errors

export const prefixErrors = {
  'IllegalParamFormat.AllowedPrefixes': [400, 'The prefix parameter format is invalid. Procedure.'],
  'IllegalParamSize.AllowedPrefixes': [400, 'The number of prefix routes exceeded the quota.'],
} as const satisfies Errors

/** Of single routes. The Express Connect system fails by injection only. */
export const ecSystemDown = {
  'OperationFailed.CallingEcYaochi': [400, 'EC Yaochi component returned an error.'],
} as const satisfies Errors
export const destinationMalformed = {
  'IllegalParamFormat.DestinationCidrBlock': [400, 'The format of the specified destination Cidr route parameter is incorrect.'],
} as const satisfies Errors
export const routeErrors = {
  'ResourceNotFound.NexthopInstanceId': [400, 'The next hop instance does not exist.'],
  ...ecSystemDown,
  ...destinationMalformed,
  ...locked,
  'ResourceInCreating.NexthopInstanceId': [400, 'The next hop instance is being created.'],
  ...ecrUnknown,
} as const satisfies Errors

/** UNKNOWN: the operations on tags list no codes of their own. */
export const taggedUnknown = {
  ...ecrUnknown,
  ...associationUnknown,
  // The code follows the pattern of the others.
  'ResourceNotFound.FlowLogId': [404, 'not documented', 'FlowLogId not found.'],
} as const satisfies Errors

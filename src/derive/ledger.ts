/**
 * The excuses: declared errors that tests reach by fault injection only, and those that they do not reach. A whole test
 * run fails when an excuse is no longer needed and when one is missing, so these lists can only get shorter.
 */

type Excuses = Readonly<Record<string, readonly string[]>>

/** The cause cannot exist here. */
export const injectedErrors: Excuses = {
  'ExpressConnectRouter AttachExpressConnectRouterChildInstance': [
    'IncorrectStatus.EcrAssociation',
    'OperationDenied.CrossAccountDisassociating',
    'OperationDenied.EcrAttachmentExisted',
    'OperationFailed.RejectedByCenYaochi',
    'ResourceNotFound.AssociationId',
  ],
  'ExpressConnectRouter CreateExpressConnectRouter': ['Conflict.Lock'],
  'ExpressConnectRouter CreateExpressConnectRouterAssociation': [
    'OperationFailed.RejectedByEcYaochi',
    'Conflict.ASNOfVBR',
    'OperationFailed.CallingVpcYaochi',
  ],
  'ExpressConnectRouter DeleteExpressConnectRouterAssociation': [
    'IncorrectStatus.EcrAssociation',
    'OperationFailed.RejectedByEcYaochi',
    'OperationFailed.RejectedByVpcYaochi',
    'UnsupportedRegion',
    'OperationFailed.CallingVpcYaochi',
  ],
  'ExpressConnectRouter DescribeExpressConnectRouterRouteEntries': ['OperationFailed.CallingEcYaochi'],
  'ExpressConnectRouter DetachExpressConnectRouterChildInstance': [
    'IncorrectStatus.EcrAssociation',
    'OperationDenied.CrossAccountDisassociating',
    'OperationDenied.EcrAttachmentExisted',
    'OperationFailed.RejectedByCenYaochi',
    'OperationFailed.RejectedByEcYaochi',
    'OperationFailed.RejectedByVpcYaochi',
    'UnsupportedRegion',
    'ResourceNotFound.AssociationId',
  ],
  'ExpressConnectRouter DisableExpressConnectRouterRouteEntries': ['OperationFailed.CallingEcYaochi'],
  'ExpressConnectRouter EnableExpressConnectRouterRouteEntries': ['OperationFailed.CallingEcYaochi'],
  'ExpressConnectRouter GrantInstanceToExpressConnectRouter': ['OperationFailed.CallingVpcYaochi'],
  // The lock of the ECR covers that of its associations.
  'ExpressConnectRouter ModifyExpressConnectRouterAssociationAllowedPrefix': ['IncorrectStatus.EcrAssociation'],
  'ExpressConnectRouter RevokeInstanceFromExpressConnectRouter': ['OperationFailed.CallingVpcYaochi'],
  // Its cause is a failure inside of the real service.
  'ResourceSharing ChangeResourceGroup': ['SystemError'],
  'ResourceSharing CreateResourceShare': ['EntityAlreadyExists.ResourceShare'],
  'ResourceSharing DeleteResourceShare': ['InvalidParameter'],
  // Published for a parameter that it does not have.
  'ResourceSharing ListPermissionVersions': ['InvalidParameter.ResourceType'],
  'ResourceSharing ListResourceShareAssociations': ['InvalidParameter'],
  'ResourceSharing ListSharedResources': ['InvalidParameter'],
  'ResourceSharing ListSharedTargets': ['InvalidParameter'],
  // The cause of InternalError is a failure inside of the real service.
  'ResourceSharing ListTagResources': ['InternalError'],
  'ResourceSharing TagResources': ['InternalError'],
  'ResourceSharing UntagResources': ['InternalError'],
}

/** No test reaches it. */
export const unreachedErrors: Excuses = {
  'ExpressConnectRouter DescribeExpressConnectRouter': ['MissingParam.%s'],
  'ExpressConnectRouter DescribeExpressConnectRouterInterRegionTransitMode': ['IllegalParam.%s'],
}

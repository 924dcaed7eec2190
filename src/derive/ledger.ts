/**
 * The excuses: declared errors that tests reach by fault injection only, and those that they do not reach. A whole test
 * run fails when an excuse is no longer needed and when one is missing, so these lists can only get shorter.
 */

type Excuses = Readonly<Record<string, readonly string[]>>

/** The cause cannot exist here. */
export const injectedErrors: Excuses = {
  'ExpressConnectRouter AttachExpressConnectRouterChildInstance': [
    'IncorrectStatus.Ecr',
    'IncorrectStatus.EcrAssociation',
    'OperationDenied.ForceDeleting',
    'OperationDenied.CrossAccountDisassociating',
    'OperationDenied.EcrAttachmentExisted',
    'OperationDenied.VbrDoesNotSupportMpbgp',
    'OperationFailed.RejectedByCenYaochi',
    'Conflict.ASNOfVBR',
    'OperationDenied.VbrHasRouteEntryInMiddleStatus',
    'OperationDenied.VbrHasBgpGroupInMiddleStatus',
    'ResourceNotFound.AssociationId',
  ],
  'ExpressConnectRouter CreateExpressConnectRouter': ['OperationFailed.UserNotInWhiteList', 'Conflict.Lock'],
  'ExpressConnectRouter CreateExpressConnectRouterAssociation': [
    'IncorrectStatus.Ecr',
    'OperationDenied.ForceDeleting',
    'QuotaExceeded.TrCountPerEcr',
    'OperationFailed.CdtNotOpened',
    'OperationFailed.CdtCrossBoarderNotOpened',
    'OperationFailed.CrossBorderNotAllowed',
    'OperationFailed.RejectedByCenYaochi',
    'OperationFailed.RejectedByEcYaochi',
    'Conflict.ASNOfVBR',
    'OperationDenied.CrossAccountAttaching',
    'OperationDenied.AttachmentInCurrentRegionExisted',
    'OperationFailed.CallingVpcYaochi',
  ],
  'ExpressConnectRouter DeleteExpressConnectRouter': ['IncorrectStatus.Ecr'],
  'ExpressConnectRouter DeleteExpressConnectRouterAssociation': [
    'IncorrectStatus.Ecr',
    'IncorrectStatus.EcrAssociation',
    'OperationDenied.ForceDeleting',
    'OperationDenied.CrossAccountDisassociating',
    'OperationDenied.EcrAttachmentExisted',
    'OperationFailed.RejectedByCenYaochi',
    'OperationFailed.RejectedByEcYaochi',
    'OperationFailed.RejectedByVpcYaochi',
    'UnsupportedRegion',
    'OperationFailed.UsedInRouteEntryNextHop',
    'OperationFailed.CallingVpcYaochi',
  ],
  'ExpressConnectRouter DetachExpressConnectRouterChildInstance': [
    'IncorrectStatus.Ecr',
    'IncorrectStatus.EcrAssociation',
    'OperationDenied.ForceDeleting',
    'OperationDenied.CrossAccountDisassociating',
    'OperationDenied.EcrAttachmentExisted',
    'OperationFailed.RejectedByCenYaochi',
    'OperationFailed.RejectedByEcYaochi',
    'OperationFailed.RejectedByVpcYaochi',
    'UnsupportedRegion',
    'OperationDenied.VbrHasRouteEntryInMiddleStatus',
    'OperationDenied.VbrHasBgpGroupInMiddleStatus',
    'ResourceNotFound.AssociationId',
  ],
  'ExpressConnectRouter GrantInstanceToExpressConnectRouter': ['OperationFailed.CallingVpcYaochi'],
  'ExpressConnectRouter ModifyExpressConnectRouter': ['IncorrectStatus.Ecr', 'OperationDenied.ForceDeleting'],
  'ExpressConnectRouter RevokeInstanceFromExpressConnectRouter': ['OperationFailed.CallingVpcYaochi'],
  'ResourceSharing CreateResourceShare': ['EntityAlreadyExists.ResourceShare'],
  'ResourceSharing DeleteResourceShare': ['InvalidParameter'],
  'ResourceSharing ListResourceShareAssociations': ['InvalidParameter'],
  'ResourceSharing ListSharedResources': ['InvalidParameter'],
  'ResourceSharing ListSharedTargets': ['InvalidParameter'],
}

/** No test reaches it. */
export const unreachedErrors: Excuses = {
  'ExpressConnectRouter DescribeExpressConnectRouter': ['MissingParam.%s'],
  'ExpressConnectRouter DescribeExpressConnectRouterInterRegionTransitMode': ['IllegalParam.%s'],
}

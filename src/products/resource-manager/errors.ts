/** Errors that operations of the directory have in common. Statuses and texts: the published lists of both versions. */

export const noDirectory = {
  'EntityNotExists.ResourceDirectory': [
    404,
    'The resource directory for the account is not enabled. We recommend that you first enable the resource directory for the account.',
  ],
} as const

export const noFolder = { 'EntityNotExists.Folder': [404, 'The resource directory folder does not exist.'] } as const
export const noAccount = { 'EntityNotExists.Account': [404, 'This resource directory account does not exist.'] } as const

export const badFolderId = {
  'MissingParameter.FolderId': [400, 'You must specify FolderId.'],
  'InvalidParameter.FolderId': [400, 'The FolderId is invalid.'],
} as const
export const badParentFolderId = { 'InvalidParameter.ParentFolderId': [400, 'The ParentFolderId is invalid.'] } as const

export const badFolderName = {
  'MissingParameter.Folder.Name': [400, 'You must specify the resource folder name.'],
  'InvalidParameter.Folder.Name': [400, 'The Name of folder is invalid.'],
  'InvalidParameter.Folder.Name.Length': [400, 'The Name of folder exceeds the length limit.'],
  'InvalidParameter.Folder.Name.AlreadyUsed': [
    400,
    'The name already exists under the same parent. Please change to another name.',
  ],
} as const

export const badAccountId = {
  'MissingParameter.AccountId': [400, 'You must specify AccountId.'],
  'InvalidParameter.AccountId': [400, 'The AccountId is invalid.'],
} as const

export const badDisplayName = {
  'MissingParameter.Account.DisplayName': [400, 'You must specify DisplayName.'],
  'InvalidParameter.Account.DisplayName': [400, 'The DisplayName of account is invalid.'],
  'InvalidParameter.Account.DisplayName.Length': [400, 'The DisplayName of the account exceeds the length limit.'],
} as const
export const usedDisplayName = {
  'InvalidParameter.Account.DisplayName.AlreadyUsed': [409, 'The displayname of account has been used.'],
} as const

export const otherTypeOrStatus = {
  AccountTypeOrStatusMismatch: [409, 'You cannot perform the action on the member account.'],
} as const

export const foreignPayer = {
  'NotSupport.PayerAccountInAnotherResourceDirectory': [
    409,
    'The specified settlement account does not exist in the resource directory. You must specify a valid settlement account.',
  ],
} as const

/** Relations of money between accounts: there are none here, so only fault injection gives these. */
export const payment = {
  'Invalid.PayRelation': [
    409,
    'Failed to create a member. The specified billing account is unavailable. Please change to another billing account and try again.',
  ],
  CreateAccountDisabled: [409, 'The specified resource directory cannot create a new account.'],
  PaymentAccountEnterpriseVerifyError: [409, 'The type of the payment account is not enterprise verified.'],
  PaymentAccountFinancialRelationshipVerifyError: [
    409,
    'The payment account must not be the beneficiary account from other financial relationships.',
  ],
  PaymentAccountEnterpriseTypeError: [409, 'The type of the payment account is not enterprise.'],
  PaymentAccountFinancialRelationshipsChangeFrequencyVerifyError: [
    409,
    'The financial relationship of payment account changes too frequently. Please try again later.',
  ],
  MemberAccountVirtualCloudOperatorVerifyError: [409, 'The type of the member account must not be virtual operator.'],
  MemberAccountResellerVerifyError: [409, 'The type of the member account must not be reseller.'],
  PaymentAccountVirtualCloudOperatorVerifyError: [409, 'The type of the payment account must not be virtual operator.'],
  PaymentAccountResellerVerifyError: [409, 'The type of the payment account must not be reseller.'],
  InconsistentEnterpriseNameError: [409, 'The enterprise name of the payment account and the member account must be consistent.'],
  PaymentAccountEnterpriseInvoiceError: [409, 'No enterprise invoice header information is set for the payment account.'],
  UnknownFinancialError: [409, 'An unknown financial error occurred.'],
  BusinessRestricted: [409, 'Business is restricted. Please contact your customer service manager.'],
} as const

/** Further ones of the newer version. */
export const newerPayment = {
  FundAccountHasArrearsAmount: [
    409,
    'There are arrears in the current payment account. You cannot change the payment account. Please settle the arrears and try again.',
  ],
  FundAccountOwnerPayedByOthers: [
    409,
    'If the payment has been made by another account, it is not allowed to be used as the main payment account.',
  ],
  UserOwnFundAccountPayForOthers: [
    409,
    'If the account has been used as the main payment account, it is not allowed to set up payment by others.',
  ],
  EcoRelationCheckFailed: [409, 'Accounts associated with partners are not allowed to set up agency payment relationships.'],
} as const

export const noLicense = {
  'NoLicense.ResourceDirectory': [409, 'The resource directory has not enabled the delete operation.'],
} as const
export const noCheck = { 'EntityNotExists.CheckAccount': [409, 'There is no check task for this account'] } as const
export const rootMayNotDelete = {
  'CallerIdentityError.DeleteAccount': [409, 'Please use the RAM user or role of the management account to delete.'],
} as const
export const unknownDeletionError = {
  'UnknownError.Account': [409, 'The deletion failed. An unknown error occurred. Please try again later.'],
} as const

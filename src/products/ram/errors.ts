/** Errors that several operations share. Facts: RAM pages of errors and operations, 2018 to 2021. */

import type { Errors } from '../../model/index.js'

export const badUserName = {
  'InvalidParameter.UserName.InvalidChars': [400, 'The parameter - "UserName" contains invalid chars.'],
  'InvalidParameter.UserName.Length': [400, 'The parameter - "UserName" beyond the length limit.'],
} as const satisfies Errors

export const badRoleName = {
  'InvalidParameter.RoleName.InvalidChars': [400, 'The parameter - "RoleName" contains invalid chars.'],
  'InvalidParameter.RoleName.Length': [400, 'The parameter - "RoleName" beyond the length limit.'],
} as const satisfies Errors

export const badPolicyName = {
  'InvalidParameter.PolicyName.InvalidChars': [400, 'The parameter - "PolicyName" contains invalid chars.'],
  'InvalidParameter.PolicyName.Length': [400, 'The parameter - "PolicyName" beyond the length limit.'],
} as const satisfies Errors

export const badPolicyType = {
  'InvalidParameter.PolicyType': [400, 'The parameter - "PolicyType" is incorrect.'],
} as const satisfies Errors

export const badDescription = {
  'InvalidParameter.Description.Length': [400, 'The parameter - "Description" beyond the length limit.'],
} as const satisfies Errors

export const badGroupName = {
  'InvalidParameter.GroupName.InvalidChars': [400, 'The parameter - "GroupName" contains invalid chars.'],
  'InvalidParameter.GroupName.Length': [400, 'The parameter - "GroupName" beyond the length limit.'],
} as const satisfies Errors

export const badVersionId = {
  'InvalidParameter.VersionId.Format': [400, 'The format of the parameter - "VersionId" is incorrect.'],
} as const satisfies Errors

export const weakPassword = {
  'InvalidParameter.Password.TooWeak': [400, 'The parameter - "Password" is not compliant with the password policy.'],
} as const satisfies Errors

/** The page prints `{The error details}`; the text says what is wrong with the document. */
export const malformedDocument = { MalformedPolicyDocument: [400, '%s'] } as const satisfies Errors

export const noUser = { 'EntityNotExist.User': [404, 'The user does not exist.'] } as const satisfies Errors
export const noGroup = { 'EntityNotExist.Group': [404, 'The group does not exist.'] } as const satisfies Errors
export const noRole = { 'EntityNotExist.Role': [404, 'The role does not exist.'] } as const satisfies Errors
export const noPolicy = { 'EntityNotExist.Policy': [404, 'The policy does not exist.'] } as const satisfies Errors
export const noVersion = {
  'EntityNotExist.Policy.Version': [404, 'The policy version does not exist.'],
} as const satisfies Errors
export const noLoginProfile = {
  'EntityNotExist.User.LoginProfile': [404, 'The user login profile does not exist.'],
} as const satisfies Errors
export const noMfaOfUser = {
  'EntityNotExist.User.MFADevice': [404, 'The user has not bound any MFA device.'],
} as const satisfies Errors
export const noMfaDevice = {
  'EntityNotExist.VirtualMFADevice': [404, 'The virtual mfa device does not exist.'],
} as const satisfies Errors
export const noKey = { 'EntityNotExist.User.AccessKey': [404, 'The user access key does not exist.'] } as const satisfies Errors

/** UNKNOWN: code and text are those that Resource Management lists for the same parameter. */
export const noResourceGroup = {
  'EntityNotExists.ResourceGroup': [404, 'The specified resource group does not exist.'],
} as const satisfies Errors

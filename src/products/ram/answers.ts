/** How users, policies and roles are told. */

import { type AccountId, flag, long, sometimes, type Tags, text, whole } from '../../model/index.js'
import { roleArn } from './domain/arns.js'
import { toldDate } from './domain/dates.js'
import { idOf } from './domain/policy-version.js'
import type { TypedPolicy } from './reads.js'
import type { AccessKey, Group, LoginProfile, PolicyAttachment, PolicyVersion, Role, User } from './tables.js'

const date = '2026-01-01T00:00:00Z'

export const userFields = {
  UserId: text('The id of the user.', '212345678901234567'),
  UserName: text('The name of the user.', 'alice'),
  DisplayName: text('The name shown.', 'Alice'),
  MobilePhone: text('Mobile phone.', '86-18600008888'),
  Email: text('Mail address.', 'alice@example.com'),
  Comments: text('What the user is for.', 'Network engineer.'),
  CreateDate: text('When it was created.', date),
}

export function userAnswer(user: User) {
  return {
    UserId: user.userId,
    UserName: user.userName,
    DisplayName: user.displayName,
    MobilePhone: user.mobilePhone,
    Email: user.email,
    Comments: user.comments,
    CreateDate: toldDate(user.createdAt),
  }
}

export const groupFields = {
  GroupId: text('The id of the group.', 'g-FpMEHiMysofpAbCd'),
  GroupName: text('The name of the group.', 'network-team'),
  Comments: text('What it is for.', 'Those who run the network.'),
  CreateDate: text('When it was created.', date),
}

export function groupAnswer({ groupId, groupName, comments, createdAt }: Group) {
  return { GroupId: groupId, GroupName: groupName, Comments: comments, CreateDate: toldDate(createdAt) }
}

export const loginProfileFields = {
  UserName: text('The name of the user.', 'alice'),
  PasswordResetRequired: flag('Whether the next sign-in asks for a new password.', false),
  MFABindRequired: flag('Whether the next sign-in asks for an MFA device.', false),
  CreateDate: text('When it was created.', date),
}

export function loginProfileAnswer({ userName, passwordResetRequired, mfaBindRequired, createdAt }: LoginProfile) {
  return {
    UserName: userName,
    PasswordResetRequired: passwordResetRequired,
    MFABindRequired: mfaBindRequired,
    CreateDate: toldDate(createdAt),
  }
}

export const attachDate = text('When the policy was attached.', date)
export const joinDate = text('When the user joined the group.', date)
export const updateDate = text('When it was last changed.', date)

export const policyFields = {
  PolicyName: text('The name of the policy.', 'read-vpcs'),
  PolicyType: text('System or Custom.', 'Custom'),
  Description: text('What it is for.', 'Lets auditors look at networks.'),
  DefaultVersion: text('The version in force.', 'v1'),
  CreateDate: text('When it was created.', date),
}

export function policyAnswer({ type, policy }: TypedPolicy) {
  return {
    PolicyName: policy.policyName,
    PolicyType: type,
    Description: policy.description,
    DefaultVersion: policy.defaultVersion,
    CreateDate: toldDate(policy.createdAt),
  }
}

export const attachmentCountField = whole('How many users, groups and roles have it.', 1)

export const policyVersionFields = {
  VersionId: text('The version.', 'v1'),
  IsDefaultVersion: flag('Whether it is in force.', true),
  PolicyDocument: text('The document, as it was given.', '{"Version":"1","Statement":[]}'),
  CreateDate: text('When it was created.', date),
}

export function policyVersionAnswer({ number, document, createdAt }: PolicyVersion, inForce: string) {
  const VersionId = idOf(number)
  return { VersionId, IsDefaultVersion: VersionId === inForce, PolicyDocument: document, CreateDate: toldDate(createdAt) }
}

export const attachedPolicyFields = {
  PolicyName: text('The name of the policy.', 'read-vpcs'),
  PolicyType: text('System or Custom.', 'Custom'),
  Description: text('What it is for.', 'Lets auditors look at networks.'),
  DefaultVersion: text('The version in force.', 'v1'),
  AttachDate: text('When it was attached.', date),
}

export function attachedPolicyAnswer({
  attachment,
  policy,
}: {
  readonly attachment: PolicyAttachment
  readonly policy: TypedPolicy['policy']
}) {
  return {
    PolicyName: policy.policyName,
    PolicyType: attachment.policyType,
    Description: policy.description,
    DefaultVersion: policy.defaultVersion,
    AttachDate: toldDate(attachment.attachedAt),
  }
}

export const roleFields = {
  RoleId: text('The id of the role.', '312345678901234567'),
  RoleName: text('The name of the role.', 'network-reader'),
  Arn: text('The ARN of the role.', 'acs:ram::1000000000000002:role/network-reader'),
  Description: text('What it is for.', 'Read networks from elsewhere.'),
  MaxSessionDuration: long('The longest session, in seconds.', 3600),
  CreateDate: text('When it was created.', date),
}

export function roleAnswer(account: AccountId, role: Role) {
  return {
    RoleId: role.roleId,
    RoleName: role.roleName,
    Arn: roleArn(account, role.roleName),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    CreateDate: toldDate(role.createdAt),
  }
}

export const trustPolicyField = text('The trust policy, as it was given.', '{"Version":"1","Statement":[]}')

/** Tags in lists; absent where there are none. */
export function tagsOf(tags: Tags = {}) {
  const entries = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }))
  return entries.length === 0 ? {} : { Tags: { Tag: entries } }
}

export const lastLogin = sometimes(text('When the user last signed in to the console; there only when it did.', date))

export const accessKeyFields = {
  AccessKeyId: text('The id of the key.', 'LTAI5tExampleExampleExam'),
  Status: text('Active or Inactive.', 'Active'),
  CreateDate: text('When it was created.', date),
}

export function accessKeyAnswer({ accessKeyId, status, createdAt }: AccessKey) {
  return { AccessKeyId: accessKeyId, Status: status, CreateDate: toldDate(createdAt) }
}

/** Parameters and answer fields that several operations have, and how rows are written as answers. */

import { flag, list, oneOf, required, sometimes, structure, text } from '../../model/index.js'
import { type AssociationStatus, failureOf, updatedAt } from './domain/association.js'
import { invitationIdPattern, invitationStatusAt } from './domain/invitation.js'
import type { Permission, PermissionVersion } from './domain/permissions.js'
import { principalPattern } from './domain/principal.js'
import { arnPattern, resourceTypeCodes } from './domain/resource-types.js'
import { shareUpdatedAt } from './domain/share.js'
import type { Association, Invitation, Share } from './tables.js'

// UNKNOWN: the right prefix and otherwise letters and digits is well formed, whatever the length (facts 18.30).
export const shareIdRules = { pattern: /^rs-[A-Za-z0-9]+$/ }
const resourceIdRules = { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ }
const nameRules = { min: 1, max: 50, pattern: /^[A-Za-z0-9\u4e00-\u9fa5._-]+$/ }

export const shareId = { ResourceShareId: required(text('The resource share.', 'rs-6GRmdD3Xa1b2', shareIdRules)) }
export const shareName = { ResourceShareName: required(text('The name of the share.', 'network-core', nameRules)) }
export const shareIds = {
  ResourceShareIds: list('Only these shares.', text('A resource share.', 'rs-PqysnzIja1b2', shareIdRules), {
    max: 5,
    distinct: true,
  }),
}
/** The name as a filter: any text that a name could be. */
export const shareNameFilter = { ResourceShareName: text('Only shares with exactly this name.', 'network-core', nameRules) }
export const invitationId = {
  ResourceShareInvitationId: required(text('The invitation received.', 'i-pMnItMX19fBJa1b2', { pattern: invitationIdPattern })),
}

// Any text: an unknown type has a code of its own, which the pair of type and id must not hide.
const typeCode = text('The type of the resource.', 'VSwitch')
export const resourceTypeFilter = { ResourceType: text('Only resources of this type.', 'VSwitch', { oneOf: resourceTypeCodes }) }
const resourceId = text('The id of the resource.', 'vsw-bp183p93qs667muqlabcd', resourceIdRules)
const resourceArn = text('The ARN of a resource.', 'acs:vpc:cn-hangzhou:1000000000000002:vswitch/vsw-bp183p93qs667muqlabcd', {
  pattern: arnPattern,
})
const principal = text('An account, folder, directory or service.', '1000000000000003', { pattern: principalPattern })

export const resourcesGiven = {
  ResourceArns: list('Resources by ARN, instead of Resources.', resourceArn, { max: 5, distinct: true }),
  Resources: list(
    'Resources by type and id.',
    structure({ ResourceId: resourceId, ResourceType: typeCode }, { together: ['ResourceId', 'ResourceType'] }),
    { max: 5, distinct: true },
  ),
}
export const targetsGiven = { Targets: list('Principals.', principal, { max: 5, distinct: true }) }

// UNKNOWN: how many properties a request takes is not published; as many as resources and principals.
const property = (example: string) => text('A JSON object.', example)
export const settingsGiven = {
  PermissionNames: list(
    'Permissions to attach, at most one for each type.',
    text('A permission.', 'AliyunRSDefaultPermissionVSwitch'),
    {
      distinct: true,
    },
  ),
  ResourceProperties: list(
    'Sharing settings of resources.',
    structure(
      { Property: property('{"sharePrincipals":true,"shareTagOptions":false}'), ResourceArn: resourceArn },
      { together: ['Property', 'ResourceArn'] },
    ),
    { max: 5, distinct: true },
  ),
  TargetProperties: list(
    'Settings of services among the principals.',
    structure(
      {
        Property: property(
          '{"timeRange":{"timeRangeType":"timeRange","beginAtTime":"00:00","timezone":"UTC+8","endAtTime":"19:59"}}',
        ),
        TargetId: principal,
      },
      { together: ['Property', 'TargetId'] },
    ),
    { max: 5, distinct: true, jsonText: true },
  ),
}

export const resourceFilter = { ResourceArn: resourceArn, ResourceId: resourceId }
export const resourcesFilter = {
  ResourceArns: list('Only the resources with these ARNs.', resourceArn, { max: 5, distinct: true }),
  ResourceIds: list('Only the resources with these ids.', resourceId, { max: 5, distinct: true }),
}
export const targetFilter = {
  Target: text('A principal, or with OtherAccounts the owner.', '1000000000000003', { pattern: principalPattern }),
}
export const ownerKind = oneOf(['Self', 'OtherAccounts'], 'Whose shares: those of the caller, or those of others that reach it.')

export const nextToken = { NextToken: sometimes(text('Where the next page begins.')) }

export const shareFields = {
  AllowExternalTargets: flag('Whether principals outside of the directory may be added.'),
  CreateTime: text('When it was created.'),
  ResourceShareId: text('The resource share.'),
  ResourceShareName: text('Its name.'),
  ResourceShareOwner: text('The account that owns it.'),
  ResourceShareStatus: text('Active, Pending, Deleting or Deleted.'),
  UpdateTime: text('When it last changed.'),
}

export function shareShown(share: Share, status: string, now: Date) {
  return {
    AllowExternalTargets: share.allowExternalTargets,
    CreateTime: share.createdAt,
    ResourceShareId: share.shareId,
    ResourceShareName: share.name,
    ResourceShareOwner: share.owner,
    ResourceShareStatus: status,
    UpdateTime: shareUpdatedAt(share, now),
  }
}

export const permissionName = { PermissionName: required(text('The permission.', 'AliyunRSDefaultPermissionVSwitch')) }
export const permissionFields = {
  CreateTime: text('When this version was made.'),
  DefaultPermission: flag('Whether shares get it for its type when none is named.'),
  DefaultVersion: flag('Whether this is the version that shares get.'),
  PermissionName: text('The permission.'),
  PermissionVersion: text('Its version.'),
  ResourceType: text('The type of the resources that it is for.'),
  UpdateTime: text('When this version last changed.'),
}

/** A permission at one of its versions. */
export function permissionShown(
  { name, resourceType, isDefault, defaultVersion }: Permission,
  { version, createdAt }: PermissionVersion,
) {
  return {
    CreateTime: createdAt,
    DefaultPermission: isDefault,
    DefaultVersion: version === defaultVersion,
    PermissionName: name,
    PermissionVersion: version,
    ResourceType: resourceType,
    UpdateTime: createdAt,
  }
}

export const associationFields = {
  AssociationStatus: text('Where the association stands.'),
  AssociationStatusMessage: text('Why it failed; empty when it did not.'),
  AssociationType: text('Resource or Target.'),
  CreateTime: text('When it was associated.'),
  EntityId: text('The resource or principal.'),
  EntityType: text('The type of the resource; Account for every principal.'),
  ResourceArn: sometimes(text('The ARN of a resource.')),
  ResourceProperty: sometimes(text('The sharing settings of a resource.')),
  ResourceShareId: text('The resource share.'),
  ResourceShareName: text('Its name.'),
  TargetProperty: sometimes(text('The settings of a service.')),
  UpdateTime: text('When it last changed.'),
}

export function associationShown(association: Association, shareName: string, status: AssociationStatus, now: Date) {
  const { type, resourceArn, resourceProperty, targetProperty } = association
  return {
    AssociationStatus: status,
    AssociationStatusMessage: status === 'Failed' ? (failureOf(association, now)?.message ?? '') : '',
    AssociationType: type,
    CreateTime: association.createdAt,
    EntityId: association.entityId,
    EntityType: type === 'Target' ? 'Account' : association.entityType,
    ...(resourceArn === undefined ? {} : { ResourceArn: resourceArn }),
    ...(resourceProperty === undefined ? {} : { ResourceProperty: resourceProperty }),
    ResourceShareId: association.shareId,
    ResourceShareName: shareName,
    ...(targetProperty === undefined ? {} : { TargetProperty: targetProperty }),
    UpdateTime: updatedAt(association, now),
  }
}

export const invitationFields = {
  CreateTime: text('When it was sent.'),
  ReceiverAccountId: text('The account invited.'),
  ResourceShareId: text('The resource share.'),
  ResourceShareInvitationId: text('The invitation.'),
  ResourceShareName: text('The name of the share.'),
  SenderAccountId: text('The account that owns the share.'),
  Status: text('Where the invitation stands.'),
}
export const invitationFailureFields = {
  AssociateType: text('The same as OperationType.'),
  FailureDescription: text('The cause in words.'),
  FailureReason: text('The cause.'),
  OperationType: text('Associate or Disassociate.'),
  ResourceArn: sometimes(text('The ARN of the resource.')),
  ResourceId: text('The resource.'),
  ResourceType: text('Its type.'),
  Status: text('The same as FailureReason.'),
  StatusMessage: text('The same as FailureDescription.'),
}

export function invitationShown(invitation: Invitation, now: Date) {
  return {
    CreateTime: invitation.createdAt,
    ReceiverAccountId: invitation.receiver,
    ResourceShareId: invitation.shareId,
    ResourceShareInvitationId: invitation.invitationId,
    ResourceShareName: invitation.shareName,
    SenderAccountId: invitation.sender,
    Status: invitationStatusAt(invitation, now),
  }
}

/** Parameters that several operations share. Lengths and characters: SDK models of 2026. */

import { type Caller, flag, list, oneOf, sometimes, structure, tagList, text, whole } from '../../model/index.js'

export const userName = text('The RAM user.', 'alice', { max: 64, pattern: /^[A-Za-z0-9._-]+$/ })
/** What RAM checks where a user may leave its own name out: the user that the call is about (`keysOf` in domain/access-key.ts). */
export const namedOrCallingUser = {
  arn: 'acs:ram:*:{#accountId}:user/{#UserName}',
  id: ({ input, caller }: { readonly input: { readonly UserName: string | undefined }; readonly caller: Caller }) =>
    input.UserName ?? (caller.kind === 'user' ? caller.userName : undefined),
}
export const roleName = text('The RAM role.', 'network-reader', { max: 64, pattern: /^[A-Za-z0-9.-]+$/ })
export const groupName = text('The RAM user group.', 'network-team', { max: 64, pattern: /^[A-Za-z0-9._-]+$/ })
export const policyName = text('The policy.', 'read-vpcs', { max: 128, pattern: /^[A-Za-z0-9-]+$/ })
export const policyType = oneOf(['System', 'Custom'], 'Whether Alibaba Cloud or the account wrote the policy.', 'Custom')
export const description = text('What it is for.', 'Lets auditors look at networks.', { max: 1024 })
export const versionId = text('The version of the policy.', 'v2', { pattern: /^v[1-9][0-9]{0,8}$/ })
export const comments = text('What the group is for.', 'Those who run the network.', { max: 128 })
export const serial = text('The MFA device.', 'acs:ram::1000000000000002:mfa/alices-phone')
export const userAccessKeyId = text('The id of the access key.', 'LTAI5tExampleExampleExam')
export const resourceGroupId = text('The resource group that the attachment is for. Absent: the whole account.', 'rg-example')

/** Clients send the tags as one JSON text, or numbered. UNKNOWN: the limits are those of tags in other products. */
export const tags = { ...tagList('Tags, by key.', { key: 128, value: 128, most: 20 }), jsonText: true as const }

/** The ARN that RAM checks for a policy, by its type. */
export const namedPolicy = [
  { when: { PolicyType: 'Custom' }, arn: 'acs:ram:*:{#accountId}:policy/{#PolicyName}', id: 'PolicyName' },
  { when: { PolicyType: 'System' }, arn: 'acs:ram:*:system:policy/{#PolicyName}', id: 'PolicyName' },
] as const

/** The page asked for, as RAM names it. */
export const listed = {
  MaxItems: { ...whole('Entries per page.', 100, { min: 1, max: 1000, default: 100 }), role: 'pageSize' as const },
  Marker: { ...text('Where the previous page ended.', 'EXAMPLE', { max: 2048 }), role: 'pageToken' as const },
}

/** What every paged answer has. */
export const listing = {
  IsTruncated: flag('Whether there are more.', false),
  Marker: sometimes(text('Hand it back to go on; there only when there are more.', 'EXAMPLE')),
}

export function listingEnd(nextToken: string | undefined) {
  return nextToken === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: nextToken }
}

export const tagsAnswer = sometimes(
  structure({
    Tag: list('Tags.', structure({ TagKey: text('Tag key.', 'team'), TagValue: text('Tag value.', 'network') })),
  }),
)

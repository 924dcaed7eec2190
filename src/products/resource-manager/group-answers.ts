/** Resource groups as parameters and answers, and the errors of naming one. */

import { list, required, sometimes, structure, text } from '../../model/index.js'
import { toldDate } from '../ram/domain/dates.js'
import { regionIds } from '../resource-sharing/domain/regions.js'
import { resourceGroupStatusAt } from './domain/resource-group.js'
import type { ResourceGroup } from './tables.js'

export const resourceGroupId = {
  ResourceGroupId: required(text('The resource group.', 'rg-aekz5nlvlaka1b2', { pattern: /^rg-[A-Za-z0-9]+$/ })),
}
const labelRules = { min: 1, max: 50, pattern: /^\P{C}+$/u }
export const groupLabel = text('What people call it.', 'my-project', labelRules)

/** What RAM checks: pages of 2024. UNKNOWN: newer ones disclose nothing; those had `ram:` as the service of the action, too. */
export const groupArn = 'acs:ram:*:{#accountId}:resourcegroup/{#ResourceGroupId}'

export const groupErrors = {
  'InvalidParameter.ResourceGroupId': [400, 'The ResourceGroupId is invalid.'],
  'EntityNotExists.ResourceGroup': [404, 'The specified resource group does not exist. You must first create a resource group.'],
} as const
export const labelErrors = {
  'InvalidParameter.DisplayName.Length': [400, 'The maximum length of DisplayName is exceeded.'],
  'MissingParameter.DisplayName': [400, 'You must specify DisplayName.'],
  'InvalidParameter.DisplayName': [400, 'The DisplayName is invalid.'],
} as const

export const groupFields = {
  DisplayName: text('What people call it.'),
  AccountId: text('The account that it belongs to.'),
  Name: text('Its name, unlike all others of the account.'),
  CreateDate: text('When it was created.'),
  Id: text('The resource group.'),
}
export const groupStatus = { Status: text('Creating, OK or PendingDelete.') }
export const groupRegions = {
  RegionStatuses: structure({
    RegionStatus: list('Where it stands in each region.', structure({ ...groupStatus, RegionId: text('The region.') })),
  }),
}
export const groupTags = {
  Tags: sometimes(
    structure({ Tag: list('Its tags.', structure({ TagKey: text('The key.'), TagValue: text('The value; may be empty.') })) }),
  ),
}

export function groupShown({ displayName, name, createdAt, resourceGroupId: Id }: ResourceGroup, AccountId: string) {
  return { DisplayName: displayName, AccountId, Name: name, CreateDate: toldDate(createdAt), Id }
}

export function statusShown(group: ResourceGroup, now: Date) {
  return { Status: resourceGroupStatusAt(group, now) ?? 'PendingDelete' }
}

/** The same everywhere. UNKNOWN: which regions are listed; here those of Resource Sharing. */
export function regionsShown(group: ResourceGroup, now: Date) {
  return { RegionStatuses: { RegionStatus: regionIds.map((RegionId) => ({ ...statusShown(group, now), RegionId })) } }
}

export function tagsShown({ tags }: ResourceGroup, asked: boolean | undefined) {
  if (!asked) return {}
  return { Tags: { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) } }
}

/** What a group that is not there answers. */
export const noSuchGroup = (id: string) => ({
  because: `This account has no resource group ${id}.`,
  next: 'ListResourceGroups shows what it has.',
})

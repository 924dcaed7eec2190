/** Data sources: which pages they ask for, what they sift themselves, and what ends them. Those of Resource Sharing send no region. */

import { RDM, RM } from './directory.js'
import { anyStructures, member, type Provider, structures, text } from './provider.js'
import type { DataSource } from './resource.js'
import type { Answer, Given, Product } from './wire.js'

/** `NextToken` until it is empty or gone. */
export async function tokenPages(
  provider: Provider,
  product: Product,
  action: string,
  given: Given,
  path: string,
): Promise<Answer[]> {
  const found: Answer[] = []
  for (let body: Given = given, pages = 1; ; pages += 1) {
    const answer = await provider.call(product, action, { body })
    found.push(...structures(answer, path))
    if (typeof answer.NextToken !== 'string' || answer.NextToken === '') return found
    if (pages > 100) throw new Error(`${action} never ends`)
    body = { ...body, NextToken: answer.NextToken }
  }
}

/** `PageNumber` until a page is not full. */
export async function numberedPages(provider: Provider, product: Product, action: string, given: Given, path: string) {
  const found: Answer[] = []
  for (let PageNumber = 1; ; PageNumber += 1) {
    const answer = await provider.call(product, action, { body: { ...given, PageSize: 50, PageNumber } })
    const page = structures(answer, path)
    found.push(...page)
    if (page.length < 50) return { found, answer }
    if (PageNumber > 100) throw new Error(`${action} never ends`)
  }
}

/** A status that is no text ends the provider's process. */
export function hasStatus(item: Answer, member: string, wanted: unknown): boolean {
  if (wanted === undefined) return true
  if (typeof item[member] !== 'string') throw new Error(`${member} is no text in ${JSON.stringify(item)}`)
  return item[member] === wanted
}

export const amongIds = (id: string, given: unknown) => given === undefined || (given as readonly string[]).includes(id)

export const resourceShares: DataSource = {
  type: 'resource_manager_resource_shares',
  async read(provider, given) {
    const filter = { ResourceShareName: given.resource_share_name, ResourceOwner: given.resource_share_owner, MaxResults: 20 }
    const all = await tokenPages(provider, 'ResourceSharing', 'ListResourceShares', filter, 'ResourceShares')
    const found = all.filter(
      (each) => amongIds(text(each, 'ResourceShareId'), given.ids) && hasStatus(each, 'ResourceShareStatus', given.status),
    )
    const shares = found.map((each) => ({
      ...{ id: text(each, 'ResourceShareId'), resource_share_name: each.ResourceShareName, status: each.ResourceShareStatus },
      resource_share_owner: each.ResourceShareOwner,
    }))
    return { shares, ids: shares.map(({ id }) => id) }
  },
}

async function associations(provider: Provider, AssociationType: string, given: Given): Promise<Answer[]> {
  const share = given.resource_share_id
  const filter = { MaxResults: 20, AssociationType, ...(share ? { ResourceShareIds: [share] } : {}) }
  const path = 'ResourceShareAssociations'
  const all = await tokenPages(provider, 'ResourceSharing', 'ListResourceShareAssociations', filter, path)
  return all.filter((each) => hasStatus(each, 'AssociationStatus', given.status))
}

export const sharedResources: DataSource = {
  type: 'resource_manager_shared_resources',
  async read(provider, given) {
    const all = await associations(provider, 'Resource', given)
    const named = all.map((each) => ({
      ...{ id: `${each.EntityId}:${each.EntityType}`, resource_id: String(each.EntityId), resource_type: String(each.EntityType) },
      ...{ resource_share_id: each.ResourceShareId, status: each.AssociationStatus },
    }))
    return { resources: named.filter(({ id }) => amongIds(id, given.ids)) }
  },
}

export const sharedTargets: DataSource = {
  type: 'resource_manager_shared_targets',
  async read(provider, given) {
    const all = await associations(provider, 'Target', given)
    const named = all.map((each) => ({
      ...{ id: String(each.EntityId), resource_share_id: each.ResourceShareId, status: each.AssociationStatus },
    }))
    return { targets: named.filter(({ id }) => amongIds(id, given.ids)) }
  },
}

export const resourceDirectories: DataSource = {
  type: 'resource_manager_resource_directories',
  async read(provider) {
    const answer = await provider.call(RM, 'GetResourceDirectory', { body: {} })
    const found = member(answer, 'ResourceDirectory') as Answer
    const directory = {
      ...{ id: text(found, 'ResourceDirectoryId'), master_account_id: found.MasterAccountId, root_folder_id: found.RootFolderId },
      ...{ master_account_name: found.MasterAccountName, status: found.ScpStatus },
    }
    return { directories: [directory] }
  },
}

export const folders: DataSource = {
  type: 'resource_manager_folders',
  async read(provider, given) {
    const filter = { ParentFolderId: given.parent_folder_id, QueryKeyword: given.query_keyword }
    const { found } = await numberedPages(provider, RM, 'ListFoldersForParent', filter, 'Folders.Folder')
    const wanted = found.filter((each) => amongIds(text(each, 'FolderId'), given.ids))
    const details = wanted.map(async (each) => {
      const { ParentFolderId } = member(
        await provider.call(RM, 'GetFolder', { body: { FolderId: each.FolderId } }),
        'Folder',
      ) as Answer
      return { id: text(each, 'FolderId'), folder_name: each.FolderName, parent_folder_id: ParentFolderId }
    })
    return { folders: await Promise.all(details) }
  },
}

export const accounts: DataSource = {
  type: 'resource_manager_accounts',
  async read(provider, given) {
    const { found } = await numberedPages(provider, RDM, 'ListAccounts', { IncludeTags: true }, 'Accounts.Account')
    const wanted = found.filter((each) => amongIds(text(each, 'AccountId'), given.ids) && hasStatus(each, 'Status', given.status))
    return { accounts: await Promise.all(wanted.map((each) => accountShown(provider, each))) }
  },
}

async function accountShown(provider: Provider, each: Answer) {
  const id = text(each, 'AccountId')
  const tags = each.Tags === undefined ? [] : structures(each, 'Tags.Tag')
  const detail = member(await provider.call(RM, 'GetAccount', { body: { AccountId: id } }), 'Account') as Answer
  const body = { RegionId: provider.region, AccountId: id }
  const { PayerAccountId } = await provider.call(RM, 'GetPayerForAccount', { body })
  return {
    ...{ id, display_name: each.DisplayName, type: each.Type, folder_id: each.FolderId, status: each.Status },
    ...{ resource_directory_id: each.ResourceDirectoryId, join_method: each.JoinMethod, join_time: each.JoinTime },
    ...{ modify_time: each.ModifyTime, account_name: detail.AccountName, payer_account_id: PayerAccountId },
    tags: Object.fromEntries(tags.map((tag) => [String(tag.Key), tag.Value])),
  }
}

export const resourceGroups: DataSource = {
  type: 'resource_manager_resource_groups',
  async read(provider, given) {
    const filter = { Status: given.status }
    const { found } = await numberedPages(provider, RM, 'ListResourceGroups', filter, 'ResourceGroups.ResourceGroup')
    const wanted = found.filter((each) => amongIds(text(each, 'Id'), given.ids))
    const details = wanted.map(async (each) => {
      const body = { ResourceGroupId: each.Id }
      const group = member(await provider.call(RM, 'GetResourceGroup', { body }), 'ResourceGroup')
      // `RegionStatuses` is cast to an object without a question.
      const region_statuses = structures(group, 'RegionStatuses.RegionStatus').map((one) => one.RegionId)
      return { id: text(each, 'Id'), name: each.Name, display_name: each.DisplayName, status: each.Status, region_statuses }
    })
    return { groups: await Promise.all(details) }
  },
}

export const controlPolicies: DataSource = {
  type: 'resource_manager_control_policies',
  async read(provider, given) {
    const filter = { Language: given.language, PolicyType: given.policy_type }
    const { found } = await numberedPages(provider, RM, 'ListControlPolicies', filter, 'ControlPolicies.ControlPolicy')
    const wanted = found.filter((each) => amongIds(text(each, 'PolicyId'), given.ids))
    const details = wanted.map(async (each) => {
      const body = { PolicyId: each.PolicyId }
      const { PolicyDocument } = member(await provider.call(RM, 'GetControlPolicy', { body }), 'ControlPolicy') as Answer
      return {
        ...{ id: text(each, 'PolicyId'), control_policy_name: each.PolicyName, policy_type: each.PolicyType },
        // Text that is no number ends the provider's process.
        ...{ attachment_count: wholeOf(each, 'AttachmentCount'), effect_scope: each.EffectScope, policy_document: PolicyDocument },
      }
    })
    return { policies: await Promise.all(details) }
  },
}

export function wholeOf(each: Answer, name: string): number {
  const value = each[name] ?? 0
  if (!/^-?\d+$/.test(String(value))) throw new Error(`${name} is no whole number: ${JSON.stringify(value)}`)
  return Number(value)
}

export const controlPolicyAttachments: DataSource = {
  type: 'resource_manager_control_policy_attachments',
  async read(provider, given) {
    const body = { Language: given.language, TargetId: given.target_id }
    const answer = await provider.call(RM, 'ListControlPolicyAttachmentsForTarget', { body })
    const all = structures(answer, 'ControlPolicyAttachments.ControlPolicyAttachment')
    const attachments = all.map((each) => ({
      ...{ id: `${each.PolicyId}:${given.target_id}`, policy_name: each.PolicyName, policy_type: each.PolicyType },
      attach_date: each.AttachDate,
    }))
    return { attachments }
  },
}

export const delegatedAdministrators: DataSource = {
  type: 'resource_manager_delegated_administrators',
  async read(provider, given) {
    const filter = { ServicePrincipal: given.service_principal }
    const { found } = await numberedPages(provider, RM, 'ListDelegatedAdministrators', filter, 'Accounts.Account')
    const administrators = found.map((each) => ({
      ...{ id: `${each.AccountId}:${each.ServicePrincipal}`, account_id: each.AccountId },
      ...{ service_principal: String(each.ServicePrincipal), delegation_enabled_time: each.DelegationEnabledTime },
    }))
    return { administrators }
  },
}

export const handshakes: DataSource = {
  type: 'resource_manager_handshakes',
  async read(provider, given) {
    const path = 'Handshakes.Handshake'
    const { found } = await numberedPages(provider, RM, 'ListHandshakesForResourceDirectory', {}, path)
    const wanted = found.filter((each) => amongIds(text(each, 'HandshakeId'), given.ids) && hasStatus(each, 'Status', given.status))
    const shown = wanted.map((each) => ({
      ...{ id: text(each, 'HandshakeId'), status: each.Status, target_entity: each.TargetEntity, target_type: each.TargetType },
      ...{ master_account_id: each.MasterAccountId, resource_directory_id: each.ResourceDirectoryId },
    }))
    return { handshakes: shown }
  },
}

export const vpcs: DataSource = {
  type: 'vpcs',
  async read(provider, given) {
    const filter = { RegionId: provider.region, VpcName: given.vpc_name, IsDefault: given.is_default }
    const { found, answer } = await numberedPages(provider, 'Vpc', 'DescribeVpcs', filter, 'Vpcs.Vpc')
    const wanted = found.filter((each) => amongIds(text(each, 'VpcId'), given.ids))
    const shown = wanted.map(async (each) => {
      const id = text(each, 'VpcId')
      const body = { VpcId: id, RegionId: provider.region }
      const tables = anyStructures(
        await provider.call('Vpc', 'DescribeRouteTableList', { body }),
        'RouterTableList.RouterTableListType',
      )
      return {
        ...{ id, vpc_name: each.VpcName, cidr_block: each.CidrBlock, is_default: each.IsDefault, status: each.Status },
        // Objects always, or the provider's process ends.
        ...{ secondary_cidr_blocks: insideOf(each, 'SecondaryCidrBlocks', 'SecondaryCidrBlock') },
        ...{ user_cidrs: insideOf(each, 'UserCidrs', 'UserCidr'), vswitch_ids: insideOf(each, 'VSwitchIds', 'VSwitchId') },
        route_table_id: tables[0]?.RouteTableId,
      }
    })
    return { vpcs: await Promise.all(shown), total_count: wholeOf(answer, 'TotalCount') }
  },
}

export function insideOf(each: Answer, outer: string, inner: string) {
  const found = each[outer]
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw new Error(`${outer} is no object`)
  return (found as Answer)[inner]
}

export const vSwitches: DataSource = {
  type: 'vswitches',
  async read(provider, given) {
    const filter = { RegionId: provider.region, VpcId: given.vpc_id, ZoneId: given.zone_id, VSwitchName: given.vswitch_name }
    const { found } = await numberedPages(provider, 'Vpc', 'DescribeVSwitches', filter, 'VSwitches.VSwitch')
    const wanted = found.filter((each) => amongIds(text(each, 'VSwitchId'), given.ids))
    const shown = wanted.map((each) => ({
      ...{ id: text(each, 'VSwitchId'), vpc_id: each.VpcId, zone_id: each.ZoneId, cidr_block: each.CidrBlock },
      ...{ status: each.Status, is_default: each.IsDefault, enable_ipv6: (each.Ipv6CidrBlock ?? '') !== '' },
      ...{ available_ip_address_count: each.AvailableIpAddressCount, route_table_id: insideOf(each, 'RouteTable', 'RouteTableId') },
    }))
    return { vswitches: shown }
  },
}

/** Through the older client: everything in the query, an empty body. */
export const zones: DataSource = {
  type: 'zones',
  async read(provider, given) {
    const filter = { RegionId: provider.region, DestinationResource: 'Zone', IoOptimized: 'optimized' }
    const query = { ...filter, InstanceChargeType: 'PostPaid', SpotStrategy: 'NoSpot' }
    const available = await provider.call('Ecs', 'DescribeAvailableResource', { query })
    const open = structures(available, 'AvailableZones.AvailableZone').filter(({ Status }) => Status !== 'SoldOut')
    if (open.length === 0) throw new Error('There are no available zones')
    const asked = { RegionId: provider.region, InstanceChargeType: 'PostPaid', SpotStrategy: 'NoSpot' }
    const described = await provider.call('Ecs', 'DescribeZones', { query: asked })
    const usable = structures(described, 'Zones.Zone').filter(
      (zone) =>
        open.some(({ ZoneId }) => ZoneId === zone.ZoneId) &&
        textsIn(zone, 'AvailableInstanceTypes', 'InstanceTypes').length > 0 &&
        textsIn(zone, 'AvailableDiskCategories', 'DiskCategories').length > 0,
    )
    const creates = (zone: Answer) =>
      given.available_resource_creation === undefined ||
      textsIn(zone, 'AvailableResourceCreation', 'ResourceTypes').includes(String(given.available_resource_creation))
    const ids = usable.filter(creates).map((zone) => text(zone, 'ZoneId'))
    return { ids: ids.sort() }
  },
}

function textsIn(zone: Answer, outer: string, inner: string): readonly string[] {
  return ((zone[outer] as Answer | undefined)?.[inner] ?? []) as readonly string[]
}

export const regions: DataSource = {
  type: 'regions',
  async read(provider) {
    const answer = await provider.call('Ecs', 'DescribeRegions', { query: { RegionId: provider.region } })
    const found = structures(answer, 'Regions.Region')
    if (found.length === 0) throw new Error('no matching regions found')
    return { ids: found.map((each) => text(each, 'RegionId')) }
  },
}

export const callerIdentity: DataSource = {
  type: 'caller_identity',
  async read(provider) {
    const answer = await provider.call('Sts', 'GetCallerIdentity', { query: { RegionId: provider.region } })
    const wanted = { id: 'PrincipalId', account_id: 'AccountId', arn: 'Arn', identity_type: 'IdentityType' }
    return Object.fromEntries(Object.entries(wanted).map(([name, from]) => [name, text(answer, from)]))
  },
}

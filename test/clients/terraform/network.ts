/** What is shared: VPCs, vSwitches, prefix lists. */

import { anyStructures, Gone, isExpected, minute, type Provider, statusOf, text } from './provider.js'
import { doneWhenGone, type Resource, type ResourceData, tagChanges, tagParameters, tagsOf, unlessGone } from './resource.js'
import type { Answer, Given, Json } from './wire.js'

async function vpcOf(provider: Provider, id: string): Promise<Answer> {
  const body = { VpcId: id, RegionId: provider.region }
  const answer = await provider.call('Vpc', 'DescribeVpcAttribute', { body, limitMs: minute })
  if (answer.VpcId === '') throw new Gone(`Vpc ${id}`)
  return answer
}

async function systemRouteTableOf(provider: Provider, id: string): Promise<Answer> {
  const body = { VpcId: id, RegionId: provider.region }
  const answer = await provider.call('Vpc', 'DescribeRouteTableList', { body, limitMs: minute })
  const tables = anyStructures(answer, 'RouterTableList.RouterTableListType')
  const system = tables.find((each) => String(each.RouteTableType) === 'System' && String(each.VpcId) === id)
  if (!system) throw new Gone(`system route table of ${id}`)
  return system
}

function vpcIsAvailable(provider: Provider, id: string) {
  const look = () => statusOf(() => vpcOf(provider, id), 'Status', 'nothing')
  return provider.wait({ what: `VPC ${id}`, until: ['Available'], limitMs: 5 * minute, look })
}

/** `UnTagResources` is this product's spelling. Runs at creation too, after tags that the creation had already. */
async function setVpcTags(provider: Provider, d: ResourceData, ResourceType: string): Promise<void> {
  if (!d.changed('tags')) return
  const { removed, set } = tagChanges(d)
  const what = { 'ResourceId.1': d.id, RegionId: provider.region, ResourceType }
  if (removed.length > 0) await provider.call('Vpc', 'UnTagResources', { body: { ...what, TagKey: removed } })
  if (Object.keys(set).length > 0) await provider.call('Vpc', 'TagResources', { body: { ...what, ...tagParameters(set) } })
}

/** `$.Outer.Inner`, which may be missing altogether. */
function inner(answer: Answer, outer: string, name: string): Json | undefined {
  const found = answer[outer]
  return found && typeof found === 'object' && !Array.isArray(found) ? (found as Answer)[name] : undefined
}

/** Deletions that the provider repeats: what hangs on the thing may still be going. */
const vpcBusy = ['DependencyViolation.VSwitch', 'DependencyViolation.SecurityGroup', 'IncorrectVpcStatus']

export const vpc: Resource = {
  type: 'vpc',
  schema: {
    cidr_block: { type: 'string', computed: true },
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    dns_hostname_status: { type: 'string', computed: true },
    enable_ipv6: { type: 'bool', computed: true },
    ipv6_cidr_block: { type: 'string', computed: true, forceNew: true },
    ipv6_cidr_blocks: { type: { blocks: { ipv6_isp: 'string', ipv6_cidr_block: 'string' } }, computed: true },
    is_default: { type: 'bool', computed: true, forceNew: true },
    region_id: { type: 'string', computed: true },
    resource_group_id: { type: 'string', computed: true },
    route_table_id: { type: 'string', computed: true },
    router_id: { type: 'string', computed: true },
    secondary_cidr_blocks: { type: { list: 'string' }, computed: true },
    status: { type: 'string', computed: true },
    system_route_table_description: { type: 'string' },
    system_route_table_name: { type: 'string' },
    system_route_table_route_propagation_enable: { type: 'bool', computed: true },
    classic_link_enabled: { type: 'bool' },
    tags: { type: 'map' },
    user_cidrs: { type: { list: 'string' }, computed: true, forceNew: true },
    vpc_name: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const body = {
      ...{ RegionId: provider.region, ClientToken: provider.clientToken('CreateVpc'), CidrBlock: d.given('cidr_block') },
      ...{ VpcName: d.given('vpc_name'), Description: d.given('description'), ResourceGroupId: d.given('resource_group_id') },
      UserCidr: (d.given('user_cidrs') as readonly string[] | undefined)?.join(','),
      ...tagParameters(d.given('tags')),
    }
    d.id = text(await provider.call('Vpc', 'CreateVpc', { body, again: ['TaskConflict', 'UnknownError'] }), 'VpcId')
    await vpcIsAvailable(provider, d.id)
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => vpcOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ cidr_block: found.CidrBlock, classic_link_enabled: found.ClassicLinkEnabled, create_time: found.CreationTime },
      ...{ description: found.Description, dns_hostname_status: found.DnsHostnameStatus, enable_ipv6: found.EnabledIpv6 },
      ...{ ipv6_cidr_block: found.Ipv6CidrBlock, region_id: found.RegionId, is_default: found.IsDefault },
      ...{ status: found.Status, vpc_name: found.VpcName, tags: tagsOf(inner(found, 'Tags', 'Tag')) },
      secondary_cidr_blocks: inner(found, 'SecondaryCidrBlocks', 'SecondaryCidrBlock'),
      user_cidrs: inner(found, 'UserCidrs', 'UserCidr'),
    })
    const blocks = (inner(found, 'Ipv6CidrBlocks', 'Ipv6CidrBlock') ?? []) as readonly Answer[]
    const ipv6 = blocks.map((each) => ({ ipv6_cidr_block: each.Ipv6CidrBlock ?? null, ipv6_isp: each.Ipv6Isp ?? null }))
    d.set('ipv6_cidr_blocks', ipv6)
    const table = await systemRouteTableOf(provider, d.id)
    d.setAll({
      ...{ resource_group_id: table.ResourceGroupId, route_table_id: table.RouteTableId, router_id: table.RouterId },
      ...{ system_route_table_description: table.Description, system_route_table_name: table.RouteTableName },
      system_route_table_route_propagation_enable: table.RoutePropagationEnable,
    })
  },
  async update(provider, d) {
    const RegionId = provider.region
    const attributes = { description: 'Description', vpc_name: 'VpcName', cidr_block: 'CidrBlock' }
    const changed = Object.entries(attributes).filter(([name]) => !d.isNew && d.changed(name))
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.get(name) ?? '']))
      await provider.call('Vpc', 'ModifyVpcAttribute', { body: { VpcId: d.id, RegionId, ...values } })
      await vpcIsAvailable(provider, d.id)
    }
    if (!d.isNew && d.given('resource_group_id') && d.changed('resource_group_id')) {
      const NewResourceGroupId = d.get('resource_group_id')
      const body = { ResourceId: d.id, RegionId, NewResourceGroupId, ResourceType: 'VPC' }
      await provider.call('Vpc', 'MoveResourceGroup', { body })
    }
    const { RouteTableId } = await systemRouteTableOf(provider, d.id)
    const ofTable = { system_route_table_description: 'Description', system_route_table_name: 'RouteTableName' }
    const renamed = Object.entries(ofTable).filter(([name]) => d.changed(name))
    if (renamed.length > 0) {
      const values = Object.fromEntries(renamed.map(([name, parameter]) => [parameter, d.get(name) ?? '']))
      await provider.call('Vpc', 'ModifyRouteTableAttributes', { body: { RegionId, RouteTableId, ...values } })
    }
    await setVpcTags(provider, d, 'VPC')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const renewed = (body: Given) => ({ ...body, ClientToken: provider.clientToken('DeleteVpc') })
    const body = renewed({ VpcId: d.id, RegionId: provider.region })
    const remove = () => provider.call('Vpc', 'DeleteVpc', { body, again: vpcBusy, renewed })
    if (await doneWhenGone(remove, ['InvalidResource.NotFound'])) return
    const look = () => statusOf(() => vpcOf(provider, d.id), 'Status', 'nothing')
    await provider.wait({ what: `deletion of ${d.id}`, until: [], limitMs: 5 * minute, look })
  },
}

async function vSwitchOf(provider: Provider, id: string): Promise<Answer> {
  // The id in the query, the region in the body.
  const query = { VSwitchId: id }
  const body = { RegionId: provider.region }
  const answer = await provider.call('Vpc', 'DescribeVSwitchAttributes', { query, body, limitMs: minute })
  if (answer.VSwitchId === '') throw new Gone(`Vswitch ${id}`)
  return answer
}

function vSwitchComesTo(provider: Provider, id: string, until: string, limitMs = 5 * minute) {
  const look = () => statusOf(() => vSwitchOf(provider, id), 'Status')
  return provider.wait({ what: `vSwitch ${id}`, until: [until], delayMs: 0, limitMs, look })
}

const vSwitchMissing = ['InvalidVswitchID.NotFound', 'InvalidVSwitchId.NotFound']
const vSwitchInUse = [
  ...['DependencyViolation', 'OperationConflict', 'TaskConflict', 'SystemBusy', 'InternalError', 'LastTokenProcessing'],
  ...['IncorrectVSwitchStatus', 'IncorrectRouteEntryStatus', 'DeleteVSwitch.IncorrectStatus.cbnStatus'],
]
const vSwitchNotYet = ['TaskConflict', 'OperationConflict', 'IncorrectStatus', 'IncorrectVSwitchStatus', 'InvalidStatus.RouteEntry']

export const vSwitch: Resource = {
  type: 'vswitch',
  schema: {
    cidr_block: { type: 'string', computed: true, forceNew: true },
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    enable_ipv6: { type: 'bool', computed: true },
    ipv6_cidr_block: { type: 'string', computed: true },
    is_default: { type: 'bool', computed: true, forceNew: true },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
    vpc_id: { type: 'string', computed: true, forceNew: true },
    vswitch_name: { type: 'string', computed: true },
    zone_id: { type: 'string', computed: true, forceNew: true },
  },
  async create(provider, d) {
    const renewed = (body: Given) => ({ ...body, ClientToken: provider.clientToken('CreateVSwitch') })
    const body = renewed({
      ...{ RegionId: provider.region, CidrBlock: d.get('cidr_block'), VpcId: d.get('vpc_id') },
      ...{ VSwitchName: d.given('vswitch_name'), Description: d.given('description'), ZoneId: d.given('zone_id') },
    })
    d.id = text(await provider.call('Vpc', 'CreateVSwitch', { body, again: vSwitchNotYet, renewed }), 'VSwitchId')
    await vSwitchComesTo(provider, d.id, 'Available')
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => vSwitchOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ cidr_block: found.CidrBlock, create_time: found.CreationTime, description: found.Description },
      ...{ ipv6_cidr_block: found.Ipv6CidrBlock, is_default: found.IsDefault, status: found.Status },
      ...{ vswitch_name: found.VSwitchName, vpc_id: found.VpcId, zone_id: found.ZoneId },
      tags: tagsOf(inner(found, 'Tags', 'Tag')),
    })
    // A block that is missing prints as `<nil>`, which is not empty: IPv6 would read as on.
    if (d.get('enable_ipv6') === undefined) d.set('enable_ipv6', found.Ipv6CidrBlock !== '')
  },
  async update(provider, d) {
    const attributes = { vswitch_name: 'VSwitchName', description: 'Description' }
    const changed = Object.entries(attributes).filter(([name]) => !d.isNew && d.changed(name))
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.get(name) ?? '']))
      const body = { VSwitchId: d.id, RegionId: provider.region, ...values }
      await provider.call('Vpc', 'ModifyVSwitchAttribute', { body })
      await vSwitchComesTo(provider, d.id, 'Available')
    }
    await setVpcTags(provider, d, 'VSWITCH')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const body = { VSwitchId: d.id, RegionId: provider.region }
    try {
      await provider.call('Vpc', 'DeleteVSwitch', { body, again: vSwitchInUse, limitMs: 10 * minute })
    } catch (error) {
      if (isExpected(error, vSwitchMissing)) return
      throw error
    }
    await vSwitchComesTo(provider, d.id, '', 10 * minute)
  },
}

async function prefixListOf(provider: Provider, id: string): Promise<Answer> {
  const body = { 'PrefixListIds.1': id, RegionId: provider.region }
  const [first] = anyStructures(await provider.call('Vpc', 'ListPrefixLists', { body, limitMs: minute }), 'PrefixLists')
  if (!first) throw new Gone(`PrefixList ${id}`)
  return first
}

const entryBlock = { cidr: 'string', description: 'string' } as const
const associationMembers = {
  ...{ status: 'Status', owner_id: 'OwnerId', prefix_list_id: 'PrefixListId', resource_id: 'ResourceId', reason: 'Reason' },
  ...{ resource_type: 'ResourceType', region_id: 'RegionId', resource_uid: 'ResourceUid' },
}

export const prefixList: Resource = {
  type: 'vpc_prefix_list',
  schema: {
    create_time: { type: 'string', computed: true },
    entrys: { type: { set: entryBlock } },
    ip_version: { type: 'string', computed: true, forceNew: true },
    max_entries: { type: 'int', computed: true },
    prefix_list_association: {
      type: { blocks: Object.fromEntries(Object.keys(associationMembers).map((name) => [name, 'string'])) },
      computed: true,
    },
    prefix_list_description: { type: 'string' },
    prefix_list_id: { type: 'string', computed: true },
    prefix_list_name: { type: 'string' },
    resource_group_id: { type: 'string', computed: true },
    share_type: { type: 'string', computed: true },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
  },
  async create(provider, d) {
    const renewed = (body: Given) => ({ ...body, ClientToken: provider.clientToken('CreateVpcPrefixList') })
    const body = renewed({
      ...{ RegionId: provider.region, IpVersion: d.given('ip_version'), MaxEntries: d.given('max_entries') },
      ...{ PrefixListDescription: d.given('prefix_list_description'), PrefixListName: d.given('prefix_list_name') },
      ...{ ResourceGroupId: d.given('resource_group_id'), PrefixListEntries: entriesOf(d) },
    })
    d.id = text(await provider.call('Vpc', 'CreateVpcPrefixList', { body, renewed }), 'PrefixListId')
    const look = () => statusOf(() => prefixListOf(provider, d.id), 'Status', 'nothing')
    await provider.wait({ what: `prefix list ${d.id}`, until: ['Created'], delayMs: 0, limitMs: 5 * minute, look })
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => prefixListOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ create_time: found.CreationTime, ip_version: found.IpVersion, max_entries: found.MaxEntries, status: found.Status },
      ...{ prefix_list_description: found.PrefixListDescription, prefix_list_name: found.PrefixListName },
      ...{ resource_group_id: found.ResourceGroupId, share_type: found.ShareType, prefix_list_id: found.PrefixListId },
      tags: tagsOf(found.Tags),
    })
    const asked = { query: { PrefixListId: d.id }, body: { RegionId: provider.region }, limitMs: minute }
    const entries = await provider.call('Vpc', 'GetVpcPrefixListEntries', asked)
    const listed = (entries.PrefixListEntry ?? []) as readonly Answer[]
    const blocks = listed.map((each) => ({ cidr: each.Cidr ?? null, description: each.Description ?? null }))
    d.set('entrys', blocks)
    const answer = await provider.call('Vpc', 'GetVpcPrefixListAssociations', asked)
    const associations = (answer.PrefixListAssociation ?? []) as readonly Answer[]
    const named = (each: Answer) => Object.entries(associationMembers).map(([name, from]) => [name, each[from] ?? null])
    const associated = associations.map((each) => Object.fromEntries(named(each)))
    d.set('prefix_list_association', associated)
  },
  async update(provider, d) {
    const what = () => ({ PrefixListId: d.id, RegionId: provider.region, ClientToken: provider.clientToken('ModifyVpcPrefixList') })
    const attributes = {
      ...{ prefix_list_name: 'PrefixListName', prefix_list_description: 'PrefixListDescription', max_entries: 'MaxEntries' },
    }
    const changed = Object.entries(attributes).filter(([name]) => !d.isNew && d.changed(name))
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.given(name)]))
      await provider.call('Vpc', 'ModifyVpcPrefixList', { body: { ...what(), ...values } })
    }
    if (!d.isNew && d.changed('entrys')) {
      const [removed, added] = entryChanges(d)
      const again = ['IncorrectStatus.PrefixList', 'IncorrectStatus', 'SystemBusy', 'LastTokenProcessing']
      const renewed = (body: Given) => ({ ...body, ...what() })
      for (const entries of [{ RemovePrefixListEntry: removed }, { AddPrefixListEntry: added }])
        if (Object.values(entries).some(({ length }) => length > 0))
          await provider.call('Vpc', 'ModifyVpcPrefixList', { body: renewed(entries), again, renewed })
    }
    await setVpcTags(provider, d, 'PrefixList')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const renewed = (body: Given) => ({ ...body, ClientToken: provider.clientToken('DeleteVpcPrefixList') })
    const body = renewed({ PrefixListId: d.id, RegionId: provider.region })
    const again = ['OperationConflict', 'SystemBusy', 'DependencyViolation.ShareResource', 'IncorrectStatus', 'LastTokenProcessing']
    await provider.call('Vpc', 'DeleteVpcPrefixList', { body, again, renewed })
    const look = () => statusOf(() => prefixListOf(provider, d.id), 'Status', 'nothing')
    await provider.wait({ what: `deletion of ${d.id}`, until: [], delayMs: 0, limitMs: 5 * minute, look })
  },
}

type Entry = { readonly cidr?: string; readonly description?: string }
const parametersOf = ({ cidr = '', description = '' }: Entry) => ({ Cidr: cidr, Description: description })

function entriesOf(d: ResourceData): readonly Given[] | undefined {
  return (d.given('entrys') as readonly Entry[] | undefined)?.map(parametersOf)
}

/** What goes, and what comes; an entry with another description is both. */
function entryChanges(d: ResourceData): readonly [readonly Given[], readonly Given[]] {
  const key = (entry: Entry) => JSON.stringify(parametersOf(entry))
  const old = (d.previous('entrys') ?? []) as readonly Entry[]
  const wanted = (d.get('entrys') ?? []) as readonly Entry[]
  const without = (all: readonly Entry[], others: readonly Entry[]) =>
    all.filter((one) => !others.some((other) => key(other) === key(one))).map(parametersOf)
  return [without(old, wanted), without(wanted, old)]
}

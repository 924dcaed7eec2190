/** Express Connect Routers, what they are associated with, and grants to them. */

import { anyStructures, Gone, isExpected, minute, type Provider, type Seen, statusOf, structures, text } from './provider.js'
import { doneWhenGone, type Resource, type ResourceData, tagChanges, tagParameters, tagsOf, unlessGone } from './resource.js'
import type { Answer, Given, Json } from './wire.js'

const ECR = 'ExpressConnectRouter'
const locked = ['Conflict.Lock']

/** Every call carries a token, reads too; whatever reads or deletes draws another one for each attempt. */
function withToken(provider: Provider, action: string) {
  const renewed = (body: Given) => ({ ...body, ClientToken: provider.clientToken(action) })
  return {
    once: (body: Given, options: { again?: readonly string[] } = {}) =>
      provider.call(ECR, action, { body: renewed(body), ...options }),
    eachTime: (body: Given, options: { again?: readonly string[] } = {}) =>
      provider.call(ECR, action, { body: renewed(body), renewed, ...options }),
    read: (body: Given) => provider.call(ECR, action, { body: renewed(body), renewed, limitMs: minute }),
  }
}

async function routerOf(provider: Provider, EcrId: string): Promise<Answer> {
  const answer = await withToken(provider, 'DescribeExpressConnectRouter').read({ EcrId })
  const [first] = anyStructures(answer, 'EcrList')
  if (!first || first.AlibabaSideAsn === undefined || first.AlibabaSideAsn === null) throw new Gone(`ExpressConnectRouter ${EcrId}`)
  return first
}

/** These two take any failure for an empty answer; only a router that is not found is said to be gone. */
async function factsOf(provider: Provider, action: string, EcrId: string): Promise<Answer> {
  return withToken(provider, action).read({ EcrId })
}

async function setRouterTags(provider: Provider, d: ResourceData): Promise<void> {
  if (!d.changed('tags')) return
  const { removed, set } = tagChanges(d)
  const what = { 'ResourceId.1': d.id, ResourceType: 'EXPRESSCONNECTROUTER' }
  if (removed.length > 0) await withToken(provider, 'UntagResources').once({ ...what, TagKey: removed })
  if (Object.keys(set).length > 0) await withToken(provider, 'TagResources').once({ ...what, ...tagParameters(set) })
}

type Region = { readonly region_id?: string; readonly transit_mode?: string }

export const router: Resource = {
  type: 'express_connect_router_express_connect_router',
  schema: {
    alibaba_side_asn: { type: 'int', required: true, forceNew: true },
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    ecr_name: { type: 'string' },
    regions: { type: { blocks: { transit_mode: 'string', region_id: 'string' } }, computed: true },
    resource_group_id: { type: 'string', computed: true },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
  },
  async create(provider, d) {
    const body = {
      ...{ Description: d.given('description'), AlibabaSideAsn: d.get('alibaba_side_asn'), Name: d.given('ecr_name') },
      ...{ ResourceGroupId: d.given('resource_group_id'), ...tagParameters(d.given('tags')) },
    }
    d.id = text(await withToken(provider, 'CreateExpressConnectRouter').once(body, { again: locked }), 'EcrId')
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => routerOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ alibaba_side_asn: found.AlibabaSideAsn, create_time: found.GmtCreate, description: found.Description },
      ...{ ecr_name: found.Name, resource_group_id: found.ResourceGroupId, status: found.Status, tags: tagsOf(found.Tags) },
    })
    const modes = await factsOf(provider, 'DescribeExpressConnectRouterInterRegionTransitMode', d.id)
    const listed = (modes.InterRegionTransitModeList ?? []) as readonly Answer[]
    const regions: Json = listed.map((each) => ({ region_id: each.RegionId ?? null, transit_mode: each.Mode ?? null }))
    d.set('regions', regions)
    await factsOf(provider, 'DescribeExpressConnectRouterRegion', d.id)
  },
  async update(provider, d) {
    const attributes = { ecr_name: 'Name', description: 'Description' }
    const changed = Object.entries(attributes).filter(([name]) => !d.isNew && d.changed(name))
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.get(name) ?? '']))
      await withToken(provider, 'ModifyExpressConnectRouter').once({ EcrId: d.id, ...values })
    }
    if (d.changed('regions')) {
      const regions = (d.given('regions') ?? []) as readonly Region[]
      const TransitModeList = regions.map(({ transit_mode = '', region_id = '' }) => ({ Mode: transit_mode, RegionId: region_id }))
      const body = { EcrId: d.id, TransitModeList }
      await withToken(provider, 'ModifyExpressConnectRouterInterRegionTransitMode').once(body)
      const look = () => statusOf(() => routerOf(provider, d.id), 'Status')
      await provider.wait({ what: `regions of ${d.id}`, until: ['ACTIVE'], limitMs: 5 * minute, look })
    }
    if (!d.isNew && d.given('resource_group_id') && d.changed('resource_group_id')) {
      const body = { ResourceId: d.id, NewResourceGroupId: d.get('resource_group_id'), ResourceType: 'EXPRESSCONNECTROUTER' }
      await withToken(provider, 'MoveResourceGroup').once(body, { again: locked })
    }
    await setRouterTags(provider, d)
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const EcrId = d.id
    try {
      await withToken(provider, 'DeleteExpressConnectRouter').eachTime({ EcrId }, { again: locked })
    } catch (error) {
      if (isExpected(error, ['ResourceNotFound.EcrId'])) return
      throw error
    }
    await provider.wait({
      what: `deletion of ${EcrId}`,
      until: [''],
      limitMs: 5 * minute,
      look: () => looksDeleted(provider, EcrId),
    })
  },
}

/** A deleted router is recognised by its grants, which cannot be asked for any more; any answer keeps the provider waiting. */
async function looksDeleted(provider: Provider, EcrId: string): Promise<Seen> {
  try {
    const answer = await withToken(provider, 'DescribeInstanceGrantedToExpressConnectRouter').read({ EcrId })
    return { status: String(answer.Code) }
  } catch (error) {
    if (isExpected(error, ['ResourceNotFound.EcrId'])) return { status: '' }
    throw error
  }
}

/** `router:association:node`. */
function partsOf(id: string): readonly [string, string, string] {
  const [router = '', association = '', node = '', ...rest] = id.split(':')
  if (rest.length > 0 || !node) throw new Error(`invalid Resource Id ${id}`)
  return [router, association, node]
}

interface Kind {
  readonly nodeType: 'VPC' | 'TR'
  /** The member that names what is associated. */
  readonly node: 'VpcId' | 'TransitRouterId'
  readonly settled: readonly string[]
}
const withVpc: Kind = { nodeType: 'VPC', node: 'VpcId', settled: ['ACTIVE'] }
const withTransitRouter: Kind = { nodeType: 'TR', node: 'TransitRouterId', settled: ['ACTIVE', 'INACTIVE'] }

/** Whatever goes wrong reads as gone. Ids are compared as texts: a number is another one. */
async function associationOf(provider: Provider, kind: Kind, id: string): Promise<Answer> {
  const [EcrId, AssociationId, node] = partsOf(id)
  const body = { EcrId, AssociationId, [kind.node]: node, AssociationNodeType: kind.nodeType }
  const read = withToken(provider, 'DescribeExpressConnectRouterAssociation').read(body)
  const answer = await read.catch((): Answer => ({}))
  const found = anyStructures(answer, 'AssociationList').find(
    (each) =>
      each.AssociationId === AssociationId &&
      each.AssociationNodeType === kind.nodeType &&
      each.EcrId === EcrId &&
      each[kind.node] === node,
  )
  if (!found) throw new Gone(`association ${id}`)
  return found
}

function associationSettles(provider: Provider, kind: Kind, id: string) {
  const look = () => statusOf(() => associationOf(provider, kind, id), 'Status', 'nothing')
  return provider.wait({ what: `association ${id}`, until: kind.settled, limitMs: 5 * minute, look })
}

async function associate(provider: Provider, d: ResourceData, kind: Kind, node: Json, options: Given): Promise<void> {
  const EcrId = String(d.get('ecr_id'))
  const region = { AssociationRegionId: d.get('association_region_id'), AllowedPrefixes: d.given('allowed_prefixes') }
  const body = { EcrId, [kind.node]: node, ...region, ...options }
  const answer = await withToken(provider, 'CreateExpressConnectRouterAssociation').once(body, { again: locked })
  d.id = `${EcrId}:${text(answer, 'AssociationId')}:${node}`
  await associationSettles(provider, kind, d.id)
}

/** None given empties the list: empty lists are not on the wire. */
async function setPrefixes(provider: Provider, d: ResourceData, kind: Kind): Promise<void> {
  if (!d.changed('allowed_prefixes')) return
  const [EcrId, AssociationId] = partsOf(d.id)
  const body = { EcrId, AssociationId, AllowedPrefixes: d.given('allowed_prefixes') }
  await withToken(provider, 'ModifyExpressConnectRouterAssociationAllowedPrefix').once(body, { again: locked })
  await associationSettles(provider, kind, d.id)
}

async function dissociate(provider: Provider, d: ResourceData, kind: Kind): Promise<void> {
  const [EcrId, AssociationId] = partsOf(d.id)
  try {
    const remove = withToken(provider, 'DeleteExpressConnectRouterAssociation')
    await remove.eachTime({ EcrId, AssociationId }, { again: locked })
  } catch (error) {
    if (isExpected(error, ['ResourceNotFound.AssociationId'])) return
    throw error
  }
  const look = () => statusOf(() => associationOf(provider, kind, d.id), 'Status', 'nothing')
  await provider.wait({ what: `deletion of ${d.id}`, until: [], limitMs: 5 * minute, look })
}

const associationSchema = {
  allowed_prefixes: { type: { list: 'string' } },
  association_id: { type: 'string', computed: true },
  association_region_id: { type: 'string', required: true, forceNew: true },
  create_time: { type: 'string', computed: true },
  ecr_id: { type: 'string', required: true, forceNew: true },
  status: { type: 'string', computed: true },
} as const

function setAssociation(d: ResourceData, found: Answer): void {
  d.setAll({
    ...{ association_region_id: found.RegionId, create_time: found.GmtCreate, status: found.Status },
    ...{ association_id: found.AssociationId, ecr_id: found.EcrId, allowed_prefixes: found.AllowedPrefixes ?? [] },
  })
}

export const vpcAssociation: Resource = {
  type: 'express_connect_router_vpc_association',
  schema: {
    ...associationSchema,
    vpc_id: { type: 'string', required: true, forceNew: true },
    vpc_owner_id: { type: 'int', computed: true, forceNew: true },
  },
  async create(provider, d) {
    await associate(provider, d, withVpc, d.get('vpc_id') as string, { VpcOwnerId: d.given('vpc_owner_id') })
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => associationOf(provider, withVpc, d.id))
    if (!found) return
    setAssociation(d, found)
    d.setAll({ vpc_owner_id: found.VpcOwnerId, vpc_id: found.VpcId })
  },
  async update(provider, d) {
    await setPrefixes(provider, d, withVpc)
    await this.read(provider, d)
  },
  destroy: (provider, d) => dissociate(provider, d, withVpc),
}

export const transitRouterAssociation: Resource = {
  type: 'express_connect_router_tr_association',
  schema: {
    ...associationSchema,
    cen_id: { type: 'string', forceNew: true },
    transit_router_id: { type: 'string', computed: true, forceNew: true },
    transit_router_owner_id: { type: 'int', forceNew: true },
  },
  async create(provider, d) {
    const options = { TransitRouterOwnerId: d.given('transit_router_owner_id'), CenId: d.given('cen_id') }
    await associate(provider, d, withTransitRouter, d.get('transit_router_id') as string, options)
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => associationOf(provider, withTransitRouter, d.id))
    if (!found) return
    setAssociation(d, found)
    d.setAll({ cen_id: found.CenId, transit_router_owner_id: found.TransitRouterOwnerId, transit_router_id: found.TransitRouterId })
  },
  async update(provider, d) {
    await setPrefixes(provider, d, withTransitRouter)
    await this.read(provider, d)
  },
  destroy: (provider, d) => dissociate(provider, d, withTransitRouter),
}

/** `router:instance:type`. */
async function childOf(provider: Provider, id: string): Promise<Answer> {
  const [EcrId, ChildInstanceId, ChildInstanceType] = partsOf(id)
  const body = { EcrId, ChildInstanceId, ChildInstanceType }
  const answer = await withToken(provider, 'DescribeExpressConnectRouterChildInstance').read(body)
  const found = anyStructures(answer, 'ChildInstanceList').find(
    (each) =>
      String(each.ChildInstanceId) === ChildInstanceId &&
      String(each.ChildInstanceType) === ChildInstanceType &&
      ChildInstanceType === 'VBR' &&
      String(each.EcrId) === EcrId,
  )
  if (!found) throw new Gone(`child instance ${id}`)
  return found
}

/** Sets only what the answer has. */
function setPresent(d: ResourceData, found: Answer, members: { readonly [name: string]: string }): void {
  for (const [name, from] of Object.entries(members))
    if (found[from] !== undefined && found[from] !== null) d.set(name, found[from])
}

export const vbrChildInstance: Resource = {
  type: 'express_connect_router_vbr_child_instance',
  schema: {
    child_instance_id: { type: 'string', required: true, forceNew: true },
    child_instance_owner_id: { type: 'string', computed: true, forceNew: true },
    child_instance_region_id: { type: 'string', required: true, forceNew: true },
    child_instance_type: { type: 'string', required: true, forceNew: true },
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    ecr_id: { type: 'string', required: true, forceNew: true },
    status: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const what = { ChildInstanceId: d.get('child_instance_id'), ChildInstanceType: d.get('child_instance_type') }
    const body = {
      ...{ ...what, EcrId: d.get('ecr_id'), ChildInstanceRegionId: d.get('child_instance_region_id') },
      ...{ ChildInstanceOwnerId: d.get('child_instance_owner_id'), Description: d.given('description') },
    }
    await withToken(provider, 'AttachExpressConnectRouterChildInstance').once(body, { again: locked })
    d.id = `${body.EcrId}:${what.ChildInstanceId}:${what.ChildInstanceType}`
    const look = () => statusOf(() => childOf(provider, d.id), 'Status')
    await provider.wait({ what: `attachment ${d.id}`, until: ['ACTIVE'], limitMs: 5 * minute, look })
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => childOf(provider, d.id))
    if (!found) return
    setPresent(d, found, {
      ...{ child_instance_owner_id: 'ChildInstanceOwnerId', child_instance_region_id: 'ChildInstanceRegionId' },
      ...{ create_time: 'GmtCreate', description: 'Description', status: 'Status', child_instance_id: 'ChildInstanceId' },
      ...{ child_instance_type: 'ChildInstanceType', ecr_id: 'EcrId' },
    })
  },
  async update(provider, d) {
    const [EcrId, ChildInstanceId, ChildInstanceType] = partsOf(d.id)
    if (d.changed('description')) {
      const body = { EcrId, ChildInstanceId, ChildInstanceType, Description: d.get('description') ?? '' }
      await withToken(provider, 'ModifyExpressConnectRouterChildInstance').once(body)
    }
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const [EcrId, ChildInstanceId, ChildInstanceType] = partsOf(d.id)
    const again = ['OperationDenied.VbrHasRouteEntryInMiddleStatus', ...locked]
    const gone = ['ResourceNotFound.AssociationId', 'ResourceNotFound.ChildInstanceId', 'ResourceNotFound.EcrId']
    const detach = withToken(provider, 'DetachExpressConnectRouterChildInstance')
    if (await doneWhenGone(() => detach.eachTime({ EcrId, ChildInstanceId, ChildInstanceType }, { again }), gone)) return
    const read = () => withToken(provider, 'DescribeExpressConnectRouterChildInstance').read({ EcrId, ChildInstanceId })
    const look = () => statusOf(read, 'TotalCount')
    await provider.wait({ what: `detaching of ${d.id}`, until: ['0'], limitMs: 5 * minute, look })
  },
}

/** `router:instance:region:owner of the router:type`, as the owner of the instance reads it. */
async function grantOf(provider: Provider, id: string): Promise<Answer> {
  const [EcrId, InstanceId, InstanceRegionId, EcrOwnerAliUid, InstanceType, ...rest] = id.split(':')
  if (rest.length > 0 || !InstanceType) throw new Error(`invalid Resource Id ${id}`)
  const body = { EcrId, InstanceId, InstanceRegionId, InstanceType, CallerType: 'OTHER' }
  const answer = await withToken(provider, 'DescribeInstanceGrantedToExpressConnectRouter').read(body)
  const found = structures(answer, 'EcrGrantedInstanceList').find(
    (each) =>
      String(each.EcrId) === EcrId &&
      String(each.EcrOwnerAliUid) === EcrOwnerAliUid &&
      String(each.NodeId) === InstanceId &&
      String(each.NodeRegionId) === InstanceRegionId &&
      String(each.NodeType) === InstanceType,
  )
  if (!found) throw new Gone(`grant ${id}`)
  return found
}

export const grantAssociation: Resource = {
  type: 'express_connect_router_grant_association',
  schema: {
    ecr_id: { type: 'string', required: true, forceNew: true },
    ecr_owner_ali_uid: { type: 'int', required: true, forceNew: true },
    instance_id: { type: 'string', required: true, forceNew: true },
    instance_region_id: { type: 'string', required: true, forceNew: true },
    instance_type: { type: 'string', required: true, forceNew: true },
    status: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const body = {
      ...{ EcrOwnerAliUid: d.get('ecr_owner_ali_uid'), InstanceId: d.get('instance_id'), InstanceType: d.get('instance_type') },
      ...{ InstanceRegionId: d.get('instance_region_id'), EcrId: d.get('ecr_id'), CallerType: 'OTHER' },
    }
    await withToken(provider, 'GrantInstanceToExpressConnectRouter').once(body, { again: locked })
    d.id = [body.EcrId, body.InstanceId, body.InstanceRegionId, body.EcrOwnerAliUid, body.InstanceType].join(':')
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => grantOf(provider, d.id))
    if (!found) return
    setPresent(d, found, {
      ...{ status: 'Status', ecr_id: 'EcrId', ecr_owner_ali_uid: 'EcrOwnerAliUid', instance_id: 'NodeId' },
      ...{ instance_region_id: 'NodeRegionId', instance_type: 'NodeType' },
    })
  },
  async destroy(provider, d) {
    const [EcrId, InstanceId, InstanceRegionId, EcrOwnerAliUid, InstanceType] = d.id.split(':')
    const body = { EcrOwnerAliUid, InstanceId, InstanceType, InstanceRegionId, EcrId }
    await doneWhenGone(() => withToken(provider, 'RevokeInstanceFromExpressConnectRouter').eachTime(body, { again: locked }))
  },
}

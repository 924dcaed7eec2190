/** CEN instances, transit routers, and attachments of Express Connect Routers to them. */

import { anyStructures, Gone, minute, type Provider, statusOf, text } from './provider.js'
import { doneWhenGone, type Resource, type ResourceData, tagChanges, tagParameters, tagsOf, unlessGone } from './resource.js'
import type { Answer, Given } from './wire.js'

const busy = ['Operation.Blocking']

async function setCenTags(provider: Provider, d: ResourceData, id: string, ResourceType: string): Promise<void> {
  if (!d.changed('tags')) return
  const { removed, set } = tagChanges(d)
  const what = { 'ResourceId.1': id, RegionId: provider.region, ResourceType }
  if (removed.length > 0) await provider.call('Cbn', 'UntagResources', { body: { ...what, TagKey: removed } })
  if (Object.keys(set).length > 0) await provider.call('Cbn', 'TagResources', { body: { ...what, ...tagParameters(set) } })
}

async function cenOf(provider: Provider, id: string): Promise<Answer> {
  const body = { Filter: [{ Key: 'CenId', Value: [id] }] }
  const [first] = anyStructures(await provider.call('Cbn', 'DescribeCens', { body, limitMs: minute }), 'Cens.Cen')
  if (!first) throw new Gone(`CenInstance ${id}`)
  return first
}

function cenComesTo(provider: Provider, id: string, until: string) {
  const look = () => statusOf(() => cenOf(provider, id), 'Status')
  return provider.wait({ what: `CEN instance ${id}`, until: [until], limitMs: 5 * minute, look })
}

export const cen: Resource = {
  type: 'cen_instance',
  schema: {
    cen_instance_name: { type: 'string', computed: true },
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    protection_level: { type: 'string', computed: true },
    resource_group_id: { type: 'string', computed: true },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
  },
  async create(provider, d) {
    const body = {
      ...{ ClientToken: provider.clientToken('CreateCen'), Name: d.given('cen_instance_name') },
      ...{ ProtectionLevel: d.given('protection_level'), Description: d.given('description') },
      ...tagParameters(d.given('tags')),
    }
    d.id = text(await provider.call('Cbn', 'CreateCen', { body, again: busy }), 'CenId')
    await cenComesTo(provider, d.id, 'Active')
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => cenOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ cen_instance_name: found.Name, create_time: found.CreationTime, description: found.Description },
      ...{ protection_level: found.ProtectionLevel, resource_group_id: found.ResourceGroupId, status: found.Status },
      tags: tagsOf((found.Tags as Answer | undefined)?.Tag),
    })
  },
  async update(provider, d) {
    const attributes = { cen_instance_name: 'Name', protection_level: 'ProtectionLevel', description: 'Description' }
    const changed = Object.entries(attributes).filter(([name]) => !d.isNew && d.changed(name))
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.get(name) ?? '']))
      await provider.call('Cbn', 'ModifyCenAttribute', { body: { CenId: d.id, ...values } })
      await cenComesTo(provider, d.id, 'Active')
    }
    // At creation too: the creation itself names no group.
    if (d.given('resource_group_id') && d.changed('resource_group_id')) {
      const what = { ResourceId: d.id, NewResourceGroupId: d.get('resource_group_id'), ResourceType: 'cen' }
      const body = { ...what, ClientToken: provider.clientToken('MoveResourceGroup') }
      await provider.call('Cbn', 'MoveResourceGroup', { body })
    }
    await setCenTags(provider, d, d.id, 'cen')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const again = [...busy, 'InvalidOperation.CenInstanceStatus']
    const remove = () => provider.call('Cbn', 'DeleteCen', { body: { CenId: d.id }, again })
    if (await doneWhenGone(remove, ['ParameterCenInstanceId'])) return
    await cenComesTo(provider, d.id, '')
  },
}

/** `cen:router`; only the second part is asked for. */
async function transitRouterOf(provider: Provider, id: string): Promise<Answer> {
  const body = { TransitRouterId: id.split(':')[1], RegionId: provider.region }
  const [first] = anyStructures(await provider.call('Cbn', 'ListTransitRouters', { body, limitMs: minute }), 'TransitRouters')
  if (!first) throw new Gone(`TransitRouter ${id}`)
  return first
}

function transitRouterIsActive(provider: Provider, id: string) {
  const look = () => statusOf(() => transitRouterOf(provider, id), 'Status', 'nothing')
  return provider.wait({ what: `transit router ${id}`, until: ['Active'], limitMs: 5 * minute, look })
}

const transitRouterBusy = [...busy, 'IncorrectStatus.Status']

export const transitRouter: Resource = {
  type: 'cen_transit_router',
  schema: {
    cen_id: { type: 'string', required: true, forceNew: true },
    create_time: { type: 'string', computed: true },
    region_id: { type: 'string', computed: true },
    status: { type: 'string', computed: true },
    support_multicast: { type: 'bool', forceNew: true },
    tags: { type: 'map' },
    transit_router_description: { type: 'string' },
    transit_router_id: { type: 'string', computed: true },
    transit_router_name: { type: 'string' },
    type: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const body = {
      ...{ RegionId: provider.region, ClientToken: provider.clientToken('CreateTransitRouter'), CenId: d.get('cen_id') },
      ...{ TransitRouterName: d.given('transit_router_name'), TransitRouterDescription: d.given('transit_router_description') },
      ...{ SupportMulticast: d.get('support_multicast'), ...tagParameters(d.given('tags')) },
    }
    const answer = await provider.call('Cbn', 'CreateTransitRouter', { body, again: transitRouterBusy })
    d.id = `${body.CenId}:${text(answer, 'TransitRouterId')}`
    await transitRouterIsActive(provider, d.id)
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => transitRouterOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ cen_id: found.CenId, create_time: found.CreationTime, region_id: found.RegionId, status: found.Status },
      ...{ support_multicast: found.SupportMulticast, transit_router_description: found.TransitRouterDescription },
      ...{ transit_router_name: found.TransitRouterName, type: found.Type, transit_router_id: found.TransitRouterId },
      tags: tagsOf(found.Tags),
    })
  },
  async update(provider, d) {
    const TransitRouterId = d.id.split(':')[1] ?? ''
    const attributes = { transit_router_name: 'TransitRouterName', transit_router_description: 'TransitRouterDescription' }
    // At creation too, with what the creation has named already.
    const changed = Object.entries(attributes).filter(([name]) => d.changed(name))
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.get(name) ?? '']))
      const what = { TransitRouterId, RegionId: provider.region, ClientToken: provider.clientToken('UpdateTransitRouter') }
      await provider.call('Cbn', 'UpdateTransitRouter', { body: { ...what, ...values }, again: transitRouterBusy })
      await transitRouterIsActive(provider, d.id)
    }
    await setCenTags(provider, d, TransitRouterId, 'TransitRouter')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const again = [
      ...[...transitRouterBusy, 'IncorrectStatus.CenInstance', 'InvalidOperation.AttachedChildInstanceExist'],
      'IncorrectStatus.TransitRouterInstance',
    ]
    const renewed = (body: Given) => ({ ...body, ClientToken: provider.clientToken('DeleteTransitRouter') })
    const body = renewed({ TransitRouterId: d.id.split(':')[1] })
    const remove = () => provider.call('Cbn', 'DeleteTransitRouter', { body, again, renewed })
    if (await doneWhenGone(remove, ['ParameterInstanceId'])) return
    const look = () => statusOf(() => transitRouterOf(provider, d.id), 'Status', 'nothing')
    await provider.wait({ what: `deletion of ${d.id}`, until: [], delayMs: 10_000, limitMs: 5 * minute, look })
  },
}

async function attachmentOf(provider: Provider, id: string): Promise<Answer> {
  const body = { TransitRouterAttachmentId: id, RegionId: provider.region }
  const answer = await provider.call('Cbn', 'ListTransitRouterEcrAttachments', { body, limitMs: minute })
  const found = anyStructures(answer, 'TransitRouterAttachments').find(
    (each) => each.ResourceType === 'ECR' && String(each.TransitRouterAttachmentId) === id,
  )
  if (!found) throw new Gone(`TransitRouterEcrAttachment ${id}`)
  return found
}

function attachmentComesTo(provider: Provider, id: string, until: string) {
  const look = () => statusOf(() => attachmentOf(provider, id), 'Status')
  return provider.wait({ what: `attachment ${id}`, until: [until], limitMs: 5 * minute, look })
}

export const ecrAttachment: Resource = {
  type: 'cen_transit_router_ecr_attachment',
  schema: {
    cen_id: { type: 'string', forceNew: true },
    create_time: { type: 'string', computed: true },
    ecr_id: { type: 'string', required: true, forceNew: true },
    ecr_owner_id: { type: 'int', forceNew: true },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
    transit_router_attachment_description: { type: 'string' },
    transit_router_ecr_attachment_name: { type: 'string' },
    transit_router_id: { type: 'string', forceNew: true },
  },
  async create(provider, d) {
    const body = {
      ...{ RegionId: provider.region, ClientToken: provider.clientToken('CreateTransitRouterEcrAttachment') },
      ...{ EcrOwnerId: d.get('ecr_owner_id'), CenId: d.given('cen_id'), TransitRouterId: d.given('transit_router_id') },
      ...{ TransitRouterAttachmentName: d.given('transit_router_ecr_attachment_name'), EcrId: d.get('ecr_id') },
      ...{
        TransitRouterAttachmentDescription: d.given('transit_router_attachment_description'),
        ...tagParameters(d.given('tags')),
      },
    }
    const again = [...busy, 'IncorrectStatus.TransitRouter', 'InvalidStatus.ResourceStatus', 'IncorrectStatus.EcrResource']
    const answer = await provider.call('Cbn', 'CreateTransitRouterEcrAttachment', { body, again })
    d.id = text(answer, 'TransitRouterAttachmentId')
    await attachmentComesTo(provider, d.id, 'Attached')
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => attachmentOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ cen_id: found.CenId, create_time: found.CreationTime, ecr_id: found.EcrId, ecr_owner_id: found.EcrOwnerId },
      ...{ status: found.Status, transit_router_id: found.TransitRouterId, tags: tagsOf(found.Tags) },
      transit_router_attachment_description: found.TransitRouterAttachmentDescription,
      transit_router_ecr_attachment_name: found.TransitRouterAttachmentName,
    })
  },
  async update(provider, d) {
    const attributes = {
      transit_router_ecr_attachment_name: 'TransitRouterAttachmentName',
      transit_router_attachment_description: 'TransitRouterAttachmentDescription',
    }
    const changed = Object.entries(attributes).filter(([name]) => !d.isNew && d.changed(name))
    if (changed.length > 0) {
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.get(name) ?? '']))
      const ClientToken = provider.clientToken('UpdateTransitRouterEcrAttachmentAttribute')
      const body = { TransitRouterAttachmentId: d.id, ClientToken, ...values }
      const again = [...busy, 'IncorrectStatus.TransitRouterAttachment']
      await provider.call('Cbn', 'UpdateTransitRouterEcrAttachmentAttribute', { body, again })
      await attachmentComesTo(provider, d.id, 'Attached')
    }
    await setCenTags(provider, d, d.id, 'TRANSITROUTERECRATTACHMENT')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const body = { TransitRouterAttachmentId: d.id, ClientToken: provider.clientToken('DeleteTransitRouterEcrAttachment') }
    const again = [...busy, 'IncorrectStatus.EcrResource']
    if (await doneWhenGone(() => provider.call('Cbn', 'DeleteTransitRouterEcrAttachment', { body, again }))) return
    await attachmentComesTo(provider, d.id, '')
  },
}

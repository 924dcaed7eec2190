/** Resource shares, what they share, with whom, and the directory's switch. */

import type { Schema } from './attributes.js'
import { anyStructures, Gone, isExpected, member, minute, type Provider, statusOf, structures, text } from './provider.js'
import { doneWhenGone, type Resource, tagChanges, tagParameters, tagsOf, unlessGone } from './resource.js'
import type { Answer, Given } from './wire.js'

const RS = 'ResourceSharing'

async function shareOf(provider: Provider, id: string): Promise<Answer> {
  const body = { 'ResourceShareIds.1': id, RegionId: provider.region, ResourceOwner: 'Self' }
  const [first] = anyStructures(await provider.call(RS, 'ListResourceShares', { body, limitMs: minute }), 'ResourceShares')
  if (!first || first.ResourceShareStatus === 'Deleted') throw new Gone(`ResourceShare ${id}`)
  return first
}

function shareComesTo(provider: Provider, id: string, until: string, options: { field?: string; limit?: number } = {}) {
  const look = () => statusOf(() => shareOf(provider, id), options.field ?? 'ResourceShareStatus')
  return provider.wait({ what: `resource share ${id}`, until: [until], limitMs: options.limit ?? 5 * minute, look })
}

const shareSchema: Schema = {
  allow_external_targets: { type: 'bool' },
  create_time: { type: 'string', computed: true },
  permission_names: { type: { list: 'string' } },
  resource_arns: { type: { list: 'string' } },
  resource_group_id: { type: 'string', computed: true },
  resource_properties: { type: { blocks: { resource_arn: 'string', property: 'string' } } },
  resource_share_name: { type: 'string', required: true },
  resource_share_owner: { type: 'string', computed: true },
  resources: { type: { blocks: { resource_id: 'string', resource_type: 'string' } } },
  status: { type: 'string', computed: true },
  tags: { type: 'map' },
  targets: { type: { list: 'string' } },
}

type Blocks = readonly { readonly [name: string]: string }[] | undefined

export const resourceShare: Resource = {
  type: 'resource_manager_resource_share',
  schema: shareSchema,
  async create(provider, d) {
    const properties = d.given('resource_properties') as Blocks
    const resources = d.given('resources') as Blocks
    const body = {
      ...{ RegionId: provider.region, Targets: d.given('targets'), ResourceGroupId: d.given('resource_group_id') },
      ResourceProperties: properties?.map((each) => ({ ResourceArn: each.resource_arn ?? '', Property: each.property ?? '' })),
      Resources: resources?.map((each) => ({ ResourceType: each.resource_type ?? '', ResourceId: each.resource_id ?? '' })),
      ...tagParameters(d.given('tags')),
      ...{ ResourceArns: d.given('resource_arns'), AllowExternalTargets: d.get('allow_external_targets') },
      ...{ PermissionNames: d.given('permission_names'), ResourceShareName: d.get('resource_share_name') },
    }
    const answer = await provider.call(RS, 'CreateResourceShare', { body })
    d.id = String(member(answer, 'ResourceShare.ResourceShareId'))
    await shareComesTo(provider, d.id, 'Active')
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => shareOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ allow_external_targets: found.AllowExternalTargets, create_time: found.CreateTime },
      ...{ resource_group_id: found.ResourceGroupId, resource_share_name: found.ResourceShareName },
      ...{ resource_share_owner: found.ResourceShareOwner, status: found.ResourceShareStatus, tags: tagsOf(found.Tags) },
    })
  },
  async update(provider, d) {
    const RegionId = provider.region
    if (d.changed('allow_external_targets') || d.changed('resource_share_name')) {
      const scope = d.changed('allow_external_targets') ? { AllowExternalTargets: d.get('allow_external_targets') ?? false } : {}
      const body = { ResourceShareId: d.id, RegionId, ...scope, ResourceShareName: d.get('resource_share_name') }
      await provider.call(RS, 'UpdateResourceShare', { body })
      await shareComesTo(provider, d.id, 'Active')
    }
    if (d.given('resource_group_id') && d.changed('resource_group_id')) {
      const group = String(d.get('resource_group_id'))
      const body = { ResourceId: d.id, ResourceRegionId: RegionId, ResourceGroupId: group }
      await provider.call(RS, 'ChangeResourceGroup', { body })
      await shareComesTo(provider, d.id, group, { field: 'ResourceGroupId' })
    }
    if (d.changed('tags')) {
      const { removed, set } = tagChanges(d)
      const what = { 'ResourceId.1': d.id, RegionId, ResourceType: 'ResourceShare' }
      if (removed.length > 0) await provider.call(RS, 'UntagResources', { body: { ...what, TagKey: removed } })
      if (Object.keys(set).length > 0) await provider.call(RS, 'TagResources', { body: { ...what, ...tagParameters(set) } })
    }
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const body = { ResourceShareId: d.id, RegionId: provider.region }
    if (await doneWhenGone(() => provider.call(RS, 'DeleteResourceShare', { body, limitMs: 10 * minute }))) return
    const look = () => statusOf(() => shareOf(provider, d.id), 'ResourceShareStatus')
    const what = `deletion of ${d.id}`
    await provider.wait({ what, until: [''], fails: ['Active'], limitMs: 10 * minute, look })
  },
}

interface Sought {
  readonly share: string
  readonly entity: string
  /** Of a resource; a target is known by its id alone. */
  readonly type?: string
}

async function associationOf(provider: Provider, { share, entity, type }: Sought): Promise<Answer> {
  const AssociationType = type === undefined ? 'Target' : 'Resource'
  const which = type === undefined ? { Target: entity } : { ResourceId: entity }
  const filter = { ...which, RegionId: provider.region, AssociationType, ResourceShareIds: [share], MaxResults: 50 }
  for (let body: Given = filter; ; ) {
    const answer = await provider.call(RS, 'ListResourceShareAssociations', { body, limitMs: minute })
    const page = structures(answer, 'ResourceShareAssociations')
    if (page.length === 0) throw new Gone(`association of ${entity}`)
    const found = page.find(
      (each) =>
        String(each.ResourceShareId) === share && String(each.EntityId) === entity && (!type || String(each.EntityType) === type),
    )
    if (found) return found
    if (typeof answer.NextToken !== 'string' || answer.NextToken === '') throw new Gone(`association of ${entity}`)
    body = { ...body, NextToken: answer.NextToken }
  }
}

function associationComesTo(provider: Provider, id: string, until: string) {
  const look = () => statusOf(() => associationOf(provider, soughtBy(id)), 'AssociationStatus')
  return provider.wait({ what: `association ${id}`, until: [until], fails: ['Failed'], limitMs: 10 * minute, look })
}

/** `share:entity:type`, or `share:entity`. */
function soughtBy(id: string): Sought {
  const [share = '', entity = '', type] = id.split(':')
  return { share, entity, ...(type === undefined ? {} : { type }) }
}

/** What the answer names first makes the id. */
function firstAssociation(answer: Answer): Answer {
  const [first] = structures(answer, 'ResourceShareAssociations')
  if (!first) throw new Error('AssociateResourceShare answers no association')
  return first
}

export const sharedResource: Resource = {
  type: 'resource_manager_shared_resource',
  schema: {
    create_time: { type: 'string', computed: true },
    permission_name: { type: 'string' },
    properties_resource_arn: { type: 'string' },
    resource_arn: { type: 'string', computed: true, forceNew: true },
    resource_id: { type: 'string', computed: true, forceNew: true },
    resource_property: { type: 'string', computed: true, forceNew: true },
    resource_share_id: { type: 'string', required: true, forceNew: true },
    resource_type: { type: 'string', computed: true, forceNew: true },
    status: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const arn = d.given('resource_arn')
    const permission = d.given('permission_name')
    const body = {
      ...{ ResourceShareId: d.get('resource_share_id'), RegionId: provider.region },
      // One entry always, an empty one too: nothing of an empty structure is on the wire.
      ResourceProperties: [{ Property: d.given('resource_property'), ResourceArn: d.given('properties_resource_arn') }],
      ...(arn ? { ResourceArns: [arn] } : {}),
      ...(permission ? { PermissionNames: [permission] } : {}),
      ...(arn ? {} : { Resources: [{ ResourceId: d.get('resource_id') ?? '', ResourceType: d.get('resource_type') ?? '' }] }),
    }
    const first = firstAssociation(await provider.call(RS, 'AssociateResourceShare', { body, limitMs: 10 * minute }))
    d.id = `${text(first, 'ResourceShareId')}:${text(first, 'EntityId')}:${text(first, 'EntityType')}`
    await associationComesTo(provider, d.id, 'Associated')
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => associationOf(provider, soughtBy(d.id)))
    if (!found) return
    d.setAll({
      ...{ create_time: found.CreateTime, resource_arn: found.ResourceArn, resource_property: found.ResourceProperty },
      ...{ status: found.AssociationStatus, resource_id: found.EntityId },
      ...{ resource_share_id: found.ResourceShareId, resource_type: found.EntityType },
    })
  },
  async destroy(provider, d) {
    const { share, entity, type } = soughtBy(d.id)
    const what = type === 'PolarDBBackupSet' ? { ResourceArns: [d.get('resource_arn')] } : undefined
    const resources = what ?? { Resources: [{ ResourceId: entity, ResourceType: type }] }
    const body = { ResourceShareId: share, RegionId: provider.region, ...resources }
    if (await doneWhenGone(() => provider.call(RS, 'DisassociateResourceShare', { body, limitMs: 10 * minute }))) return
    await associationComesTo(provider, d.id, 'Disassociated')
  },
}

export const sharedTarget: Resource = {
  type: 'resource_manager_shared_target',
  schema: {
    create_time: { type: 'string', computed: true },
    resource_share_id: { type: 'string', required: true, forceNew: true },
    status: { type: 'string', computed: true },
    target_id: { type: 'string', required: true, forceNew: true },
  },
  async create(provider, d) {
    const body = { ResourceShareId: d.get('resource_share_id'), Targets: [d.get('target_id')], RegionId: provider.region }
    const first = firstAssociation(await provider.call(RS, 'AssociateResourceShare', { body, limitMs: 10 * minute }))
    d.id = `${text(first, 'ResourceShareId')}:${text(first, 'EntityId')}`
    await associationComesTo(provider, d.id, 'Associated')
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => associationOf(provider, soughtBy(d.id)))
    if (!found) return
    d.setAll({ create_time: found.CreateTime, status: found.AssociationStatus })
    d.setAll({ resource_share_id: found.ResourceShareId, target_id: found.EntityId })
  },
  async destroy(provider, d) {
    const { share, entity } = soughtBy(d.id)
    const body = { ResourceShareId: share, Targets: [entity], RegionId: provider.region }
    if (await doneWhenGone(() => provider.call(RS, 'DisassociateResourceShare', { body, limitMs: 10 * minute }))) return
    await associationComesTo(provider, d.id, 'Disassociated')
  },
}

/** Destroying it leaves sharing on: no public operation switches it off. */
export const resourceDirectorySharing: Resource = {
  type: 'resource_manager_resource_directory_sharing',
  stays: true,
  schema: { enable_sharing_with_rd: { type: 'bool', computed: true } },
  async create(provider, d) {
    try {
      await provider.call(RS, 'EnableSharingWithResourceDirectory', { body: { RegionId: provider.region } })
    } catch (error) {
      if (!isExpected(error, ['AlreadyEnabled'])) throw error
    }
    d.id = await provider.accountId()
    await this.read(provider, d)
  },
  async read(provider, d) {
    const body = { RegionId: provider.region }
    const answer = await provider.call(RS, 'CheckSharingWithResourceDirectoryStatus', { body, limitMs: minute })
    d.set('enable_sharing_with_rd', answer.EnableSharingWithRd)
  },
  async destroy() {},
}

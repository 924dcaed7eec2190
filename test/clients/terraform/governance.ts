/** Control policies, what they are attached to, resource groups, and portfolios. */

import { again, detailOf, RDM, RM, setDirectoryTags, tagsListed } from './directory.js'
import { anyStructures, Gone, isExpected, member, minute, type Provider, statusOf, text } from './provider.js'
import { doneWhenGone, type Resource, tagChanges, tagParameters, tagsOf, unlessGone } from './resource.js'
import type { Answer } from './wire.js'

/** Documents that say the same in another layout count as one. */
function sameDocument(a: unknown, b: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(String(a))) === JSON.stringify(JSON.parse(String(b)))
  } catch {
    return false
  }
}

const policyGone = ['EntityNotExists.ControlPolicy']

export const controlPolicy: Resource = {
  type: 'resource_manager_control_policy',
  schema: {
    control_policy_name: { type: 'string', required: true },
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    effect_scope: { type: 'string', required: true, forceNew: true },
    policy_document: { type: 'string', required: true, same: sameDocument },
    tags: { type: 'map' },
  },
  async create(provider, d) {
    const body = {
      ...{ PolicyDocument: d.get('policy_document'), Description: d.given('description') },
      ...{ PolicyName: d.get('control_policy_name'), EffectScope: d.get('effect_scope') },
    }
    d.id = String(member(await provider.call(RM, 'CreateControlPolicy', { body, again }), 'ControlPolicy.PolicyId'))
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const asked = { action: 'GetControlPolicy', body: { PolicyId: d.id }, name: 'ControlPolicy', gone: policyGone }
    const found = await unlessGone(d, () => detailOf(provider, asked))
    if (!found) return
    d.setAll({
      ...{ control_policy_name: found.PolicyName, create_time: found.CreateDate, description: found.Description },
      ...{ effect_scope: found.EffectScope, policy_document: found.PolicyDocument },
    })
    const body = { 'ResourceId.1': d.id, ResourceType: 'ControlPolicy' }
    const tags = await provider.call(RDM, 'ListTagResources', { body, limitMs: minute })
    d.set('tags', tagsOf(tags.TagResources))
  },
  async update(provider, d) {
    const changed = ['policy_document', 'description', 'control_policy_name'].filter((name) => !d.isNew && d.changed(name))
    if (changed.length > 0) {
      const description = changed.includes('description') ? { NewDescription: d.get('description') ?? '' } : {}
      const names = { NewPolicyDocument: d.get('policy_document'), NewPolicyName: d.get('control_policy_name') }
      await provider.call(RM, 'UpdateControlPolicy', { body: { PolicyId: d.id, ...names, ...description }, again })
    }
    await setDirectoryTags(provider, d, 'ControlPolicy')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    await doneWhenGone(() => provider.call(RM, 'DeleteControlPolicy', { body: { PolicyId: d.id }, again }), policyGone)
  },
}

async function attachmentOf(provider: Provider, id: string): Promise<Answer> {
  const [PolicyId, TargetId] = id.split(':')
  const answer = await provider.call(RM, 'ListControlPolicyAttachmentsForTarget', { body: { TargetId }, limitMs: minute })
  const all = anyStructures(answer, 'ControlPolicyAttachments.ControlPolicyAttachment')
  const found = all.find((each) => String(each.PolicyId) === PolicyId)
  if (!found) throw new Gone(`ControlPolicyAttachment ${id}`)
  return found
}

export const controlPolicyAttachment: Resource = {
  type: 'resource_manager_control_policy_attachment',
  schema: {
    policy_id: { type: 'string', required: true, forceNew: true },
    target_id: { type: 'string', required: true, forceNew: true },
  },
  async create(provider, d) {
    const body = { TargetId: d.get('target_id'), PolicyId: d.get('policy_id') }
    await provider.call(RM, 'AttachControlPolicy', { body, again })
    d.id = `${body.PolicyId}:${body.TargetId}`
    const look = () => statusOf(() => attachmentOf(provider, d.id), 'PolicyType')
    await provider.wait({ what: `attachment ${d.id}`, until: ['Custom'], limitMs: 5 * minute, look })
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => attachmentOf(provider, d.id))
    if (found) d.setAll({ policy_id: found.PolicyId, target_id: d.id.split(':')[1] })
  },
  async destroy(provider, d) {
    const [PolicyId, TargetId] = d.id.split(':')
    const body = { TargetId, PolicyId }
    await doneWhenGone(() => provider.call(RM, 'DetachControlPolicy', { body, again }), ['EntityNotExists.Target'])
  },
}

async function groupOf(provider: Provider, id: string): Promise<Answer> {
  const asked = { action: 'GetResourceGroup', body: { ResourceGroupId: id }, name: 'ResourceGroup' }
  const found = await detailOf(provider, { ...asked, gone: ['EntityNotExists.ResourceGroup'] })
  if (found.Status === 'PendingDelete') throw new Gone(`ResourceGroup ${id}`)
  return found
}

export const resourceGroup: Resource = {
  type: 'resource_manager_resource_group',
  schema: {
    account_id: { type: 'string', computed: true },
    display_name: { type: 'string', required: true },
    region_statuses: { type: { blocks: { region_id: 'string', status: 'string' } }, computed: true },
    resource_group_name: { type: 'string', computed: true, forceNew: true },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
  },
  async create(provider, d) {
    const tags = Object.entries((d.given('tags') ?? {}) as Record<string, string>)
    const names = { DisplayName: d.get('display_name'), Name: d.given('resource_group_name') }
    const body = { ...names, Tag: tags.map(([Key, Value]) => ({ Key, Value })) }
    d.id = String(member(await provider.call(RM, 'CreateResourceGroup', { body, limitMs: 11 * minute }), 'ResourceGroup.Id'))
    const look = () => statusOf(() => groupOf(provider, d.id), 'Status', 'nothing')
    const what = `resource group ${d.id}`
    await provider.wait({ what, until: ['OK'], delayMs: 10_000, limitMs: 11 * minute, look })
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => groupOf(provider, d.id))
    if (!found) return
    d.setAll({ display_name: found.DisplayName, resource_group_name: found.Name })
    d.setAll({ account_id: found.AccountId, status: found.Status })
    d.set('tags', tagsOf(await tagsListed(provider, RM, d.id, 'ResourceGroup')))
    if (found.RegionStatuses === undefined) return
    const statuses = anyStructures(found, 'RegionStatuses.RegionStatus')
    const blocks = statuses.map((each) => ({ region_id: each.RegionId ?? null, status: each.Status ?? null }))
    d.set('region_statuses', blocks)
  },
  async update(provider, d) {
    if (d.changed('display_name')) {
      const body = { ResourceGroupId: d.id, NewDisplayName: d.get('display_name') }
      await provider.call(RM, 'UpdateResourceGroup', { body })
    }
    if (d.changed('tags')) {
      const { removed, set } = tagChanges(d)
      const what = { ResourceType: 'ResourceGroup', 'ResourceId.1': d.id }
      if (removed.length > 0) await provider.call(RM, 'UnTagResources', { body: { ...what, TagKey: removed } })
      if (Object.keys(set).length > 0) await provider.call(RM, 'TagResources', { body: { ...what, ...tagParameters(set) } })
    }
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const remove = () =>
      provider.call(RM, 'DeleteResourceGroup', {
        body: { ResourceGroupId: d.id },
        again: ['DeleteConflict.ResourceGroup.Resource'],
      })
    await doneWhenGone(remove, ['EntityNotExists.ResourceGroup'])
  },
}

const portfolioGone = ['InvalidPortfolio.NotFound']

export const portfolio: Resource = {
  type: 'service_catalog_portfolio',
  schema: {
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    portfolio_arn: { type: 'string', computed: true },
    portfolio_name: { type: 'string', required: true },
    provider_name: { type: 'string', required: true },
  },
  async create(provider, d) {
    const names = { PortfolioName: d.get('portfolio_name'), ProviderName: d.get('provider_name') }
    const body = { Description: d.given('description'), ...names }
    const asked = { query: { RegionId: provider.region }, body }
    d.id = text(await provider.call('servicecatalog', 'CreatePortfolio', asked), 'PortfolioId')
    await this.read(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => portfolioOf(provider, d.id))
    if (!found) return
    const read = {
      ...{ create_time: found.CreateTime, description: found.Description, portfolio_arn: found.PortfolioArn },
      ...{ portfolio_name: found.PortfolioName, provider_name: found.ProviderName },
    }
    for (const [name, value] of Object.entries(read)) if (value !== undefined && value !== null) d.set(name, value)
  },
  async update(provider, d) {
    const description = d.changed('description') ? { Description: d.get('description') ?? '' } : {}
    const names = { PortfolioName: d.get('portfolio_name'), ProviderName: d.get('provider_name') }
    const body = { PortfolioId: d.id, ...description, ...names }
    await provider.call('servicecatalog', 'UpdatePortfolio', { query: { RegionId: provider.region }, body })
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const asked = { query: { RegionId: provider.region }, body: { PortfolioId: d.id } }
    try {
      await provider.call('servicecatalog', 'DeletePortfolio', asked)
    } catch (error) {
      if (!isExpected(error, portfolioGone)) throw error
    }
  },
}

async function portfolioOf(provider: Provider, id: string): Promise<Answer> {
  try {
    const asked = { query: { PortfolioId: id }, body: {}, limitMs: minute }
    return member(await provider.call('servicecatalog', 'GetPortfolio', asked), 'PortfolioDetail') as Answer
  } catch (error) {
    if (isExpected(error, portfolioGone)) throw new Gone(`Portfolio ${id}`)
    throw error
  }
}

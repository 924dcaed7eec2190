/** Leased lines, and VBRs on them. */

import { anyStructures, Gone, minute, type Provider, statusOf, structures, text } from './provider.js'
import { doneWhenGone, type Resource, type ResourceData, tagChanges, tagParameters, tagsOf, unlessGone } from './resource.js'
import type { Answer, Given, Json } from './wire.js'

async function lineOf(provider: Provider, id: string): Promise<Answer> {
  const Filter = [{ Key: 'PhysicalConnectionId', Value: [id] }]
  for (let PageNumber = 1; ; PageNumber += 1) {
    const body = { RegionId: provider.region, PageSize: 50, PageNumber, Filter }
    const answer = await provider.call('Vpc', 'DescribePhysicalConnections', { body })
    const page = structures(answer, 'PhysicalConnectionSet.PhysicalConnectionType')
    const found = page.find((each) => String(each.PhysicalConnectionId) === id)
    if (found) return found
    if (page.length < 50) throw new Gone(`ExpressConnect PhysicalConnection ${id}`)
  }
}

function lineComesTo(provider: Provider, id: string, until: string, options: { delayMs?: number; limitMs?: number } = {}) {
  const look = () => statusOf(() => lineOf(provider, id), 'Status', 'nothing')
  const { delayMs, limitMs = 20 * minute } = options
  const fails = until === 'Allocated' ? ['Allocation Failed'] : []
  return provider.wait({ what: `line ${id}`, until: [until], fails, ...(delayMs === undefined ? {} : { delayMs }), limitMs, look })
}

/** How the provider prints a number that may be a text; anything else ends its process. */
function wholeIn(found: Answer, name: string): Json {
  const value = found[name]
  if (value === undefined || value === null) return 0
  if (!/^-?\d+$/.test(String(value))) throw new Error(`${name} is no whole number: ${JSON.stringify(value)}`)
  return Number(value)
}

/** Each step of the line's workflow, in the words of its status. */
const steps: Readonly<Record<string, string>> = {
  Confirmed: 'ConfirmPhysicalConnection',
  Enabled: 'CreatePhysicalConnectionOccupancyOrder',
  Canceled: 'CancelPhysicalConnection',
  Terminated: 'TerminatePhysicalConnection',
}

async function takeLine(provider: Provider, d: ResourceData, status: string): Promise<void> {
  const action = steps[status]
  if (!action) throw new Error(`no step to ${status}`)
  const what = { RegionId: provider.region, ClientToken: provider.clientToken(action), PhysicalConnectionId: d.id }
  const order = status === 'Enabled' ? { InstanceChargeType: 'PrePaid', AutoPay: true } : {}
  const answer = await provider.call('Vpc', action, { body: { ...what, ...order } })
  // The data of the order is read as an object without a question.
  if (status === 'Enabled') d.set('order_id', (answer.Data as Answer).OrderId)
  await lineComesTo(provider, d.id, status)
}

export const physicalConnection: Resource = {
  type: 'express_connect_physical_connection',
  schema: {
    access_point_id: { type: 'string', required: true, forceNew: true },
    line_operator: { type: 'string', required: true },
    type: { type: 'string', computed: true, forceNew: true },
    port_type: { type: 'string', forceNew: true },
    bandwidth: { type: 'string', computed: true },
    circuit_code: { type: 'string' },
    peer_location: { type: 'string', computed: true },
    redundant_physical_connection_id: { type: 'string', forceNew: true },
    physical_connection_name: { type: 'string' },
    description: { type: 'string' },
    status: { type: 'string', computed: true },
    order_id: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const body = {
      ...{ RegionId: provider.region, ClientToken: provider.clientToken('CreatePhysicalConnection') },
      ...{ AccessPointId: d.get('access_point_id'), LineOperator: d.get('line_operator'), Type: d.given('type') },
      // In lower case, unlike the published name.
      ...{ PortType: d.given('port_type'), bandwidth: d.given('bandwidth'), CircuitCode: d.given('circuit_code') },
      ...{ PeerLocation: d.given('peer_location'), Name: d.given('physical_connection_name') },
      ...{ RedundantPhysicalConnectionId: d.given('redundant_physical_connection_id'), Description: d.given('description') },
    }
    d.id = text(await provider.call('Vpc', 'CreatePhysicalConnection', { body }), 'PhysicalConnectionId')
    await lineComesTo(provider, d.id, 'Allocated', { delayMs: 1000, limitMs: 2 * minute })
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => lineOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ access_point_id: found.AccessPointId, line_operator: found.LineOperator, type: found.Type, port_type: found.PortType },
      ...{ bandwidth: String(wholeIn(found, 'Bandwidth')), circuit_code: found.CircuitCode, peer_location: found.PeerLocation },
      ...{ redundant_physical_connection_id: found.RedundantPhysicalConnectionId, physical_connection_name: found.Name },
      ...{ description: found.Description, status: found.Status },
    })
  },
  async update(provider, d) {
    const attributes = {
      ...{ bandwidth: 'bandwidth', circuit_code: 'CircuitCode', peer_location: 'PeerLocation' },
      ...{ physical_connection_name: 'Name', description: 'Description' },
    }
    const changed = Object.entries(attributes).filter(([name]) => !d.isNew && d.changed(name))
    if (changed.length > 0 || (!d.isNew && d.changed('line_operator'))) {
      const ClientToken = provider.clientToken('ModifyPhysicalConnectionAttribute')
      const what = { RegionId: provider.region, ClientToken, PhysicalConnectionId: d.id, LineOperator: d.get('line_operator') }
      const values = Object.fromEntries(changed.map(([name, parameter]) => [parameter, d.given(name)]))
      await provider.call('Vpc', 'ModifyPhysicalConnectionAttribute', { body: { ...what, ...values } })
    }
    if (d.given('status') && d.changed('status')) {
      const target = String(d.get('status'))
      const { Status } = await lineOf(provider, d.id)
      if (Status !== target) {
        if (target === 'Enabled' && Status !== 'Confirmed') await takeLine(provider, d, 'Confirmed')
        await takeLine(provider, d, target)
      }
    }
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const ClientToken = provider.clientToken('DeletePhysicalConnection')
    const body = { RegionId: provider.region, ClientToken, PhysicalConnectionId: d.id }
    await doneWhenGone(() => provider.call('Vpc', 'DeletePhysicalConnection', { body }))
  },
}

async function vbrOf(provider: Provider, id: string): Promise<Answer> {
  const body = { RegionId: provider.region, IncludeCrossAccountVbr: 'true', Filter: [{ Key: 'VbrId', Value: [id] }] }
  const answer = await provider.call('Vpc', 'DescribeVirtualBorderRouters', { body, limitMs: minute })
  const [first] = anyStructures(answer, 'VirtualBorderRouterSet.VirtualBorderRouterType')
  if (!first || first.VbrId === '') throw new Gone(`VirtualBorderRouter ${id}`)
  return first
}

function vbrComesTo(provider: Provider, id: string, until: readonly string[], options: { field?: string; delayMs?: number } = {}) {
  const { field = 'Status', delayMs = 1000 } = options
  const look = () => statusOf(() => vbrOf(provider, id), field)
  return provider.wait({ what: `VBR ${id}`, until, delayMs, limitMs: 5 * minute, look })
}

/** Their own operations, with their own type. */
async function setVbrTags(provider: Provider, d: ResourceData): Promise<void> {
  if (!d.changed('tags')) return
  const { removed, set } = tagChanges(d)
  const what = { 'ResourceId.1': d.id, RegionId: provider.region, ResourceType: 'VIRTUALBORDERROUTER' }
  const untagged = { body: { ...what, TagKey: removed } }
  if (removed.length > 0) await provider.call('Vpc', 'UntagResourcesForExpressConnect', untagged)
  const tagged = { body: { ...what, ...tagParameters(set) } }
  if (Object.keys(set).length > 0) await provider.call('Vpc', 'TagResourcesForExpressConnect', tagged)
}

const always = {
  ...{ vlan_id: 'VlanId', local_gateway_ip: 'LocalGatewayIp', peer_gateway_ip: 'PeerGatewayIp' },
  ...{ peering_subnet_mask: 'PeeringSubnetMask' },
} as const
/** Sent whenever they have a value or had one; the first three wherever they are known at all. */
const wherePresent = { min_rx_interval: 'MinRxInterval', min_tx_interval: 'MinTxInterval', detect_multiplier: 'DetectMultiplier' }
const named = {
  ...{ circuit_code: 'CircuitCode', description: 'Description', virtual_border_router_name: 'Name' },
  ...{ peering_ipv6_subnet_mask: 'PeeringIpv6SubnetMask', local_ipv6_gateway_ip: 'LocalIpv6GatewayIp' },
  peer_ipv6_gateway_ip: 'PeerIpv6GatewayIp',
} as const

export const virtualBorderRouter: Resource = {
  type: 'express_connect_virtual_border_router',
  schema: {
    bandwidth: { type: 'int', computed: true },
    circuit_code: { type: 'string' },
    create_time: { type: 'string', computed: true },
    description: { type: 'string' },
    detect_multiplier: { type: 'int', computed: true },
    enable_ipv6: { type: 'bool' },
    local_gateway_ip: { type: 'string', required: true },
    local_ipv6_gateway_ip: { type: 'string' },
    min_rx_interval: { type: 'int', computed: true },
    min_tx_interval: { type: 'int', computed: true },
    mtu: { type: 'int', computed: true },
    peer_gateway_ip: { type: 'string', required: true },
    peer_ipv6_gateway_ip: { type: 'string' },
    peering_ipv6_subnet_mask: { type: 'string' },
    peering_subnet_mask: { type: 'string', required: true },
    physical_connection_id: { type: 'string', required: true, forceNew: true },
    resource_group_id: { type: 'string', computed: true },
    route_table_id: { type: 'string', computed: true },
    sitelink_enable: { type: 'bool' },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
    virtual_border_router_name: { type: 'string' },
    vlan_id: { type: 'int', required: true },
  },
  async create(provider, d) {
    const parameters = Object.entries({ ...always, ...named }).map(([name, parameter]) => [parameter, d.given(name)])
    const body = {
      ...{ RegionId: provider.region, ClientToken: provider.clientToken('CreateVirtualBorderRouter') },
      ...{ ...Object.fromEntries(parameters), VlanId: d.get('vlan_id'), ResourceGroupId: d.given('resource_group_id') },
      ...{ Bandwidth: d.get('bandwidth'), EnableIpv6: d.get('enable_ipv6'), ...tagParameters(d.given('tags')) },
      PhysicalConnectionId: d.get('physical_connection_id'),
    }
    d.id = text(await provider.call('Vpc', 'CreateVirtualBorderRouter', { body, again: ['TaskConflict'] }), 'VbrId')
    await vbrComesTo(provider, d.id, ['active', 'unconfirmed'])
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => vbrOf(provider, d.id))
    if (!found) return
    d.setAll({
      ...{ bandwidth: wholeIn(found, 'Bandwidth'), circuit_code: found.CircuitCode, create_time: found.CreationTime },
      ...{ description: found.Description, enable_ipv6: found.EnableIpv6, local_gateway_ip: found.LocalGatewayIp },
      ...{ local_ipv6_gateway_ip: found.LocalIpv6GatewayIp, mtu: found.Mtu, peer_gateway_ip: found.PeerGatewayIp },
      ...{ peer_ipv6_gateway_ip: found.PeerIpv6GatewayIp, peering_ipv6_subnet_mask: found.PeeringIpv6SubnetMask },
      ...{ peering_subnet_mask: found.PeeringSubnetMask, physical_connection_id: found.PhysicalConnectionId },
      ...{ resource_group_id: found.ResourceGroupId, route_table_id: found.RouteTableId, status: found.Status },
      ...{ sitelink_enable: found.SitelinkEnable, virtual_border_router_name: found.Name, vlan_id: wholeIn(found, 'VlanId') },
      tags: tagsOf((found.Tags as Answer | undefined)?.Tags),
    })
    for (const [name, from] of Object.entries(wherePresent))
      if (found[from] !== undefined && String(found[from]) !== '0') d.set(name, wholeIn(found, from))
  },
  async update(provider, d) {
    await turnVbr(provider, d)
    const changes = (names: readonly string[], isNew = false) => names.some((name) => (isNew || !d.isNew) && d.changed(name))
    const ofNew = changes([...Object.keys(wherePresent), 'mtu', 'sitelink_enable'], true)
    if (ofNew || changes([...Object.keys(always), ...Object.keys(named), 'bandwidth', 'enable_ipv6'])) {
      const ClientToken = provider.clientToken('ModifyVirtualBorderRouterAttribute')
      const body = { VbrId: d.id, RegionId: provider.region, ClientToken, ...vbrAttributes(d) }
      await provider.call('Vpc', 'ModifyVirtualBorderRouterAttribute', { body })
      await vbrComesTo(provider, d.id, ['active'])
    }
    if (!d.isNew && d.given('resource_group_id') && d.changed('resource_group_id')) {
      const what = { ResourceId: d.id, RegionId: provider.region, ResourceType: 'VIRTUALBORDERROUTER' }
      const body = { ...what, NewResourceGroupId: d.get('resource_group_id') }
      await provider.call('Vpc', 'ChangeResourceGroup', { body })
    }
    await setVbrTags(provider, d)
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const ClientToken = provider.clientToken('DeleteVirtualBorderRouter')
    const body = { VbrId: d.id, RegionId: provider.region, ClientToken }
    const again = ['DependencyViolation.BgpGroup']
    if (await doneWhenGone(() => provider.call('Vpc', 'DeleteVirtualBorderRouter', { body, again }))) return
    await vbrComesTo(provider, d.id, [''], { field: 'VbrId' })
  },
}

/** All that the provider sends with any change, what it only read (the MTU) too. */
function vbrAttributes(d: ResourceData): Given {
  const known = (names: { readonly [name: string]: string }, value: (name: string) => unknown) =>
    Object.fromEntries(Object.entries(names).map(([name, parameter]) => [parameter, value(name)]))
  return {
    ...known(always, (name) => d.get(name)),
    ...known(named, (name) => (d.changed(name) ? (d.get(name) ?? '') : d.given(name))),
    ...known({ ...wherePresent, mtu: 'Mtu' }, (name) => d.get(name)),
    ...known({ bandwidth: 'Bandwidth', enable_ipv6: 'EnableIpv6', sitelink_enable: 'SitelinkEnable' }, (name) =>
      d.changed(name) && (!d.isNew || name === 'sitelink_enable') ? d.get(name) : undefined,
    ),
  }
}

/** Terminates, or recovers. */
async function turnVbr(provider: Provider, d: ResourceData): Promise<void> {
  const { Status } = await vbrOf(provider, d.id)
  if (!d.changed('status') || d.get('status') === Status) return
  const turns: Readonly<Record<string, string>> = {
    terminated: 'TerminateVirtualBorderRouter',
    active: 'RecoverVirtualBorderRouter',
  }
  const target = String(d.get('status'))
  const action = turns[target]
  if (!action) return
  const body = { VbrId: d.id, RegionId: provider.region, ClientToken: provider.clientToken(action) }
  await provider.call('Vpc', action, { body })
  await vbrComesTo(provider, d.id, [target], { delayMs: 5000 })
}

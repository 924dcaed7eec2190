import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { uids } from './connect.js'
import { cen, ecrAttachment, transitRouter } from './terraform/cen.js'
import {
  grantAssociation,
  router,
  transitRouterAssociation,
  vbrChildInstance,
  vpcAssociation,
} from './terraform/express-connect-router.js'
import { resourceGroup } from './terraform/governance.js'
import { physicalConnection, virtualBorderRouter } from './terraform/lines.js'
import { vpc, vSwitch } from './terraform/network.js'
import { minute, text } from './terraform/provider.js'
import {
  cens,
  physicalConnections,
  transitRouterAssociations,
  transitRouters,
  vbrChildInstances,
  virtualBorderRouters,
  vpcAssociations,
} from './terraform/routing-data-sources.js'
import { Together } from './terraform/together.js'
import { type Applied, Workspace } from './terraform/workspace.js'

const paces = [
  { pace: 'at once', latency: 'instant' },
  { pace: 'in 7 seconds, so that the waits see every state on the way', latency: { afterMs: 7000 } },
] as const

const region = 'cn-hangzhou'
const addresses = { local_gateway_ip: '10.0.0.1', peer_gateway_ip: '10.0.0.2', peering_subnet_mask: '255.255.255.252' }

describe.each(paces)('the Terraform provider routes, where transitions settle $pace', ({ latency }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await testServer()
    await server.core.worlds.setLatency('default', latency)
    await server.core.worlds.setSettings('default', {
      // Where steps take their time, those of a new line do as well.
      choices: latency === 'instant' ? {} : { 'vpc.physicalConnection': 'Allocated' },
      quotas: { 'vpc.vpcs': 20, 'expressconnectrouter.ecrsPerAccount': 20 },
    })
  })
  afterAll(() => server.close())
  const workspace = (alias = 'network') => new Workspace(server, alias)
  let asns = 64_512
  const asn = () => {
    asns += 1
    return asns
  }

  async function aLine(stack: Workspace, provider = stack.provider) {
    const port = { access_point_id: 'ap-cn-hangzhou-yh-B', line_operator: 'Other', port_type: '1000Base-T' }
    const line = { ...port, status: 'Enabled' }
    return stack.apply(physicalConnection, line, provider)
  }
  /** What Terraform can not tear down itself: an enabled line is closed first. */
  async function closeLine(stack: Workspace) {
    const line = stack.all().find(({ resource }) => resource === physicalConnection)
    if (line) await stack.change(line, { ...line.configuration, status: 'Terminated' })
  }
  async function aVbr(stack: Workspace, provider = stack.provider) {
    const line = await aLine(stack, provider)
    return stack.apply(virtualBorderRouter, { physical_connection_id: line.id, vlan_id: 110, ...addresses }, provider)
  }

  test('an ECR with nothing but its number', async () => {
    const stack = workspace()
    const one = await stack.apply(router, { alibaba_side_asn: asn() })
    expect(one.state).toMatchObject({ status: 'ACTIVE', resource_group_id: expect.stringMatching(/^rg-/) })
    expect(one.state).toMatchObject({ create_time: expect.any(String), regions: [] })
    await stack.importsTheSame(one)
    await stack.destroyAll()
  })

  test('an ECR with a name, a description, tags and a group, each of which changes', async () => {
    const stack = workspace()
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => stack.apply(resourceGroup, { display_name: name, resource_group_name: `ecr-${name}` })),
    )
    const base = { alibaba_side_asn: asn(), ecr_name: 'hub', description: 'the hub' }
    const ecr = await stack.apply(router, { ...base, resource_group_id: one?.id, tags: { team: 'net', stage: 'a' } })
    await stack.importsTheSame(ecr)
    await stack.change(ecr, { ...base, resource_group_id: two?.id, tags: { team: 'net', stage: 'a' } })
    await stack.change(ecr, { ...base, ecr_name: 'hub-2', resource_group_id: two?.id, tags: { team: 'core' } })
    await stack.change(ecr, { ...base, description: 'another', ecr_name: 'hub-2', resource_group_id: two?.id })
    await stack.importsTheSame(ecr)
    // Taken out of the configuration, both are sent as empty texts.
    await stack.change(ecr, { alibaba_side_asn: base.alibaba_side_asn })
    await stack.importsTheSame(ecr)
    await stack.destroyAll()
  })

  test('an ECR with regions, before anything is associated, in the order of the configuration', async () => {
    const stack = workspace()
    const mode = (region_id: string, transit_mode: string) => ({ region_id, transit_mode })
    const base = { alibaba_side_asn: asn() }
    const first = [mode('cn-shanghai', 'ECMP'), mode('cn-hangzhou', 'NearBy'), mode('cn-beijing', 'ECMP')]
    const ecr = await stack.apply(router, { ...base, regions: first })
    await stack.importsTheSame(ecr)
    const second = [mode('cn-shanghai', 'NearBy'), mode('cn-hangzhou', 'NearBy'), mode('cn-beijing', 'ECMP')]
    await stack.change(ecr, { ...base, regions: second })
    const net = await stack.apply(vpc, { cidr_block: '172.16.0.0/16' })
    await stack.apply(vpcAssociation, { ecr_id: ecr.id, vpc_id: net.id, association_region_id: region })
    await stack.wholePlanIsEmpty()
    await stack.destroyAll()
  })

  test('a VPC association: its prefixes in their order, changed, emptied, imported', async () => {
    const stack = workspace()
    const ecr = await stack.apply(router, { alibaba_side_asn: asn() })
    const net = await stack.apply(vpc, { cidr_block: '172.16.0.0/16' })
    await stack.apply(vSwitch, { vpc_id: net.id, cidr_block: '172.16.0.0/24', zone_id: 'cn-hangzhou-b' })
    const base = { ecr_id: ecr.id, vpc_id: net.id, association_region_id: region }
    const prefixes = ['172.16.4.0/24', '172.16.3.0/24', '172.16.2.0/24', '172.16.1.0/24']
    const joined = await stack.apply(vpcAssociation, { ...base, allowed_prefixes: prefixes })
    expect(joined.state).toMatchObject({ status: 'ACTIVE', allowed_prefixes: prefixes })
    await stack.importsTheSame(joined)
    await stack.change(joined, { ...base, allowed_prefixes: ['172.16.5.0/25', '172.16.6.0/24'] })
    await stack.change(joined, base)
    expect(joined.state.allowed_prefixes).toEqual([])

    const found = await stack.read(vpcAssociations, { ecr_id: ecr.id, association_id: joined.state.association_id })
    expect(found.associations).toMatchObject([{ id: joined.id, status: 'ACTIVE', node: net.id, association_node_type: 'VPC' }])
    for (const wrong of [{ vpc_id: `${net.id}_fake` }, { association_id: `${joined.state.association_id}_fake` }])
      expect(await stack.read(vpcAssociations, { ecr_id: ecr.id, ...wrong })).toEqual({ associations: [], ids: [] })
    await stack.wholePlanIsEmpty()
    await stack.destroyAll()
  })

  test('a VPC association without prefixes and with its owner named', async () => {
    const stack = workspace()
    const ecr = await stack.apply(router, { alibaba_side_asn: asn() })
    const net = await stack.apply(vpc, { cidr_block: '172.16.0.0/16' })
    const base = { ecr_id: ecr.id, vpc_id: net.id, association_region_id: region }
    const joined = await stack.apply(vpcAssociation, { ...base, vpc_owner_id: Number(uids.network) })
    expect(joined.state.vpc_owner_id).toBe(Number(uids.network))
    await stack.importsTheSame(joined)
    await stack.destroyAll()
  })

  test('a transit router: its CEN instance, its association, its attachment', async () => {
    const stack = workspace()
    const net = await stack.apply(cen, { cen_instance_name: 'backbone', description: 'all of it' })
    expect(net.state).toMatchObject({ status: 'Active', protection_level: 'REDUCED', create_time: expect.any(String) })
    await stack.importsTheSame(net)
    const tr = await stack.apply(transitRouter, { cen_id: net.id, transit_router_name: 'hub', support_multicast: false })
    expect(tr.state).toMatchObject({ status: 'Active', type: 'Enterprise', region_id: region, cen_id: net.id })
    await stack.importsTheSame(tr)
    const ecr = await stack.apply(router, { alibaba_side_asn: asn() })
    const transit_router_id = String(tr.state.transit_router_id)

    const base = { ecr_id: ecr.id, association_region_id: region, transit_router_id }
    const association = { ...base, cen_id: net.id, transit_router_owner_id: Number(uids.network) }
    const joined = await stack.apply(transitRouterAssociation, { ...association, allowed_prefixes: ['192.168.2.0/24'] })
    expect(joined.state.status).toBe('INACTIVE')
    await stack.importsTheSame(joined)
    const half = await stack.read(transitRouterAssociations, { ecr_id: ecr.id, status: 'INACTIVE', cen_id: net.id })
    expect(half.associations).toMatchObject([{ id: joined.id, cen_id: net.id, node: transit_router_id }])

    const named = { transit_router_ecr_attachment_name: 'ecr', transit_router_attachment_description: 'to the lines' }
    const what = { ecr_id: ecr.id, cen_id: net.id, transit_router_id, ecr_owner_id: Number(uids.network) }
    const attached = await stack.apply(ecrAttachment, { ...what, ...named, tags: { team: 'net' } })
    expect(attached.state).toMatchObject({ status: 'Attached', tags: { team: 'net' } })
    await stack.importsTheSame(attached)
    await stack.wholePlanIsEmpty()
    expect((await stack.read(transitRouterAssociations, { ecr_id: ecr.id, ids: [joined.id] })).associations).toMatchObject([
      { status: 'ACTIVE', allowed_prefixes: ['192.168.2.0/24'] },
    ])
    await stack.change(joined, { ...association, allowed_prefixes: ['192.168.4.0/24', '192.168.3.0/24'] })
    await stack.change(joined, association)
    await stack.change(attached, { ...what, transit_router_ecr_attachment_name: 'renamed', tags: { team: 'core' } })
    await stack.change(tr, { cen_id: net.id, transit_router_description: 'the hub', tags: { team: 'net' } })
    await stack.change(net, { cen_instance_name: 'renamed', tags: { team: 'net' } })
    await stack.importsTheSame(tr)
    await stack.importsTheSame(net)

    expect((await stack.read(cens, { ids: [net.id] })).instances).toMatchObject([{ name: 'renamed', status: 'Active' }])
    const { transit_routers } = await stack.read(transitRouters, { cen_id: net.id })
    expect(transit_routers).toMatchObject([{ id: tr.id, ali_uid: uids.network, type: 'Enterprise' }])
    await stack.wholePlanIsEmpty()
    await stack.destroyAll()
  })

  test('a transit router association that names nothing it need not, and an attachment with neither name nor tags', async () => {
    const stack = workspace()
    const net = await stack.apply(cen, {})
    const tr = await stack.apply(transitRouter, { cen_id: net.id })
    const ecr = await stack.apply(router, { alibaba_side_asn: asn() })
    const transit_router_id = String(tr.state.transit_router_id)
    const base = { ecr_id: ecr.id, association_region_id: region, transit_router_id }
    const joined = await stack.apply(transitRouterAssociation, base)
    await stack.importsTheSame(joined)
    // Answers always have these two, and the provider would replace what its configuration does not name.
    const answered = { cen_id: net.id, ecr_owner_id: Number(uids.network) }
    const attached = await stack.apply(ecrAttachment, { ecr_id: ecr.id, transit_router_id, ...answered })
    await stack.importsTheSame(attached)
    await stack.wholePlanIsEmpty()
    await stack.destroyAll()
  })

  test('a CEN instance in a group, and tags from the first moment', async () => {
    const stack = workspace()
    const group = await stack.apply(resourceGroup, { display_name: 'cen', resource_group_name: 'cen' })
    const net = await stack.apply(cen, { resource_group_id: group.id, tags: { a: '1' }, protection_level: 'REDUCED' })
    expect(net.state.resource_group_id).toBe(group.id)
    const tr = await stack.apply(transitRouter, { cen_id: net.id, tags: { b: '2' } })
    await stack.importsTheSame(net)
    await stack.importsTheSame(tr)
    await stack.destroyAll()
  })

  test('a line: allocated, renamed, enabled with an order, terminated', async () => {
    const stack = workspace()
    const base = { access_point_id: 'ap-cn-hangzhou-yh-B', line_operator: 'CO', type: 'VPC', port_type: '1000Base-LX' }
    const more = { bandwidth: '10', circuit_code: 'longtel001', peer_location: 'Hangzhou', physical_connection_name: 'line' }
    const line = await stack.apply(physicalConnection, { ...base, ...more, description: 'to the office' })
    expect(line.state).toMatchObject({ status: 'Allocated', bandwidth: '10', type: 'VPC', port_type: '1000Base-LX' })
    await stack.importsTheSame(line)
    const renamed = { ...base, ...more, physical_connection_name: 'renamed', description: 'elsewhere', line_operator: 'CT' }
    await stack.change(line, renamed)
    await stack.change(line, { ...renamed, status: 'Enabled' })
    expect(line.state.order_id).toEqual(expect.any(String))
    const { connections } = await stack.read(physicalConnections, { name_regex: '^renamed', include_reservation_data: true })
    expect(connections).toMatchObject([{ id: line.id, bandwidth: '10', status: 'Enabled' }])
    await stack.change(line, { ...renamed, status: 'Terminated' })
    await stack.destroyAll()
  })

  test('a line that is cancelled', async () => {
    const stack = workspace()
    // The port has a published default, and the provider would replace what its configuration does not name.
    const base = { access_point_id: 'ap-cn-hangzhou-yh-B', line_operator: 'Other', port_type: '1000Base-T' }
    const line = await stack.apply(physicalConnection, base)
    await stack.importsTheSame(line)
    await stack.change(line, { ...base, status: 'Confirmed' })
    await stack.change(line, { ...base, status: 'Canceled' })
    await stack.destroyAll()
  })

  test('a VBR: named, tagged, moved, terminated, recovered', async () => {
    const stack = workspace()
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => stack.apply(resourceGroup, { display_name: name, resource_group_name: `vbr-${name}` })),
    )
    const line = await aLine(stack)
    const base = { physical_connection_id: line.id, ...addresses, resource_group_id: one?.id }
    const more = { circuit_code: 'longtel001', description: 'to the office', virtual_border_router_name: 'office' }
    const vbr = await stack.apply(virtualBorderRouter, { ...base, ...more, vlan_id: 110, tags: { team: 'net' } })
    expect(vbr.state).toMatchObject({ status: 'active', mtu: 1500, detect_multiplier: 3, tags: { team: 'net' } })
    expect(vbr.state).toMatchObject({ route_table_id: expect.stringMatching(/^vtb-/), resource_group_id: one?.id })
    await stack.importsTheSame(vbr)
    const moved = { ...base, resource_group_id: two?.id, vlan_id: 111 }
    await stack.change(vbr, { ...moved, ...more, virtual_border_router_name: 'renamed', tags: { team: 'core' } })
    await stack.change(vbr, { ...moved, min_rx_interval: 300, min_tx_interval: 300, detect_multiplier: 5 })
    await stack.change(vbr, { ...moved, status: 'terminated' })
    await stack.change(vbr, { ...moved, status: 'active' })
    await stack.importsTheSame(vbr)
    const filter = [{ key: 'PhysicalConnectionId', values: [line.id] }] as unknown as string
    const { routers } = await stack.read(virtualBorderRouters, { filter })
    expect(routers).toMatchObject([{ id: vbr.id, vlan_id: 111, detect_multiplier: 5, status: 'active' }])
    await stack.wholePlanIsEmpty()
    await stack.destroy(vbr)
    await closeLine(stack)
    await stack.destroyAll()
  })

  test('a VBR with detection of failures from the start', async () => {
    const stack = workspace()
    const line = await aLine(stack)
    const bfd = { min_rx_interval: 500, min_tx_interval: 500, detect_multiplier: 4 }
    const base = { physical_connection_id: line.id, vlan_id: 7, ...addresses, bandwidth: 50 }
    const vbr = await stack.apply(virtualBorderRouter, { ...base, ...bfd })
    expect(vbr.state).toMatchObject({ ...bfd, bandwidth: 50 })
    await stack.destroy(vbr)
    await closeLine(stack)
    await stack.destroyAll()
  })

  test('a VBR as a child instance: described, then not', async () => {
    const stack = workspace()
    const vbr = await aVbr(stack)
    const ecr = await stack.apply(router, { alibaba_side_asn: asn() })
    const what = { ecr_id: ecr.id, child_instance_id: vbr.id, child_instance_type: 'VBR', child_instance_region_id: region }
    const joined = await stack.apply(vbrChildInstance, { ...what, description: 'the office' })
    expect(joined.state).toMatchObject({ status: 'ACTIVE', child_instance_owner_id: uids.network })
    await stack.importsTheSame(joined)
    await stack.change(joined, { ...what, description: 'elsewhere' })
    await stack.change(joined, what)
    const found = await stack.read(vbrChildInstances, { ecr_id: ecr.id, child_instance_type: 'VBR', status: 'ACTIVE' })
    expect(found.instances).toMatchObject([{ id: joined.id, child_instance_owner_id: uids.network }])
    const none = await stack.read(vbrChildInstances, { ecr_id: ecr.id, child_instance_id: `${vbr.id}_fake` })
    expect(none.instances).toEqual([])
    // The MTU that was read goes along with any change of the VBR.
    await stack.change(vbr, { ...vbr.configuration, description: 'attached' })
    await stack.wholePlanIsEmpty()
    await stack.destroy(joined)
    await stack.destroy(vbr)
    await closeLine(stack)
    await stack.destroyAll()
  })

  test('a VPC and a VBR of other accounts, in one configuration with three providers', async () => {
    const hub = workspace()
    const prod = hub.providerOf('prod')
    const partner = hub.providerOf('partner')
    const ecr = await hub.apply(router, { alibaba_side_asn: asn() })
    const net = await hub.apply(vpc, { cidr_block: '10.8.0.0/16' }, prod)
    const line = await aLine(hub, partner)
    const vbr = await hub.apply(virtualBorderRouter, { physical_connection_id: line.id, vlan_id: 9, ...addresses }, partner)

    const grant = { ecr_id: ecr.id, ecr_owner_ali_uid: Number(uids.network), instance_region_id: region }
    const ofNet = await hub.apply(grantAssociation, { ...grant, instance_id: net.id, instance_type: 'VPC' }, prod)
    const ofVbr = await hub.apply(grantAssociation, { ...grant, instance_id: vbr.id, instance_type: 'VBR' }, partner)
    expect(ofNet.state.ecr_owner_ali_uid).toBe(Number(uids.network))
    await hub.importsTheSame(ofNet)
    await hub.importsTheSame(ofVbr)

    const association = { ecr_id: ecr.id, vpc_id: net.id, association_region_id: region, vpc_owner_id: Number(uids.prod) }
    const joined = await hub.apply(vpcAssociation, { ...association, allowed_prefixes: ['10.8.1.0/24'] })
    const child = { child_instance_id: vbr.id, child_instance_type: 'VBR', child_instance_region_id: region }
    const attached = await hub.apply(vbrChildInstance, { ecr_id: ecr.id, ...child, child_instance_owner_id: uids.partner })
    await hub.importsTheSame(joined)
    await hub.importsTheSame(attached)
    await hub.change(joined, association)
    await hub.wholePlanIsEmpty()

    await hub.destroy(attached)
    await hub.destroy(joined)
    await hub.destroy(ofVbr)
    await hub.destroy(vbr)
    await closeLine(hub)
    await hub.destroyAll()
  })

  test('a transit router of another account, which the ECR is granted to', async () => {
    const hub = workspace()
    const partner = hub.providerOf('partner')
    const ecr = await hub.apply(router, { alibaba_side_asn: asn() })
    const net = await hub.apply(cen, {}, partner)
    const tr = await hub.apply(transitRouter, { cen_id: net.id }, partner)
    const transit_router_id = text(tr.state as never, 'transit_router_id')
    const grant = { InstanceId: ecr.id, InstanceType: 'ECR', RegionId: region, CenId: net.id, CenOwnerId: uids.partner }
    await hub.provider.call('Cbn', 'GrantInstanceToTransitRouter', { body: grant })
    const base = { ecr_id: ecr.id, association_region_id: region, transit_router_id, cen_id: net.id }
    const joined = await hub.apply(transitRouterAssociation, { ...base, transit_router_owner_id: Number(uids.partner) })
    const what = { ecr_id: ecr.id, cen_id: net.id, transit_router_id, ecr_owner_id: Number(uids.network) }
    const attached = await hub.apply(ecrAttachment, what, partner)
    await hub.wholePlanIsEmpty()
    await hub.importsTheSame(joined)
    await hub.importsTheSame(attached)
    await hub.destroy(attached)
    await hub.destroy(joined)
    await hub.provider.call('Cbn', 'RevokeInstanceFromTransitRouter', { body: grant })
    await hub.destroyAll()
  })

  test('twelve VPC associations of one ECR, started at once', async () => {
    const stack = workspace()
    const ecr = await stack.apply(router, { alibaba_side_asn: asn() })
    const nets: Applied[] = []
    for (let at = 0; at < 12; at++) nets.push(await stack.apply(vpc, { cidr_block: `10.${at + 1}.0.0/16` }))
    const clock = new Together(server, nets.length)
    const joined = await Promise.all(
      nets.map((net) => {
        const provider = stack.providerOf('network')
        const one = { ecr_id: ecr.id, vpc_id: net.id, association_region_id: region }
        return clock.work(provider, () => stack.apply(vpcAssociation, one, provider))
      }),
    )
    expect(joined.map(({ state }) => state.status)).toEqual(Array(12).fill('ACTIVE'))
    expect(clock.elapsed).toBeLessThan(5 * minute)

    const changing = new Together(server, joined.length)
    const change = (one: Applied, at: number) =>
      changing.work(one.provider, () => stack.change(one, { ...one.configuration, allowed_prefixes: [`192.168.${at}.0/24`] }))
    await Promise.all(joined.map(change))
    const leaving = new Together(server, joined.length)
    await Promise.all(joined.map((one) => leaving.work(one.provider, () => stack.destroyOnly(one))))
    expect(await stack.read(vpcAssociations, { ecr_id: ecr.id })).toEqual({ associations: [], ids: [] })
    await stack.destroyAll()
  })
})

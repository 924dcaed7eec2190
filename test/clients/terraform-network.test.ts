import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { uids } from './connect.js'
import { regions, vpcs, vSwitches, zones } from './terraform/data-sources.js'
import { portfolio, resourceGroup } from './terraform/governance.js'
import { prefixList, vpc, vSwitch } from './terraform/network.js'
import { resourceShare, sharedResource } from './terraform/sharing.js'
import { Workspace } from './terraform/workspace.js'

const paces = [
  { pace: 'at once', latency: 'instant' },
  { pace: 'in 7 seconds, so that the waits see every state on the way', latency: { afterMs: 7000 } },
] as const

describe.each(paces)('the Terraform provider manages what is shared, where transitions settle $pace', ({ latency }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await testServer()
    await server.core.worlds.setLatency('default', latency)
  })
  afterAll(() => server.close())
  const workspace = () => new Workspace(server, 'network')

  test('a VPC with nothing but a range, and a vSwitch as large as it', async () => {
    const stack = workspace()
    const net = await stack.apply(vpc, { cidr_block: '172.16.0.0/12' })
    expect(net.state).toMatchObject({ status: 'Available', route_table_id: expect.stringMatching(/^vtb-/) })
    expect(net.state).toMatchObject({ router_id: expect.any(String), description: '', is_default: false, enable_ipv6: false })
    await stack.importsTheSame(net)
    const part = await stack.apply(vSwitch, { vpc_id: net.id, cidr_block: '172.16.0.0/16', zone_id: 'cn-hangzhou-b' })
    expect(part.state).toMatchObject({ status: 'Available', description: '', enable_ipv6: false, is_default: false })
    await stack.importsTheSame(part)
    await stack.destroyAll()
  })

  test('a VPC and a vSwitch with the same range, named and described', async () => {
    const stack = workspace()
    const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/16', vpc_name: 'hub', description: 'the hub' })
    const base = { vpc_id: net.id, cidr_block: '10.0.0.0/16', zone_id: 'cn-hangzhou-b' }
    const whole = await stack.apply(vSwitch, { ...base, vswitch_name: 'whole', description: 'all of it' })
    await stack.importsTheSame(net)
    await stack.importsTheSame(whole)
    const found = await stack.read(vpcs, { ids: [net.id] })
    expect(found.vpcs).toMatchObject([{ id: net.id, vswitch_ids: [whole.id], route_table_id: net.state.route_table_id }])
    const { vswitches } = await stack.read(vSwitches, { vpc_id: net.id })
    expect(vswitches).toMatchObject([{ id: whole.id, enable_ipv6: false, available_ip_address_count: expect.any(Number) }])
    await stack.destroyAll()
  })

  test('a VPC in a resource group', async () => {
    const stack = workspace()
    const group = await stack.apply(resourceGroup, { display_name: 'vpcs', resource_group_name: 'vpcs' })
    const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/16', resource_group_id: group.id })
    expect(net.state.resource_group_id).toBe(group.id)
    await stack.importsTheSame(net)
    await stack.destroyAll()
  })

  test('a VPC and a vSwitch with tags, which are set once more after the creation', async () => {
    const stack = workspace()
    const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/16', tags: { team: 'net' } })
    const base = { vpc_id: net.id, cidr_block: '10.0.1.0/24', zone_id: 'cn-hangzhou-b' }
    const part = await stack.apply(vSwitch, { ...base, tags: { team: 'net' } })
    await stack.change(net, { cidr_block: '10.0.0.0/16', tags: { team: 'core', stage: 'x' } })
    await stack.change(part, base)
    await stack.importsTheSame(net)
    await stack.destroyAll()
  })

  test('a VPC and a vSwitch that are renamed, and a VPC that grows', async () => {
    const stack = workspace()
    const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/16' })
    const base = { vpc_id: net.id, cidr_block: '10.0.1.0/24', zone_id: 'cn-hangzhou-b' }
    const part = await stack.apply(vSwitch, base)
    await stack.change(net, { cidr_block: '10.0.0.0/16', vpc_name: 'renamed', description: 'new' })
    await stack.change(part, { ...base, vswitch_name: 'renamed', description: 'new' })
    // Taken out of the configuration, a description is sent as an empty text.
    await stack.change(net, { cidr_block: '10.0.0.0/16' })
    await stack.change(part, base)
    await stack.change(net, { cidr_block: '10.0.0.0/8' })
    await stack.destroyAll()
  })

  test('a prefix list: its entries, its room, its sharing', async () => {
    const stack = workspace()
    const base = { prefix_list_name: 'offices', prefix_list_description: 'Offices' }
    const entrys = [{ cidr: '192.168.0.0/16', description: 'Home' }, { cidr: '10.9.0.0/16' }]
    const list = await stack.apply(prefixList, { ...base, max_entries: 20, entrys })
    expect(list.state).toMatchObject({ status: 'Created', ip_version: 'IPV4', max_entries: 20 })
    await stack.importsTheSame(list)
    const moved = [{ cidr: '192.168.0.0/16', description: 'Elsewhere' }, { cidr: '10.8.0.0/16' }]
    await stack.change(list, { ...base, max_entries: 20, entrys: moved })
    // Only changed entries are tried again while the list is being changed.
    await stack.provider.pass(10_000)
    await stack.change(list, { ...base, prefix_list_name: 'renamed', max_entries: 30, entrys: moved })

    await stack.provider.pass(10_000)
    const share = await stack.apply(resourceShare, { resource_share_name: 'prefixes' })
    const what = { resource_share_id: share.id, resource_id: list.id, resource_type: 'PrefixList' }
    const shared = await stack.apply(sharedResource, what)
    await stack.importsTheSame(shared)
    await stack.wholePlanIsEmpty()
    await stack.destroyAll()
  })

  test('a prefix list with nothing in it', async () => {
    const stack = workspace()
    const list = await stack.apply(prefixList, {})
    await stack.importsTheSame(list)
    await stack.destroyAll()
  })

  test('a prefix list with tags', async () => {
    const stack = workspace()
    const list = await stack.apply(prefixList, { max_entries: 10, tags: { team: 'net' } })
    await stack.importsTheSame(list)
    await stack.destroyAll()
  })

  test('a portfolio', async () => {
    const stack = workspace()
    const base = { portfolio_name: 'tools', provider_name: 'platform' }
    const one = await stack.apply(portfolio, base)
    expect(one.state).toMatchObject({ portfolio_arn: expect.stringContaining(uids.network), create_time: expect.any(String) })
    await stack.importsTheSame(one)
    await stack.change(one, { ...base, portfolio_name: 'more-tools', description: 'what everybody needs' })
    await stack.importsTheSame(one)
    await stack.destroyAll()
  })

  test('zones in which a vSwitch can be created, and regions', async () => {
    const stack = workspace()
    const { ids } = await stack.read(zones, { available_resource_creation: 'VSwitch' })
    expect(ids).toContain('cn-hangzhou-b')
    const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/16' })
    for (const [at, zone_id] of ids.entries())
      await stack.apply(vSwitch, { vpc_id: net.id, cidr_block: `10.0.${at}.0/24`, zone_id })
    expect((await stack.read(regions)).ids).toContain('cn-hangzhou')
    await stack.destroyAll()
  })
})

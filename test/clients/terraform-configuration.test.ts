import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { uids } from './connect.js'
import * as data from './terraform/data-sources.js'
import { account, delegatedAdministrator, folder, resourceDirectory } from './terraform/directory.js'
import { controlPolicy, controlPolicyAttachment, portfolio } from './terraform/governance.js'
import { prefixList, vpc, vSwitch } from './terraform/network.js'
import { resourceDirectorySharing, resourceShare, sharedResource, sharedTarget } from './terraform/sharing.js'
import { Workspace } from './terraform/workspace.js'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.close())

const deny = '{"Version":"1","Statement":[{"Effect":"Deny","Action":"ram:DeleteRole","Resource":"*"}]}'

describe.each([
  { pace: 'at once', latency: 'instant' },
  { pace: 'in 4 seconds', latency: { afterMs: 4000 } },
] as const)('a whole configuration, where transitions settle $pace', ({ latency }) => {
  beforeEach(() => server.core.worlds.setLatency('default', latency))

  test('builds a directory with folders and members, and shares what the network account has with all of them', async () => {
    const stack = new Workspace(server, 'partner.admin')
    const directory = await stack.apply(resourceDirectory, { status: 'Enabled', member_deletion_status: 'Enabled' })
    const sharing = await stack.apply(resourceDirectorySharing, {})
    expect(sharing.id).toBe(uids.partner)
    const folders = { core: await stack.apply(folder, { folder_name: 'Core', tags: { kind: 'core' } }) }
    const workloads = await stack.apply(folder, { folder_name: 'Workloads', parent_folder_id: folders.core.id })
    const members = []
    for (const display_name of ['shop', 'stock'])
      members.push(
        await stack.apply(account, { display_name, folder_id: workloads.id, tags: { app: display_name }, force_delete: true }),
      )
    await stack.apply(delegatedAdministrator, { account_id: members[0]?.id, service_principal: 'cloudfw.aliyuncs.com' })
    const policy = await stack.apply(controlPolicy, {
      ...{ control_policy_name: 'KeepRoles', effect_scope: 'RAM', policy_document: deny },
    })
    await stack.apply(controlPolicyAttachment, { policy_id: policy.id, target_id: workloads.id })

    const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/8', vpc_name: 'hub' })
    const { ids: zones } = await stack.read(data.zones, { available_resource_creation: 'VSwitch' })
    const part = await stack.apply(vSwitch, { vpc_id: net.id, cidr_block: '10.1.0.0/16', zone_id: zones[0] })
    const list = await stack.apply(prefixList, { max_entries: 10, entrys: [{ cidr: '10.0.0.0/8' }] })
    const tools = await stack.apply(portfolio, { portfolio_name: 'tools', provider_name: 'platform' })

    const share = await stack.apply(resourceShare, { resource_share_name: 'everything', tags: { team: 'net' } })
    const things = { VSwitch: part.id, PrefixList: list.id, ServiceCatalogPortfolio: tools.id }
    for (const [resource_type, resource_id] of Object.entries(things))
      await stack.apply(sharedResource, { resource_share_id: share.id, resource_id, resource_type })
    for (const target_id of [members[0]?.id, workloads.id, directory.id])
      await stack.apply(sharedTarget, { resource_share_id: share.id, target_id })

    await stack.wholePlanIsEmpty()
    const { resources } = await stack.read(data.sharedResources, { resource_share_id: share.id, status: 'Associated' })
    expect(resources).toHaveLength(3)
    const { targets } = await stack.read(data.sharedTargets, { resource_share_id: share.id, status: 'Associated' })
    expect(targets).toHaveLength(3)
    const { accounts } = await stack.read(data.accounts, { ids: members.map(({ id }) => id) })
    expect(accounts.map(({ tags }: { tags: object }) => tags)).toEqual(expect.arrayContaining([{ app: 'shop' }, { app: 'stock' }]))
    for (const one of stack.all()) await stack.importsTheSame(one)
    await stack.destroyAll()
  })
})

test('two accounts in one configuration: one shares a vSwitch, the other finds it', async () => {
  const stack = new Workspace(server, 'network')
  const prod = stack.providerOf('prod')
  const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/16' })
  const part = await stack.apply(vSwitch, { vpc_id: net.id, cidr_block: '10.0.1.0/24', zone_id: 'cn-hangzhou-b' })
  const share = await stack.apply(resourceShare, { resource_share_name: 'one' })
  await stack.apply(sharedResource, { resource_share_id: share.id, resource_id: part.id, resource_type: 'VSwitch' })
  expect(await stack.read(data.vSwitches, { vpc_id: net.id }, prod)).toEqual({ vswitches: [] })
  const target = await stack.apply(sharedTarget, { resource_share_id: share.id, target_id: uids.prod })
  const { vswitches } = await stack.read(data.vSwitches, { vpc_id: net.id }, prod)
  expect(vswitches).toMatchObject([{ id: part.id, vpc_id: net.id }])
  const { vpcs } = await stack.read(data.vpcs, { ids: [net.id] }, prod)
  expect(vpcs).toMatchObject([{ id: net.id }])
  // Still listed as Disassociated while its share exists.
  await stack.destroyOnly(target)
  expect(await stack.read(data.vSwitches, { vpc_id: net.id }, prod)).toEqual({ vswitches: [] })
  await stack.destroyAll()
})

describe('the provider gets over', () => {
  const faulty = (rule: object) => server.core.worlds.setFaults('default', () => [{ id: 'fault-1', match: {}, ...rule } as never])

  test('throttling, by asking again later', async () => {
    await faulty({ match: { action: 'CreateResourceShare' }, effect: { error: 'Throttling.User' }, times: 3 })
    const stack = new Workspace(server, 'network')
    await stack.apply(resourceShare, { resource_share_name: 'late' })
    expect(stack.provider.calls.filter((action) => action === 'CreateResourceShare')).toHaveLength(4)
    await stack.destroyAll()
  })

  test('an internal error, by asking again at once', async () => {
    await faulty({ match: { action: 'ListResourceShares' }, effect: { error: 'InternalError' }, times: 2 })
    const stack = new Workspace(server, 'network')
    await stack.apply(resourceShare, { resource_share_name: 'shaken' })
    await stack.destroyAll()
  })

  test('but not an operation that the server does not offer: it is told, and nothing is taken for gone', async () => {
    const stack = new Workspace(server, 'network')
    const refused = await stack.provider.call('Vpc', 'CreateNatGateway', { body: {} }).catch((error) => error)
    expect(refused.statusCode).toBe(400)
    expect(refused.message).not.toContain('NotFound')
  })
})

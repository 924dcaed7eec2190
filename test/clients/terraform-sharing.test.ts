import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { uids } from './connect.js'
import { callerIdentity, resourceShares, sharedResources, sharedTargets } from './terraform/data-sources.js'
import { portfolio, resourceGroup } from './terraform/governance.js'
import { vpc, vSwitch } from './terraform/network.js'
import { member, structures } from './terraform/provider.js'
import { resourceDirectorySharing, resourceShare, sharedResource, sharedTarget } from './terraform/sharing.js'
import { Workspace } from './terraform/workspace.js'

const paces = [
  { pace: 'at once', latency: 'instant' },
  { pace: 'in 7 seconds, so that the waits see every state on the way', latency: { afterMs: 7000 } },
] as const

describe.each(paces)('the Terraform provider shares, where transitions settle $pace', ({ latency }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await testServer()
    await server.core.worlds.setLatency('default', latency)
  })
  afterAll(() => server.close())

  const workspace = (alias = 'network') => new Workspace(server, alias)

  async function aVSwitch(stack: Workspace) {
    const net = await stack.apply(vpc, { cidr_block: '10.0.0.0/16' })
    return stack.apply(vSwitch, { vpc_id: net.id, cidr_block: '10.0.1.0/24', zone_id: 'cn-hangzhou-b' })
  }

  test('a plain share is created, renamed, opened to all accounts, tagged, imported and destroyed', async () => {
    const stack = workspace()
    const share = await stack.apply(resourceShare, { resource_share_name: 'plain' })
    expect(share.state).toMatchObject({ resource_share_owner: uids.network, status: 'Active', allow_external_targets: false })
    await stack.importsTheSame(share)

    await stack.change(share, { resource_share_name: 'renamed' })
    await stack.change(share, { resource_share_name: 'renamed', allow_external_targets: true })
    await stack.change(share, { resource_share_name: 'renamed', allow_external_targets: true, tags: { team: 'net', stage: 'a' } })
    await stack.change(share, { resource_share_name: 'both', allow_external_targets: false, tags: { team: 'core' } })
    await stack.importsTheSame(share)
    await stack.change(share, { resource_share_name: 'both' })
    expect(share.state.tags).toEqual({})
    await stack.destroyAll()
  })

  test('a share moves to another resource group', async () => {
    const stack = workspace()
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => stack.apply(resourceGroup, { display_name: name, resource_group_name: `group-${name}` })),
    )
    const share = await stack.apply(resourceShare, { resource_share_name: 'grouped', resource_group_id: one?.id })
    await stack.change(share, { resource_share_name: 'grouped', resource_group_id: two?.id })
    await stack.importsTheSame(share)
    await stack.destroyAll()
  })

  test('a share is created whole, with targets, resources, permissions and tags, and deleted while it still has them', async () => {
    const stack = workspace()
    const shared = await aVSwitch(stack)
    const share = await stack.apply(resourceShare, {
      ...{ resource_share_name: 'inline', allow_external_targets: true, tags: { team: 'net' } },
      ...{ targets: [uids.prod, uids.partner], permission_names: ['AliyunRSDefaultPermissionVSwitch'] },
      resources: [{ resource_id: shared.id, resource_type: 'VSwitch' }],
    })
    // The provider waits for the share only, not for what it was created with.
    await stack.provider.pass(10_000)
    const { resources } = await stack.read(sharedResources, { resource_share_id: share.id })
    expect(resources).toMatchObject([{ id: `${shared.id}:VSwitch`, status: 'Associated' }])
    await stack.importsTheSame(share)
    await stack.destroyAll()
    expect(await stack.read(sharedTargets, { resource_share_id: share.id })).toEqual({ targets: [] })
  })

  test('a share is created whole by the ARN of what it shares', async () => {
    const stack = workspace()
    const shared = await aVSwitch(stack)
    const arn = `acs:vpc:cn-hangzhou:${uids.network}:vswitch/${shared.id}`
    const share = await stack.apply(resourceShare, { resource_share_name: 'by-arn', resource_arns: [arn] })
    const { resources } = await stack.read(sharedResources, { resource_share_id: share.id })
    expect(resources).toMatchObject([{ id: `${shared.id}:VSwitch` }])
    await stack.provider.pass(10_000)
    await stack.destroyAll()
  })

  test('a portfolio is shared with settings, by a share created whole and by one that is given it', async () => {
    const stack = workspace()
    const one = await stack.apply(portfolio, { portfolio_name: 'tools', provider_name: 'platform' })
    const resource_arn = String(one.state.portfolio_arn)
    const property = '{"sharePrincipals":false,"shareTagOptions":false}'
    await stack.apply(resourceShare, {
      resource_share_name: 'whole',
      resources: [{ resource_id: one.id, resource_type: 'ServiceCatalogPortfolio' }],
      resource_properties: [{ resource_arn, property }],
    })
    await stack.provider.pass(10_000)
    const share = await stack.apply(resourceShare, { resource_share_name: 'given' })
    const shared = await stack.apply(sharedResource, {
      ...{ resource_share_id: share.id, resource_id: one.id, resource_type: 'ServiceCatalogPortfolio' },
      ...{ resource_property: property, properties_resource_arn: resource_arn },
    })
    expect(shared.state).toMatchObject({ resource_arn, resource_property: property })
    await stack.importsTheSame(shared)
    await stack.destroyAll()
  })

  test('a resource shared by id reads back with its ARN, and can be shared again after it was taken back', async () => {
    const stack = workspace()
    const shared = await aVSwitch(stack)
    const share = await stack.apply(resourceShare, { resource_share_name: 'by-id' })
    const what = { resource_share_id: share.id, resource_id: shared.id, resource_type: 'VSwitch' }
    const association = await stack.apply(sharedResource, what)
    const resource_arn = `acs:vpc:cn-hangzhou:${uids.network}:vswitch/${shared.id}`
    expect(association.id).toBe(`${share.id}:${shared.id}:VSwitch`)
    expect(association.state).toMatchObject({ resource_arn, status: 'Associated' })
    await stack.importsTheSame(association)

    await stack.destroyOnly(association)
    const again = await stack.apply(sharedResource, what)
    expect(again).toMatchObject({ id: association.id, state: { status: 'Associated' } })
    await stack.destroyAll()
  })

  test('a resource shared by its ARN is the same as one shared by its id', async () => {
    const stack = workspace()
    const shared = await aVSwitch(stack)
    const share = await stack.apply(resourceShare, { resource_share_name: 'arn' })
    const resource_arn = `acs:vpc:cn-hangzhou:${uids.network}:vswitch/${shared.id}`
    const what = { resource_share_id: share.id, resource_arn, permission_name: 'AliyunRSDefaultPermissionVSwitch' }
    const association = await stack.apply(sharedResource, what)
    expect(association.id).toBe(`${share.id}:${shared.id}:VSwitch`)
    await stack.importsTheSame(association)
    await stack.destroyAll()
  })

  test('targets are members, folders and the directory', async () => {
    const stack = workspace()
    const { ResourceDirectory } = await stack.providerOf('management').call('ResourceManager', 'GetResourceDirectory', { body: {} })
    const { ResourceDirectoryId } = ResourceDirectory as Record<string, string>
    const { Folders } = await stack.providerOf('management').call('ResourceManager', 'ListFoldersForParent', { body: {} })
    const [first] = (Folders as unknown as { Folder: { FolderId: string }[] }).Folder

    const inside = await stack.apply(resourceShare, { resource_share_name: 'inside' })
    for (const target_id of [uids.prod, first?.FolderId, ResourceDirectoryId]) {
      const target = await stack.apply(sharedTarget, { resource_share_id: inside.id, target_id })
      expect(target).toMatchObject({ id: `${inside.id}:${target_id}`, state: { status: 'Associated', target_id } })
      await stack.importsTheSame(target)
    }
    await stack.wholePlanIsEmpty()
    await stack.destroyAll()
  })

  async function answerInvitation(stack: Workspace, operation: string) {
    const partner = stack.providerOf('partner')
    const answer = await partner.call('ResourceSharing', 'ListResourceShareInvitations', { body: {} })
    const open = structures(answer, 'ResourceShareInvitations').find(({ Status }) => Status === 'Pending')
    const body = { ResourceShareInvitationId: open?.ResourceShareInvitationId }
    await partner.call('ResourceSharing', operation, { body })
  }

  test('a target outside the directory is waited for until it accepts', async () => {
    const stack = workspace()
    const share = await stack.apply(resourceShare, { resource_share_name: 'outside', allow_external_targets: true })
    stack.provider.meanwhile = () => answerInvitation(stack, 'AcceptResourceShareInvitation')
    const target = await stack.apply(sharedTarget, { resource_share_id: share.id, target_id: uids.partner })
    expect(target.state.status).toBe('Associated')
    await stack.importsTheSame(target)
    await stack.destroyAll()
  })

  test('a target outside the directory that declines ends the wait with Failed', async () => {
    const stack = workspace()
    const share = await stack.apply(resourceShare, { resource_share_name: 'declined', allow_external_targets: true })
    stack.provider.meanwhile = () => answerInvitation(stack, 'RejectResourceShareInvitation')
    const target = stack.apply(sharedTarget, { resource_share_id: share.id, target_id: uids.partner })
    await expect(target).rejects.toThrow('came to Failed')
    await stack.destroyAll()
  })

  test('directory sharing, which is on already, is taken as done and stays on', async () => {
    const stack = workspace('management')
    const sharing = await stack.apply(resourceDirectorySharing, {})
    expect(sharing).toMatchObject({ id: uids.management, state: { enable_sharing_with_rd: true } })
    await stack.importsTheSame(sharing)
    await stack.destroyAll()
  })

  test('data sources page to the end, sift by id and by status, and send no region', async () => {
    const stack = workspace()
    const first = await stack.apply(resourceShare, { resource_share_name: 'first' })
    const others: string[] = []
    for (let at = 0; at < 20; at += 1) {
      const body = { ResourceShareName: `many-${at}` }
      const answer = await stack.provider.call('ResourceSharing', 'CreateResourceShare', { body })
      others.push(String(member(answer, 'ResourceShare.ResourceShareId')))
    }
    const own = await stack.read(resourceShares, { resource_share_owner: 'Self', status: 'Active' })
    expect(own.ids).toEqual(expect.arrayContaining([first.id, ...others]))
    const named = await stack.read(resourceShares, { resource_share_owner: 'Self', resource_share_name: 'first' })
    expect(named.ids).toEqual([first.id])

    for (const target_id of [uids.prod, uids.management])
      await stack.apply(sharedTarget, { resource_share_id: first.id, target_id })
    const filter = { resource_share_id: first.id, status: 'Associated' }
    const { targets } = await stack.read(sharedTargets, filter)
    expect(targets.map(({ id }: { id: string }) => id).sort()).toEqual([uids.management, uids.prod])
    expect((await stack.read(sharedTargets, { ...filter, ids: [uids.prod] })).targets).toMatchObject([{ id: uids.prod }])

    const received = await stack.read(resourceShares, { resource_share_owner: 'OtherAccounts' }, stack.providerOf('prod'))
    expect(received.ids).toContain(first.id)
    expect(await stack.read(callerIdentity)).toMatchObject({ account_id: uids.network, identity_type: 'Account' })
    await stack.destroyAll()
  })
})

test('the Terraform provider takes a share and its associations that somebody else removed as gone', async () => {
  const server = await testServer()
  const stack = new Workspace(server, 'network')
  const share = await stack.apply(resourceShare, { resource_share_name: 'short-lived' })
  const target = await stack.apply(sharedTarget, { resource_share_id: share.id, target_id: uids.prod })
  await stack.provider.call('ResourceSharing', 'DeleteResourceShare', { body: { ResourceShareId: share.id } })
  for (const one of [target, share]) {
    stack.forget(one)
    await expect(stack.planIsEmpty(one)).rejects.toThrow('reads as gone')
  }
  await server.close()
})

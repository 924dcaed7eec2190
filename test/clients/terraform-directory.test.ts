import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../server.js'
import { uids } from './connect.js'
import * as data from './terraform/data-sources.js'
import {
  account,
  delegatedAdministrator,
  folder,
  handshake,
  handshakeAcceptance,
  resourceDirectory,
} from './terraform/directory.js'
import { controlPolicy, controlPolicyAttachment, resourceGroup } from './terraform/governance.js'
import { Workspace } from './terraform/workspace.js'

const deny = '{"Version":"1","Statement":[{"Effect":"Deny","Action":["ram:UpdateRole","ram:DeleteRole"],"Resource":"*"}]}'
const allow = '{ "Version": "1",\n  "Statement": [ { "Effect": "Allow", "Action": "*", "Resource": "*" } ] }'

describe('the Terraform provider manages a resource directory', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await testServer()
  })
  afterEach(() => server.close())

  /** Of the directory that the world begins with. A root key may not delete members. */
  const ofDirectory = () => new Workspace(server, 'management.admin')

  /** An account outside the directory, of the same company. */
  async function joiner(): Promise<string> {
    const uid = '2000000000000077'
    const company = { legalEntity: 'Example Group', site: 'domestic', bid: '26842' } as const
    await server.core.worlds.addAccount('default', { alias: 'joiner', uid, ...company })
    return uid
  }

  test('which it opens, configures, imports and closes', async () => {
    const stack = new Workspace(server, 'partner')
    const directory = await stack.apply(resourceDirectory, {})
    expect(directory.id).toMatch(/^rd-/)
    expect(directory.state).toMatchObject({ master_account_id: uids.partner, root_folder_id: expect.stringMatching(/^r-/) })
    await stack.importsTheSame(directory)

    await stack.change(directory, { status: 'Enabled' })
    await stack.change(directory, { status: 'Enabled', member_deletion_status: 'Enabled' })
    await stack.change(directory, {
      ...{ status: 'Disabled', member_deletion_status: 'Disabled' },
      member_account_display_name_sync_status: 'Enabled',
    })
    await stack.importsTheSame(directory)
    const { directories } = await stack.read(data.resourceDirectories)
    expect(directories).toMatchObject([{ id: directory.id, master_account_id: uids.partner, status: 'Disabled' }])
    await stack.destroyAll()
  })

  test('which it opens with control policies and member deletion on', async () => {
    const stack = new Workspace(server, 'partner')
    const configuration = { status: 'Enabled', member_deletion_status: 'Enabled' }
    const directory = await stack.apply(resourceDirectory, configuration)
    expect(directory.state).toMatchObject(configuration)
    await stack.destroyAll()
  })

  test('its folders: below Root and below each other, renamed, tagged, imported, deleted', async () => {
    const stack = ofDirectory()
    const outer = await stack.apply(folder, { folder_name: 'Outer' })
    expect(outer.state.parent_folder_id).toMatch(/^r-/)
    const tags = { stage: 'test' }
    const inner = await stack.apply(folder, { folder_name: 'Inner', parent_folder_id: outer.id, tags })
    expect(inner.state).toMatchObject({ parent_folder_id: outer.id, tags })
    await stack.importsTheSame(inner)
    await stack.change(inner, { folder_name: 'Renamed', parent_folder_id: outer.id, tags: { stage: 'live', owner: 'me' } })
    await stack.change(inner, { folder_name: 'Renamed', parent_folder_id: outer.id })
    expect(inner.state.tags).toEqual({})

    const { folders } = await stack.read(data.folders, { parent_folder_id: outer.id })
    expect(folders).toEqual([{ id: inner.id, folder_name: 'Renamed', parent_folder_id: outer.id }])
    const below = await stack.read(data.folders, { query_keyword: 'Outer' })
    expect(below.folders).toMatchObject([{ id: outer.id }])
    await stack.destroyAll()
  })

  test('its members: created, moved, renamed, tagged, imported, deleted', async () => {
    const stack = ofDirectory()
    await stack.provider.call('ResourceManager', 'SetMemberDeletionPermission', { body: { Status: 'Enabled' } })
    const home = await stack.apply(folder, { folder_name: 'Home' })
    const away = await stack.apply(folder, { folder_name: 'Away' })
    const member = await stack.apply(account, { display_name: 'Member', folder_id: home.id, tags: { team: 'a' } })
    expect(member.state).toMatchObject({ status: 'CreateSuccess', type: 'ResourceAccount', join_method: 'created' })
    expect(member.state).toMatchObject({ folder_id: home.id, tags: { team: 'a' } })
    await stack.importsTheSame(member)

    await stack.change(member, { display_name: 'Member', folder_id: away.id, tags: { team: 'a' } })
    await stack.change(member, { display_name: 'Another', folder_id: away.id, tags: { team: 'b', stage: 'x' } })
    await stack.change(member, { display_name: 'Another', folder_id: away.id })
    await stack.importsTheSame(member)
    const { accounts } = await stack.read(data.accounts, { ids: [member.id], status: 'CreateSuccess' })
    expect(accounts).toMatchObject([{ id: member.id, display_name: 'Another', folder_id: away.id, tags: {} }])
    await stack.destroyAll()
  })

  test('a member with a payer and a prefix of its name, deleted after its checks', async () => {
    const stack = ofDirectory()
    await stack.provider.call('ResourceManager', 'SetMemberDeletionPermission', { body: { Status: 'Enabled' } })
    const configuration = {
      ...{ display_name: 'Paid', account_name_prefix: 'paid-for', payer_account_id: uids.management },
      force_delete: true,
    }
    const member = await stack.apply(account, configuration)
    expect(member.state.payer_account_id).toBe(uids.management)
    await stack.importsTheSame(member)
    const later = await stack.apply(account, { display_name: 'Later', force_delete: true })
    await stack.change(later, { display_name: 'Later', force_delete: true, payer_account_id: uids.management })
    await stack.destroyAll()
  })

  test('all of its members, those that it begins with and those that pages hold', async () => {
    const stack = ofDirectory()
    const { accounts } = await stack.read(data.accounts)
    const ids = accounts.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining([uids.network, uids.prod]))
    for (const each of accounts) expect(each).toMatchObject({ status: expect.any(String), folder_id: expect.any(String) })
  })

  test('its delegated administrators', async () => {
    const stack = ofDirectory()
    const service_principal = 'cloudfw.aliyuncs.com'
    const administrator = await stack.apply(delegatedAdministrator, { account_id: uids.network, service_principal })
    expect(administrator.id).toBe(`${uids.network}:${service_principal}`)
    await stack.importsTheSame(administrator)
    const found = await stack.read(data.delegatedAdministrators, { service_principal })
    expect(found.administrators).toMatchObject([{ id: administrator.id, delegation_enabled_time: expect.any(String) }])
    await stack.destroyAll()
  })

  test('its control policies: documents byte for byte, descriptions, tags, attachments', async () => {
    const stack = ofDirectory()
    await stack.provider.call('ResourceManager', 'EnableControlPolicy', { body: {} })
    const base = { control_policy_name: 'NoRoles', effect_scope: 'RAM', policy_document: deny }
    const policy = await stack.apply(controlPolicy, base)
    expect(policy.state).toMatchObject({ policy_document: deny })
    await stack.change(policy, { ...base, policy_document: allow, description: 'all', tags: { team: 'a' } })
    expect(policy.state).toMatchObject({ policy_document: allow, tags: { team: 'a' } })
    await stack.change(policy, { ...base, control_policy_name: 'Renamed', description: 'less', tags: { team: 'b' } })
    await stack.importsTheSame(policy)

    const where = await stack.apply(folder, { folder_name: 'Bound' })
    for (const target_id of [where.id, uids.prod]) {
      const attachment = await stack.apply(controlPolicyAttachment, { policy_id: policy.id, target_id })
      expect(attachment.id).toBe(`${policy.id}:${target_id}`)
      await stack.importsTheSame(attachment)
      const { attachments } = await stack.read(data.controlPolicyAttachments, { target_id })
      expect(attachments).toContainEqual(expect.objectContaining({ id: attachment.id, policy_type: 'Custom' }))
    }
    const { policies } = await stack.read(data.controlPolicies, { policy_type: 'Custom' })
    expect(policies).toMatchObject([{ id: policy.id, attachment_count: 2, policy_document: deny }])
    await stack.wholePlanIsEmpty()
    await stack.destroyAll()
  })

  test('its invitations: one that is cancelled', async () => {
    const stack = ofDirectory()
    const what = { target_entity: await joiner(), target_type: 'Account', note: 'join us' }
    const invitation = await stack.apply(handshake, what)
    expect(invitation.state).toMatchObject({ status: 'Pending', master_account_id: uids.management, ...what })
    await stack.importsTheSame(invitation)
    const { handshakes } = await stack.read(data.handshakes, { status: 'Pending' })
    expect(handshakes).toMatchObject([{ id: invitation.id, target_entity: what.target_entity }])

    const { resource, provider, id } = invitation
    await stack.destroyOnly(invitation)
    const { Handshake } = await provider.call('ResourceManager', 'GetHandshake', { body: { HandshakeId: id } })
    expect([resource.type, Handshake]).toMatchObject([resource.type, { Status: 'Cancelled' }])
  })

  test('its invitations: one that the invited account accepts, undone by removing the member', async () => {
    const stack = ofDirectory()
    const uid = await joiner()
    const invitation = await stack.apply(handshake, { target_entity: uid, target_type: 'Account' })
    const invited = stack.providerOf('joiner')
    const acceptance = await stack.apply(handshakeAcceptance, { handshake_id: invitation.id }, invited)
    expect(acceptance.state).toMatchObject({ status: 'Accepted' })
    await stack.importsTheSame(acceptance)
    await stack.wholePlanIsEmpty()
    const { accounts } = await stack.read(data.accounts, { ids: [uid] })
    expect(accounts).toMatchObject([{ id: uid, join_method: 'invited' }])
    await stack.destroyOnly(acceptance)
    await stack.destroyOnly(invitation)
    expect((await stack.read(data.accounts, { ids: [uid] })).accounts).toEqual([])
  })
})

describe('the Terraform provider manages resource groups', () => {
  test('created, renamed, tagged, imported, listed and deleted', async () => {
    const server = await testServer()
    const stack = new Workspace(server, 'network')
    const base = { resource_group_name: 'networks', display_name: 'Networks' }
    const group = await stack.apply(resourceGroup, { ...base, tags: { team: 'a' } })
    expect(group.state).toMatchObject({ status: 'OK', account_id: uids.network, tags: { team: 'a' } })
    await stack.importsTheSame(group)
    await stack.change(group, { ...base, display_name: 'All networks', tags: { team: 'b', stage: 'x' } })
    await stack.change(group, { ...base, display_name: 'All networks' })
    expect(group.state.tags).toEqual({})
    const { groups } = await stack.read(data.resourceGroups, { ids: [group.id], status: 'OK' })
    expect(groups).toMatchObject([{ id: group.id, name: 'networks', display_name: 'All networks' }])
    await stack.destroyAll()
    await server.close()
  })
})

/** The resource directory: itself, its folders, its members, its administrators and invitations. */

import { Gone, isExpected, isNotFound, member, minute, type Provider, statusOf, structures } from './provider.js'
import { doneWhenGone, type Resource, type ResourceData, tagChanges, tagParameters, tagsOf, unlessGone } from './resource.js'
import type { Answer, Given, Json, Refusal } from './wire.js'

export const RM = 'ResourceManager'
export const RDM = 'ResourceDirectoryMaster'
/** One change at a time in a directory: the provider asks again. */
export const again = ['ConcurrentCallNotSupported']

/** `$.Name` of one read; the named codes mean that it is gone. */
export async function detailOf(provider: Provider, { product = RM, action, body, name, gone }: Detail): Promise<Answer> {
  try {
    return member(await provider.call(product, action, { body, limitMs: minute }), name) as Answer
  } catch (error) {
    if (isExpected(error, gone)) throw new Gone(`${name}: ${(error as Refusal).code}`)
    throw error
  }
}
interface Detail {
  readonly product?: typeof RM | typeof RDM
  readonly action: string
  readonly body: Given
  readonly name: string
  readonly gone: readonly string[]
}

/** All pages. The provider asks for more as long as `NextToken` is there, an empty one included: that never ends. */
export async function tagsListed(provider: Provider, product: typeof RM | typeof RDM, id: string, ResourceType: string) {
  const found: Json[] = []
  for (let body: Given = { 'ResourceId.1': id, ResourceType }, pages = 1; ; pages += 1) {
    const answer = await provider.call(product, 'ListTagResources', { body })
    const page = member(answer, 'TagResources')
    if (page !== null) found.push(...structures(answer, 'TagResources'))
    if (answer.NextToken === undefined || answer.NextToken === null) return found
    if (pages > 100) throw new Error(`ListTagResources never ends: NextToken ${JSON.stringify(answer.NextToken)}`)
    body = { ...body, NextToken: answer.NextToken }
  }
}

export async function setDirectoryTags(provider: Provider, d: ResourceData, ResourceType: string): Promise<void> {
  if (!d.changed('tags')) return
  const { removed, set } = tagChanges(d)
  const what = { 'ResourceId.1': d.id, ResourceType }
  if (removed.length > 0) await provider.call(RDM, 'UntagResources', { body: { ...what, TagKey: removed }, again })
  if (Object.keys(set).length > 0) await provider.call(RDM, 'TagResources', { body: { ...what, ...tagParameters(set) }, again })
}

function directoryOf(provider: Provider): Promise<Answer> {
  const gone = ['ResourceDirectoryNotInUse']
  return detailOf(provider, { product: RDM, action: 'GetResourceDirectory', body: {}, name: 'ResourceDirectory', gone })
}

export const resourceDirectory: Resource = {
  type: 'resource_manager_resource_directory',
  schema: {
    create_time: { type: 'string', computed: true },
    master_account_id: { type: 'string', computed: true },
    master_account_name: { type: 'string', computed: true },
    member_account_display_name_sync_status: { type: 'string', computed: true },
    member_deletion_status: { type: 'string', computed: true },
    root_folder_id: { type: 'string', computed: true },
    status: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const answer = await provider.call(RM, 'InitResourceDirectory', { body: {} })
    d.id = String(member(answer, 'ResourceDirectory.ResourceDirectoryId'))
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const found = await unlessGone(d, () => directoryOf(provider))
    if (!found) return
    d.setAll({
      ...{ create_time: found.CreateTime, master_account_id: found.MasterAccountId, root_folder_id: found.RootFolderId },
      ...{ master_account_name: found.MasterAccountName, member_deletion_status: found.MemberDeletionStatus },
      member_account_display_name_sync_status: found.MemberAccountDisplayNameSyncStatus,
      status: found.ControlPolicyStatus,
    })
  },
  async update(provider, d) {
    if (d.changed('status')) {
      const target = String(d.get('status'))
      const { ControlPolicyStatus } = await directoryOf(provider)
      // Cast to text without a question: anything else ends the provider's process.
      if (typeof ControlPolicyStatus !== 'string') throw new Error('ControlPolicyStatus is no text')
      if (ControlPolicyStatus !== target) {
        await provider.call(RM, target === 'Enabled' ? 'EnableControlPolicy' : 'DisableControlPolicy', { body: {} })
        const look = () => statusOf(() => directoryOf(provider), 'ControlPolicyStatus')
        await provider.wait({ what: 'control policies', until: [target], limitMs: 5 * minute, look })
      }
    }
    if (d.changed('member_deletion_status')) {
      const body = { Status: d.get('member_deletion_status') }
      await provider.call(RM, 'SetMemberDeletionPermission', { body, again })
    }
    if (d.changed('member_account_display_name_sync_status')) {
      const body = { Status: d.get('member_account_display_name_sync_status') }
      await provider.call(RDM, 'SetMemberDisplayNameSyncStatus', { body, again })
    }
    await this.read(provider, d)
  },
  async destroy(provider) {
    await doneWhenGone(() => provider.call(RM, 'DestroyResourceDirectory', { body: {} }))
  },
}

const folderGone = ['EntityNotExists.Folder', 'EntityNotExists.ResourceDirectory']

export const folder: Resource = {
  type: 'resource_manager_folder',
  schema: {
    create_time: { type: 'string', computed: true },
    folder_name: { type: 'string', required: true },
    parent_folder_id: { type: 'string', computed: true, forceNew: true },
    tags: { type: 'map' },
  },
  async create(provider, d) {
    const body = { ParentFolderId: d.given('parent_folder_id'), FolderName: d.get('folder_name') }
    d.id = String(member(await provider.call(RM, 'CreateFolder', { body, again }), 'Folder.FolderId'))
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const asked = { action: 'GetFolder', body: { FolderId: d.id }, name: 'Folder', gone: folderGone }
    const found = await unlessGone(d, () => detailOf(provider, asked))
    if (!found) return
    d.setAll({ create_time: found.CreateTime, folder_name: found.FolderName, parent_folder_id: found.ParentFolderId })
    d.set('tags', tagsOf(await tagsListed(provider, RDM, d.id, 'Folder')))
  },
  async update(provider, d) {
    if (!d.isNew && d.changed('folder_name')) {
      const body = { FolderId: d.id, NewFolderName: d.get('folder_name') }
      await provider.call(RM, 'UpdateFolder', { body, again })
    }
    await setDirectoryTags(provider, d, 'Folder')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    await doneWhenGone(() => provider.call(RM, 'DeleteFolder', { body: { FolderId: d.id }, again }), folderGone)
  },
}

export const account: Resource = {
  type: 'resource_manager_account',
  schema: {
    abandonable_check_id: { type: { list: 'string' } },
    account_name_prefix: { type: 'string' },
    display_name: { type: 'string', required: true },
    folder_id: { type: 'string', computed: true },
    force_delete: { type: 'bool' },
    join_method: { type: 'string', computed: true },
    join_time: { type: 'string', computed: true },
    modify_time: { type: 'string', computed: true },
    payer_account_id: { type: 'string' },
    resell_account_type: { type: 'string' },
    resource_directory_id: { type: 'string', computed: true },
    status: { type: 'string', computed: true },
    tags: { type: 'map' },
    type: { type: 'string', computed: true },
  },
  async create(provider, d) {
    const tags = Object.entries((d.given('tags') ?? {}) as Record<string, string>)
    const body = {
      // `Tags.N`, which no document lists; the tags are set again right after.
      Tags: tags.map(([Key, Value]) => ({ Key, Value })),
      ...{ PayerAccountId: d.given('payer_account_id'), DisplayName: d.get('display_name') },
      ...{ ResellAccountType: d.given('resell_account_type'), AccountNamePrefix: d.given('account_name_prefix') },
      ParentFolderId: d.given('folder_id'),
    }
    d.id = String(member(await provider.call(RM, 'CreateResourceAccount', { body, again }), 'Account.AccountId'))
    await this.update?.(provider, d)
  },
  async read(provider, d) {
    const gone = ['EntityNotExists.Account']
    const asked = { action: 'GetAccount', body: { AccountId: d.id }, name: 'Account', gone }
    const found = await unlessGone(d, () => detailOf(provider, asked))
    if (!found) return
    d.setAll({
      ...{ display_name: found.DisplayName, folder_id: found.FolderId, join_method: found.JoinMethod, type: found.Type },
      ...{ join_time: found.JoinTime, modify_time: found.ModifyTime, status: found.Status },
      resource_directory_id: found.ResourceDirectoryId,
    })
    const body = { RegionId: provider.region, AccountId: d.id }
    const payer = await provider.call(RM, 'GetPayerForAccount', { body })
    d.set('payer_account_id', payer.PayerAccountId)
    d.set('tags', tagsOf(await tagsListed(provider, RM, d.id, 'Account')))
  },
  async update(provider, d) {
    const AccountId = d.id
    if (!d.isNew && d.changed('folder_id')) {
      const body = { AccountId, DestinationFolderId: d.get('folder_id') }
      await provider.call(RM, 'MoveAccount', { body, again })
    }
    const type = d.changed('type') ? { NewAccountType: d.get('type') } : {}
    const name = !d.isNew && d.changed('display_name') ? { NewDisplayName: d.get('display_name') } : {}
    const changes = { ...type, ...name }
    if (Object.keys(changes).length > 0) await provider.call(RM, 'UpdateAccount', { body: { AccountId, ...changes }, again })
    if (!d.isNew && d.changed('payer_account_id')) {
      const body = { AccountId, PayerAccountId: d.get('payer_account_id') ?? '' }
      await provider.call(RDM, 'UpdatePayerForAccount', { body, again })
    }
    await setDirectoryTags(provider, d, 'Account')
    await this.read(provider, d)
  },
  async destroy(provider, d) {
    const given = d.given('abandonable_check_id') as readonly string[] | undefined
    const checks = d.get('force_delete') === true ? await abandonableChecks(provider, d.id) : given
    // One JSON text, not `AbandonableCheckId.1`.
    const body = { AccountId: d.id, ...(checks ? { AbandonableCheckId: JSON.stringify(checks) } : {}) }
    const busy = [...again, 'NotSupportedOperation.PreCheckingAccount']
    const remove = () => provider.call(RM, 'DeleteAccount', { body, again: busy })
    if (await doneWhenGone(remove, ['EntityNotExists.ResourceDirectory'])) return
    const look = () =>
      statusOf(async () => {
        const answer = await provider.call(RM, 'GetAccountDeletionStatus', { body: { AccountId: d.id }, limitMs: minute })
        return member(answer, 'RdAccountDeletionStatus') as Answer
      }, 'Status')
    const what = `deletion of the account ${d.id}`
    const fails = ['CheckFailed', 'DeleteFailed']
    await provider.wait({ what, until: ['Success', 'Deleting'], fails, limitMs: 5 * minute, look })
  },
}

async function abandonableChecks(provider: Provider, AccountId: string): Promise<readonly string[]> {
  await provider.call(RM, 'CheckAccountDelete', { body: { AccountId }, again })
  const result = async () => {
    const answer = await provider.call(RM, 'GetAccountDeletionCheckResult', { body: { AccountId } })
    return member(answer, 'AccountDeletionCheckResultInfo') as Answer
  }
  const look = () => statusOf(result, 'Status', 'nothing')
  await provider.wait({ what: `checks of ${AccountId}`, until: ['PreCheckComplete'], limitMs: 5 * minute, look })
  const found = (await result()).AbandonableChecks
  return Array.isArray(found) ? (found as readonly Answer[]).map((each) => String(each.CheckId)) : []
}

export const delegatedAdministrator: Resource = {
  type: 'resource_manager_delegated_administrator',
  schema: {
    account_id: { type: 'string', required: true, forceNew: true },
    service_principal: { type: 'string', required: true, forceNew: true },
  },
  async create(provider, d) {
    const body = { ServicePrincipal: d.get('service_principal'), AccountId: d.get('account_id') }
    await provider.call(RM, 'RegisterDelegatedAdministrator', { body, again })
    d.id = `${body.AccountId}:${body.ServicePrincipal}`
    await this.read(provider, d)
  },
  async read(provider, d) {
    const [AccountId, ServicePrincipal] = d.id.split(':')
    const found = await unlessGone(d, async () => {
      for (let PageNumber = 1; ; PageNumber += 1) {
        const body = { ServicePrincipal, PageNumber, PageSize: 50 }
        const answer = await provider.call(RM, 'ListDelegatedAdministrators', { body, limitMs: minute })
        const page = structures(answer, 'Accounts.Account')
        const one = page.find((each) => String(each.AccountId) === AccountId)
        if (one) return one
        if (page.length < 50) throw new Gone(`DelegatedAdministrator ${d.id}`)
      }
    })
    if (found) d.setAll({ account_id: found.AccountId, service_principal: found.ServicePrincipal })
  },
  async destroy(provider, d) {
    const [AccountId, ServicePrincipal] = d.id.split(':')
    const body = { ServicePrincipal, AccountId }
    await doneWhenGone(() => provider.call(RM, 'DeregisterDelegatedAdministrator', { body, again }))
  },
}

/** An invitation that was taken can no longer be read by who took it: that counts as accepted. */
async function handshakeOf(provider: Provider, id: string): Promise<Answer> {
  const asked = { action: 'GetHandshake', body: { HandshakeId: id }, name: 'Handshake', gone: ['EntityNotExists.Handshake'] }
  try {
    return await detailOf(provider, asked)
  } catch (error) {
    if (isExpected(error, ['HandshakeStatusMismatch'])) return { HandshakeId: id, Status: 'Accepted' }
    throw error
  }
}

const handshakeRead = {
  ...{ create_time: 'CreateTime', expire_time: 'ExpireTime', master_account_id: 'MasterAccountId', note: 'Note' },
  ...{ master_account_name: 'MasterAccountName', modify_time: 'ModifyTime', resource_directory_id: 'ResourceDirectoryId' },
  ...{ status: 'Status', target_entity: 'TargetEntity', target_type: 'TargetType' },
}

async function readHandshake(provider: Provider, d: ResourceData, more: { readonly [name: string]: string } = {}) {
  const found = await unlessGone(d, () => handshakeOf(provider, d.id))
  if (!found) return
  for (const [name, from] of Object.entries({ ...handshakeRead, ...more })) d.set(name, found[from])
}

const seen = { type: 'string', computed: true } as const
const handshakeSeen = {
  ...{ create_time: seen, expire_time: seen, master_account_id: seen, master_account_name: seen, modify_time: seen },
  ...{ resource_directory_id: seen, status: seen },
}

export const handshake: Resource = {
  type: 'resource_manager_handshake',
  schema: {
    ...handshakeSeen,
    note: { type: 'string', forceNew: true },
    target_entity: { type: 'string', required: true, forceNew: true },
    target_type: { type: 'string', required: true, forceNew: true },
  },
  async create(provider, d) {
    const body = { TargetType: d.get('target_type'), Note: d.given('note'), TargetEntity: d.get('target_entity') }
    const tooMany = [...again, 'LimitExceeded.InvitationRate', 'LimitExceeded.SameTargetInvitationRate']
    const answer = await provider.call(RM, 'InviteAccountToResourceDirectory', { body, again: tooMany })
    d.id = String(member(answer, 'Handshake.HandshakeId'))
    await this.read(provider, d)
  },
  read: (provider, d) => readHandshake(provider, d),
  async destroy(provider, d) {
    try {
      await doneWhenGone(() => provider.call(RM, 'CancelHandshake', { body: { HandshakeId: d.id } }), ['EntityNotExists.Handshake'])
    } catch (error) {
      if (!isExpected(error, ['HandshakeStatusMismatch'])) throw error
      if (d.get('target_type') === 'Account') await removeMember(provider, String(d.get('target_entity')))
    }
  },
}

/** An invitation that was accepted is undone by removing the member; then it must not be found. */
async function removeMember(provider: Provider, AccountId: string): Promise<void> {
  const gone = ['EntityNotExists.Account', 'EntityNotExists.ResourceDirectory']
  await doneWhenGone(() => provider.call(RM, 'RemoveCloudAccount', { body: { AccountId }, again }), gone)
  const look = async () => {
    try {
      await provider.call(RM, 'GetAccount', { body: { AccountId } })
      return { status: 'attached' }
    } catch (error) {
      if (isExpected(error, gone) || isNotFound(error)) return 'nothing' as const
      throw error
    }
  }
  await provider.wait({ what: `removal of ${AccountId}`, until: [], delayMs: 0, limitMs: 5 * minute, look })
}

/** By the invited account. Irreversible: destroying it changes nothing. */
export const handshakeAcceptance: Resource = {
  type: 'resource_manager_handshake_acceptance',
  stays: true,
  schema: {
    ...handshakeSeen,
    handshake_id: { type: 'string', required: true, forceNew: true },
    invited_account_real_name: seen,
    master_account_real_name: seen,
    note: seen,
    target_entity: seen,
    target_type: seen,
  },
  async create(provider, d) {
    const body = { HandshakeId: d.get('handshake_id') }
    await provider.call(RM, 'GetHandshake', { body, again: ['EntityNotExists.Handshake'] })
    const answer = await provider.call(RM, 'AcceptHandshake', { body, again: [...again, 'EntityNotExists.Handshake'] })
    d.id = String(member(answer, 'Handshake.HandshakeId'))
    await this.read(provider, d)
  },
  async read(provider, d) {
    const names = { invited_account_real_name: 'InvitedAccountRealName', master_account_real_name: 'MasterAccountRealName' }
    d.set('handshake_id', d.id)
    await readHandshake(provider, d, names)
  },
  async destroy() {},
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const versions = ['ResourceManager', 'ResourceDirectoryMaster'] as const

describe.each(versions)('where members are, by %s', (product) => {
  let cloud: Awaited<ReturnType<typeof testCloud>>
  let management: As
  let folders: Record<string, string>
  beforeEach(async () => {
    cloud = await testCloud()
    management = cloud.as('management.admin')
    const { Folders } = await management.call(product, 'ListFoldersForParent')
    folders = Object.fromEntries(
      Folders.Folder.map(({ FolderName, FolderId }: { FolderName: string; FolderId: string }) => [FolderName, FolderId]),
    )
  })
  afterEach(() => cloud.close())

  const share = async (target: string) => {
    await cloud.as('network').call('ResourceSharing', 'CreateResourceShare', {
      ResourceShareName: 'images',
      Resources: [{ ResourceType: 'Image', ResourceId: 'm-network1' }],
      Targets: [target],
    })
  }
  const sharedWith = async (alias: string): Promise<string[]> => {
    const query = { ResourceOwner: 'OtherAccounts' }
    const { SharedResources } = await cloud.as(alias).call('ResourceSharing', 'ListSharedResources', query)
    return SharedResources.map(({ ResourceId }: { ResourceId: string }) => ResourceId)
  }

  it('a member that is moved sees what its new folder is shared at once, and no longer what the old one is', async () => {
    const { Folder } = await management.call(product, 'CreateFolder', { FolderName: 'Images' })
    await share(Folder.FolderId)
    const AccountId = await cloud.uid('prod')
    expect(await sharedWith('prod')).toEqual([])
    await management.call(product, 'MoveAccount', { AccountId, DestinationFolderId: Folder.FolderId })
    expect(await sharedWith('prod')).toEqual(['m-network1'])
    expect((await management.call(product, 'GetAccount', { AccountId })).Account.FolderId).toBe(Folder.FolderId)
    await management.call(product, 'MoveAccount', { AccountId, DestinationFolderId: folders.Workloads })
    expect(await sharedWith('prod')).toEqual([])
  })

  it('a member that is removed loses what the directory is shared', async () => {
    const { ResourceDirectory } = await management.call(product, 'GetResourceDirectory')
    await share(ResourceDirectory.ResourceDirectoryId)
    expect(await sharedWith('prod')).toEqual(['m-network1'])
    const AccountId = await cloud.uid('prod')
    const isResourceAccount = await management.refused(product, 'RemoveCloudAccount', { AccountId })
    expect(isResourceAccount).toMatchObject({ httpStatus: 409, code: 'AccountTypeOrStatusMismatch' })
    await management.call(product, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    await management.call(product, 'RemoveCloudAccount', { AccountId })
    expect(await sharedWith('prod')).toEqual([])
    expect((await cloud.as('prod').refused(product, 'GetResourceDirectory')).code).toBe('ResourceDirectoryNotInUse')
    expect((await management.refused(product, 'GetAccount', { AccountId })).code).toBe('EntityNotExists.Account')
  })

  it('a delegated administrator cannot be removed', async () => {
    const AccountId = await cloud.uid('prod')
    await management.call(product, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    const service = { AccountId, ServicePrincipal: 'cloudfw.aliyuncs.com' }
    await management.call(product, 'RegisterDelegatedAdministrator', service)
    expect(await management.refused(product, 'RemoveCloudAccount', { AccountId })).toMatchObject({
      httpStatus: 409,
      code: 'Deny.TrustedService',
      message:
        'You attempted to remove an account that is used in cloudfw.aliyuncs.com. To complete this operation, you must first remove this account from the Trusted Service.',
    })
    await management.call(product, 'DeregisterDelegatedAdministrator', service)
    await management.call(product, 'RemoveCloudAccount', { AccountId })
  })

  it('a member that control policies bind is free of them when it is removed', async () => {
    await management.call(product, 'EnableControlPolicy')
    const { ControlPolicy } = await management.call(product, 'CreateControlPolicy', {
      PolicyName: 'no-vpc',
      EffectScope: 'RAM',
      PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Deny","Action":"vpc:CreateVpc","Resource":"*"}]}',
    })
    const AccountId = await cloud.uid('prod')
    await management.call(product, 'AttachControlPolicy', { PolicyId: ControlPolicy.PolicyId, TargetId: AccountId })
    const vpc = { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' }
    expect((await cloud.as('prod.admin').refused('Vpc', 'CreateVpc', vpc)).httpStatus).toBe(403)
    await management.call(product, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    await management.call(product, 'RemoveCloudAccount', { AccountId })
    await cloud.as('prod.admin').call('Vpc', 'CreateVpc', vpc)
    await management.call(product, 'DeleteControlPolicy', { PolicyId: ControlPolicy.PolicyId })
  })

  it('a member that is removed goes on settling the bills of others, and nothing of its last check comes back with it', async () => {
    const [AccountId, dev] = [await cloud.uid('prod'), await cloud.uid('dev')]
    await management.call('ResourceDirectoryMaster', 'UpdatePayerForAccount', { AccountId: dev, PayerAccountId: AccountId })
    await management.call(product, 'SetMemberDeletionPermission', { Status: 'Enabled' })
    await management.call(product, 'CheckAccountDelete', { AccountId })
    await management.call(product, 'DeleteAccount', { AccountId })
    const { RdAccountDeletionStatus } = await management.call(product, 'GetAccountDeletionStatus', { AccountId })
    expect(RdAccountDeletionStatus.Status).toBe('CheckFailed')
    await management.call(product, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    await management.call(product, 'RemoveCloudAccount', { AccountId })
    expect(await management.call(product, 'GetPayerForAccount', { AccountId: dev })).toMatchObject({ PayerAccountId: AccountId })

    const invited = { TargetEntity: AccountId, TargetType: 'Account' }
    const { Handshake } = await management.call(product, 'InviteAccountToResourceDirectory', invited)
    await cloud.as('prod').call(product, 'AcceptHandshake', { HandshakeId: Handshake.HandshakeId })
    for (const action of ['GetAccountDeletionCheckResult', 'GetAccountDeletionStatus'])
      expect((await management.refused(product, action, { AccountId })).code).toBe('EntityNotExists.CheckAccount')
  })

  it('a destination has to be a folder of the directory', async () => {
    const AccountId = await cloud.uid('prod')
    const code = async (DestinationFolderId?: string) =>
      (await management.refused(product, 'MoveAccount', { AccountId, ...(DestinationFolderId ? { DestinationFolderId } : {}) }))
        .code
    expect(await code()).toBe('MissingParameter.DestinationFolderId')
    expect(await code('x')).toBe('InvalidParameter.DestinationFolderId')
    expect(await code('fd-unknown')).toBe('EntityNotExists.Folder')
    expect((await management.call(product, 'GetAccount', { AccountId })).Account.FolderId).toBe(folders.Workloads)
    expect((await cloud.as('dev').refused(product, 'MoveAccount', { AccountId, DestinationFolderId: folders.Core })).code).toBe(
      'EntityNotExists.ResourceDirectory',
    )
  })
})

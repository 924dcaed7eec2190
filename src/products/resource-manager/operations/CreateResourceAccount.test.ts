import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const versions = ['ResourceManager', 'ResourceDirectoryMaster'] as const

describe.each(versions)('a member made by %s', (product) => {
  let cloud: Awaited<ReturnType<typeof testCloud>>
  let management: As
  beforeEach(async () => {
    cloud = await testCloud()
    management = cloud.as('management.admin')
  })
  afterEach(() => cloud.close())

  const make = async (parameters: object = {}) =>
    (await management.call(product, 'CreateResourceAccount', { DisplayName: 'Dev 2', ...parameters })).Account
  const folderNamed = async (name: string): Promise<string> =>
    (await management.call(product, 'ListFoldersForParent', { QueryKeyword: name })).Folders.Folder[0].FolderId

  it('is an account of sixteen digits, in Root or in the folder named', async () => {
    const { ResourceDirectory } = await management.call(product, 'GetResourceDirectory')
    const { ResourceDirectoryId, RootFolderId } = ResourceDirectory
    const made = await make({ AccountNamePrefix: 'alice' })
    expect(made).toEqual({
      AccountId: expect.stringMatching(/^[0-9]{16}$/),
      AccountName: `alice@${ResourceDirectoryId.toLowerCase()}.aliyunid.com`,
      DisplayName: 'Dev 2',
      FolderId: RootFolderId,
      ResourceDirectoryId,
      JoinMethod: 'created',
      JoinTime: '2026-01-01T00:00:00.000Z',
      ModifyTime: '2026-01-01T00:00:00.000Z',
      Status: 'CreateSuccess',
      Type: 'ResourceAccount',
    })
    const { Account } = await management.call(product, 'GetAccount', { AccountId: made.AccountId })
    expect(Account).toMatchObject({
      ...made,
      ResourceDirectoryPath: `${ResourceDirectoryId}/${RootFolderId}/${made.AccountId}`,
      Location: 'Root',
      IdentityInformation: 'Example Group',
    })
    expect(Account).not.toHaveProperty('Tags')
    expect('HasSecureMobilePhone' in Account).toBe(product === 'ResourceDirectoryMaster')
    const core = await folderNamed('Core')
    const other = await make({ DisplayName: 'Other', ParentFolderId: core })
    expect(other.FolderId).toBe(core)
    expect(other.AccountName).toMatch(/^rd[a-z0-9]{8}@/)
    expect((await management.call(product, 'GetAccount', { AccountId: other.AccountId })).Account.Location).toBe('Root/Core')
  })

  it('can be entered at once: by its own key, and by its role from the management account', async () => {
    const { AccountId } = await make()
    const own = cloud.withKey({ accessKeyId: `local-${AccountId}` })
    expect(await own.call('Sts', 'GetCallerIdentity')).toMatchObject({ AccountId, IdentityType: 'Account' })
    const { VpcId } = await own.call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' })
    const role = {
      RoleArn: `acs:ram::${AccountId}:role/ResourceDirectoryAccountAccessRole`,
      RoleSessionName: 'test',
    }
    const { Credentials } = await management.call('Sts', 'AssumeRole', role)
    const inside = cloud.withKey({ accessKeyId: Credentials.AccessKeyId, securityToken: Credentials.SecurityToken })
    expect((await inside.call('Vpc', 'DescribeVpcs', { RegionId: 'cn-hangzhou' })).Vpcs.Vpc[0].VpcId).toBe(VpcId)
    expect((await cloud.as('prod.admin').refused('Sts', 'AssumeRole', role)).code).toBe('NoPermission')
  })

  it('has resources to share as accounts of a template have', async () => {
    const { AccountId } = await make()
    const own = cloud.withKey({ accessKeyId: `local-${AccountId}` })
    await own.call('ResourceSharing', 'CreateResourceShare', {
      ResourceShareName: 'images',
      Resources: [{ ResourceType: 'Image', ResourceId: `m-${AccountId}1` }],
      Targets: [await cloud.uid('prod')],
    })
    const { SharedResources } = await cloud
      .as('prod')
      .call('ResourceSharing', 'ListSharedResources', { ResourceOwner: 'OtherAccounts' })
    expect(SharedResources).toMatchObject([{ ResourceId: `m-${AccountId}1`, ResourceStatus: 'Available' }])
  })

  it('carries the tags that it was made with', async () => {
    const { AccountId } = await make({ Tag: [{ Key: 'team', Value: 'network' }] })
    const { Account } = await management.call(product, 'GetAccount', { AccountId, IncludeTags: true })
    expect(Account.Tags).toEqual([{ Key: 'team', Value: 'network' }])
  })

  it('is bound by FullAliyunAccess while control policies are on', async () => {
    await management.call(product, 'EnableControlPolicy')
    const { AccountId } = await make()
    const { ControlPolicyAttachments } = await management.call(product, 'ListControlPolicyAttachmentsForTarget', {
      TargetId: AccountId,
    })
    expect(ControlPolicyAttachments.ControlPolicyAttachment).toMatchObject([{ PolicyName: 'FullAliyunAccess' }])
  })

  it('has a display name and an account name of its own', async () => {
    await make({ AccountNamePrefix: 'alice' })
    expect(await management.refused(product, 'CreateResourceAccount', { DisplayName: 'Dev 2' })).toMatchObject({
      httpStatus: 409,
      code: 'InvalidParameter.Account.DisplayName.AlreadyUsed',
      message: 'The displayname of account has been used.',
    })
    expect(
      (await management.refused(product, 'CreateResourceAccount', { DisplayName: 'Dev 3', AccountNamePrefix: 'alice' })).code,
    ).toBe('EntityAlreadyExists.ResourceDirectory.Account')
  })

  it('can have its bills settled by the management account or a member, by nobody else', async () => {
    const payer = await cloud.uid('network')
    const { AccountId } = await make({ PayerAccountId: payer })
    expect(await management.call(product, 'GetPayerForAccount', { AccountId })).toMatchObject({
      PayerAccountId: payer,
      PayerAccountName: 'network@example.com',
    })
    const own = await cloud.uid('prod')
    expect(await management.call(product, 'GetPayerForAccount', { AccountId: own })).toMatchObject({
      PayerAccountId: '',
      PayerAccountName: '',
    })
    const foreign = { DisplayName: 'Dev 3', PayerAccountId: await cloud.uid('partner') }
    expect((await management.refused(product, 'CreateResourceAccount', foreign)).code).toBe(
      'NotSupport.PayerAccountInAnotherResourceDirectory',
    )
    expect((await management.refused(product, 'GetPayerForAccount', { AccountId: await cloud.uid('partner') })).code).toBe(
      'EntityNotExists.Account',
    )
  })

  it('is one too many beyond the limit, and nothing is left of the attempt', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.members': 3 } })
    expect(await management.refused(product, 'CreateResourceAccount', { DisplayName: 'Dev 2' })).toMatchObject({
      httpStatus: 409,
      code: 'LimitExceeded.Account',
      message: 'The maximum number of member accounts in a resource directory exceeds the limit.',
    })
    expect((await management.call(product, 'ListAccounts')).TotalCount).toBe(3)
  })

  it('is refused with a name of another form or a folder that is not there', async () => {
    const code = async (parameters: object) => (await management.refused(product, 'CreateResourceAccount', { ...parameters })).code
    expect(await code({})).toBe('MissingParameter.Account.DisplayName')
    expect(await code({ DisplayName: 'a' })).toBe('InvalidParameter.Account.DisplayName')
    expect(await code({ DisplayName: 'a/b' })).toBe('InvalidParameter.Account.DisplayName')
    expect(await code({ DisplayName: 'a'.repeat(51) })).toBe('InvalidParameter.Account.DisplayName.Length')
    expect(await code({ DisplayName: 'ab', AccountNamePrefix: '-a' })).toBe('InvalidParameter.Account.AccountNamePrefix')
    expect(await code({ DisplayName: 'ab', AccountNamePrefix: 'a..b' })).toBe('InvalidParameter.Account.AccountNamePrefix')
    expect(await code({ DisplayName: 'ab', AccountNamePrefix: 'a'.repeat(51) })).toBe(
      'InvalidParameter.Account.AccountNamePrefix.Length',
    )
    expect(await code({ DisplayName: 'ab', ParentFolderId: 'x' })).toBe('InvalidParameter.ParentFolderId')
    expect(await code({ DisplayName: 'ab', ParentFolderId: 'fd-unknown' })).toBe('EntityNotExists.Folder')
  })
})

describe('a member of another world', () => {
  it('has a key that bears the name of the world, and a dry run makes none', async () => {
    const cloud = await testCloud({ world: 'second' })
    const management = cloud.as('management')
    await management.call('ResourceDirectoryMaster', 'CreateResourceAccount', { DisplayName: 'Dev 2', DryRun: true })
    expect((await management.call('ResourceDirectoryMaster', 'ListAccounts')).TotalCount).toBe(3)
    const { Account } = await management.call('ResourceManager', 'CreateResourceAccount', { DisplayName: 'Dev 2' })
    const own = cloud.withKey({ accessKeyId: `local-${Account.AccountId}-second` })
    expect((await own.call('Sts', 'GetCallerIdentity')).AccountId).toBe(Account.AccountId)
    await cloud.close()
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const rm = 'ResourceManager'
const rdm = 'ResourceDirectoryMaster'
const versions = [rm, rdm] as const

describe.each(versions)('the deletion of a member by %s', (product) => {
  let cloud: Awaited<ReturnType<typeof testCloud>>
  let management: As
  let AccountId: string
  let own: As
  beforeEach(async () => {
    cloud = await testCloud()
    management = cloud.as('management.admin')
    const { Account } = await management.call(product, 'CreateResourceAccount', { DisplayName: 'Gone' })
    AccountId = Account.AccountId
    own = cloud.withKey({ accessKeyId: `local-${AccountId}` })
    await management.call(product, 'SetMemberDeletionPermission', { Status: 'Enabled' })
  })
  afterEach(() => cloud.close())

  const check = async () => {
    await management.call(product, 'CheckAccountDelete', { AccountId })
    return (await management.call(product, 'GetAccountDeletionCheckResult', { AccountId })).AccountDeletionCheckResultInfo
  }
  const remove = (more: object = {}) => management.call(product, 'DeleteAccount', { AccountId, ...more })
  const refused = async (action: string, parameters: object = { AccountId }) => {
    const { httpStatus, code } = await management.refused(product, action, { ...parameters })
    return [httpStatus, code]
  }
  const status = async () => (await management.call(product, 'GetAccountDeletionStatus', { AccountId })).RdAccountDeletionStatus
  const shown = async () => {
    const { Accounts } = await management.call(rdm, 'ListAccounts', { QueryKeyword: 'Gone' })
    return Accounts.Account.map((account: { DeletionStatus?: string }) => account.DeletionStatus)
  }

  it('begins with a check, after which nothing stands in its way', async () => {
    expect(await refused('GetAccountDeletionCheckResult')).toEqual([409, 'EntityNotExists.CheckAccount'])
    expect(await check()).toEqual({ Status: 'PreCheckComplete', AllowDelete: 'true', NotAllowReason: [], AbandonableChecks: [] })
    expect((await remove()).DeletionType).toBe('0')
    expect(await status()).toEqual({
      AccountId,
      Status: 'Success',
      DeletionType: '0',
      CreateTime: '2026-01-01T08:00:00+08:00',
      DeletionTime: '2026-01-01T08:00:00+08:00',
      FailReasonList: [],
    })
  })

  it('leaves no way in: neither keys nor the role work, and the member is gone', async () => {
    const { AccessKey } = await own
      .call('Ram', 'CreateUser', { UserName: 'alice' })
      .then(() => own.call('Ram', 'CreateAccessKey', { UserName: 'alice' }))
    await own.call('Ram', 'SetAccountAlias', { AccountAlias: 'good-name' })
    const role = { RoleArn: `acs:ram::${AccountId}:role/ResourceDirectoryAccountAccessRole`, RoleSessionName: 'test' }
    const { Credentials } = await management.call('Sts', 'AssumeRole', role)
    await remove()
    for (const key of [
      { accessKeyId: `local-${AccountId}` },
      { accessKeyId: AccessKey.AccessKeyId },
      { accessKeyId: Credentials.AccessKeyId, securityToken: Credentials.SecurityToken },
    ])
      expect((await cloud.withKey(key).refused('Sts', 'GetCallerIdentity')).httpStatus).toBeGreaterThanOrEqual(400)
    expect((await management.refused('Sts', 'AssumeRole', role)).code).toBe('NoPermission')
    expect(await refused('GetAccount')).toEqual([404, 'EntityNotExists.Account'])
    expect(await refused('DeleteAccount')).toEqual([404, 'EntityNotExists.Account'])
    expect(await refused('CheckAccountDelete')).toEqual([404, 'EntityNotExists.Account'])
    expect(await refused('GetAccountDeletionCheckResult')).toEqual([404, 'EntityNotExists.Account'])
    expect(await shown()).toEqual([])
    await management.call('Ram', 'SetAccountAlias', { AccountAlias: 'good-name' })
    const again = { DisplayName: 'Gone', AccountNamePrefix: 'gone' }
    const { Account } = await management.call(product, 'CreateResourceAccount', again)
    AccountId = Account.AccountId
    await remove()
    await management.call(product, 'CreateResourceAccount', again)
  })

  it('takes as long as transitions take: the member is shown as Deleting, and changes no more', async () => {
    await cloud.latency({ afterMs: 60_000 })
    await management.call(product, 'CheckAccountDelete', { AccountId })
    const { AccountDeletionCheckResultInfo } = await management.call(product, 'GetAccountDeletionCheckResult', { AccountId })
    expect(AccountDeletionCheckResultInfo).toEqual({ Status: 'PreChecking' })
    expect(await shown()).toEqual(['Checking'])
    expect(await refused('DeleteAccount')).toEqual([409, 'NotSupportedOperation.PreCheckingAccount'])
    await cloud.advance('1m')
    expect(await shown()).toEqual([undefined])
    await remove()
    expect((await status()).Status).toBe('Deleting')
    expect(await status()).not.toHaveProperty('DeletionTime')
    expect(await shown()).toEqual(['Deleting'])
    expect((await own.refused('Sts', 'GetCallerIdentity')).httpStatus).toBe(404)
    const { Account } = await management.call(product, 'GetAccount', { AccountId })
    expect(Account.AccountId).toBe(AccountId)
    expect(await refused('CheckAccountDelete')).toEqual([409, 'AccountTypeOrStatusMismatch'])
    expect(await refused('MoveAccount', { AccountId, DestinationFolderId: Account.FolderId })).toEqual([
      409,
      'AccountTypeOrStatusMismatch',
    ])
    expect(await refused('UpdateAccount', { AccountId, NewDisplayName: 'Back' })).toEqual([409, 'AccountTypeMismatch'])
    expect(await refused('DeleteAccount')).toEqual([
      409,
      product === rm ? 'NotSupportedOperation.DeletingAccount' : 'ExistProcessingDeleteFlow.DeleteAccount',
    ])
    await cloud.advance('1m')
    expect((await status()).Status).toBe('Success')
    expect(await shown()).toEqual([])
    expect(await refused('GetAccount')).toEqual([404, 'EntityNotExists.Account'])
  })

  it('can be stepped, and can be made to fail', async () => {
    await cloud.latency('manual')
    await cloud.fault({ match: { action: 'DeleteAccount' }, effect: { transition: 'fail' }, times: 1 })
    await remove()
    expect((await status()).Status).toBe('Deleting')
    await cloud.step()
    expect(await status()).toMatchObject({ Status: 'DeleteFailed', FailReasonList: [{ Name: 'Others' }] })
    expect(await shown()).toEqual(['DeleteFailed'])
    expect((await own.call('Sts', 'GetCallerIdentity')).AccountId).toBe(AccountId)
    await remove()
    await cloud.step()
    expect((await status()).Status).toBe('Success')
  })

  it('needs what the member has to be given up, and shares to be ended', async () => {
    await own.call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' })
    const share = await own.call('ResourceSharing', 'CreateResourceShare', { ResourceShareName: 'images' })
    expect(await check()).toMatchObject({
      AllowDelete: 'false',
      NotAllowReason: [{ CheckId: 'NON_SP_ressharing', CheckName: 'Resource Sharing' }],
      AbandonableChecks: [{ CheckId: 'NON_SP_vpc', CheckName: 'Virtual Private Cloud' }],
    })
    await own.call('ResourceSharing', 'DeleteResourceShare', { ResourceShareId: share.ResourceShare.ResourceShareId })
    expect(await check()).toMatchObject({ AllowDelete: 'true', NotAllowReason: [] })
    await remove()
    expect(await status()).toMatchObject({
      Status: 'CheckFailed',
      FailReasonList: [{ Name: 'Virtual Private Cloud', Description: 'VPCs exist in this account.' }],
    })
    expect(await shown()).toEqual(['CheckFailed'])
    await remove({ AbandonableCheckId: JSON.stringify(['NON_SP_vpc']) })
    expect((await status()).Status).toBe('Success')
  })

  describe('with what reaches into other accounts', () => {
    const RegionId = 'cn-hangzhou'
    const network = () => cloud.as('network')
    const makeVpc = async (owner: As) => {
      const { VpcId } = await owner.call('Vpc', 'CreateVpc', { RegionId, CidrBlock: '10.0.0.0/16' })
      const inside = { RegionId, VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.0.1.0/24' }
      return { VpcId, VSwitchId: (await owner.call('Vpc', 'CreateVSwitch', inside)).VSwitchId as string }
    }
    const share = async (owner: As, VSwitchId: string) => {
      const { ResourceShare } = await owner.call('ResourceSharing', 'CreateResourceShare', {
        ResourceShareName: 'subnets',
        AllowExternalTargets: true,
        Resources: [{ ResourceType: 'VSwitch', ResourceId: VSwitchId }],
        Targets: [AccountId],
      })
      return ResourceShare.ResourceShareId as string
    }
    const found = async () => {
      const { NotAllowReason, AbandonableChecks } = await check()
      const ids = (list: { CheckId: string }[]) => list.map(({ CheckId }) => CheckId)
      return [ids(NotAllowReason), ids(AbandonableChecks)]
    }

    it('waits until its network interfaces and security groups have left the networks of others', async () => {
      const { VpcId, VSwitchId } = await makeVpc(network())
      await share(network(), VSwitchId)
      const { SecurityGroupId } = await own.call('Ecs', 'CreateSecurityGroup', { RegionId, VpcId })
      const inside = { RegionId, VSwitchId, SecurityGroupId }
      const { NetworkInterfaceId } = await own.call('Ecs', 'CreateNetworkInterface', inside)
      expect(await found()).toEqual([['NON_SP_ecs'], []])
      await remove({ AbandonableCheckId: JSON.stringify(['NON_SP_ecs']) })
      expect((await status()).Status).toBe('CheckFailed')
      await own.call('Ecs', 'DeleteNetworkInterface', { RegionId, NetworkInterfaceId })
      expect(await found()).toEqual([['NON_SP_ecs'], []])
      await own.call('Ecs', 'DeleteSecurityGroup', { RegionId, SecurityGroupId })
      await remove()
      expect((await status()).Status).toBe('Success')
    })

    it.each(['its VPC granted to a router of another', 'the VPC of another at its router'])(
      'waits while there is %s',
      async (what) => {
        const isIts = what.startsWith('its')
        const [vpcs, routers] = isIts ? [own, network()] : [network(), own]
        const [vpcOwner, ecrOwner] = isIts ? [AccountId, await cloud.uid('network')] : [await cloud.uid('network'), AccountId]
        const { VpcId } = await makeVpc(vpcs)
        const { EcrId } = await routers.call('ExpressConnectRouter', 'CreateExpressConnectRouter', { AlibabaSideAsn: 45104 })
        const grant = { EcrId, EcrOwnerAliUid: ecrOwner, InstanceId: VpcId, InstanceType: 'VPC', InstanceRegionId: RegionId }
        await vpcs.call('ExpressConnectRouter', 'GrantInstanceToExpressConnectRouter', grant)
        expect(await found()).toEqual(
          isIts ? [['NON_SP_expressconnectrouter'], ['NON_SP_vpc']] : [[], ['NON_SP_expressconnectrouter']],
        )
        const attach = { EcrId, VpcId, VpcOwnerId: vpcOwner, AssociationRegionId: RegionId }
        const { AssociationId } = await routers.call('ExpressConnectRouter', 'CreateExpressConnectRouterAssociation', attach)
        expect((await found())[0]).toEqual(['NON_SP_expressconnectrouter'])
        await routers.call('ExpressConnectRouter', 'DeleteExpressConnectRouterAssociation', { EcrId, AssociationId })
        await vpcs.call('ExpressConnectRouter', 'RevokeInstanceFromExpressConnectRouter', grant)
        expect((await found())[0]).toEqual([])
      },
    )

    it('waits while a CEN of another may attach its VPC, and gives up a CEN of its own', async () => {
      const { VpcId } = await makeVpc(own)
      const { CenId } = await network().call('Cbn', 'CreateCen', {})
      await own.call('Cbn', 'CreateCen', {})
      expect(await found()).toEqual([[], ['NON_SP_vpc', 'NON_SP_cbn']])
      const instance = { CenId, InstanceId: VpcId, InstanceType: 'VPC', RegionId }
      await own.call('Cbn', 'GrantInstanceToTransitRouter', { ...instance, CenOwnerId: await cloud.uid('network') })
      expect(await found()).toEqual([['NON_SP_cbn'], ['NON_SP_vpc']])
      await own.call('Cbn', 'RevokeInstanceFromTransitRouter', { ...instance, CenOwnerId: await cloud.uid('network') })
      expect((await found())[0]).toEqual([])
    })

    it('ends what others share with it, from outside of the directory too, and what they invited it to', async () => {
      const partner = cloud.as('partner')
      const { VSwitchId } = await makeVpc(partner)
      const [accepted, open] = [await share(partner, VSwitchId), await share(partner, VSwitchId)]
      const { ResourceShareInvitations } = await own.call('ResourceSharing', 'ListResourceShareInvitations')
      const invitation = ResourceShareInvitations.find((each: { ResourceShareId: string }) => each.ResourceShareId === accepted)
      const { ResourceShareInvitationId } = invitation
      await own.call('ResourceSharing', 'AcceptResourceShareInvitation', { ResourceShareInvitationId })
      const principals = async () => {
        const asked = { AssociationType: 'Target', ResourceShareIds: [accepted, open] }
        const { ResourceShareAssociations } = await partner.call('ResourceSharing', 'ListResourceShareAssociations', asked)
        return ResourceShareAssociations.map((each: { AssociationStatus: string }) => each.AssociationStatus).sort()
      }
      expect(await principals()).toEqual(['Associated', 'Associating'])
      await remove()
      expect(await principals()).toEqual(['Disassociated', 'Disassociated'])
      const { SharedTargets } = await partner.call('ResourceSharing', 'ListSharedTargets', { ResourceOwner: 'Self' })
      expect(SharedTargets).toEqual([])
    })
  })

  it('waits for a deletion whose check is still running', async () => {
    await own.call('Vpc', 'CreateVpc', { RegionId: 'cn-hangzhou', CidrBlock: '10.0.0.0/8' })
    await cloud.latency('manual')
    await remove()
    expect((await status()).Status).toBe('Checking')
    expect(await refused('DeleteAccount')).toEqual([
      409,
      product === rm ? 'NotSupportedOperation.CheckingAccount' : 'ExistProcessingDeleteFlow.DeleteAccount',
    ])
  })

  it('does not go together with bills that another settles', async () => {
    await management.call(rdm, 'UpdatePayerForAccount', { AccountId, PayerAccountId: await cloud.uid('network') })
    expect((await check()).NotAllowReason).toMatchObject([{ CheckId: 'NON_SP_efc', CheckName: 'Enterprise finance' }])
    if (product === rm) expect(await refused('DeleteAccount')).toEqual([409, 'NotSupport.HasPayerAccount'])
    else {
      await remove()
      expect((await status()).Status).toBe('CheckFailed')
    }
    // The management account may settle them to the end.
    await management.call(rdm, 'UpdatePayerForAccount', { AccountId, PayerAccountId: await cloud.uid('management') })
    await remove()
    expect((await status()).Status).toBe('Success')
  })

  it('is asked for by RAM users of the management account, with the permission of the directory, for resource accounts that it made', async () => {
    const root = cloud.as('management')
    for (const action of ['CheckAccountDelete', 'DeleteAccount']) {
      expect(await root.refused(product, action, { AccountId })).toMatchObject({
        httpStatus: 409,
        code: 'CallerIdentityError.DeleteAccount',
        message: 'Please use the RAM user or role of the management account to delete.',
      })
      await management.call(product, 'SetMemberDeletionPermission', { Status: 'Disabled' })
      expect(await refused(action)).toEqual([409, 'NoLicense.ResourceDirectory'])
      await management.call(product, 'SetMemberDeletionPermission', { Status: 'Enabled' })
      const prod = { AccountId: await cloud.uid('prod') }
      const service = { ...prod, ServicePrincipal: 'cloudfw.aliyuncs.com' }
      await management.call(product, 'RegisterDelegatedAdministrator', service)
      expect(await refused(action, prod)).toEqual([
        409,
        product === rdm && action === 'DeleteAccount'
          ? 'AccountTypeOrStatusMismatch'
          : 'RemoveConfilctAccountAsDelegatedAdministator',
      ])
      await management.call(product, 'DeregisterDelegatedAdministrator', service)
      await management.call(product, 'UpdateAccount', { ...prod, NewAccountType: 'CloudAccount' })
      expect(await refused(action, prod)).toEqual([409, 'MemberTypeError.DeleteAccount'])
      await management.call(product, 'UpdateAccount', { ...prod, NewAccountType: 'ResourceAccount' })
    }
  })

  it('has no status where nobody asked for it', async () => {
    expect(await refused('GetAccountDeletionStatus')).toEqual([409, 'EntityNotExists.CheckAccount'])
    expect(await refused('GetAccountDeletionStatus', { AccountId: await cloud.uid('partner') })).toEqual([
      404,
      'EntityNotExists.Account',
    ])
  })
})

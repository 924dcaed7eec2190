import { describe, expect, it } from 'vitest'
import {
  attach,
  attachedTo,
  cloud,
  create,
  detach,
  enable,
  folders,
  full,
  makesVpc,
  management,
  RDM,
  RM,
} from '../../../test/control-policies.js'

describe('attaching a control policy', () => {
  it('needs the feature on', async () => {
    const PolicyId = await create()
    const given = { PolicyId, TargetId: await cloud.uid('prod') }
    for (const action of ['AttachControlPolicy', 'DetachControlPolicy'])
      expect(await management.refused(RM, action, given)).toMatchObject({
        httpStatus: 409,
        code: 'InvalidControlPolicyEnablementStatus',
      })
  })

  it('needs Root, a folder or a member of this directory (EntityNotExists.Target)', async () => {
    await enable()
    const PolicyId = await create()
    for (const TargetId of ['fd-nothere000', await cloud.uid('partner'), await cloud.uid('management')]) {
      const unknown = {
        httpStatus: 404,
        code: 'EntityNotExists.Target',
        message: 'The specified target does not exist in the resource directory.',
      }
      for (const action of ['AttachControlPolicy', 'DetachControlPolicy'])
        expect(await management.refused(RM, action, { PolicyId, TargetId })).toMatchObject(unknown)
      expect(await management.refused(RM, 'ListControlPolicyAttachmentsForTarget', { TargetId })).toMatchObject(unknown)
    }
  })

  it('is refused when it is attached already, and detaching when it is not', async () => {
    await enable()
    const [PolicyId, TargetId] = [await create(), await cloud.uid('prod')]
    expect(await management.refused(RM, 'DetachControlPolicy', { PolicyId, TargetId })).toMatchObject({
      httpStatus: 404,
      code: 'EntityNotExists.ControlPolicyAttachment',
    })
    await attach(PolicyId, TargetId)
    expect(await management.refused(RM, 'AttachControlPolicy', { PolicyId, TargetId })).toMatchObject({
      httpStatus: 409,
      code: 'EntityAlreadyExists.ControlPolicyAttachment',
    })
  })

  it('goes so far (LimitExceeded.ControlPolicyAttachment)', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.controlPoliciesPerTarget': 1 } })
    await enable()
    const given = { PolicyId: await create(), TargetId: await cloud.uid('prod') }
    expect(await management.refused(RM, 'AttachControlPolicy', given)).toMatchObject({
      httpStatus: 409,
      code: 'LimitExceeded.ControlPolicyAttachment',
    })
  })

  it('is undone but for the last policy of a target (NotSupport.DetachLastControlPolicy)', async () => {
    await enable()
    const [PolicyId, TargetId] = [await create(), await cloud.uid('prod')]
    expect(await management.refused(RM, 'DetachControlPolicy', { PolicyId: full, TargetId })).toMatchObject({
      httpStatus: 400,
      code: 'NotSupport.DetachLastControlPolicy',
      message: 'It is not detach the last control policy on the target node.',
    })
    await attach(PolicyId, TargetId)
    await management.call(RDM, 'DetachControlPolicy', { PolicyId: full, TargetId })
    expect(await attachedTo(TargetId, RDM)).toEqual(['NoNewNetworks'])
    expect(await management.refused(RM, 'DetachControlPolicy', { PolicyId, TargetId })).toMatchObject({
      code: 'NotSupport.DetachLastControlPolicy',
    })
  })
})

describe('a RAM user of the management account', () => {
  it('attaches control policies once a policy names accounts, folders and control policies', async () => {
    const { Workloads: TargetId = '' } = await folders()
    const PolicyId = await create()
    await management.call('Ram', 'CreateUser', { UserName: 'guard' })
    const { AccessKey } = await management.call('Ram', 'CreateAccessKey', { UserName: 'guard' })
    const guard = cloud.withKey({ accessKeyId: AccessKey.AccessKeyId })
    const allow = async (PolicyName: string, ...Resource: string[]) => {
      const Statement = [{ Effect: 'Allow', Action: 'resourcemanager:*ControlPolicy', Resource }]
      await management.call('Ram', 'CreatePolicy', { PolicyName, PolicyDocument: JSON.stringify({ Version: '1', Statement }) })
      await management.call('Ram', 'AttachPolicyToUser', { UserName: 'guard', PolicyName, PolicyType: 'Custom' })
    }
    await allow('policies', 'acs:resourcemanager:*:*:policy/controlpolicy/*')
    for (const product of [RM, RDM]) {
      await guard.call(product, 'GetControlPolicy', { PolicyId })
      expect((await guard.refused(product, 'AttachControlPolicy', { PolicyId, TargetId })).code).toBe('NoPermission')
    }
    await allow('targets', 'acs:resourcemanager:*:*:account/*', 'acs:resourcemanager:*:*:folder/*')
    await guard.call(RM, 'AttachControlPolicy', { PolicyId, TargetId })
    await guard.call(RDM, 'DetachControlPolicy', { PolicyId, TargetId })
  })
})

describe('an attached control policy', () => {
  it('denies RAM users of the members below a folder, and the refusal says that a control policy does', async () => {
    const { Workloads = '' } = await folders()
    await attach(await create(), Workloads)
    const { status, body } = await makesVpc(cloud.as('prod.admin'))
    expect({ status, code: body.Code }).toEqual({ status: 403, code: 'Forbidden.RAM' })
    expect(body.AccessDeniedDetail).toMatchObject({
      AuthAction: 'vpc:CreateVpc',
      AuthPrincipalType: 'SubUser',
      AuthPrincipalOwnerId: await cloud.uid('prod'),
      NoPermissionType: 'ExplicitDeny',
      PolicyType: 'ControlPolicy',
    })
    expect((await makesVpc(cloud.as('network.admin'))).status).toBe(200)
  })

  it('on Root denies all members, and neither the management account nor outsiders', async () => {
    const { Root = '' } = await folders()
    await attach(await create(), Root)
    for (const member of ['network.admin', 'prod.admin', 'dev.admin']) expect((await makesVpc(cloud.as(member))).status).toBe(403)
    for (const other of ['management.admin', 'partner.admin']) expect((await makesVpc(cloud.as(other))).status).toBe(200)
  })

  it('does not bind the root of a member, since custom policies have the scope RAM', async () => {
    const { Root = '' } = await folders()
    await attach(await create(), Root)
    expect((await makesVpc(cloud.as('prod'))).status).toBe(200)
  })

  it('that allows something denies the rest once FullAliyunAccess is detached beside it', async () => {
    await enable()
    const document = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"vpc:Describe*","Resource":"*"}]}'
    const given = { PolicyName: 'ReadOnly', EffectScope: 'RAM', PolicyDocument: document }
    const { PolicyId } = (await management.call(RM, 'CreateControlPolicy', given)).ControlPolicy
    const TargetId = await cloud.uid('dev')
    await attach(PolicyId, TargetId)
    expect((await makesVpc(cloud.as('dev.admin'))).status).toBe(200)
    await detach(full, TargetId)
    const { status, body } = await makesVpc(cloud.as('dev.admin'))
    expect(status).toBe(403)
    expect(body.AccessDeniedDetail).toMatchObject({ NoPermissionType: 'ImplicitDeny', PolicyType: 'ControlPolicy' })
    await cloud.as('dev.admin').call('Vpc', 'DescribeVpcs', { RegionId: 'cn-hangzhou' })
  })

  it('stops to bind once it is detached', async () => {
    await enable()
    const [PolicyId, TargetId] = [await create(), await cloud.uid('prod')]
    await attach(PolicyId, TargetId)
    expect((await makesVpc(cloud.as('prod.admin'))).status).toBe(403)
    await detach(PolicyId, TargetId)
    expect((await makesVpc(cloud.as('prod.admin'))).status).toBe(200)
  })

  it('lets go of a member that is moved away, and binds the one that is moved in', async () => {
    const { Workloads = '', Core = '' } = await folders()
    await attach(await create(), Workloads)
    const [prod, network] = [await cloud.uid('prod'), await cloud.uid('network')]
    await management.call(RM, 'MoveAccount', { AccountId: prod, DestinationFolderId: Core })
    await management.call(RM, 'MoveAccount', { AccountId: network, DestinationFolderId: Workloads })
    expect((await makesVpc(cloud.as('prod.admin'))).status).toBe(200)
    expect((await makesVpc(cloud.as('network.admin'))).status).toBe(403)
  })

  it('binds through new folders too, which begin with FullAliyunAccess', async () => {
    const { Workloads = '' } = await folders()
    const { Folder } = await management.call(RM, 'CreateFolder', { FolderName: 'Inner', ParentFolderId: Workloads })
    expect(await attachedTo(Folder.FolderId)).toEqual(['FullAliyunAccess'])
    const dev = await cloud.uid('dev')
    await management.call(RM, 'MoveAccount', { AccountId: dev, DestinationFolderId: Folder.FolderId })
    expect((await makesVpc(cloud.as('dev.admin'))).status).toBe(200)
    await attach(await create(), Workloads)
    expect((await makesVpc(cloud.as('dev.admin'))).status).toBe(403)
  })
})

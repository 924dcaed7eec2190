import { describe, expect, it } from 'vitest'
import {
  attach,
  attachedTo,
  cloud,
  create,
  deny,
  detach,
  enable,
  folders,
  full,
  makesVpc,
  management,
  RDM,
  RM,
  targetsOf,
} from '../../../test/control-policies.js'

describe('switching control policies on', () => {
  it.each([RM, RDM])('attaches FullAliyunAccess to Root, every folder and every member (%s)', async (product) => {
    expect(await management.call(product, 'GetControlPolicyEnablementStatus')).toMatchObject({ EnablementStatus: 'Disabled' })
    expect(await management.call(product, 'EnableControlPolicy')).toMatchObject({ EnablementStatus: 'PendingEnable' })
    expect(await management.call(product, 'GetControlPolicyEnablementStatus')).toMatchObject({ EnablementStatus: 'Enabled' })
    const targets = await targetsOf(full)
    expect(targets.map(({ TargetName, TargetType }) => `${TargetType} ${TargetName}`).sort()).toEqual([
      'Account dev',
      'Account network',
      'Account prod',
      'Folder Core',
      'Folder Workloads',
      'Root Root',
    ])
    expect((await management.call(product, 'GetControlPolicy', { PolicyId: full })).ControlPolicy.AttachmentCount).toBe('6')
  })

  it('changes nothing for anybody by itself', async () => {
    await enable()
    expect((await makesVpc(cloud.as('network.admin'))).status).toBe(200)
  })

  it('takes its time where transitions do, and nothing can be attached or switched meanwhile', async () => {
    await cloud.latency('manual')
    const policy = await create()
    await enable()
    expect(await enable()).toMatchObject({ EnablementStatus: 'PendingEnable' })
    const refused = { httpStatus: 409, code: 'InvalidControlPolicyEnablementStatus' }
    expect(
      await management.refused(RM, 'AttachControlPolicy', { PolicyId: policy, TargetId: await cloud.uid('prod') }),
    ).toMatchObject(refused)
    expect(await management.refused(RM, 'DisableControlPolicy')).toMatchObject(refused)
    await cloud.step()
    expect(await enable()).toMatchObject({ EnablementStatus: 'Enabled' })
    await management.call(RM, 'DisableControlPolicy')
    expect(await management.call(RM, 'GetControlPolicyEnablementStatus')).toMatchObject({ EnablementStatus: 'PendingDisable' })
    expect(await management.refused(RM, 'EnableControlPolicy')).toMatchObject(refused)
    await cloud.step()
    expect(await management.call(RM, 'GetControlPolicyEnablementStatus')).toMatchObject({ EnablementStatus: 'Disabled' })
  })

  it('stays off where a failure was asked for', async () => {
    await cloud.fault({ match: { action: 'EnableControlPolicy' }, effect: { transition: 'fail' } })
    await enable()
    expect(await management.call(RM, 'GetControlPolicyEnablementStatus')).toMatchObject({ EnablementStatus: 'Disabled' })
  })

  it('waits between two times where a world says so (Throttling.EnableControlPolicy)', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.controlPolicyPauseMinutes': 10 } })
    await enable()
    await management.call(RM, 'DisableControlPolicy')
    await cloud.advance('3m')
    expect(await management.refused(RM, 'EnableControlPolicy')).toMatchObject({
      httpStatus: 409,
      code: 'Throttling.EnableControlPolicy',
      message: 'The enable operation is too frequent. Please try again in 7 minute(s).',
    })
    await cloud.advance('7m')
    await enable()
  })

  it('is for the management account only', async () => {
    for (const action of ['EnableControlPolicy', 'DisableControlPolicy', 'GetControlPolicyEnablementStatus', 'ListControlPolicies'])
      for (const who of ['network', 'partner'])
        expect(await cloud.as(who).refused(RM, action)).toMatchObject({
          httpStatus: 404,
          code: 'EntityNotExists.ResourceDirectory',
        })
  })
})

describe('switching control policies off', () => {
  it('detaches all of them and keeps the custom ones; on again, FullAliyunAccess alone is everywhere', async () => {
    const { Workloads = '' } = await folders()
    const policy = await create()
    await attach(policy, Workloads)
    await detach(full, Workloads)
    expect((await makesVpc(cloud.as('prod.admin'))).status).toBe(403)
    expect(await management.call(RM, 'DisableControlPolicy')).toMatchObject({ EnablementStatus: 'PendingDisable' })
    expect((await makesVpc(cloud.as('prod.admin'))).status).toBe(200)
    expect(await targetsOf(policy)).toEqual([])
    expect(await targetsOf(full)).toEqual([])
    expect(await management.call(RM, 'DisableControlPolicy')).toMatchObject({ EnablementStatus: 'Disabled' })
    await enable()
    expect(await attachedTo(Workloads)).toEqual(['FullAliyunAccess'])
    expect((await management.call(RM, 'GetControlPolicy', { PolicyId: policy })).ControlPolicy.PolicyName).toBe('NoNewNetworks')
  })
})

describe('a control policy', () => {
  const PolicyDocument = '\n  {"Version": "1",  "Statement": [{"Effect":"Deny","Action":"vpc:*","Resource":"*"}]}\n'

  it('is created and told with its document byte for byte', async () => {
    const { ControlPolicy } = await management.call(RM, 'CreateControlPolicy', {
      PolicyName: 'NoNetworks',
      EffectScope: 'RAM',
      Description: '资源测试',
      PolicyDocument,
    })
    expect(ControlPolicy).toEqual({
      PolicyId: expect.stringMatching(/^cp-[A-Za-z0-9]{16}$/),
      PolicyName: 'NoNetworks',
      PolicyType: 'Custom',
      EffectScope: 'RAM',
      Description: '资源测试',
      AttachmentCount: '0',
      CreateDate: '2026-01-01T00:00:00Z',
      UpdateDate: '2026-01-01T00:00:00Z',
    })
    const { PolicyId } = ControlPolicy
    for (const product of [RM, RDM])
      expect((await management.call(product, 'GetControlPolicy', { PolicyId })).ControlPolicy).toEqual({
        ...ControlPolicy,
        PolicyDocument,
      })
  })

  it('changes where it is told to and nowhere else', async () => {
    const PolicyId = await create()
    await cloud.advance('1h')
    const { ControlPolicy } = await management.call(RDM, 'UpdateControlPolicy', { PolicyId, NewDescription: 'Why' })
    expect(ControlPolicy).toMatchObject({
      PolicyName: 'NoNewNetworks',
      Description: 'Why',
      CreateDate: '2026-01-01T00:00:00Z',
      UpdateDate: '2026-01-01T01:00:00Z',
    })
    const changes = { PolicyId, NewPolicyName: 'Other', NewPolicyDocument: PolicyDocument }
    await management.call(RM, 'UpdateControlPolicy', changes)
    expect((await management.call(RM, 'GetControlPolicy', { PolicyId })).ControlPolicy).toMatchObject({
      PolicyName: 'Other',
      Description: 'Why',
      PolicyDocument,
    })
    // Its own name is no conflict.
    await management.call(RM, 'UpdateControlPolicy', { PolicyId, NewPolicyName: 'Other' })
  })

  it('loses its description where the new one is empty, and keeps it where none is given', async () => {
    const given = { PolicyName: 'described', EffectScope: 'RAM', PolicyDocument: deny('vpc:*'), Description: 'Keeps networks' }
    const { PolicyId } = (await management.call(RM, 'CreateControlPolicy', given)).ControlPolicy
    const update = (more: object) => management.call(RM, 'UpdateControlPolicy', { PolicyId, NewPolicyName: 'described', ...more })
    expect((await update({})).ControlPolicy.Description).toBe('Keeps networks')
    expect((await update({ NewDescription: '' })).ControlPolicy.Description).toBe('')
    expect((await management.call(RM, 'GetControlPolicy', { PolicyId })).ControlPolicy.Description).toBe('')
  })

  it('binds by its new document from the moment it is changed', async () => {
    const PolicyId = await create('vpc:DeleteVpc')
    await enable()
    await attach(PolicyId, await cloud.uid('network'))
    expect((await makesVpc(cloud.as('network.admin'))).status).toBe(200)
    await management.call(RM, 'UpdateControlPolicy', { PolicyId, NewPolicyDocument: deny('vpc:CreateVpc') })
    expect((await makesVpc(cloud.as('network.admin'))).status).toBe(403)
  })

  it('is refused with a document that nobody could evaluate (MalformedPolicyDocument)', async () => {
    const malformed = { httpStatus: 409, code: 'MalformedPolicyDocument', message: 'The policy format is invalid.' }
    const given = { PolicyName: 'x', EffectScope: 'RAM', PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Block"}]}' }
    expect(await management.refused(RM, 'CreateControlPolicy', given)).toMatchObject(malformed)
    const PolicyId = await create()
    expect(await management.refused(RM, 'UpdateControlPolicy', { PolicyId, NewPolicyDocument: 'no' })).toMatchObject(malformed)
    expect((await management.call(RM, 'ListControlPolicies', { PolicyType: 'Custom' })).TotalCount).toBe(1)
  })

  it('is refused with a document of more than 4096 characters', async () => {
    const long = `${' '.repeat(4096)}${deny('vpc:*')}`
    expect(
      await management.refused(RM, 'CreateControlPolicy', { PolicyName: 'x', EffectScope: 'RAM', PolicyDocument: long }),
    ).toMatchObject({
      httpStatus: 409,
      code: 'InvalidParameter.PolicyDocument.Length',
      message: 'The maximum length of the policy document is exceeded. It must not exceed 4096 characters.',
    })
    const PolicyId = await create()
    expect(await management.refused(RM, 'UpdateControlPolicy', { PolicyId, NewPolicyDocument: long })).toMatchObject({
      httpStatus: 400,
      code: 'InvalidParameter.NewPolicyDocument.Length',
      message: 'Unable to save your policy. A policy contains a maximum of 4096 characters.',
    })
  })

  it('has a name of its own (EntityAlreadyExists.ControlPolicy)', async () => {
    const taken = { httpStatus: 409, code: 'EntityAlreadyExists.ControlPolicy' }
    await create()
    const PolicyId = await create('vpc:*', 'Second')
    const given = { EffectScope: 'RAM', PolicyDocument: deny('vpc:*') }
    for (const PolicyName of ['Second', 'FullAliyunAccess'])
      expect(await management.refused(RM, 'CreateControlPolicy', { ...given, PolicyName })).toMatchObject(taken)
    expect(await management.refused(RM, 'UpdateControlPolicy', { PolicyId, NewPolicyName: 'NoNewNetworks' })).toMatchObject(taken)
  })

  it('is one of so many (LimitExceeded.ControlPolicy)', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.customControlPolicies': 1 } })
    await create()
    const given = { PolicyName: 'Second', EffectScope: 'RAM', PolicyDocument: deny('vpc:*') }
    expect(await management.refused(RM, 'CreateControlPolicy', given)).toMatchObject({
      httpStatus: 409,
      code: 'LimitExceeded.ControlPolicy',
    })
  })

  it.each([{ EffectScope: 'All' }, { PolicyName: '1st' }, { PolicyName: undefined }, { Description: 'x'.repeat(1025) }])(
    'is refused with a parameter that is none: %o',
    async (changed) => {
      const given = { PolicyName: 'x', EffectScope: 'RAM', PolicyDocument: deny('vpc:*') }
      expect(await management.refused(RM, 'CreateControlPolicy', { ...given, ...changed })).toMatchObject({
        httpStatus: 400,
        code: 'InvalidParameter',
      })
    },
  )

  it('is deleted once it is attached to nothing', async () => {
    const PolicyId = await create()
    await enable()
    const TargetId = await cloud.uid('dev')
    await attach(PolicyId, TargetId)
    expect(await management.refused(RM, 'DeleteControlPolicy', { PolicyId })).toMatchObject({
      httpStatus: 409,
      code: 'DeleteConflict.ControlPolicy',
    })
    await detach(PolicyId, TargetId)
    await management.call(RDM, 'DeleteControlPolicy', { PolicyId })
    const gone = { httpStatus: 404, code: 'EntityNotExists.ControlPolicy' }
    for (const action of [
      'GetControlPolicy',
      'UpdateControlPolicy',
      'DeleteControlPolicy',
      'ListTargetAttachmentsForControlPolicy',
    ])
      expect(await management.refused(RM, action, { PolicyId })).toMatchObject(gone)
    for (const action of ['AttachControlPolicy', 'DetachControlPolicy'])
      expect(await management.refused(RM, action, { PolicyId, TargetId })).toMatchObject(gone)
  })

  it('of the system can neither be changed nor deleted', async () => {
    for (const action of ['UpdateControlPolicy', 'DeleteControlPolicy'])
      expect(await management.refused(RM, action, { PolicyId: full })).toMatchObject({
        httpStatus: 400,
        code: 'NotSupport.SystemControlPolicy',
      })
  })

  it('of the system is described in the language asked for', async () => {
    const described = async (Language?: string) =>
      (await management.call(RM, 'GetControlPolicy', { PolicyId: full, Language })).ControlPolicy.Description
    expect(await described('en')).toBe('Allows everything.')
    expect(await described('ja')).not.toBe(await described())
  })

  it('is listed: that of the system first, then the custom ones, page by page', async () => {
    const names = async (parameters: object, product = RM) => {
      const { ControlPolicies, TotalCount } = await management.call(product, 'ListControlPolicies', { ...parameters })
      return [TotalCount, ...ControlPolicies.ControlPolicy.map((row: { PolicyName: string }) => row.PolicyName)]
    }
    await create('vpc:*', 'First')
    await cloud.advance('1s')
    await create('vpc:*', 'Second')
    expect(await names({})).toEqual([3, 'FullAliyunAccess', 'First', 'Second'])
    expect(await names({ PolicyType: 'System' }, RDM)).toEqual([1, 'FullAliyunAccess'])
    expect(await names({ PolicyType: 'Custom', PageSize: 1, PageNumber: 2 })).toEqual([2, 'Second'])
  })

  it('carries tags in the newer version', async () => {
    const given = { PolicyName: 'Tagged', EffectScope: 'RAM', PolicyDocument: deny('vpc:*'), Tag: [{ Key: 'team', Value: 'net' }] }
    await management.call(RDM, 'CreateControlPolicy', given)
    await create()
    const { ControlPolicies } = await management.call(RDM, 'ListControlPolicies', { Tag: [{ Key: 'team' }] })
    expect(ControlPolicies.ControlPolicy).toMatchObject([{ PolicyName: 'Tagged', Tags: { Tag: [{ Key: 'team', Value: 'net' }] } }])
    const older = await management.call(RM, 'ListControlPolicies', { PolicyType: 'Custom' })
    expect(older.ControlPolicies.ControlPolicy).toHaveLength(2)
    for (const row of older.ControlPolicies.ControlPolicy) expect(row).not.toHaveProperty('Tags')
  })
})

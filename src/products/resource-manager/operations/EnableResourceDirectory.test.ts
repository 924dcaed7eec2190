import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const rm = 'ResourceManager'
const rdm = 'ResourceDirectoryMaster'

let cloud: Awaited<ReturnType<typeof testCloud>>
beforeEach(async () => {
  cloud = await testCloud()
})
afterEach(() => cloud.close())

describe('an account outside of any directory', () => {
  it('makes one with either operation and manages it from then on', async () => {
    for (const [alias, product, action, parameters] of [
      ['partner', rm, 'InitResourceDirectory', {}],
      ['intl', rdm, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' }],
    ] as const) {
      const uid = await cloud.uid(alias)
      const { ResourceDirectory } = await cloud.as(alias).call(product, action, parameters)
      expect(ResourceDirectory).toEqual({
        ResourceDirectoryId: expect.stringMatching(/^rd-[A-Za-z0-9]{6}$/),
        RootFolderId: expect.stringMatching(/^r-[A-Za-z0-9]{6}$/),
        MasterAccountId: uid,
        MasterAccountName: `${alias}@example.com`,
        CreateTime: '2026-01-01T00:00:00.000Z',
      })
      expect((await cloud.as(alias).call(rm, 'GetResourceDirectory')).ResourceDirectory).toMatchObject(ResourceDirectory)
      const { Folder } = await cloud.as(alias).call(product, 'CreateFolder', { FolderName: 'Core' })
      expect(Folder.ParentFolderId).toBe(ResourceDirectory.RootFolderId)
    }
  })

  it('is told so by every operation that needs a directory', async () => {
    const partner = cloud.as('partner')
    const message =
      'The resource directory for the account is not enabled. We recommend that you first enable the resource directory for the account.'
    for (const [action, parameters] of [
      ['ListAccounts', {}],
      ['CreateFolder', { FolderName: 'a' }],
      ['DestroyResourceDirectory', {}],
      ['SetMemberDeletionPermission', { Status: 'Enabled' }],
      ['CreateResourceAccount', { DisplayName: 'Dev' }],
    ] as const)
      for (const product of [rm, rdm])
        expect(await partner.refused(product, action, parameters)).toMatchObject({
          httpStatus: 404,
          code: 'EntityNotExists.ResourceDirectory',
          message,
        })
    expect(await partner.refused(rdm, 'GetResourceDirectory')).toMatchObject({
      httpStatus: 404,
      code: 'ResourceDirectoryNotInUse',
      message: 'The specified account is not an Alibaba Cloud account or a member account of the resource directory.',
    })
  })

  it('tries with DryRun and has none after', async () => {
    await cloud.as('partner').call(rdm, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount', DryRun: true })
    expect((await cloud.as('partner').refused(rm, 'GetResourceDirectory')).code).toBe('ResourceDirectoryNotInUse')
  })

  it('cannot have a new account manage it, for want of a verification code', async () => {
    const partner = cloud.as('partner')
    const ask = (MAName?: string) =>
      partner.refused(rdm, 'EnableResourceDirectory', { EnableMode: 'NewManagementAccount', ...(MAName ? { MAName } : {}) })
    expect((await ask('user01@rdadmin.aliyunid.com')).code).toBe('Invalid.VerificationCode')
    expect((await ask('user01')).code).toBe('InvalidParameter.ManagementAccountName')
    expect((await ask()).code).toBe('InvalidParameter.ManagementAccountName')
    expect((await partner.refused(rdm, 'EnableResourceDirectory', { EnableMode: 'x' })).code).toBe('InvalidParameter')
  })
})

describe('an account that has a directory, or is in one', () => {
  it.each([
    ['management', 'EntityAlreadyExists.ResourceDirectory'],
    ['network', 'NotSupport.AccountInAnotherResourceDirectory'],
  ])('makes no second one (%s: %s)', async (alias, code) => {
    expect((await cloud.as(alias).refused(rm, 'InitResourceDirectory')).code).toBe(code)
    expect((await cloud.as(alias).refused(rdm, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' })).code).toBe(code)
  })

  it('sees it: members too, and only the newer version tells of display names', async () => {
    const seen = await cloud.as('prod').call(rm, 'GetResourceDirectory')
    expect(seen.ResourceDirectory).toMatchObject({
      MasterAccountId: await cloud.uid('management'),
      ControlPolicyStatus: 'Disabled',
      MemberDeletionStatus: 'Disabled',
      IdentityInformation: 'Example Group',
    })
    expect(seen.ResourceDirectory).not.toHaveProperty('MemberAccountDisplayNameSyncStatus')
    const newer = await cloud.as('prod').call(rdm, 'GetResourceDirectory')
    const { ScpStatus, ...common } = seen.ResourceDirectory
    expect(newer.ResourceDirectory).toEqual({ ...common, MemberAccountDisplayNameSyncStatus: 'Disabled' })
    expect(ScpStatus).toBe('Disabled')
  })
})

describe('the settings of a directory', () => {
  it('are switched by the management account alone', async () => {
    const management = cloud.as('management')
    expect(await management.call(rm, 'SetMemberDeletionPermission', { Status: 'Enabled' })).toMatchObject({
      MemberDeletionStatus: 'Enabled',
      ManagementAccountId: await cloud.uid('management'),
      ResourceDirectoryId: expect.stringMatching(/^rd-/),
    })
    expect(await management.call(rdm, 'SetMemberDisplayNameSyncStatus', { Status: 'Enabled' })).toMatchObject({
      MemberAccountDisplayNameSyncStatus: 'Enabled',
    })
    expect((await management.call(rdm, 'GetResourceDirectory')).ResourceDirectory).toMatchObject({
      MemberDeletionStatus: 'Enabled',
      MemberAccountDisplayNameSyncStatus: 'Enabled',
    })
    for (const [product, action] of [
      [rm, 'SetMemberDeletionPermission'],
      [rdm, 'SetMemberDisplayNameSyncStatus'],
    ] as const) {
      expect(await cloud.as('prod').refused(product, action, { Status: 'Enabled' })).toMatchObject({
        httpStatus: 403,
        code: 'MemberAccountAccessDenied',
        message: 'The member account is not allowed to perform the operation.',
      })
      expect((await management.refused(product, action, { Status: 'On' })).code).toBe('InvalidParameter.Status')
    }
  })

  it('a call that others delay is told to try again (fault injection)', async () => {
    await cloud.fault({ match: { action: 'CreateFolder' }, effect: { error: 'ConcurrentCallNotSupported' } })
    expect(await cloud.as('management').refused(rm, 'CreateFolder', { FolderName: 'a' })).toMatchObject({
      httpStatus: 409,
      code: 'ConcurrentCallNotSupported',
    })
  })
})

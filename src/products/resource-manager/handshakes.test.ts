import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../test/cloud.js'

const RM = 'ResourceManager'
const RDM = 'ResourceDirectoryMaster'

let cloud: Awaited<ReturnType<typeof testCloud>>
let management: As
let partner: As
let partnerId: string
beforeEach(async () => {
  cloud = await testCloud()
  // The partner is of another company.
  await cloud.settings({ choices: { 'resourcemanager.legalEntity': 'any' } })
  management = cloud.as('management')
  partner = cloud.as('partner')
  partnerId = await cloud.uid('partner')
})
afterEach(() => cloud.close())

const invitation = (more: object = {}) => ({ TargetEntity: partnerId, TargetType: 'Account', ...more })
const invite = async (more: object = {}, product = RM) =>
  (await management.call(product, 'InviteAccountToResourceDirectory', invitation(more))).Handshake
const notInvited = (more: object = {}, product = RM) =>
  management.refused(product, 'InviteAccountToResourceDirectory', invitation(more))
const statusSeenBy = async (who: As, HandshakeId: string) => (await who.call(RM, 'GetHandshake', { HandshakeId })).Handshake.Status
const answers = ['AcceptHandshake', 'DeclineHandshake', 'CancelHandshake']

describe('an invitation', () => {
  it('waits for 14 days for its answer, and both sides see it', async () => {
    const Handshake = await invite({ Note: '欢迎您加入' })
    expect(Handshake).toEqual({
      HandshakeId: expect.stringMatching(/^h-[A-Za-z0-9]{16}$/),
      Status: 'Pending',
      ResourceDirectoryId: expect.stringMatching(/^rd-/),
      MasterAccountId: await cloud.uid('management'),
      MasterAccountName: 'management@example.com',
      TargetEntity: partnerId,
      TargetType: 'Account',
      Note: '欢迎您加入',
      CreateTime: '2026-01-01T00:00:00Z',
      ModifyTime: '2026-01-01T00:00:00Z',
      ExpireTime: '2026-01-15T00:00:00Z',
    })
    const { HandshakeId } = Handshake
    expect((await management.call(RDM, 'GetHandshake', { HandshakeId })).Handshake).toEqual(Handshake)
    expect((await partner.call(RDM, 'GetHandshake', { HandshakeId })).Handshake).toEqual({
      ...Handshake,
      MasterAccountRealName: 'Example Group',
      InvitedAccountRealName: 'Partner Works',
    })
  })

  it('is a secret to everybody else', async () => {
    const { HandshakeId } = await invite()
    const unknown = {
      httpStatus: 404,
      code: 'EntityNotExists.Handshake',
      message: 'The specified handshake does not exist.',
    }
    for (const action of ['GetHandshake', ...answers]) {
      expect(await cloud.as('network').refused(RM, action, { HandshakeId })).toMatchObject(unknown)
      expect(await partner.refused(RM, action, { HandshakeId: 'h-nothere00' })).toMatchObject(unknown)
    }
    // Each side has its own ways to end it.
    expect(await partner.refused(RM, 'CancelHandshake', { HandshakeId })).toMatchObject(unknown)
    expect(await management.refused(RM, 'AcceptHandshake', { HandshakeId })).toMatchObject(unknown)
    expect(await management.refused(RM, 'DeclineHandshake', { HandshakeId })).toMatchObject(unknown)
    for (const action of ['GetHandshake', ...answers]) {
      const missing = { httpStatus: 400, code: 'MissingParameter.HandshakeId', message: 'You must specify HandshakeId.' }
      expect(await partner.refused(RM, action)).toMatchObject(missing)
      const invalid = { httpStatus: 400, code: 'InvalidParameter.HandshakeId', message: 'The HandshakeId is invalid.' }
      expect(await partner.refused(RM, action, { HandshakeId: 'handshake' })).toMatchObject(invalid)
    }
  })

  it('that is accepted makes the account a member in Root that keeps its root user', async () => {
    const { HandshakeId } = await invite({ Tag: [{ Key: 'team', Value: 'partners' }] })
    await cloud.advance('1h')
    const { Handshake } = await partner.call(RM, 'AcceptHandshake', { HandshakeId })
    expect(Handshake).toMatchObject({ Status: 'Accepted', ModifyTime: '2026-01-01T01:00:00Z' })
    const { Account } = await management.call(RM, 'GetAccount', { AccountId: partnerId, IncludeTags: true })
    expect(Account).toMatchObject({
      AccountId: partnerId,
      DisplayName: 'partner',
      FolderId: expect.stringMatching(/^r-/),
      JoinMethod: 'invited',
      Type: 'CloudAccount',
      Status: 'InviteSuccess',
    })
    const { ResourceDirectory } = await partner.call(RDM, 'GetResourceDirectory')
    expect(ResourceDirectory.ResourceDirectoryId).toBe(Handshake.ResourceDirectoryId)
  })

  it('leads into a folder where the newer version names one', async () => {
    const { Folder } = await management.call(RM, 'CreateFolder', { FolderName: 'Partners' })
    const { HandshakeId } = await invite({ ParentFolderId: Folder.FolderId }, RDM)
    await partner.call(RDM, 'AcceptHandshake', { HandshakeId })
    const { Account } = await management.call(RM, 'GetAccount', { AccountId: partnerId })
    expect(Account.FolderId).toBe(Folder.FolderId)
  })

  it('leads into Root when its folder is gone', async () => {
    const { Folder } = await management.call(RM, 'CreateFolder', { FolderName: 'Partners' })
    const { HandshakeId } = await invite({ ParentFolderId: Folder.FolderId }, RDM)
    await management.call(RM, 'DeleteFolder', { FolderId: Folder.FolderId })
    await partner.call(RM, 'AcceptHandshake', { HandshakeId })
    expect((await management.call(RM, 'GetAccount', { AccountId: partnerId })).Account.FolderId).toMatch(/^r-/)
  })

  it('brings the control policies of the directory upon the account, from the moment it accepts', async () => {
    await management.call(RM, 'EnableControlPolicy')
    const { ControlPolicy } = await management.call(RM, 'CreateControlPolicy', {
      PolicyName: 'NoVpc',
      EffectScope: 'RAM',
      PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Deny","Action":"vpc:*","Resource":"*"}]}',
    })
    const { HandshakeId } = await invite()
    await partner.call(RM, 'AcceptHandshake', { HandshakeId })
    const target = { PolicyId: ControlPolicy.PolicyId, TargetId: partnerId }
    const look = { RegionId: 'cn-hangzhou' }
    await cloud.as('partner.admin').call('Vpc', 'DescribeVpcs', look)
    await management.call(RM, 'AttachControlPolicy', target)
    const { body } = await cloud.as('partner.admin').refused('Vpc', 'DescribeVpcs', look)
    expect(body.AccessDeniedDetail).toMatchObject({ PolicyType: 'ControlPolicy' })
  })

  it('can be declined or cancelled', async () => {
    const first = await invite()
    expect((await partner.call(RDM, 'DeclineHandshake', { HandshakeId: first.HandshakeId })).Handshake.Status).toBe('Declined')
    const second = await invite()
    expect((await management.call(RM, 'CancelHandshake', { HandshakeId: second.HandshakeId })).Handshake.Status).toBe('Cancelled')
    expect(await statusSeenBy(partner, second.HandshakeId)).toBe('Cancelled')
    await management.refused(RM, 'GetAccount', { AccountId: partnerId })
  })

  it.each(['Accepted', 'Declined', 'Cancelled', 'Expired'])(
    'that is %s is not answered again (HandshakeStatusMismatch)',
    async (end) => {
      const { HandshakeId } = await invite()
      if (end === 'Accepted') await partner.call(RM, 'AcceptHandshake', { HandshakeId })
      if (end === 'Declined') await partner.call(RM, 'DeclineHandshake', { HandshakeId })
      if (end === 'Cancelled') await management.call(RM, 'CancelHandshake', { HandshakeId })
      if (end === 'Expired') await cloud.advance('14d')
      expect(await statusSeenBy(management, HandshakeId)).toBe(end)
      for (const action of answers)
        expect(await (action === 'CancelHandshake' ? management : partner).refused(RM, action, { HandshakeId })).toMatchObject({
          httpStatus: 409,
          code: 'HandshakeStatusMismatch',
          message: 'The invitation is invalid.',
        })
    },
  )

  it('can be accepted up to the last moment, and expires on it', async () => {
    const { HandshakeId } = await invite()
    await cloud.advance('335h')
    expect(await statusSeenBy(partner, HandshakeId)).toBe('Pending')
    await cloud.advance('1h')
    expect(await statusSeenBy(partner, HandshakeId)).toBe('Expired')
    await invite()
  })

  it.each(answers)('is told of for half a year once it is over (%s)', async (answer) => {
    const { HandshakeId } = await invite()
    await (answer === 'CancelHandshake' ? management : partner).call(RM, answer, { HandshakeId })
    await cloud.advance('179d')
    const sides = [management, partner]
    for (const side of sides) expect((await side.call(RM, 'ListHandshakesForAccount')).TotalCount).toBe(1)
    await cloud.advance('1d')
    for (const side of sides) {
      expect((await side.call(RM, 'ListHandshakesForAccount')).TotalCount).toBe(0)
      expect((await side.refused(RM, 'GetHandshake', { HandshakeId })).code).toBe('EntityNotExists.Handshake')
    }
    expect((await management.call(RM, 'ListHandshakesForResourceDirectory')).TotalCount).toBe(0)
  })

  it('is told in lists of both sides, the latest first', async () => {
    const listed = async (who: As, action: string, parameters: object = {}) => {
      const { TotalCount, Handshakes } = await who.call(RM, action, { ...parameters })
      return [TotalCount, ...Handshakes.Handshake.map((row: { HandshakeId: string }) => row.HandshakeId)]
    }
    const first = (await invite()).HandshakeId
    await management.call(RM, 'CancelHandshake', { HandshakeId: first })
    await cloud.advance('1m')
    const second = (await invite()).HandshakeId
    expect(await listed(partner, 'ListHandshakesForAccount')).toEqual([2, second, first])
    expect(await listed(management, 'ListHandshakesForAccount')).toEqual([2, second, first])
    expect(await listed(management, 'ListHandshakesForResourceDirectory', { PageSize: 1, PageNumber: 2 })).toEqual([2, first])
    expect(await listed(cloud.as('network'), 'ListHandshakesForAccount')).toEqual([0])
    expect(await partner.refused(RDM, 'ListHandshakesForResourceDirectory')).toMatchObject({
      httpStatus: 404,
      code: 'EntityNotExists.ResourceDirectory',
    })
  })
})

describe('inviting', () => {
  it('takes the address that an account signs in with', async () => {
    const Handshake = await invite({ TargetType: 'Email', TargetEntity: 'partner@example.com' })
    expect(Handshake).toMatchObject({ TargetType: 'Email', TargetEntity: 'partner@example.com' })
    await partner.call(RM, 'AcceptHandshake', { HandshakeId: Handshake.HandshakeId })
  })

  it('is for management accounts', async () => {
    for (const who of ['network', 'partner'])
      expect(await cloud.as(who).refused(RM, 'InviteAccountToResourceDirectory', invitation())).toMatchObject({
        httpStatus: 404,
        code: 'EntityNotExists.ResourceDirectory',
        message:
          'The resource directory for the account is not enabled. We recommend that you first enable the resource directory for the account.',
      })
  })

  it.each([
    ['MissingParameter.TargetEntity', 'You must specify TargetEntity.', { TargetEntity: undefined }],
    ['MissingParameter.TargetType', 'You must specify TargetType.', { TargetType: undefined }],
    ['InvalidParameter.TargetType', 'The TargetType is invalid.', { TargetType: 'Phone' }],
    ['InvalidParameter.TargetEntity', 'The TargetEntity is invalid.', { TargetEntity: '4000000000000001' }],
    ['InvalidParameter.TargetEntity', 'The TargetEntity is invalid.', { TargetEntity: 'partner@example.com' }],
    ['InvalidParameter.TargetEntity', 'The TargetEntity is invalid.', { TargetType: 'Email', TargetEntity: 'x@example.com' }],
    ['InvalidParameter.Note.Length', 'The length of the invitation note exceeds the limit.', { Note: 'x'.repeat(1025) }],
  ])('is refused with what is none (%s)', async (code, message, more) => {
    expect(await notInvited(more)).toMatchObject({ httpStatus: 400, code, message })
    expect((await management.call(RM, 'ListHandshakesForResourceDirectory')).TotalCount).toBe(0)
  })

  it('in the newer version names a folder of the directory', async () => {
    expect(await notInvited({ ParentFolderId: 'x' }, RDM)).toMatchObject({
      httpStatus: 400,
      code: 'InvalidParameter.ParentFolderId',
    })
    expect(await notInvited({ ParentFolderId: 'fd-nothere000' }, RDM)).toMatchObject({
      httpStatus: 404,
      code: 'EntityNotExists.Folder',
    })
  })

  it('happens once at a time (EntityAlreadyExists.Handshake)', async () => {
    await invite()
    expect(await notInvited({ TargetType: 'Email', TargetEntity: 'partner@example.com' })).toMatchObject({
      httpStatus: 409,
      code: 'EntityAlreadyExists.Handshake',
    })
  })

  it('is refused for accounts of a directory, each version in its words', async () => {
    const network = { TargetEntity: await cloud.uid('network') }
    expect(await notInvited(network)).toMatchObject({
      httpStatus: 409,
      code: 'NotSupport.AccountInAnotherResourceDirectory',
      message: expect.stringContaining('is a management account for another resource directory'),
    })
    expect(await notInvited(network, RDM)).toMatchObject({ httpStatus: 409, code: 'EntityAlreadyExists.ResourceDir.Account' })
    await partner.call(RM, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' })
    expect(await notInvited({}, RDM)).toMatchObject({
      httpStatus: 409,
      code: 'NotSupport.AccountInAnotherResourceDirectory',
      message: expect.stringContaining('The invited account already belongs'),
    })
  })

  it('is refused for accounts of another site and, unless the world says otherwise, of another company', async () => {
    const intl = { TargetEntity: await cloud.uid('intl') }
    expect(await notInvited(intl)).toMatchObject({ httpStatus: 409, code: 'Invalid.AccountType' })
    await cloud.settings({ choices: { 'resourcemanager.legalEntity': 'same' } })
    expect(await notInvited()).toMatchObject({
      httpStatus: 409,
      code: 'LegalEntityMismatch',
      message: 'Your account does not have the same legal entity as the master account.',
    })
    expect(await notInvited({}, RDM)).toMatchObject({
      code: 'LegalEntityMismatch',
      message: 'The account does not have the same legal entity as the management account.',
    })
  })

  it('goes up to the number of members, open invitations included (LimitExceeded.Account)', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.members': 3 } })
    expect(await notInvited()).toMatchObject({ httpStatus: 409, code: 'LimitExceeded.Account' })
  })

  it('keeps the place of the one invited: no member can be made in it (LimitExceeded.Account)', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.members': 4 } })
    const { HandshakeId } = await invite()
    for (const product of [RM, RDM])
      expect((await management.refused(product, 'CreateResourceAccount', { DisplayName: 'late' })).code).toBe(
        'LimitExceeded.Account',
      )
    await management.call(RM, 'CancelHandshake', { HandshakeId })
    await management.call(RM, 'CreateResourceAccount', { DisplayName: 'late' })
  })

  it('goes so far on one day, accepted ones not counted (LimitExceeded.InvitationRate)', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.invitationsPerDay': 1 } })
    const { HandshakeId } = await invite()
    await management.call(RM, 'CancelHandshake', { HandshakeId })
    expect(await notInvited()).toMatchObject({ httpStatus: 409, code: 'LimitExceeded.InvitationRate' })
    await cloud.advance('24h')
    await partner.call(RM, 'AcceptHandshake', { HandshakeId: (await invite()).HandshakeId })
    await management.call(RM, 'RemoveCloudAccount', { AccountId: partnerId })
    await invite()
  })
})

describe('accepting', () => {
  it('is refused to an account that meanwhile has a directory', async () => {
    const { HandshakeId } = await invite()
    await partner.call(RM, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' })
    expect(await partner.refused(RM, 'AcceptHandshake', { HandshakeId })).toMatchObject({
      httpStatus: 409,
      code: 'NotSupport.AccountInAnotherResourceDirectory',
    })
    expect(await statusSeenBy(partner, HandshakeId)).toBe('Pending')
  })

  it('is refused when the directory is gone (SpecifiedResourceDirectoryNotExists)', async () => {
    await partner.call(RM, 'EnableResourceDirectory', { EnableMode: 'CurrentAccount' })
    // The partner's own directory invites one that was removed from the first.
    const dev = await cloud.uid('dev')
    await cloud.as('management.admin').call(RM, 'UpdateAccount', { AccountId: dev, NewAccountType: 'CloudAccount' })
    await management.call(RM, 'RemoveCloudAccount', { AccountId: dev })
    const given = { TargetEntity: dev, TargetType: 'Account' }
    const { Handshake } = await partner.call(RM, 'InviteAccountToResourceDirectory', given)
    await partner.call(RM, 'DestroyResourceDirectory')
    expect(await cloud.as('dev').refused(RM, 'AcceptHandshake', { HandshakeId: Handshake.HandshakeId })).toMatchObject({
      httpStatus: 404,
      code: 'SpecifiedResourceDirectoryNotExists',
      message: 'The specified resource directory does not exist. You must specify a valid resource directory.',
    })
  })
})

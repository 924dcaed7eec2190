import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const versions = ['ResourceManager', 'ResourceDirectoryMaster'] as const

describe.each(versions)('members changed by %s', (product) => {
  let cloud: Awaited<ReturnType<typeof testCloud>>
  let management: As
  let AccountId: string
  beforeEach(async () => {
    cloud = await testCloud()
    management = cloud.as('management.admin')
    AccountId = await cloud.uid('prod')
  })
  afterEach(() => cloud.close())

  const refused = async (action: string, parameters: object) => {
    const { httpStatus, code } = await management.refused(product, action, { ...parameters })
    return [httpStatus, code]
  }

  it('take another display name that no other member has', async () => {
    await cloud.advance('1h')
    const { Account } = await management.call(product, 'UpdateAccount', { AccountId, NewDisplayName: 'Production' })
    expect(Account).toMatchObject({ AccountId, DisplayName: 'Production', ModifyTime: '2026-01-01T01:00:00.000Z' })
    await management.call(product, 'UpdateAccount', { AccountId, NewDisplayName: 'Production' })
    expect(await refused('UpdateAccount', { AccountId, NewDisplayName: 'dev' })).toEqual([
      409,
      'InvalidParameter.Account.DisplayName.AlreadyUsed',
    ])
  })

  it('take their display name along as the name of the account where that is switched on', async () => {
    await management.call('ResourceDirectoryMaster', 'SetMemberDisplayNameSyncStatus', { Status: 'Enabled' })
    await management.call(product, 'UpdateAccount', { AccountId, NewDisplayName: 'Production' })
    expect((await management.call(product, 'GetAccount', { AccountId })).Account.DisplayName).toBe('Production')
  })

  it('become cloud accounts and resource accounts again', async () => {
    const switched = await management.call(product, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    expect(switched.Account.Type).toBe('CloudAccount')
    expect(await refused('UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })).toEqual([409, 'AccountTypeMismatch'])
    const back = await management.call(product, 'UpdateAccount', { AccountId, NewAccountType: 'ResourceAccount' })
    expect(back.Account.Type).toBe('ResourceAccount')
  })

  it('are not switched by the key of the management account itself, nor by a call that says too much or too little', async () => {
    const root = await cloud.as('management').refused(product, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    expect(root).toMatchObject({ httpStatus: 409, code: 'CallerIdentityError' })
    expect(await refused('UpdateAccount', { AccountId })).toEqual([409, 'MissingDisplayNameOrAccountType'])
    expect(await refused('UpdateAccount', { AccountId, NewDisplayName: 'P1', NewAccountType: 'CloudAccount' })).toEqual([
      409,
      'MissingDisplayNameOrAccountType',
    ])
  })

  it('are members: accounts outside and the management account are not found', async () => {
    for (const alias of ['partner', 'management']) {
      const outside = { AccountId: await cloud.uid(alias) }
      const notFound = [404, 'EntityNotExists.Account']
      expect(await refused('GetAccount', outside)).toEqual(notFound)
      expect(await refused('UpdateAccount', { ...outside, NewDisplayName: 'aa' })).toEqual(notFound)
      expect(await refused('MoveAccount', { ...outside, DestinationFolderId: 'fd-x' })).toEqual(notFound)
      expect(await refused('RemoveCloudAccount', outside)).toEqual(notFound)
    }
  })

  it('are named by sixteen digits', async () => {
    for (const action of [
      'GetAccount',
      'RemoveCloudAccount',
      'CheckAccountDelete',
      'DeleteAccount',
      'GetAccountDeletionCheckResult',
    ]) {
      expect(await refused(action, {})).toEqual([400, 'MissingParameter.AccountId'])
      expect(await refused(action, { AccountId: '1' })).toEqual([400, 'InvalidParameter.AccountId'])
    }
    expect(await refused('MoveAccount', { DestinationFolderId: 'fd-x' })).toEqual([400, 'MissingParameter.AccountId'])
    expect(await refused('MoveAccount', { AccountId: '1', DestinationFolderId: 'fd-x' })).toEqual([
      400,
      'InvalidParameter.AccountId',
    ])
    expect(await refused('UpdateAccount', { AccountId: '1', NewDisplayName: 'aa' })).toEqual([404, 'EntityNotExists.Account'])
  })
})

describe('an account of another company', () => {
  it('can be a cloud account only', async () => {
    const cloud = await testCloud({ template: 'two-accounts' })
    await cloud.settings({ choices: { 'resourcemanager.legalEntity': 'any' } })
    const owner = cloud.as('owner.admin')
    await owner.call('ResourceManager', 'InitResourceDirectory')
    const AccountId = await cloud.uid('partner')
    const invited = { TargetEntity: AccountId, TargetType: 'Account' }
    const { Handshake } = await owner.call('ResourceManager', 'InviteAccountToResourceDirectory', invited)
    await cloud.as('partner').call('ResourceManager', 'AcceptHandshake', { HandshakeId: Handshake.HandshakeId })
    expect((await owner.call('ResourceManager', 'GetAccount', { AccountId })).Account).toMatchObject({
      Type: 'CloudAccount',
      JoinMethod: 'invited',
      Status: 'InviteSuccess',
    })
    for (const product of versions)
      expect(await owner.refused(product, 'UpdateAccount', { AccountId, NewAccountType: 'ResourceAccount' })).toMatchObject({
        httpStatus: 409,
        code: 'LegalEntityDifferent',
      })
    await cloud.close()
  })
})

import { afterAll, describe, expect, test } from 'vitest'
import { testCloud } from '../../../test/cloud.js'
import { codeAt, stepOf } from './domain/one-time-code.js'

const wall = Date.UTC(2026, 5, 1, 12)
const cloud = await testCloud({ wall: { now: () => wall, elapsed: () => 0 } })
afterAll(() => cloud.close())
const admin = cloud.as('network.admin')
const network = await cloud.uid('network')
const ram = (action: string, parameters: object = {}) => admin.call('Ram', action, { ...parameters })
async function refusal(action: string, parameters: object) {
  const { httpStatus, code, message } = await admin.refused('Ram', action, { ...parameters })
  return [httpStatus, code, message]
}
const noUser = [404, 'EntityNotExist.User', 'The user does not exist.']
const Password = 'long-enough'

describe('a login profile', () => {
  test('is made, told, changed and taken away, and its user cannot go before it', async () => {
    await ram('CreateUser', { UserName: 'ann' })
    const missing = [404, 'EntityNotExist.User.LoginProfile', 'The user login profile does not exist.']
    for (const action of ['GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile'])
      expect(await refusal(action, { UserName: 'ann' }), action).toEqual(missing)
    const { LoginProfile } = await ram('CreateLoginProfile', { UserName: 'ann', Password, MFABindRequired: true })
    const CreateDate = '2026-01-01T00:00:00Z'
    expect(LoginProfile).toEqual({ UserName: 'ann', PasswordResetRequired: false, MFABindRequired: true, CreateDate })
    await ram('UpdateLoginProfile', { UserName: 'ann', PasswordResetRequired: true })
    expect((await ram('GetLoginProfile', { UserName: 'ann' })).LoginProfile).toEqual({
      ...LoginProfile,
      PasswordResetRequired: true,
    })
    expect(await refusal('CreateLoginProfile', { UserName: 'ann', Password })).toEqual([
      409,
      'EntityAlreadyExists.User.LoginProfile',
      'The user login profile does already EXIST.',
    ])
    expect(await refusal('DeleteUser', { UserName: 'ann' })).toEqual([
      409,
      'DeleteConflict.User.LoginProfile',
      'The user CAN NOT has any login profile while deleting the user.',
    ])
    await ram('DeleteLoginProfile', { UserName: 'ann' })
    await ram('DeleteUser', { UserName: 'ann' })
  })

  test('needs a user that exists (EntityNotExist.User)', async () => {
    for (const action of ['CreateLoginProfile', 'GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile'])
      expect(await refusal(action, { UserName: 'nobody', Password }), action).toEqual(noUser)
  })

  test('has a password that the account finds strong enough (InvalidParameter.Password.TooWeak)', async () => {
    await ram('CreateUser', { UserName: 'bob' })
    const weak = [400, 'InvalidParameter.Password.TooWeak', 'The parameter - "Password" is not compliant with the password policy.']
    expect(await refusal('CreateLoginProfile', { UserName: 'bob', Password: 'short-1' })).toEqual(weak)
    const set = await ram('SetPasswordPolicy', {
      MinimumPasswordLength: 10,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
    })
    expect(set.PasswordPolicy).toMatchObject({ MinimumPasswordLength: 10, RequireNumbers: true, RequireSymbols: false })
    await ram('SetPasswordPolicy', { RequireSymbols: true })
    const { PasswordPolicy } = await ram('GetPasswordPolicy')
    expect(PasswordPolicy).toMatchObject({
      MinimumPasswordLength: 10,
      RequireNumbers: true,
      RequireSymbols: true,
      MaxLoginAttemps: 5,
    })
    for (const given of ['Aa-123456', 'abcdefgh-1', 'Abcdefghi-', 'Abcdefghi1', `Aa-1${'a'.repeat(29)}`])
      expect(await refusal('CreateLoginProfile', { UserName: 'bob', Password: given }), given).toEqual(weak)
    await ram('CreateLoginProfile', { UserName: 'bob', Password: 'Abcdefgh-1' })
    expect(await refusal('UpdateLoginProfile', { UserName: 'bob', Password })).toEqual(weak)
    expect(await refusal('SetPasswordPolicy', { MinimumPasswordLength: 7 })).toEqual([
      400,
      'InvalidParameter.MinimumPasswordLength.Range',
      'The parameter - "MinimumPasswordLength" MUST be in the range of 8 and 32.',
    ])
    expect(JSON.stringify(await cloud.requests())).not.toContain('Abcdefgh-1')
  })
})

describe('an MFA device', () => {
  const device = async (VirtualMFADeviceName: string) =>
    (await ram('CreateVirtualMFADevice', { VirtualMFADeviceName })).VirtualMFADevice
  const codes = (seed: string, step = stepOf(new Date(wall))) => ({
    AuthenticationCode1: codeAt(seed, step - 1),
    AuthenticationCode2: codeAt(seed, step),
  })

  test('is bound by two codes of its own, told, and let go; its user cannot go before', async () => {
    const { User } = await ram('CreateUser', { UserName: 'cleo' })
    const { SerialNumber, Base32StringSeed: seed } = await device('cleos')
    expect(SerialNumber).toBe(`acs:ram::${network}:mfa/cleos`)
    expect(seed).toMatch(/^[A-Z2-7]{32}$/)
    const unbound = [404, 'EntityNotExist.User.MFADevice', 'The user has not bound any MFA device.']
    for (const action of ['GetUserMFAInfo', 'UnbindMFADevice']) expect(await refusal(action, { UserName: 'cleo' })).toEqual(unbound)
    await ram('BindMFADevice', { UserName: 'cleo', SerialNumber, ...codes(seed) })
    expect((await ram('GetUserMFAInfo', { UserName: 'cleo' })).MFADevice).toEqual({ SerialNumber, Type: 'VMFA' })
    const listed = (await ram('ListVirtualMFADevices')).VirtualMFADevices.VirtualMFADevice
    expect(listed).toContainEqual({
      SerialNumber,
      User: { UserId: User.UserId, UserName: 'cleo', DisplayName: '' },
      ActivateDate: '2026-01-01T00:00:00Z',
    })
    expect(await refusal('DeleteUser', { UserName: 'cleo' })).toEqual([
      409,
      'DeleteConflict.User.MFADevice',
      'The user CAN NOT has any mfa device while deleting the user.',
    ])
    expect(await refusal('DeleteVirtualMFADevice', { SerialNumber })).toEqual([
      409,
      'DeleteConflict.VirtualMFADevice.User',
      'The virtual mfa device CAN NOT been bound to any user while deleting it.',
    ])
    await ram('UpdateUser', { UserName: 'cleo', NewUserName: 'cleopatra' })
    expect((await ram('UnbindMFADevice', { UserName: 'cleopatra' })).MFADevice).toEqual({ SerialNumber })
    await ram('DeleteUser', { UserName: 'cleopatra' })
    await ram('DeleteVirtualMFADevice', { SerialNumber })
    expect((await ram('ListVirtualMFADevices')).VirtualMFADevices.VirtualMFADevice).toEqual([])
  })

  test('is not bound by other codes, twice, to two users, or where it does not exist', async () => {
    await ram('CreateUser', { UserName: 'dora' })
    await ram('CreateUser', { UserName: 'emma' })
    const [one, two] = [await device('one'), await device('two')]
    const bind = { UserName: 'dora', SerialNumber: one.SerialNumber, ...codes(one.Base32StringSeed) }
    const wrong = [403, 'CheckAuthenticationCodeFail', 'The parameter - "AuthenticationCode" is inccorrect.']
    expect(await refusal('BindMFADevice', { ...bind, ...codes(two.Base32StringSeed) })).toEqual(wrong)
    expect(await refusal('BindMFADevice', { ...bind, ...codes(one.Base32StringSeed, 1) })).toEqual(wrong)
    expect(await refusal('BindMFADevice', { ...bind, AuthenticationCode2: bind.AuthenticationCode1 })).toEqual(wrong)
    expect(await refusal('BindMFADevice', { ...bind, AuthenticationCode1: '12345' })).toEqual([
      400,
      'InvalidParameter.AuthenticationCode.Format',
      'The parameter - "AuthenticationCode" MUST be 6 numbers.',
    ])
    expect(await refusal('BindMFADevice', { ...bind, UserName: 'nobody' })).toEqual(noUser)
    const missing = [404, 'EntityNotExist.VirtualMFADevice', 'The virtual mfa device does not exist.']
    for (const SerialNumber of [`acs:ram::${network}:mfa/none`, 'acs:ram::1000000000000009:mfa/one', 'one']) {
      expect(await refusal('BindMFADevice', { ...bind, SerialNumber })).toEqual(missing)
      expect(await refusal('DeleteVirtualMFADevice', { SerialNumber })).toEqual(missing)
    }
    await ram('BindMFADevice', bind)
    expect(await refusal('BindMFADevice', { ...bind, SerialNumber: two.SerialNumber })).toEqual([
      409,
      'EntityAlreadyExists.User.MFADevice',
      'The user has already bound a MFA device.',
    ])
    expect(await refusal('BindMFADevice', { ...bind, UserName: 'emma' })).toEqual([
      409,
      'EntityAlreadyExists.VirtualMFADevice.User',
      'The virtual mfa device does already been bound to a user.',
    ])
  })

  test('has a name of its own, and there are as many as the world says', async () => {
    await device('named')
    const create = (VirtualMFADeviceName: string) => refusal('CreateVirtualMFADevice', { VirtualMFADeviceName })
    expect(await create('named')).toEqual([
      409,
      'EntityAlreadyExists.VirtualMFADevice',
      'The virtual mfa device does already EXIST.',
    ])
    expect((await create('a b'))[1]).toBe('InvalidParameter.VirtualMFADeviceName.InvalidChars')
    expect((await create('a'.repeat(65)))[1]).toBe('InvalidParameter.VirtualMFADeviceName.Length')
    await cloud.settings({ quotas: { 'ram.virtualMfaDevices': 1 } })
    expect(await create('other')).toEqual([
      409,
      'LimitExceeded.VirtualMFADevice',
      'The count of virtual mfa devices beyond the current limits.',
    ])
    await cloud.settings({ quotas: {} })
  })

  test('shows the codes of RFC 6238', () => {
    const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const at = (seconds: number) => codeAt(seed, stepOf(new Date(seconds * 1000)))
    expect([59, 1111111109, 1234567890, 2000000000].map(at)).toEqual(['287082', '081804', '005924', '279037'])
  })

  test('of a user that does not exist is refused (EntityNotExist.User)', async () => {
    for (const action of ['GetUserMFAInfo', 'UnbindMFADevice'])
      expect(await refusal(action, { UserName: 'nobody' })).toEqual(noUser)
  })
})

describe('the alias of an account', () => {
  test('is set, changed and cleared, and belongs to one account (EntityAlreadyExists.AccountAlias)', async () => {
    expect((await ram('GetAccountAlias')).AccountAlias).toBe('')
    await ram('SetAccountAlias', { AccountAlias: 'example' })
    await ram('SetAccountAlias', { AccountAlias: 'example-net' })
    expect((await ram('GetAccountAlias')).AccountAlias).toBe('example-net')
    const prod = cloud.as('prod.admin')
    const { httpStatus, code, message } = await prod.refused('Ram', 'SetAccountAlias', { AccountAlias: 'example-net' })
    expect([httpStatus, code, message]).toEqual([409, 'EntityAlreadyExists.AccountAlias', 'The account alias does already exist.'])
    await prod.call('Ram', 'SetAccountAlias', { AccountAlias: 'example' })
    await ram('SetAccountAlias', { AccountAlias: 'example-net' })
    await ram('ClearAccountAlias')
    await ram('ClearAccountAlias')
    expect((await ram('GetAccountAlias')).AccountAlias).toBe('')
  })

  test('has the published form', async () => {
    for (const AccountAlias of ['Example', '-example', 'ex--ample', 'example-'])
      expect((await refusal('SetAccountAlias', { AccountAlias }))[1]).toBe('InvalidParameter.AccountAlias.Format')
    for (const AccountAlias of ['ex', 'e'.repeat(33)])
      expect((await refusal('SetAccountAlias', { AccountAlias }))[1]).toBe('InvalidParameter.AccountAlias.Length')
  })
})

test('what users may do about their own ways to sign in is set member by member', async () => {
  const usual = (await ram('GetSecurityPreference')).SecurityPreference
  expect(usual).toEqual({
    AccessKeyPreference: { AllowUserToManageAccessKeys: false },
    MFAPreference: { AllowUserToManageMFADevices: true },
    LoginProfilePreference: {
      EnableSaveMFATicket: false,
      LoginSessionDuration: 6,
      LoginNetworkMasks: '',
      AllowUserToChangePassword: true,
    },
    PublicKeyPreference: { AllowUserToManagePublicKeys: false },
  })
  await ram('SetSecurityPreference', { AllowUserToManageAccessKeys: true, LoginNetworkMasks: '10.0.0.0/8' })
  const set = (await ram('SetSecurityPreference', { LoginSessionDuration: 12 })).SecurityPreference
  expect(set.AccessKeyPreference.AllowUserToManageAccessKeys).toBe(true)
  expect(set.LoginProfilePreference).toMatchObject({ LoginSessionDuration: 12, LoginNetworkMasks: '10.0.0.0/8' })
  expect((await ram('SetSecurityPreference', { LoginNetworkMasks: '' })).SecurityPreference.LoginProfilePreference).toMatchObject({
    LoginSessionDuration: 12,
    LoginNetworkMasks: '',
  })
  expect((await refusal('SetSecurityPreference', { LoginSessionDuration: 25 }))[1]).toBe('InvalidParameter')
})

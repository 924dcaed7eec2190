import { afterEach, beforeEach, expect, it } from 'vitest'
import { type As, testCloud } from '../../../../test/cloud.js'

const rm = 'ResourceManager'
const rdm = 'ResourceDirectoryMaster'

let cloud: Awaited<ReturnType<typeof testCloud>>
let management: As
beforeEach(async () => {
  cloud = await testCloud()
  management = cloud.as('management.admin')
})
afterEach(() => cloud.close())

it('another member, the management account, or the member itself settles the bills of a resource account', async () => {
  const AccountId = await cloud.uid('prod')
  for (const alias of ['network', 'management', 'prod']) {
    const PayerAccountId = await cloud.uid(alias)
    await management.call(rdm, 'UpdatePayerForAccount', { AccountId, PayerAccountId })
    expect((await management.call(rm, 'GetPayerForAccount', { AccountId })).PayerAccountId).toBe(
      alias === 'prod' ? '' : PayerAccountId,
    )
  }
})

it('accounts outside neither pay nor are paid for, and cloud accounts pay for themselves', async () => {
  const [prod, partner] = [await cloud.uid('prod'), await cloud.uid('partner')]
  expect(await management.refused(rdm, 'UpdatePayerForAccount', { AccountId: prod, PayerAccountId: partner })).toMatchObject({
    httpStatus: 409,
    code: 'NotSupport.PayerAccountInAnotherResourceDirectory',
    message: 'The specified payment account does not exist in the resource directory. You must specify a valid payment account.',
  })
  expect((await management.refused(rdm, 'UpdatePayerForAccount', { AccountId: partner, PayerAccountId: prod })).code).toBe(
    'EntityNotExists.Account',
  )
  await management.call(rm, 'UpdateAccount', { AccountId: prod, NewAccountType: 'CloudAccount' })
  const payer = { AccountId: prod, PayerAccountId: await cloud.uid('network') }
  expect((await management.refused(rdm, 'UpdatePayerForAccount', payer)).code).toBe('AccountTypeMismatch')
  expect((await cloud.as('network').refused(rdm, 'UpdatePayerForAccount', payer)).code).toBe('EntityNotExists.ResourceDirectory')
})

it('payer and member have to be of one company', async () => {
  const two = await testCloud({ template: 'two-accounts' })
  await two.settings({ choices: { 'resourcemanager.legalEntity': 'any' } })
  const owner = two.as('owner.admin')
  await owner.call(rm, 'InitResourceDirectory')
  const partner = await two.uid('partner')
  const { Handshake } = await owner.call(rm, 'InviteAccountToResourceDirectory', { TargetEntity: partner, TargetType: 'Account' })
  await two.as('partner').call(rm, 'AcceptHandshake', { HandshakeId: Handshake.HandshakeId })
  const { Account } = await owner.call(rm, 'CreateResourceAccount', { DisplayName: 'Dev' })
  expect(
    await owner.refused(rdm, 'UpdatePayerForAccount', { AccountId: Account.AccountId, PayerAccountId: partner }),
  ).toMatchObject({ httpStatus: 409, code: 'InconsistentEnterpriseNameError' })
  await two.close()
})

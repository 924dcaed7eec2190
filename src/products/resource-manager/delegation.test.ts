import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type As, testCloud } from '../../../test/cloud.js'

const RM = 'ResourceManager'
const RDM = 'ResourceDirectoryMaster'
const firewall = 'cloudfw.aliyuncs.com'
const sharing = 'resourcesharing.aliyuncs.com'

let cloud: Awaited<ReturnType<typeof testCloud>>
let management: As
let network: string
beforeEach(async () => {
  cloud = await testCloud()
  management = cloud.as('management')
  network = await cloud.uid('network')
})
afterEach(() => cloud.close())

const register = (ServicePrincipal = firewall, AccountId = network, product = RM) =>
  management.call(product, 'RegisterDelegatedAdministrator', { AccountId, ServicePrincipal })
const notRegistered = (ServicePrincipal = firewall, AccountId = network) =>
  management.refused(RM, 'RegisterDelegatedAdministrator', { AccountId, ServicePrincipal })
const deregister = (ServicePrincipal = firewall, AccountId = network) =>
  management.call(RDM, 'DeregisterDelegatedAdministrator', { AccountId, ServicePrincipal })
const servicesOf = async (who: As, parameters: object = {}) =>
  (await who.call(RM, 'ListTrustedServiceStatus', { ...parameters })).EnabledServicePrincipals.EnabledServicePrincipal.map(
    (row: { ServicePrincipal: string }) => row.ServicePrincipal,
  )

describe('a delegated administrator', () => {
  it.each([RM, RDM])('is registered, listed and deregistered (%s)', async (product) => {
    await register(firewall, network, product)
    const { Accounts, TotalCount } = await management.call(product, 'ListDelegatedAdministrators')
    expect({ TotalCount, Accounts }).toEqual({
      TotalCount: 1,
      Accounts: {
        Account: [
          {
            AccountId: network,
            DisplayName: 'network',
            JoinMethod: 'created',
            ServicePrincipal: firewall,
            DelegationEnabledTime: String(Date.UTC(2026, 0, 1)),
          },
        ],
      },
    })
    const { DelegatedServices } = await management.call(product, 'ListDelegatedServicesForAccount', { AccountId: network })
    expect(DelegatedServices.DelegatedService).toEqual([
      { ServicePrincipal: firewall, DelegationEnabledTime: String(Date.UTC(2026, 0, 1)), Status: 'ENABLED' },
    ])
    await deregister()
    expect((await management.call(product, 'ListDelegatedAdministrators')).TotalCount).toBe(0)
  })

  it('is listed for its service only', async () => {
    await register(firewall)
    await register('config.aliyuncs.com', await cloud.uid('prod'))
    const { Accounts } = await management.call(RM, 'ListDelegatedAdministrators', { ServicePrincipal: 'config.aliyuncs.com' })
    expect(Accounts.Account).toMatchObject([{ DisplayName: 'prod' }])
    expect((await management.call(RM, 'ListDelegatedAdministrators', { PageSize: 1 })).TotalCount).toBe(2)
  })

  it('is told page by page in the newer version', async () => {
    for (const service of [firewall, 'config.aliyuncs.com', 'sas.aliyuncs.com']) await register(service)
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const given = { AccountId: network, MaxResults: 2, ...(NextToken === undefined ? {} : { NextToken }) }
      const page = await management.call(RDM, 'ListDelegatedServicesForAccount', given)
      expect(page.MaxResults).toBe(2)
      found.push(...page.DelegatedServices.DelegatedService.map((row: { ServicePrincipal: string }) => row.ServicePrincipal))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    expect(found).toEqual([firewall, 'config.aliyuncs.com', 'sas.aliyuncs.com'])
    const older = await management.call(RM, 'ListDelegatedServicesForAccount', { AccountId: network, MaxResults: 2 })
    expect(older.DelegatedServices.DelegatedService).toHaveLength(3)
    expect(older).not.toHaveProperty('NextToken')
  })

  it('is a member, not the management account and no stranger', async () => {
    expect(await notRegistered(firewall, await cloud.uid('management'))).toMatchObject({
      httpStatus: 409,
      code: 'CannotRegisterMasterAsDelegatedAdministrator',
    })
    const unknown = { httpStatus: 404, code: 'EntityNotExists.Account' }
    expect(await notRegistered(firewall, await cloud.uid('partner'))).toMatchObject(unknown)
    expect(
      await management.refused(RM, 'ListDelegatedServicesForAccount', { AccountId: await cloud.uid('partner') }),
    ).toMatchObject(unknown)
  })

  it('is one of a service that is trusted (InvalidParameter.ServicePrincipal)', async () => {
    const invalid = {
      httpStatus: 409,
      code: 'InvalidParameter.ServicePrincipal',
      message: 'The specified ServicePrincipal is invalid.',
    }
    expect(await notRegistered('new.aliyuncs.com')).toMatchObject(invalid)
    const given = { AccountId: network, ServicePrincipal: 'new.aliyuncs.com' }
    expect(await management.refused(RM, 'DeregisterDelegatedAdministrator', given)).toMatchObject(invalid)
    await cloud.settings({ choices: { 'resourcemanager.trustedServices': 'other.aliyuncs.com, new.aliyuncs.com' } })
    await register('new.aliyuncs.com')
    await cloud.settings({ choices: { 'resourcemanager.trustedServices': '' } })
    await deregister('new.aliyuncs.com')
  })

  it('is registered once (AccountAlreadyRegistered) and deregistered once (AccountNotRegistered)', async () => {
    await register()
    expect(await notRegistered()).toMatchObject({ httpStatus: 409, code: 'AccountAlreadyRegistered' })
    await deregister()
    const given = { AccountId: network, ServicePrincipal: firewall }
    expect(await management.refused(RM, 'DeregisterDelegatedAdministrator', given)).toMatchObject({
      httpStatus: 409,
      code: 'AccountNotRegistered',
    })
  })

  it('is one of so many for a service (DelegatedAccountNumberExceeded)', async () => {
    await cloud.settings({ quotas: { 'resourcemanager.delegatedAdministratorsPerService': 1 } })
    await register()
    const prod = await cloud.uid('prod')
    expect(await notRegistered(firewall, prod)).toMatchObject({ httpStatus: 409, code: 'DelegatedAccountNumberExceeded' })
    await register('config.aliyuncs.com', prod)
  })

  it('is registered by the management account alone', async () => {
    const given = { AccountId: network, ServicePrincipal: firewall }
    for (const action of ['RegisterDelegatedAdministrator', 'DeregisterDelegatedAdministrator'])
      expect(await cloud.as('network').refused(RM, action, given)).toMatchObject({ code: 'EntityNotExists.ResourceDirectory' })
  })

  it('has to be deregistered before it leaves the directory', async () => {
    const AccountId = await cloud.uid('dev')
    await register(firewall, AccountId)
    await cloud.as('management.admin').call(RM, 'UpdateAccount', { AccountId, NewAccountType: 'CloudAccount' })
    expect(await management.refused(RM, 'RemoveCloudAccount', { AccountId })).toMatchObject({ code: 'Deny.TrustedService' })
    await deregister(firewall, AccountId)
    await management.call(RM, 'RemoveCloudAccount', { AccountId })
  })
})

describe('trusted services', () => {
  it('are those with delegated administrators, and Resource Sharing once sharing in the directory is on', async () => {
    await cloud.settings({ directorySharing: false })
    await register(sharing)
    await register(firewall, await cloud.uid('prod'))
    expect(await servicesOf(management)).toEqual([firewall])
    const status = async () =>
      (await management.call(RM, 'ListDelegatedServicesForAccount', { AccountId: network })).DelegatedServices.DelegatedService[0]
        .Status
    expect(await status()).toBe('DISABLED')
    await cloud.advance('1h')
    await management.call('ResourceSharing', 'EnableSharingWithResourceDirectory')
    expect(await status()).toBe('ENABLED')
    expect(await servicesOf(management)).toEqual([firewall, sharing])
    const { EnabledServicePrincipals } = await management.call(RDM, 'ListTrustedServiceStatus')
    expect(EnabledServicePrincipals.EnabledServicePrincipal[1].EnableTime).toBe('2026-01-01T01:00:00.000Z')
  })

  it('are told to the management account and to delegated administrators, for either of them', async () => {
    await cloud.settings({ directorySharing: false })
    await register(firewall)
    await register('config.aliyuncs.com', await cloud.uid('prod'))
    expect(await servicesOf(management, { AdminAccountId: network })).toEqual([firewall])
    expect(await servicesOf(cloud.as('network'))).toEqual([firewall, 'config.aliyuncs.com'])
    expect(await cloud.as('dev').refused(RM, 'ListTrustedServiceStatus')).toMatchObject({
      httpStatus: 404,
      code: 'EntityNotExists.ResourceDirectory',
    })
    const AdminAccountId = await cloud.uid('dev')
    expect(await management.refused(RM, 'ListTrustedServiceStatus', { AdminAccountId })).toMatchObject({
      httpStatus: 404,
      code: 'EntityNotExists.Account',
    })
  })
})

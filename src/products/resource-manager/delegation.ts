/** Trusted services and their delegated administrators. */

import {
  type AccountId,
  type Lookup,
  list,
  onlyOwn,
  operation,
  paged,
  pageOf,
  required,
  sometimes,
  structure,
  text,
  type WholeShape,
  whole,
} from '../../model/index.js'
import { isDirectorySharingOn } from '../resource-sharing/reads.js'
import { directorySharing } from '../resource-sharing/tables.js'
import { mayRegister, resourceSharingService, trusted } from './domain/delegation.js'
import { managed } from './domain/directory.js'
import { noAccount, noDirectory } from './errors.js'
import { anyMemberId, anyOf, numbered, numberedAnswer, pageOfAll } from './parameters.js'
import { directoryReadBy, directoryRunBy } from './reads.js'
import { type DirectoryProduct, newer } from './service.js'
import { type Delegation, delegations, members } from './tables.js'

const servicePrincipal = text('The trusted service.', 'cloudfw.aliyuncs.com')
const member = anyMemberId('The member.')
const badService = {
  'InvalidParameter.ServicePrincipal': [409, 'The specified ServicePrincipal is invalid.'],
} as const
/** This one list has `long` numbers. */
const asLong = <const S extends WholeShape>(shape: S) => ({ ...shape, published: 'long' as const })
const longNumbered = { PageNumber: asLong(numbered.PageNumber), PageSize: asLong(numbered.PageSize) }
const longNumberedAnswer = {
  TotalCount: asLong(numberedAnswer.TotalCount),
  PageSize: asLong(numberedAnswer.PageSize),
  PageNumber: asLong(numberedAnswer.PageNumber),
}
/** Milliseconds since the epoch, as text. */
const enabledTime = text('Since when, in milliseconds of the epoch.', '1767225600000')
const timestampOf = ({ enabledAt }: Delegation) => String(Date.parse(enabledAt))

export const registerDelegatedAdministrator = (product: DirectoryProduct) =>
  operation(product, {
    name: 'RegisterDelegatedAdministrator',
    does: 'Makes a member a delegated administrator of a trusted service.',
    input: { AccountId: required(member), ServicePrincipal: required(servicePrincipal) },
    access: { level: 'update', resources: anyOf(product, 'account') },
    errors: {
      ...badService,
      AccountAlreadyRegistered: [409, 'The specified account is already a delegated administrator for this service.'],
      DelegatedAccountNumberExceeded: [
        409,
        'The maximum number of delegated administrators for the service principal is exceeded.',
      ],
      CannotRegisterMasterAsDelegatedAdministrator: [
        409,
        'You attempted to register the enterprise management account as a delegated administrator for the service. You can designate only a member account as a delegated administrator.',
      ],
      // UNKNOWN: what is told of an account that is no member; this is what other operations on members tell.
      ...noAccount,
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle, quota, settings }) {
      const { managementAccount } = settle(managed(await directoryRunBy({ at }, caller.account)))
      const service = settle(trusted(input.ServicePrincipal, settings.choices['resourcemanager.trustedServices']))
      const most = quota('delegatedAdministratorsPerService')
      settle(
        mayRegister({
          account: input.AccountId,
          managementAccount,
          isMember: (await own.get(members, input.AccountId)) !== undefined,
          registered: (await own.get(delegations, input.AccountId, service)) !== undefined,
          administrators: await own.count(delegations, 'byService', [service], { upTo: most }),
          most,
        }),
      )
      own.put(delegations, { accountId: input.AccountId, servicePrincipal: service, enabledAt: now.toISOString() })
    },
  })

export const deregisterDelegatedAdministrator = (product: DirectoryProduct) =>
  operation(product, {
    name: 'DeregisterDelegatedAdministrator',
    does: 'Makes a delegated administrator of a trusted service an ordinary member again.',
    input: { AccountId: required(member), ServicePrincipal: required(servicePrincipal) },
    access: { level: 'update', resources: anyOf(product, 'account') },
    errors: {
      ...badService,
      AccountNotRegistered: [409, 'The specified account is not a delegated administrator for this service.'],
      ...noDirectory,
    },
    touches: onlyOwn,
    async run({ input, caller, own, at, settle, settings, refuse }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const registered = await own.get(delegations, input.AccountId, input.ServicePrincipal)
      // What was registered can be taken back, whatever the world's choices say by now.
      if (!registered) settle(trusted(input.ServicePrincipal, settings.choices['resourcemanager.trustedServices']))
      if (!registered)
        refuse('AccountNotRegistered', {
          because: `${input.AccountId} is no delegated administrator of ${input.ServicePrincipal}.`,
          next: 'ListDelegatedAdministrators tells who is.',
        })
      own.delete(delegations, input.AccountId, input.ServicePrincipal)
    },
  })

export const listDelegatedAdministrators = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListDelegatedAdministrators',
    does: 'Lists delegated administrators, one entry for each service of each.',
    input: { ServicePrincipal: text('Only those of this service.', 'cloudfw.aliyuncs.com'), ...longNumbered },
    output: {
      ...longNumberedAnswer,
      Accounts: structure({
        Account: list(
          'The delegated administrators.',
          structure({
            AccountId: text('The member.', '1000000000000002'),
            DisplayName: text('Its name.', 'network'),
            JoinMethod: text('`created` or `invited`.', 'created'),
            ServicePrincipal: servicePrincipal,
            DelegationEnabledTime: enabledTime,
          }),
        ),
      }),
    },
    access: { level: 'list' },
    errors: { ...noDirectory },
    async run({ input, caller, own, at, settle }) {
      settle(managed(await directoryRunBy({ at }, caller.account)))
      const { ServicePrincipal: service } = input
      const all = await own.all(delegations, 'byService', service === undefined ? [] : [service])
      const { entries, page } = pageOfAll(all, input)
      const rows = await own.getMany(
        members,
        entries.map(({ accountId }) => [accountId]),
      )
      const Account = entries.map((entry, i) => ({
        AccountId: entry.accountId,
        DisplayName: rows[i]?.displayName ?? '',
        JoinMethod: rows[i]?.joinMethod ?? 'created',
        ServicePrincipal: entry.servicePrincipal,
        DelegationEnabledTime: timestampOf(entry),
      }))
      return { ...page, Accounts: { Account } }
    },
  })

/**
 * Since when sharing inside the directory is on, which makes Resource Sharing a trusted service. UNKNOWN: what else switches
 * other services on; here it is their first delegated administrator.
 */
async function sharingEnabledAt({ at }: Pick<Lookup, 'at'>, managementAccount: AccountId, setting: boolean) {
  if (!(await isDirectorySharingOn({ at }, { managementAccount }, setting))) return undefined
  return (await at(managementAccount).get(directorySharing, 'directory'))?.enabledAt
}

export const listDelegatedServicesForAccount = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListDelegatedServicesForAccount',
    does: 'Lists the trusted services that a member is a delegated administrator of.',
    input: { AccountId: required(member), ...newer(product, paged(100, 10)) },
    output: {
      DelegatedServices: structure({
        DelegatedService: list(
          'The services. Empty for an ordinary member.',
          structure({
            ServicePrincipal: servicePrincipal,
            DelegationEnabledTime: enabledTime,
            Status: text('`ENABLED` or `DISABLED`: whether the service may look into the directory.', 'ENABLED'),
          }),
        ),
      }),
      ...newer(product, {
        MaxResults: sometimes(whole('Entries per page.', 10)),
        NextToken: sometimes(text('Continues behind this page. Absent on the last one.', 'TGlzdFJlc291cmNl')),
      }),
    },
    access: { level: 'list', resources: anyOf(product, 'account') },
    errors: { ...noAccount, ...noDirectory },
    async run({ input, caller, own, at, settle, refuse, settings, page }) {
      const { managementAccount } = settle(managed(await directoryRunBy({ at }, caller.account)))
      if (!(await own.get(members, input.AccountId)))
        refuse('EntityNotExists.Account', {
          because: `${input.AccountId} is no member of this directory.`,
          next: 'Take an id from ListAccounts.',
        })
      const paging = product.version >= '2022'
      const { rows, nextToken } = paging
        ? await pageOf(page, (after, limit) =>
            own.scan(delegations, 'key', [input.AccountId], { limit, ...(after === undefined ? {} : { after }) }),
          )
        : { rows: await own.all(delegations, 'key', [input.AccountId]) }
      const sharing = await sharingEnabledAt({ at }, managementAccount, settings.directorySharing)
      return {
        DelegatedServices: {
          DelegatedService: rows.map((row) => ({
            ServicePrincipal: row.servicePrincipal,
            DelegationEnabledTime: timestampOf(row),
            Status: row.servicePrincipal === resourceSharingService && sharing === undefined ? 'DISABLED' : 'ENABLED',
          })),
        },
        ...(paging ? { MaxResults: page.size } : {}),
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      }
    },
  })

export const listTrustedServiceStatus = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListTrustedServiceStatus',
    does: 'Lists the trusted services that are switched on in the directory, or those that a delegated administrator runs.',
    input: {
      AdminAccountId: text('The management account (absent), or a delegated administrator.', '1000000000000001'),
      ...numbered,
    },
    output: {
      ...numberedAnswer,
      EnabledServicePrincipals: structure({
        EnabledServicePrincipal: list(
          'The services.',
          structure({ ServicePrincipal: servicePrincipal, EnableTime: text('Since when.', '2026-01-01T00:00:00.000Z') }),
        ),
      }),
    },
    access: { level: 'list' },
    errors: { ...noAccount, ...noDirectory },
    async run({ input, caller, at, settle, refuse, settings }) {
      const { managementAccount } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const { AdminAccountId: admin = managementAccount } = input
      const all = await at(managementAccount).all(delegations, 'byService', [])
      const its = admin === managementAccount ? all : all.filter(({ accountId }) => accountId === admin)
      if (admin !== managementAccount && its.length === 0)
        refuse('EntityNotExists.Account', {
          because: `${admin} is neither the management account nor a delegated administrator.`,
          next: 'ListDelegatedAdministrators tells who is.',
        })
      const sharing = await sharingEnabledAt({ at }, managementAccount, settings.directorySharing)
      const since = new Map<string, string>()
      if (sharing !== undefined && admin === managementAccount) since.set(resourceSharingService, sharing)
      for (const { servicePrincipal: name, enabledAt } of its)
        if (!since.has(name) && (name !== resourceSharingService || sharing !== undefined)) since.set(name, enabledAt)
      const { entries, page } = pageOfAll([...since].sort(), input)
      return {
        ...page,
        EnabledServicePrincipals: {
          EnabledServicePrincipal: entries.map(([ServicePrincipal, EnableTime]) => ({ ServicePrincipal, EnableTime })),
        },
      }
    },
  })

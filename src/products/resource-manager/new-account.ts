/** What an account has that a directory makes, so that it can be used at once like those of a template. */

import { type AccountId, asAccountId, type WritablePartition } from '../../model/index.js'
import { accessKeys, accountAliases, policyAttachments, roles } from '../ram/tables.js'
import { registeredResources } from '../resource-sharing/tables.js'
import { accessRole } from './domain/access-role.js'
import { type Account, accounts, signInNames } from './tables.js'

export interface NewAccount {
  readonly displayName: string
  readonly accountName: string
}

interface Writing {
  readonly now: Date
  at(account: AccountId): WritablePartition
  newId(prefix: string, length: number, alphabet?: 'digits'): string
}

/** An account of the same company and site as the management account. */
export async function makeAccount({ now, at, newId }: Writing, management: Account, { displayName, accountName }: NewAccount) {
  const accountId = asAccountId(newId('1', 15, 'digits'))
  const own = at(accountId)
  const createdAt = now.toISOString()
  const { legalEntity, site, bid, keySuffix } = management
  const account: Account = { accountId, alias: accountId, displayName, accountName, legalEntity, site, bid, keySuffix, createdAt }
  own.put(accounts, account)
  own.put(signInNames, { name: accountName, accountId })
  own.put(accessKeys, {
    accessKeyId: `local-${accountId}${keySuffix}`,
    // Keys of a template have the same: not shaped like a real one, so that no scanner of secrets takes it for one.
    secret: 'local-secret',
    status: 'Active',
    createdAt,
    account: accountId,
    holder: { kind: 'root' },
  })
  const { role, attachment } = accessRole(management.accountId, newId('3', 17, 'digits'), createdAt)
  own.put(roles, role)
  own.put(policyAttachments, attachment)
  await plantSamples(at(management.accountId), own, management)
  return account
}

/**
 * Resources of types that no API here makes: each account of a template has some, called after it (`m-network1`). Those of a new
 * one are alike.
 */
async function plantSamples(management: WritablePartition, own: WritablePartition, { alias }: Account): Promise<void> {
  for (const row of await management.all(registeredResources, 'key', [])) {
    const [prefix, number] = row.resourceId.split(`-${alias}`)
    if (/^[0-9]+$/.test(number ?? '')) own.put(registeredResources, { ...row, resourceId: `${prefix}-${own.account}${number}` })
  }
}

/**
 * The ways into an account that is deleted: its own row, its keys, its roles, and the names that others can take now. What else it
 * had, nobody asks for any more: nothing of that reaches into other accounts (`belongings.ts`).
 */
export async function closeAccount(own: WritablePartition): Promise<void> {
  own.delete(accounts, own.account)
  for (const { name } of await own.all(signInNames, 'key', [])) own.delete(signInNames, name)
  for (const { alias } of await own.all(accountAliases, 'key', [])) own.delete(accountAliases, alias)
  for (const { accessKeyId } of await own.all(accessKeys, 'key', [])) own.delete(accessKeys, accessKeyId)
  for (const { roleName } of await own.all(roles, 'key', [])) own.delete(roles, roleName)
}

/** The accounts of a new world, and their directory when the template has one. */

import { type AccountId, asAccountId, type Planting } from '../../model/index.js'
import { policyAttachments, roles } from '../ram/tables.js'
import { accessRole } from './domain/access-role.js'
import { accountNameOf } from './reads.js'
import { type Account, accounts, directories, folders, members, memberships, signInNames } from './tables.js'

export function seed(planting: Planting): void {
  const { world, template, now, put } = planting
  const keySuffix = world === 'default' ? '' : `-${world}`
  const createdAt = now.toISOString()
  for (const { alias, uid, legalEntity, site, bid } of template.accounts) {
    const accountId = asAccountId(uid)
    const account: Account = { accountId, alias, displayName: alias, legalEntity, site, bid, keySuffix, createdAt }
    put(accounts, accountId, account)
    put(signInNames, accountId, { name: accountNameOf(account), accountId })
  }
  plantDirectory(planting, createdAt)
}

function plantDirectory({ template, put, id }: Planting, createdAt: string): void {
  const plan = template.directory
  if (!plan) return
  const uidOf = (alias: string): AccountId => {
    const account = template.accounts.find((each) => each.alias === alias)
    if (!account) throw new Error(`the template ${template.name} has no account ${alias}`)
    return asAccountId(account.uid)
  }
  const managementAccount = uidOf(plan.management)
  // Lengths of the ids: published samples.
  const directoryId = id('directory', 'rd-', 6, 'mixed')
  const rootFolderId = id('folder/Root', 'r-', 6, 'mixed')
  put(directories, managementAccount, { directoryId, rootFolderId, managementAccount, controlPolicies: 'Disabled', createdAt })
  put(folders, managementAccount, { folderId: rootFolderId, directoryId, name: 'Root', createdAt })
  put(memberships, managementAccount, { kind: 'directory', directoryId, managementAccount })
  const folderIds = new Map(plan.folders.map((name) => [name, id(`folder/${name}`, 'fd-', 10, 'mixed')]))
  for (const [name, folderId] of folderIds)
    put(folders, managementAccount, { folderId, directoryId, parentFolderId: rootFolderId, name, createdAt })
  for (const { alias, folder } of plan.members) {
    const accountId = uidOf(alias)
    put(members, managementAccount, {
      accountId,
      directoryId,
      folderId: folderIds.get(folder) ?? rootFolderId,
      displayName: alias,
      type: 'ResourceAccount',
      joinMethod: 'created',
      joinedAt: createdAt,
      modifiedAt: createdAt,
    })
    put(memberships, accountId, { kind: 'directory', directoryId, managementAccount })
    const { role, attachment } = accessRole(managementAccount, id(`access-role/${alias}`, '3', 17, 'digits'), createdAt)
    put(roles, accountId, role)
    put(policyAttachments, accountId, attachment)
  }
}

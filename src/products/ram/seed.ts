/**
 * The identities of a new world: for each account a root key, and a user `admin` who may do everything (root keys cannot assume
 * roles). A key selects the world, so those of other worlds than `default` bear its name.
 */

import { asAccountId, type Planting } from '../../model/index.js'
import { accessKeys, policyAttachments, users } from './tables.js'

/** Not shaped like a real one, so that no scanner of secrets takes it for one. */
const secret = 'local-secret'

export function seed({ world, template, now, put, id }: Planting): void {
  const suffix = world === 'default' ? '' : `-${world}`
  const createdAt = now.toISOString()
  for (const { alias, uid } of template.accounts) {
    const account = asAccountId(uid)
    const key = { secret, status: 'Active', createdAt, account } as const
    put(accessKeys, account, { ...key, accessKeyId: `local-${alias}${suffix}`, holder: { kind: 'root' } })
    const userName = 'admin'
    const userId = id(`user/${uid}/${userName}`, '2', 17, 'digits')
    const profile = { displayName: userName, comments: 'Made with the account.', email: '', mobilePhone: '' }
    put(users, account, { userName, userId, ...profile, createdAt, updatedAt: createdAt })
    put(policyAttachments, account, {
      entityType: 'user',
      entity: userName,
      policyType: 'System',
      policyName: 'AdministratorAccess',
      attachedAt: createdAt,
    })
    const holder = { kind: 'user', userName, userId } as const
    put(accessKeys, account, { ...key, accessKeyId: `local-${alias}.admin${suffix}`, holder, userName })
  }
}

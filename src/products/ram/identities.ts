/** Whom a key stands for and which policies bind them, as the pipeline asks for every call. */

import type { AccountId, Caller, Credential, Identities, Lookup, NamedPolicy } from '../../model/index.js'
import { roleArn, rootArn, userArn } from './domain/arns.js'
import { attachedTo } from './reads.js'
import { type AccessKey, accessKeys, groupMembers, type KeyHolder, type PolicyAttachment, roles } from './tables.js'

export const identities: Identities = {
  keys: accessKeys,

  async credential(lookup, account, accessKeyId) {
    const key = await lookup.at(account).get(accessKeys, accessKeyId)
    if (!key) return undefined
    return key.holder.kind === 'session'
      ? sessionCredential(lookup, account, key, key.holder)
      : lastingCredential(account, key, key.holder)
  },

  async policies(lookup, caller): Promise<readonly NamedPolicy[]> {
    if (caller.kind === 'root') return []
    if (caller.kind === 'session') return policiesOf(lookup, caller.account, 'role', caller.roleName)
    const joined = await lookup.at(caller.account).all(groupMembers, 'key', [caller.userName])
    const found = await Promise.all([
      policiesOf(lookup, caller.account, 'user', caller.userName),
      ...joined.map(({ groupName }) => policiesOf(lookup, caller.account, 'group', groupName)),
    ])
    return found.flat()
  },
}

async function policiesOf(
  lookup: Lookup,
  account: AccountId,
  kind: PolicyAttachment['entityType'],
  entity: string,
): Promise<NamedPolicy[]> {
  const attached = await attachedTo(lookup.at(account), kind, entity)
  return attached.map(({ attachment: { policyType }, policy }) => ({
    name: policy.policyName,
    type: policyType,
    // Only custom policies are told with their version (DecodeDiagnosticMessage).
    ...(policyType === 'Custom' ? { version: policy.defaultVersion } : {}),
    attachedTo: `${kind}/${entity}`,
    document: policy.document,
  }))
}

function lastingCredential(account: AccountId, key: AccessKey, holder: Exclude<KeyHolder, { kind: 'session' }>): Credential {
  const { accessKeyId, secret, status } = key
  const caller: Caller =
    holder.kind === 'root'
      ? { kind: 'root', account, accessKeyId, arn: rootArn(account) }
      : {
          kind: 'user',
          account,
          accessKeyId,
          arn: userArn(account, holder.userName),
          userId: holder.userId,
          userName: holder.userName,
        }
  return { accessKeyId, secret, active: status === 'Active', caller }
}

/**
 * A session ends with its role: one of the same name, created again, is another role.
 *
 * Policies see a session by the ARN of its role (page on control policies: conditions on acs:PrincipalARN name roles).
 */
async function sessionCredential(
  lookup: Lookup,
  account: AccountId,
  { accessKeyId, secret, status }: AccessKey,
  holder: Extract<KeyHolder, { kind: 'session' }>,
): Promise<Credential> {
  const { roleName, roleId, sessionName, sessionPolicy, token, expiresAt } = holder
  const role = await lookup.at(account).get(roles, roleName)
  return {
    accessKeyId,
    secret,
    active: status === 'Active' && role?.roleId === roleId,
    session: { token, expiresAt },
    caller: {
      kind: 'session',
      account,
      accessKeyId,
      arn: roleArn(account, roleName),
      roleId,
      roleName,
      sessionName,
      ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
      ...(role?.serviceLinked ? { serviceLinked: true } : {}),
    },
  }
}

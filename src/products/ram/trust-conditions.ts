/** Condition keys on whom a role trusts: AttachPolicyToRole and DetachPolicyFromRole list them (pages of 2024). */

import type { Partition } from '../../model/index.js'
import { readDocument } from '../../policy/index.js'
import { roles } from './tables.js'

interface AboutRole {
  readonly own: Partition
  readonly input: { readonly RoleName: string }
}

/** Whom the trust policy of the role names: `RAM`, `Service ecs.aliyuncs.com`, `Federated acs:ram:...`. */
async function trusted({ own, input }: AboutRole): Promise<string[]> {
  const role = await own.get(roles, input.RoleName)
  const document = role && readDocument(role.trustPolicy, 'trust')
  if (!document?.readable) return []
  const principals = document.statements.flatMap((statement) => statement.principals ?? [])
  const names = principals.flatMap(({ accounts, everyRamIdentity, names }) => [
    ...(everyRamIdentity || accounts.size > 0 ? ['RAM'] : []),
    ...names,
  ])
  return [...new Set(names)]
}

/** UNKNOWN: the values are not printed anywhere that we found; the names of the Principal element here. */
export const trustedPrincipalTypes = {
  key: 'ram:TrustedPrincipalTypes',
  values: async (call: AboutRole) =>
    [...new Set((await trusted(call)).map((name) => name.split(' ', 1)[0] as string))].map((type) => [type]),
}

export const serviceNames = {
  key: 'ram:ServiceNames',
  values: async (call: AboutRole) =>
    (await trusted(call)).filter((name) => name.startsWith('Service ')).map((name) => [name.slice('Service '.length)]),
}

/** Whom a trust policy names, and whether that is the caller. */
import { splitResource } from './match.js'

/** Who asks to assume a role. */
export type TrustedCaller =
  /** A user or root by its own ARN, a role session by the ARN of its role: `acs:ram::<account>:user/x`, `:role/x`, `:root`. */
  | { readonly type: 'RAM'; readonly account: string; readonly arn: string }
  /** A cloud service, by a name such as `ecs.aliyuncs.com`. */
  | { readonly type: 'Service'; readonly name: string }
  /** Somebody vouched for by an identity provider, by the ARN of the provider. */
  | { readonly type: 'Federated'; readonly arn: string }

export const principalTypes = ['RAM', 'Service', 'Federated'] as const
export type PrincipalType = (typeof principalTypes)[number]

export interface Principals {
  readonly everyRamIdentity: boolean
  /** Accounts named by their root: every identity of the account is meant. */
  readonly accounts: ReadonlySet<string>
  /** Everybody else, as `<type> <name>` with the region of an ARN left empty. */
  readonly names: ReadonlySet<string>
}

/** What is written under one type that names nobody that could exist; answers the reason. */
export function faultOfPrincipal(type: PrincipalType, written: string): string | undefined {
  if (type === 'Service') return /^[^\s*?:]+$/.test(written) ? undefined : 'is not the name of a service'
  if (type === 'RAM' && written === '*') return undefined
  const kinds = type === 'RAM' ? /^(root|user\/[^*?]+|role\/[^*?]+)$/ : /^(saml|oidc)-provider\/[^*?]+$/
  const [scheme, code, region, account, relative] = splitResource(written) ?? []
  const named = scheme === 'acs' && code === 'ram' && (region === '' || region === '*') && /^[^*?]+$/.test(account ?? '')
  if (named && kinds.test(relative ?? '')) return undefined
  return type === 'RAM' ? 'is not "*" and not the ARN of a root, user or role' : 'is not the ARN of an identity provider'
}

/**
 * Compiles principals that have no fault.
 *
 * UNKNOWN: whether names in ARNs are compared with case; they are here. Wildcards are admitted as a lone `*` under RAM only:
 * one inside a name that never matched would silently disarm a denial.
 */
export function compilePrincipals(written: readonly { type: PrincipalType; name: string }[]): Principals {
  const accounts = new Set<string>()
  const names = new Set<string>()
  for (const { type, name } of written) {
    const parts = type === 'RAM' ? splitResource(name) : undefined
    if (parts?.[4] === 'root') accounts.add(parts[3] as string)
    else names.add(`${type} ${type === 'Service' ? name : withoutRegion(name)}`)
  }
  return { everyRamIdentity: names.delete('RAM *'), accounts, names }
}

/** Policies write `acs:ram:*:<account>:role/x` for a role whose own ARN has no region. */
function withoutRegion(arn: string): string {
  const parts = splitResource(arn)
  return parts ? `acs:ram::${parts[3]}:${parts[4]}` : arn
}

export function isPrincipal(principals: Principals, caller: TrustedCaller): boolean {
  if (caller.type === 'Service') return principals.names.has(`Service ${caller.name}`)
  if (caller.type === 'Federated') return principals.names.has(`Federated ${withoutRegion(caller.arn)}`)
  if (principals.everyRamIdentity || principals.accounts.has(caller.account)) return true
  return principals.names.has(`RAM ${withoutRegion(caller.arn)}`)
}

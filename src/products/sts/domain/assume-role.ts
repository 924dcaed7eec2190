/** Who may assume a role, and for how long. What the caller's own policies say was asked before. */

import { type AccountId, type Caller, no, yes } from '../../../model/index.js'

/** One code with two texts (facts, gateway 7.3). */
const texts = {
  root: 'Roles may not be assumed by root accounts.',
  unauthorized: 'You are not authorized to do this action. You should be authorized by RAM.',
}

/** Root keys are turned away whatever they ask for: they need no role to do as they like. */
export function mayAssumeRoles(caller: Caller) {
  if (caller.kind !== 'root') return yes(caller)
  return no('NoPermission', {
    fill: [texts.root],
    because: 'The call is signed with a key of the account itself.',
    next: 'Sign with the key of a RAM user; every account has one called admin.',
  })
}

export interface AssumeFacts {
  readonly caller: AccountId
  readonly roleOwner: AccountId
  readonly roleName: string
  readonly role: { readonly maxSessionSeconds: number } | undefined
  /** What the role's trust policy says of the caller. */
  readonly trusted: boolean
  readonly seconds: number
}

/**
 * Whom a role trusts is asked in every world, whatever `enforce` says. That setting is about what RAM lets callers do with the rights
 * that they have; trust says whose role it is to take. Without it any account could act in any other, and no story between accounts
 * would mean anything. So `soft` and `off` spare a caller the policy that allows sts:AssumeRole, and no more.
 *
 * UNKNOWN: what is told of a missing role in another account. The same as of one that does not trust the caller here: else anybody
 * could find out which roles an account has. UNKNOWN too: whether sessions of roles that sessions assume are held shorter; here each
 * lasts as long as its role admits.
 */
export function mayAssume({ caller, roleOwner, roleName, role, trusted, seconds }: AssumeFacts) {
  if (!role && roleOwner === caller) return no('EntityNotExist.Role', { because: `This account has no role ${roleName}.` })
  if (!role)
    return no('NoPermission', {
      fill: [texts.unauthorized],
      because: `Account ${roleOwner} has no role ${roleName}.`,
      next: 'Check account and name in RoleArn.',
    })
  if (!trusted)
    return no('NoPermission', {
      fill: [texts.unauthorized],
      because: `The trust policy of ${roleName} does not let the caller assume it.`,
      next: `Name the caller, or its account, as Principal in the trust policy of ${roleName} in account ${roleOwner}.`,
    })
  if (seconds > role.maxSessionSeconds)
    return no('InvalidParameter.DurationSeconds', {
      because: `Sessions of ${roleName} last ${role.maxSessionSeconds} seconds at most.`,
      next: 'Ask for less, or create the role with a greater MaxSessionDuration.',
    })
  return yes(role)
}

/** When a session that starts at `from` is over. */
export function endOf(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000)
}

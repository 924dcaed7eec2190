/** When a custom policy may come and go. */

import { no, yes } from '../../../model/index.js'
import type { Policy } from '../tables.js'

/** Custom policies alone: a custom policy may bear the name of a system policy, since each is named with its type. */
export function mayCreatePolicy({
  taken,
  policies,
  most,
}: {
  readonly taken: boolean
  readonly policies: number
  readonly most: number
}) {
  if (taken)
    return no('EntityAlreadyExists.Policy', {
      because: 'This account has a custom policy of that name.',
      next: 'Choose another PolicyName.',
    })
  if (policies >= most)
    return no('LimitExceeded.Policy', { because: `This account has ${policies} custom policies, the most allowed.` })
  return yes()
}

export interface DeletePolicyFacts {
  readonly policy: Policy | undefined
  readonly users: number
  readonly groups: number
  readonly roles: number
}

export function mayDeletePolicy({ policy, users, groups, roles }: DeletePolicyFacts) {
  if (!policy) return no('EntityNotExist.Policy', { because: 'This account has no custom policy of that name.' })
  if (users > 0)
    return no('DeleteConflict.Policy.User', {
      because: 'The policy is attached to a user.',
      next: 'Detach it with DetachPolicyFromUser first.',
    })
  if (groups > 0) return no('DeleteConflict.Policy.Group', { because: 'The policy is attached to a group.' })
  if (roles > 0)
    return no('DeleteConflict.Policy.Role', {
      because: 'The policy is attached to a role.',
      next: 'Detach it with DetachPolicyFromRole first.',
    })
  return yes(policy)
}

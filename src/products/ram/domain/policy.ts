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
  /** Versions that are not in force and would not go with it. */
  readonly versions: number
  readonly users: number
  readonly groups: number
  readonly roles: number
}

export function mayDeletePolicy({ policy, versions, users, groups, roles }: DeletePolicyFacts) {
  if (!policy) return no('EntityNotExist.Policy', { because: 'This account has no custom policy of that name.' })
  if (users > 0)
    return no('DeleteConflict.Policy.User', {
      because: 'The policy is attached to a user.',
      next: 'Detach it with DetachPolicyFromUser first.',
    })
  if (groups > 0)
    return no('DeleteConflict.Policy.Group', {
      because: 'The policy is attached to a group.',
      next: 'Detach it with DetachPolicyFromGroup first.',
    })
  if (roles > 0)
    return no('DeleteConflict.Policy.Role', {
      because: 'The policy is attached to a role.',
      next: 'Detach it with DetachPolicyFromRole first.',
    })
  if (versions > 0)
    return no('DeleteConflict.Policy.Version', {
      because: `The policy has ${versions} versions beside the one in force.`,
      next: 'Delete them with DeletePolicyVersion first, or say CascadingDelete.',
    })
  return yes(policy)
}

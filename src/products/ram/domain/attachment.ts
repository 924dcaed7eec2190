/** When a policy may be attached to a user, a group or a role, and taken off again. They differ in codes and limits alone. */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { Policy, PolicyAttachment } from '../tables.js'

// One table per refusal, so that the code of a user's refusal is known to be a user's.
const unknown = { user: 'EntityNotExist.User', group: 'EntityNotExist.Group', role: 'EntityNotExist.Role' } as const
const twice = {
  user: 'EntityAlreadyExists.User.Policy',
  group: 'EntityAlreadyExists.Group.Policy',
  role: 'EntityAlreadyExists.Role.Policy',
} as const
const tooMany = {
  user: 'LimitExceeded.User.Policy',
  group: 'LimitExceeded.Group.Policy',
  role: 'LimitExceeded.Role.Policy',
} as const
const notAttached = {
  user: 'EntityNotExist.User.Policy',
  group: 'EntityNotExist.Group.Policy',
  role: 'EntityNotExist.Role.Policy',
} as const

type Bearer = keyof typeof unknown

interface Facts {
  readonly bearerExists: boolean
  readonly policy: Policy | undefined
  readonly attachment: PolicyAttachment | undefined
}

function unmet<B extends Bearer>(bearer: B, { bearerExists, policy }: Facts) {
  if (!bearerExists) return no(unknown[bearer], { because: `This account has no such ${bearer}.` })
  if (!policy)
    return no('EntityNotExist.Policy', {
      because: 'There is no policy of that type and name.',
      next: 'ListPolicies shows those there are; PolicyType is System or Custom.',
    })
  return undefined
}

export interface AttachFacts extends Facts {
  /** Policies of this type that the bearer has. */
  readonly attached: number
  readonly most: number
}

/** UNKNOWN: the order of the checks is not documented; existence goes first. */
export function mayAttach<B extends Bearer>(bearer: B, facts: AttachFacts) {
  const refusal = unmet(bearer, facts)
  if (refusal) return refusal
  if (facts.attachment) return no(twice[bearer], { because: `The policy is attached to this ${bearer} already.` })
  if (facts.attached >= facts.most)
    return no(tooMany[bearer], {
      because: `The ${bearer} has ${facts.attached} policies of this type, the most allowed.`,
      next: 'Detach one, or put the statements of several into one policy.',
    })
  return yes()
}

export function mayDetach<B extends Bearer>(bearer: B, facts: Facts) {
  const refusal = unmet(bearer, facts)
  if (refusal) return refusal
  if (!facts.attachment) return no(notAttached[bearer], { because: `The policy is not attached to this ${bearer}.` })
  return yes()
}

/**
 * An attachment holds in the whole account, or in one resource group of it. There are no resource groups to attach in here, and to
 * widen what was asked for would be worse than to refuse it.
 */
export function inWholeAccount(resourceGroupId: string | undefined, account: AccountId) {
  // UNKNOWN: that the account's own id means the whole account is said of the same parameter in Resource Management.
  if (resourceGroupId === undefined || resourceGroupId === account) return yes()
  return no('EntityNotExists.ResourceGroup', {
    because: 'Policies cannot be attached within a resource group here.',
    next: 'Leave ResourceGroupId out to attach in the whole account.',
  })
}

/** When a role may come and go. */

import { no, yes } from '../../../model/index.js'
import type { Role } from '../tables.js'

export function mayCreateRole({ taken, roles, most }: { readonly taken: boolean; readonly roles: number; readonly most: number }) {
  if (taken)
    return no('EntityAlreadyExists.Role', { because: 'This account has a role of that name.', next: 'Choose another RoleName.' })
  if (roles >= most) return no('LimitExceeded.Role', { because: `This account has ${roles} roles, the most allowed.` })
  return yes()
}

export function mayDeleteRole({ role, policies }: { readonly role: Role | undefined; readonly policies: number }) {
  if (!role) return no('EntityNotExist.Role', { because: 'This account has no such role.' })
  const refusal = changeable(role)
  if (!refusal.ok) return refusal
  if (policies > 0)
    return no('DeleteConflict.Role.Policy', {
      because: `${policies} policies are attached to the role.`,
      next: 'Detach them with DetachPolicyFromRole first.',
    })
  return yes(role)
}

/**
 * The role of a service is the service's: whoever has it can neither change it, nor give it or take from it policies, nor delete it
 * as other roles are deleted (page on service-linked roles).
 *
 * UNKNOWN: with which code each of these is refused.
 */
export function changeable(role: Role | undefined) {
  if (!role?.serviceLinked) return yes()
  return no('NoPermission', {
    because: 'The role belongs to a service.',
    next: 'Leave it as it is, or have it deleted with DeleteServiceLinkedRole of Resource Manager.',
  })
}

/** The role, or the refusal that says there is none. */
export function existing(role: Role | undefined) {
  return role
    ? yes(role)
    : no('EntityNotExist.Role', { because: 'This account has no such role.', next: 'ListRoles shows those there are.' })
}

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
  // UNKNOWN: the page says that service-linked roles cannot be deleted so, not with which code.
  if (role.serviceLinked)
    return no('NoPermission', { because: 'The role belongs to a service.', next: 'Take away what the service uses the role for.' })
  if (policies > 0)
    return no('DeleteConflict.Role.Policy', {
      because: `${policies} policies are attached to the role.`,
      next: 'Detach them with DetachPolicyFromRole first.',
    })
  return yes(role)
}

/** The role, or the refusal that says there is none. */
export function existing(role: Role | undefined) {
  return role
    ? yes(role)
    : no('EntityNotExist.Role', { because: 'This account has no such role.', next: 'ListRoles shows those there are.' })
}

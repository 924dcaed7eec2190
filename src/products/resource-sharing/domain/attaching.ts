/** Which permission a share carries for each resource type. */

import { no, yes } from '../../../model/index.js'
import type { Share } from '../tables.js'
import { type Permission, permissionNamed } from './permissions.js'
import { withPermissions } from './share.js'

/** The permission of this name in the library. */
export function knownPermission(name: string) {
  const permission = permissionNamed(name)
  if (!permission)
    return no('EntityNotExists.Permission', {
      because: `The library has no permission ${name}.`,
      next: 'ListPermissions shows the library.',
    })
  return yes(permission)
}

/** The share with a permission at its default version. */
export function attachPermission(share: Share, { name, resourceType, defaultVersion }: Permission, replace: boolean) {
  const present = share.permissions[resourceType]
  // UNKNOWN: the code is not published (facts 18.14).
  if (present && !replace)
    return no('EntityAlreadyExists.Permission', {
      because: `The share has the permission ${present.name} for ${resourceType}.`,
      next: 'Give Replace as true to swap it.',
    })
  return yes(withPermissions(share, { [resourceType]: { name, version: defaultVersion } }))
}

/**
 * The share without a permission. `held`: the resource types that the share holds now. UNKNOWN: this alone takes one off; the last
 * resource of its type leaves it behind (facts 18.16).
 */
export function detachPermission(share: Share, { name, resourceType }: Permission, held: readonly string[]) {
  // UNKNOWN: a permission of the library that the share does not carry; it does not exist there.
  if (share.permissions[resourceType]?.name !== name)
    return no('EntityNotExists.Permission', {
      because: `The share does not carry the permission ${name}.`,
      next: 'ListResourceSharePermissions shows what it carries.',
    })
  if (held.includes(resourceType))
    return no('DisassociateConflict.Permission', {
      because: `The share holds resources of the type ${resourceType}.`,
      next: 'Disassociate them first, or replace the permission.',
    })
  const { [resourceType]: _, ...permissions } = share.permissions
  return yes({ ...share, permissions })
}

/**
 * The permission library: what a principal may do with what is shared with it. Owning services define the permissions,
 * customers cannot. Facts: permission library page; names marked there as inferred follow its pattern.
 */

import type { AttachedPermission } from '../tables.js'
import { resourceTypeCodes } from './resource-types.js'

export interface Permission {
  readonly name: string
  readonly resourceType: string
  /** The one that a share gets when none is named. */
  readonly isDefault: boolean
  readonly defaultVersion: string
  readonly versions: readonly PermissionVersion[]
}
export interface PermissionVersion {
  readonly version: string
  /**
   * `undefined`: not published. UNKNOWN: nothing is invented in its place, so such a permission allows no action here; the
   * console of the real service shows them, no document does.
   */
  readonly actions: readonly string[] | undefined
  readonly createdAt: string
}

// The one date that is published; UNKNOWN for all others.
const createdAt = '2020-12-07T07:39:01.818Z'

function versions(...names: readonly string[]): PermissionVersion[] {
  return names.map((version) => ({ version, actions: undefined, createdAt }))
}

function defaultFor(resourceType: string): Permission {
  const name = `AliyunRSDefaultPermission${resourceType}`
  const common = { name, resourceType, isDefault: true }
  if (resourceType === 'VSwitch')
    return {
      ...common,
      defaultVersion: 'v1',
      versions: [{ version: 'v1', actions: ['vpc:DescribeVSwitches', 'vpc:DescribeVSwitchAttributes'], createdAt }],
    }
  if (resourceType === 'KMSInstance') return { ...common, defaultVersion: 'v2', versions: versions('v1', 'v2') }
  return { ...common, defaultVersion: 'v1', versions: versions('v1') }
}

export const permissionLibrary: readonly Permission[] = [
  ...resourceTypeCodes.map(defaultFor),
  // Deprecated for new shares, honoured in old ones. UNKNOWN: how the deprecation shows; here it can still be named.
  {
    name: 'AliyunRSPermissionKMSInstanceReadWrite',
    resourceType: 'KMSInstance',
    isDefault: false,
    defaultVersion: 'v1',
    versions: versions('v1'),
  },
]

const byName = new Map(permissionLibrary.map((permission) => [permission.name, permission]))

export function permissionNamed(name: string): Permission | undefined {
  return byName.get(name)
}

/** The default permission of a type, at its default version. */
export function permissionOf(resourceType: string): AttachedPermission {
  const permission = permissionLibrary.find((each) => each.isDefault && each.resourceType === resourceType)
  if (!permission) throw new Error(`no permission for ${resourceType}`)
  return { name: permission.name, version: permission.defaultVersion }
}

/** What an attached permission lets a principal do; `undefined` where that is not published. */
export function actionsOf({ name, version }: AttachedPermission): readonly string[] | undefined {
  return byName.get(name)?.versions.find((each) => each.version === version)?.actions
}

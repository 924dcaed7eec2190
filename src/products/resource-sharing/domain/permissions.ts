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
   * `undefined`: not published. UNKNOWN: nothing is invented in its place but for two types (`synthetic`), so such a permission
   * allows no action here and its text names none; the console of the real service shows them, no document does (facts 18.26).
   */
  readonly actions: readonly string[] | undefined
  readonly createdAt: string
}

// The one date that is published; UNKNOWN for all others.
const createdAt = '2020-12-07T07:39:01.818Z'

function versions(...names: readonly string[]): PermissionVersion[] {
  return names.map((version) => ({ version, actions: undefined, createdAt }))
}

/**
 * UNKNOWN: not published; ours, so that sharing these types has an effect. For prefix lists the read actions of the system policy
 * AliyunVPCPrefixListReadOnlyAccess, for portfolios those that view one ("view and use": page on sharing portfolios).
 */
const synthetic: Readonly<Record<string, readonly string[]>> = {
  PrefixList: ['vpc:ListPrefixLists', 'vpc:GetVpcPrefixListEntries', 'vpc:GetVpcPrefixListAssociations'],
  ServiceCatalogPortfolio: ['servicecatalog:GetPortfolio', 'servicecatalog:ListPortfolios'],
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
  return { ...common, defaultVersion: 'v1', versions: [{ version: 'v1', actions: synthetic[resourceType], createdAt }] }
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

/** The permissions of a type. UNKNOWN: without one all of them, in the order of types and names (facts 18.27). */
export function permissionsFor(resourceType: string | undefined): readonly Permission[] {
  const placeOf = (permission: Permission) => `${permission.resourceType}/${permission.name}`
  return permissionLibrary
    .filter((permission) => resourceType === undefined || permission.resourceType === resourceType)
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** A version of a permission; `undefined` when it has none of this name. */
export function versionNamed({ versions }: Permission, version: string): PermissionVersion | undefined {
  return versions.find((each) => each.version === version)
}

/** The text of a version: what it allows, and nothing around it. INVARIANT: the empty list stands only where nothing is published. */
export function textOf({ actions }: PermissionVersion): string {
  return JSON.stringify({ Effect: 'Allow', Action: actions ?? [] })
}

/** The default permission of a type, at its default version. */
export function permissionOf(resourceType: string): AttachedPermission {
  const permission = permissionLibrary.find((each) => each.isDefault && each.resourceType === resourceType)
  if (!permission) throw new Error(`no permission for ${resourceType}`)
  return { name: permission.name, version: permission.defaultVersion }
}

/** What an attached permission lets a principal do; `undefined` where that is not published. */
export function actionsOf({ name, version }: AttachedPermission): readonly string[] | undefined {
  const permission = byName.get(name)
  return permission && versionNamed(permission, version)?.actions
}

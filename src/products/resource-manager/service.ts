/**
 * What the two versions of the directory's API have in common: Resource Manager 2020-03-31 and Resource Directory Master
 * 2022-04-19. An operation of both is written once, as a function of the product: `const getFolder = (product:
 * DirectoryProduct) => operation(product, {...})`; each product's file of that name is one line.
 */

import type { Errors, Fields, Product } from '../../model/index.js'

export const errors = {
  InvalidParameter: [400, 'The specified parameter is invalid.'],
  // UNKNOWN: the text. Clients try again on this code; here calls wait for each other, so that only fault injection gives it.
  ConcurrentCallNotSupported: [409, 'The text is not published.', 'Another call is changing the same object. Please try again.'],
} as const

/** Page "Limits" of Resource Directory, unless said otherwise. A world's settings change them as `resourcemanager.<name>`. */
export const quotas = {
  customControlPolicies: 1500,
  controlPoliciesPerTarget: 10,
  /** Minutes between two enablings. UNKNOWN: how many; none, so that a story can switch as it likes. */
  controlPolicyPauseMinutes: 0,
  /** Invitations of the last 24 hours; those that were accepted are not counted. */
  invitationsPerDay: 20,
  /** UNKNOWN: each trusted service sets its own limit, and none of them is published with the API. */
  delegatedAdministratorsPerService: 5,
  members: 20,
  /** Without Root. */
  folders: 100,
  folderLevels: 5,
} as const

export type DirectoryProduct = Product<typeof errors, typeof quotas>

/** What only the newer version has, of parameters, answer fields or errors. Both versions are typed as if they had it. */
export function newer<const T extends Fields | Errors>({ version }: DirectoryProduct, entries: T): T {
  return version >= '2022' ? entries : ({} as T)
}

/** What only the older version has. */
export function older<const T extends Fields | Errors>({ version }: DirectoryProduct, entries: T): T {
  return version < '2022' ? entries : ({} as T)
}

/** Choices of a world where the service is not documented, as `resourcemanager.<name>`. */
export const choices = {
  trustedServices: 'Further trusted services that have delegated administrators: `x.aliyuncs.com, y.aliyuncs.com`.',
  legalEntity: '`any` lets accounts of other companies be invited too.',
} as const

/** Whom a resource can be shared with, told from the form of the text alone. */

import { type AccountId, parseAccountId } from '../../../model/index.js'
import type { PrincipalType } from '../tables.js'

export type Principal =
  | { readonly type: 'Account'; readonly id: AccountId }
  | { readonly type: Exclude<PrincipalType, 'Account'>; readonly id: string }

/**
 * The form of a principal. UNKNOWN: lengths are not checked (facts 18.30), and services are `<code>.aliyuncs.com` (18.25).
 */
export const principalPattern = /^(?:[0-9]{1,20}|(?:rd|r|fd)-[A-Za-z0-9]+|[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.aliyuncs\.com)$/

export function parsePrincipal(text: string): Principal | undefined {
  if (!principalPattern.test(text)) return undefined
  const account = parseAccountId(text)
  if (account) return { type: 'Account', id: account }
  if (text.endsWith('.aliyuncs.com')) return { type: 'Service', id: text }
  // The Root folder is a folder like any other.
  return { type: text.startsWith('rd-') ? 'ResourceDirectory' : 'Folder', id: text }
}

/** Where a list's filter names a principal: the kind under which its record is kept. */
export function principalTypeOf(text: string): PrincipalType | undefined {
  return parsePrincipal(text)?.type
}

/** Resource groups, as far as there are any: each account has one default group. */

import type { AccountId } from '../../../model/index.js'

/**
 * The default resource group of an account, `rg-acfm` and eleven more characters as in the published samples. It follows
 * from the account's id, so nothing has to be kept for it.
 */
export function defaultResourceGroupId(account: AccountId): string {
  return `rg-acfm${(BigInt(account) % 36n ** 11n).toString(36).padStart(11, '0')}`
}

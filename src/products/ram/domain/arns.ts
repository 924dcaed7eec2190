/** Names of identities. Facts, gateway 7.1. */

import { type AccountId, parseAccountId } from '../../../model/index.js'

export const rootArn = (account: AccountId) => `acs:ram::${account}:root`
export const userArn = (account: AccountId, userName: string) => `acs:ram::${account}:user/${userName}`
export const roleArn = (account: AccountId, roleName: string) => `acs:ram::${account}:role/${roleName}`

/** A session as GetCallerIdentity names it. */
export const sessionArn = (account: AccountId, roleName: string, sessionName: string) =>
  `acs:ram::${account}:assumed-role/${roleName}/${sessionName}`

/** The same session as AssumeRole names it: the two really differ. */
export const assumedRoleUserArn = (account: AccountId, roleName: string, sessionName: string) =>
  `${roleArn(account, roleName)}/${sessionName}`

export const roleArnPattern = /^acs:ram::([0-9]{1,20}):role\/([A-Za-z0-9.-]{1,64})$/

/** Account and name of a role; `undefined` when the text is not the ARN of one. */
export function parseRoleArn(text: string): { readonly account: AccountId; readonly roleName: string } | undefined {
  const [, digits = '', roleName = ''] = roleArnPattern.exec(text) ?? []
  const account = parseAccountId(digits)
  return account && { account, roleName }
}

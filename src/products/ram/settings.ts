/** What an account has set about its users' ways to sign in: its own values over the usual ones. */

import type { Partition, WritablePartition } from '../../model/index.js'
import { usualPasswordPolicy } from './domain/password.js'
import { type AccountSettings, accountSettings } from './tables.js'

export const usualSecurityPreference = {
  EnableSaveMFATicket: false as boolean,
  AllowUserToChangePassword: true as boolean,
  AllowUserToManageAccessKeys: false as boolean,
  AllowUserToManagePublicKeys: false as boolean,
  AllowUserToManageMFADevices: true as boolean,
  /** Hours. */
  LoginSessionDuration: 6 as number,
  /** Networks from which users may sign in; none: from anywhere. */
  LoginNetworkMasks: '' as string,
}

const usual = { 'password policy': usualPasswordPolicy, 'security preference': usualSecurityPreference } as const
type Kind = AccountSettings['kind']

export async function settingsOf<K extends Kind>(own: Partition, kind: K): Promise<(typeof usual)[K]> {
  const set = await own.get(accountSettings, kind)
  return { ...usual[kind], ...set?.values }
}

/** Values that a call leaves out stay as they are. UNKNOWN: whether some fall back to the usual ones instead. */
export async function set<K extends Kind>(
  own: WritablePartition,
  kind: K,
  given: { readonly [N in keyof (typeof usual)[K]]?: (typeof usual)[K][N] | undefined },
): Promise<(typeof usual)[K]> {
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as AccountSettings['values']
  const before = await own.get(accountSettings, kind)
  own.put(accountSettings, { kind, values: { ...before?.values, ...values } })
  return { ...usual[kind], ...before?.values, ...values }
}

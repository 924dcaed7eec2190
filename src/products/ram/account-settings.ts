/** How the settings of an account are told, the same by the operation that sets and the one that reads. */

import { flag, structure, text, whole } from '../../model/index.js'
import type { PasswordPolicy } from './domain/password.js'
import type { usualSecurityPreference } from './settings.js'

export const passwordRules = {
  MinimumPasswordLength: whole('The least length.', 12, { min: 8, max: 32 }),
  RequireLowercaseCharacters: flag('Whether a small letter has to be in it.', true),
  RequireUppercaseCharacters: flag('Whether a capital letter has to be in it.', true),
  RequireNumbers: flag('Whether a digit has to be in it.', true),
  RequireSymbols: flag('Whether a symbol has to be in it.', true),
  HardExpiry: flag('Whether one that is over keeps its user out.', false),
  MaxPasswordAge: whole('Days until it is over; 0: never.', 0, { min: 0 }),
  PasswordReusePrevention: whole('How many earlier ones must not be taken again.', 0, { min: 0 }),
  MaxLoginAttemps: whole('How many wrong ones an hour are borne.', 5, { min: 0 }),
}
export const passwordPolicyAnswer = { PasswordPolicy: structure(passwordRules) }
export const toldPasswordPolicy = (policy: PasswordPolicy) => ({ PasswordPolicy: policy })

const EnableSaveMFATicket = flag('Whether a passed MFA check holds for seven days.', false)
const AllowUserToChangePassword = flag('Whether users may change their passwords.', true)
const AllowUserToManageAccessKeys = flag('Whether users may manage their access keys in the console.', false)
const AllowUserToManagePublicKeys = flag('Whether users may manage their public keys (Japanese site).', false)
const AllowUserToManageMFADevices = flag('Whether users may manage their MFA devices.', true)
const LoginSessionDuration = whole('How long a sign-in lasts, in hours.', 6, { min: 1, max: 24 })
const LoginNetworkMasks = text(
  'From where users may sign in: networks with semicolons between; empty: from anywhere.',
  '10.0.0.0/8',
  {
    min: 0,
    max: 512,
  },
)

export const preferences = {
  EnableSaveMFATicket,
  AllowUserToChangePassword,
  AllowUserToManageAccessKeys,
  AllowUserToManagePublicKeys,
  AllowUserToManageMFADevices,
  LoginSessionDuration,
  LoginNetworkMasks,
}
export const securityPreferenceAnswer = {
  SecurityPreference: structure({
    AccessKeyPreference: structure({ AllowUserToManageAccessKeys }),
    MFAPreference: structure({ AllowUserToManageMFADevices }),
    LoginProfilePreference: structure({
      EnableSaveMFATicket,
      LoginSessionDuration,
      LoginNetworkMasks,
      AllowUserToChangePassword,
    }),
    PublicKeyPreference: structure({ AllowUserToManagePublicKeys }),
  }),
}

export function toldSecurityPreference(set: typeof usualSecurityPreference) {
  return {
    SecurityPreference: {
      AccessKeyPreference: { AllowUserToManageAccessKeys: set.AllowUserToManageAccessKeys },
      MFAPreference: { AllowUserToManageMFADevices: set.AllowUserToManageMFADevices },
      LoginProfilePreference: {
        EnableSaveMFATicket: set.EnableSaveMFATicket,
        LoginSessionDuration: set.LoginSessionDuration,
        LoginNetworkMasks: set.LoginNetworkMasks,
        AllowUserToChangePassword: set.AllowUserToChangePassword,
      },
      PublicKeyPreference: { AllowUserToManagePublicKeys: set.AllowUserToManagePublicKeys },
    },
  }
}

/** What a password has to have. It is checked and forgotten. */

import { no, yes } from '../../../model/index.js'

export interface PasswordPolicy {
  readonly MinimumPasswordLength: number
  readonly RequireLowercaseCharacters: boolean
  readonly RequireUppercaseCharacters: boolean
  readonly RequireNumbers: boolean
  readonly RequireSymbols: boolean
  readonly HardExpiry: boolean
  /** Days; 0: for ever. */
  readonly MaxPasswordAge: number
  readonly PasswordReusePrevention: number
  readonly MaxLoginAttemps: number
}

/** UNKNOWN: which kinds of characters an account demands that has set nothing. Lengths and numbers are the page's. */
export const usualPasswordPolicy: PasswordPolicy = {
  MinimumPasswordLength: 8,
  RequireLowercaseCharacters: false,
  RequireUppercaseCharacters: false,
  RequireNumbers: false,
  RequireSymbols: false,
  HardExpiry: false,
  MaxPasswordAge: 0,
  PasswordReusePrevention: 0,
  MaxLoginAttemps: 5,
}

/** The longest password: that of the range in which its least length may be set. */
const longest = 32

export function strongEnough(password: string, policy: PasswordPolicy) {
  const lacks = [
    password.length < policy.MinimumPasswordLength && `${policy.MinimumPasswordLength} characters`,
    password.length > longest && `at most ${longest} characters`,
    policy.RequireLowercaseCharacters && !/[a-z]/.test(password) && 'a small letter',
    policy.RequireUppercaseCharacters && !/[A-Z]/.test(password) && 'a capital letter',
    policy.RequireNumbers && !/[0-9]/.test(password) && 'a digit',
    policy.RequireSymbols && !/[^A-Za-z0-9]/.test(password) && 'a symbol',
  ].filter((lack) => lack !== false)
  if (lacks.length === 0) return yes()
  return no('InvalidParameter.Password.TooWeak', {
    because: `The password lacks ${lacks.join(', ')}.`,
    next: 'GetPasswordPolicy tells what the account demands.',
  })
}

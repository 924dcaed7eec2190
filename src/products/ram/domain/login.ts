/** When a user has a login profile, and when it may get one. */

import { no, yes } from '../../../model/index.js'
import type { LoginProfile, User } from '../tables.js'

interface Facts {
  readonly user: User | undefined
  readonly profile: LoginProfile | undefined
}

export function mayCreateProfile({ user, profile }: Facts) {
  if (!user) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  if (profile)
    return no('EntityAlreadyExists.User.LoginProfile', {
      because: 'The user may sign in already.',
      next: 'Change it with UpdateLoginProfile.',
    })
  return yes(user)
}

export function profileOf({ user, profile }: Facts) {
  if (!user) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  if (!profile)
    return no('EntityNotExist.User.LoginProfile', {
      because: 'The user may not sign in to the console.',
      next: 'Let it with CreateLoginProfile.',
    })
  return yes(profile)
}

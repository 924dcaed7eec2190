/** When a user may come and go. */

import { no, yes } from '../../../model/index.js'
import type { User } from '../tables.js'

/** UNKNOWN: which is told when both hold. The name first: making room would not help. */
export function mayCreateUser({ taken, users, most }: { readonly taken: boolean; readonly users: number; readonly most: number }) {
  if (taken)
    return no('EntityAlreadyExists.User', { because: 'This account has a user of that name.', next: 'Choose another UserName.' })
  if (users >= most)
    return no('LimitExceeded.User', {
      because: `This account has ${users} users, the most allowed.`,
      next: 'Delete users that are not needed.',
    })
  return yes()
}

export interface DeleteUserFacts {
  readonly user: User | undefined
  readonly groups: number
  readonly keys: number
  readonly signsIn: boolean
  readonly mfaDevices: number
  readonly policies: number
}

/** A user goes last: what belongs to it is taken away first. UNKNOWN: the order of the conflicts; this is the published list's. */
export function mayDeleteUser({ user, groups, keys, signsIn, mfaDevices, policies }: DeleteUserFacts) {
  if (!user) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  if (groups > 0)
    return no('DeleteConflict.User.Group', {
      because: `The user is in ${groups} groups.`,
      next: 'Take it out of them with RemoveUserFromGroup first.',
    })
  if (keys > 0)
    return no('DeleteConflict.User.AccessKey', {
      because: `The user has ${keys} access keys.`,
      next: 'Delete them with DeleteAccessKey first.',
    })
  if (signsIn)
    return no('DeleteConflict.User.LoginProfile', {
      because: 'The user may sign in to the console.',
      next: 'Delete its login profile with DeleteLoginProfile first.',
    })
  if (mfaDevices > 0)
    return no('DeleteConflict.User.MFADevice', {
      because: 'The user has an MFA device.',
      next: 'Take it off with UnbindMFADevice first.',
    })
  if (policies > 0)
    return no('DeleteConflict.User.Policy', {
      because: `${policies} policies are attached to the user.`,
      next: 'Detach them with DetachPolicyFromUser first.',
    })
  return yes(user)
}

/** The user, or the refusal that says there is none. */
export function existing(user: User | undefined) {
  return user
    ? yes(user)
    : no('EntityNotExist.User', { because: 'This account has no such user.', next: 'ListUsers shows those there are.' })
}

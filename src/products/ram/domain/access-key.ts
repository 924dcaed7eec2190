/** Whose access keys a call is about, and when there may be one more. */

import { type Caller, no, yes } from '../../../model/index.js'
import type { AccessKey, User } from '../tables.js'

/**
 * The user named, or the calling user where none is.
 *
 * UNKNOWN: what a root key or a role session gets that names nobody; the pages speak of users only. Here a parameter is missing.
 */
export function keysOf(caller: Caller, named: string | undefined) {
  if (named !== undefined) return yes(named)
  if (caller.kind === 'user') return yes(caller.userName)
  return no('MissingParameter', {
    fill: ['UserName'],
    because: `Without a UserName the call is about the calling user, and ${caller.arn} is none.`,
    next: 'Name the user with UserName.',
  })
}

export interface CreateKeyFacts {
  readonly user: User | undefined
  readonly keys: number
  readonly most: number
}

export function mayCreateKey({ user, keys, most }: CreateKeyFacts) {
  if (!user) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  if (keys >= most)
    return no('LimitExceeded.User.AccessKey', {
      because: `The user has ${keys} access keys, the most allowed; inactive ones count.`,
      next: 'Delete one with DeleteAccessKey first.',
    })
  return yes(user)
}

/** The key, if it is one of this user. */
export function keyOfUser({ user, key }: { readonly user: User | undefined; readonly key: AccessKey | undefined }) {
  if (!user) return no('EntityNotExist.User', { because: 'This account has no such user.' })
  if (key?.userName !== user.userName)
    return no('EntityNotExist.User.AccessKey', {
      because: `${user.userName} has no access key of that id.`,
      next: 'ListAccessKeys shows the keys of a user.',
    })
  return yes(key)
}

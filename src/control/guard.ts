/** Who may use the admin API: the machine itself, or whoever knows the token. */

import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { ControlError } from './refusal.js'

export interface GuardOptions {
  /** When set, every admin request needs it as a bearer token. */
  readonly adminToken?: string
  /** Hosts beside the local ones under which users reach the server. */
  readonly hosts: readonly string[]
}

export interface Guarded {
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

const local = /^(?:localhost|(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/** Throws `ControlError` for requests that are not let through. A page of another site must not be able to write. */
export function guard({ method, headers }: Guarded, { adminToken, hosts }: GuardOptions): void {
  const host = String(headers.host ?? '')
  const known = (name: string) => isLocal(name, hosts)
  if (adminToken !== undefined && !sameSecret(String(headers.authorization ?? ''), `Bearer ${adminToken}`))
    throw new ControlError(401, 'Unauthorized', 'the admin API needs its token', 'Send Authorization: Bearer <token>.')
  if (adminToken === undefined && !known(host))
    throw new ControlError(
      403,
      'ForeignHost',
      `the admin API is not reached as ${host}`,
      'Use localhost, or start with --admin-token.',
    )
  if (method === 'GET') return
  const { origin } = headers
  if (origin !== undefined && !known(String(origin).replace(/^https?:\/\//, '')))
    throw new ControlError(403, 'ForeignOrigin', `pages of ${String(origin)} may not change a world`, 'Use a page of this server.')
  if (!/^application\/json\b/i.test(String(headers['content-type'] ?? '')))
    throw new ControlError(
      415,
      'JsonNeeded',
      'writes need the content type application/json',
      "Send -H 'content-type: application/json'.",
    )
}

/**
 * Our pages show requests, and a browser opens them without a token. A name of another site that was made to lead here must not
 * show them to that site; an address cannot be made to.
 */
export function guardPages({ host }: Guarded['headers'], { hosts }: GuardOptions): void {
  const name = String(host ?? '')
  if (isLocal(name, hosts) || isIP(withoutPort(name).replace(/^\[(.*)\]$/, '$1')) !== 0) return
  throw new ControlError(403, 'ForeignHost', `the pages are not reached as ${name}`, 'Use localhost, or start with --host-name.')
}

function isLocal(host: string, hosts: readonly string[]): boolean {
  return local.test(host) || hosts.includes(withoutPort(host).toLowerCase())
}

const withoutPort = (host: string) => host.replace(/:\d+$/, '')

/** Takes the same time whatever differs. */
function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

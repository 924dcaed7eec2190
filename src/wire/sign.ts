/** The client's side of both signatures: makes a request that a server takes. For our own tools and tests. */
import { encode } from './percent.js'
import type { Pair, ReceivedRequest } from './request.js'
import { signatureV1, stringToSignV1 } from './signature-v1.js'
import { type AlgorithmV3, canonicalRequest, mustBeSigned, payloadHash, signatureV3, stringToSignV3 } from './signature-v3.js'
import { writeTimestamp } from './timestamp.js'

export interface Unsigned {
  readonly method?: 'GET' | 'POST'
  /** With the port when it is not the default one: V3 signs it. */
  readonly host: string
  readonly action: string
  readonly version: string
  /** Parameters in the URL. */
  readonly query?: readonly Pair[]
  /** Parameters in a form body, which a GET has not. */
  readonly form?: readonly Pair[]
  /** Further headers; those that begin with `x-acs-` are signed in V3. */
  readonly headers?: readonly Pair[]
}

export interface SigningKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

/** Neither clock nor chance is read here: both come from the caller. A nonce serves once. */
export interface Moment {
  readonly now: Date
  readonly nonce: string
}

const FORM_TYPE = 'application/x-www-form-urlencoded'

/** Common parameters and signature in the URL, as the Go clients do it, over query and form together. */
export function signV1(request: Unsigned, key: SigningKey, { now, nonce }: Moment): ReceivedRequest {
  const { method = 'POST', action, version } = request
  const query = wellFormed([
    ...(request.query ?? []),
    ['AccessKeyId', key.accessKeyId],
    ['Action', action],
    ['Format', 'JSON'],
    ...(key.securityToken === undefined ? [] : [['SecurityToken', key.securityToken] as const]),
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureNonce', nonce],
    ['SignatureVersion', '1.0'],
    ['Timestamp', writeTimestamp(now)],
    ['Version', version],
  ])
  const form = wellFormed(request.form ?? [])
  const signature = signatureV1(key.accessKeySecret, stringToSignV1(method, [...query, ...form]))
  const { headers, body } = envelope(request, form)
  return { method, target: `/?${written([...query, ['Signature', signature]])}`, headers, body }
}

export function signV3(
  request: Unsigned,
  key: SigningKey,
  { now, nonce }: Moment,
  algorithm: AlgorithmV3 = 'ACS3-HMAC-SHA256',
): ReceivedRequest {
  const { method = 'POST', action, version } = request
  const query = wellFormed(request.query ?? [])
  const { headers: plain, body } = envelope(request, wellFormed(request.form ?? []))
  const hashed = payloadHash(algorithm, body)
  const headers: Pair[] = [
    ...plain,
    ['x-acs-action', action],
    ['x-acs-version', version],
    ['x-acs-date', writeTimestamp(now)],
    ['x-acs-signature-nonce', nonce],
    ['x-acs-content-sha256', hashed],
  ]
  if (key.securityToken !== undefined) {
    headers.push(['x-acs-accesskey-id', key.accessKeyId], ['x-acs-security-token', key.securityToken])
  }
  const byName = new Map(headers.map(([name, value]) => [name.toLowerCase(), value.trim()]))
  const names = [...byName.keys()].filter(mustBeSigned).sort()
  const stringToSign = stringToSignV3(algorithm, canonicalRequest({ method, path: '/', query, headers: byName }, names, hashed))
  const signature = signatureV3(algorithm, key.accessKeySecret, stringToSign)
  headers.push([
    'Authorization',
    `${algorithm} Credential=${key.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  ])
  return { method, target: query.length === 0 ? '/' : `/?${written(query)}`, headers, body }
}

function envelope(request: Unsigned, form: readonly Pair[]): { headers: Pair[]; body: Uint8Array } {
  const headers: Pair[] = [['host', request.host], ['accept', 'application/json'], ...(request.headers ?? [])]
  if (form.length === 0) return { headers, body: new Uint8Array() }
  headers.push(['content-type', FORM_TYPE])
  return { headers, body: Buffer.from(written(form)) }
}

/** Half a surrogate pair has no UTF-8; it is signed and sent as the replacement character, as Buffer writes it. */
function wellFormed(pairs: readonly Pair[]): Pair[] {
  return pairs.map(([name, value]) => [Buffer.from(name).toString(), Buffer.from(value).toString()])
}

function written(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

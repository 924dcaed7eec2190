/**
 * The header signature, `Authorization: ACS3-HMAC-SHA256 Credential=...,SignedHeaders=...,Signature=...`: a hash of
 * method, path, query, the headers that the client lists, and the hash of the body.
 */
import { createHmac, hash } from 'node:crypto'
import { canonicalQuery, sameText } from './canonical.js'
import { doesNotMatch, type Fault } from './fault.js'
import { decodeEscapes, encode } from './percent.js'
import type { ParsedRequest } from './request.js'

/** SM3 is not on the vendor's pages, but in the official clients: it replaces SHA-256 in all three places. */
export type AlgorithmV3 = 'ACS3-HMAC-SHA256' | 'ACS3-HMAC-SM3'

const HASHES: Readonly<Record<AlgorithmV3, string>> = { 'ACS3-HMAC-SHA256': 'sha256', 'ACS3-HMAC-SM3': 'sm3' }

const EMPTY_BODY: Readonly<Record<AlgorithmV3, string>> = {
  'ACS3-HMAC-SHA256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'ACS3-HMAC-SM3': '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
}

export interface AuthorizationV3 {
  readonly algorithm: AlgorithmV3
  readonly accessKeyId: string
  /** Lower case, sorted. */
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** `method`: an algorithm that is not offered. `form`: not the three parts, or a signature that is not 64 hex digits. */
export type AuthorizationProblem = 'method' | 'form'

export function readAuthorization(header: string): AuthorizationV3 | AuthorizationProblem {
  const blank = header.indexOf(' ')
  const algorithm = blank < 0 ? header : header.slice(0, blank)
  if (!isAlgorithm(algorithm)) return 'method'
  if (blank < 0) return 'form'
  const parts = new Map<string, string>()
  for (const part of header.slice(blank + 1).split(',')) {
    const equals = part.indexOf('=')
    const name = part.slice(0, equals).trim()
    if (equals < 0 || parts.has(name)) return 'form'
    parts.set(name, part.slice(equals + 1).trim())
  }
  const accessKeyId = parts.get('Credential')
  const names = parts.get('SignedHeaders')
  const signature = parts.get('Signature')
  if (parts.size !== 3 || !accessKeyId || !names || !signature || !/^[0-9a-f]{64}$/i.test(signature)) return 'form'
  return { algorithm, accessKeyId, signedHeaders: names.toLowerCase().split(';').sort(), signature }
}

function isAlgorithm(text: string): text is AlgorithmV3 {
  return Object.hasOwn(HASHES, text)
}

export function payloadHash(algorithm: AlgorithmV3, body: Uint8Array): string {
  return body.byteLength === 0 ? EMPTY_BODY[algorithm] : hash(HASHES[algorithm], body)
}

type Signable = Pick<ParsedRequest, 'method' | 'path' | 'query' | 'headers'>

export function canonicalRequest(
  request: Signable,
  signedHeaders: readonly string[],
  hashedPayload: string,
  names: 'encoded' | 'raw' = 'encoded',
): string {
  let headers = ''
  for (const name of signedHeaders) headers += `${name}:${request.headers.get(name) ?? ''}\n`
  const query = canonicalQuery(request.query, names)
  return `${request.method}\n${canonicalPath(request.path)}\n${query}\n${headers}\n${signedHeaders.join(';')}\n${hashedPayload}`
}

function canonicalPath(path: string): string {
  if (path === '/') return path
  return path
    .split('/')
    .map((segment) => encode(decodeEscapes(segment) ?? segment))
    .join('/')
}

export function stringToSignV3(algorithm: AlgorithmV3, canonical: string): string {
  return `${algorithm}\n${hash(HASHES[algorithm], canonical)}`
}

/** The key is the secret as it is, without the `&` of V1. */
export function signatureV3(algorithm: AlgorithmV3, secret: string, stringToSign: string): string {
  return createHmac(HASHES[algorithm], secret).update(stringToSign).digest('hex')
}

/** Documented: all of these must be signed if they are sent. */
export function mustBeSigned(header: string): boolean {
  return header.startsWith('x-acs-') || header === 'host' || header === 'content-type'
}

/**
 * UNKNOWN: which code answers an unsigned header or a wrong body hash; here SignatureDoesNotMatch, with the string that
 * the server would have signed and the particular reason in `why`.
 */
export function verifyV3(request: ParsedRequest, claim: AuthorizationV3, secret: string): Fault | undefined {
  const { algorithm, signedHeaders } = claim
  const received = payloadHash(algorithm, request.body)
  const announced = request.headers.get('x-acs-content-sha256') ?? received
  const unsigned = [...request.headers.keys()].filter((name) => mustBeSigned(name) && !signedHeaders.includes(name))
  if (unsigned.length > 0) {
    const expected = canonicalRequest(request, [...signedHeaders, ...unsigned].sort(), announced)
    return mismatch(algorithm, expected, `these headers must be signed: ${unsigned.join(', ')}`)
  }
  const canonical = canonicalRequest(request, signedHeaders, announced)
  if (!isSignedBy(claim, secret, canonical)) {
    // Several clients leave parameter names unencoded when they sign; the encoded form is the documented one.
    const raw = canonicalRequest(request, signedHeaders, announced, 'raw')
    if (raw === canonical || !isSignedBy(claim, secret, raw)) return mismatch(algorithm, canonical, 'signature')
  }
  // Last, so that a client which announces a body and sends another learns just that.
  if (sameText(announced, received)) return undefined
  const expected = canonicalRequest(request, signedHeaders, received)
  return mismatch(algorithm, expected, 'x-acs-content-sha256 is not the hash of the body received')
}

function isSignedBy(claim: AuthorizationV3, secret: string, canonical: string): boolean {
  return sameText(claim.signature, signatureV3(claim.algorithm, secret, stringToSignV3(claim.algorithm, canonical)))
}

function mismatch(algorithm: AlgorithmV3, canonical: string, why: string): Fault {
  return doesNotMatch(stringToSignV3(algorithm, canonical), `${why}\nserver canonical request is:\n${canonical}`)
}

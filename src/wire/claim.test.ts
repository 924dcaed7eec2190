import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address, claim, fresh, verify } from './claim.js'
import { isFault } from './fault.js'
import { isUnreadable, type Pair, type ParsedRequest, parse, type ReceivedRequest } from './request.js'
import { signV1, signV3 } from './sign.js'
import { signedPairs, stringToSignV1 } from './signature-v1.js'

const key = { accessKeyId: 'LTAI-test', accessKeySecret: 'secret' }
const moment = { now: new Date('2026-01-15T08:30:00.789Z'), nonce: 'nonce-1' }
const call = { host: '127.0.0.1:8688', action: 'ListResourceShares', version: '2020-01-10' }

function read(request: ReceivedRequest): ParsedRequest {
  const parsed = parse(request)
  if (isUnreadable(parsed)) throw new Error(JSON.stringify(parsed))
  return parsed
}

function codeOf(request: ReceivedRequest): string | undefined {
  const parsed = read(request)
  const claimed = claim(parsed)
  if (isFault(claimed)) return claimed.code
  return verify(parsed, claimed, key.accessKeySecret)?.code
}

/** A V1 request without one of its parameters, or with another value of it. Not signed anew. */
function v1With(name: string, value?: string): ReceivedRequest {
  const signed = signV1(call, key, moment)
  const url = new URL(signed.target, 'http://x')
  url.searchParams.delete(name)
  if (value !== undefined) url.searchParams.append(name, value)
  return { ...signed, target: url.pathname + url.search }
}

function v3With(name: string, value?: string): ReceivedRequest {
  const signed = signV3(call, key, moment)
  const others = signed.headers.filter(([header]) => header.toLowerCase() !== name.toLowerCase())
  return { ...signed, headers: value === undefined ? others : [...others, [name, value]] }
}

describe('what a V1 request must state', () => {
  it.each([
    ['Action', undefined, 'MissingAction'],
    ['Version', undefined, 'MissingVersion'],
    ['Format', 'YAML', 'InvalidParameter.Format'],
    ['AccessKeyId', undefined, 'MissingAccessKeyId'],
    ['AccessKeyId', '', 'MissingAccessKeyId'],
    ['Timestamp', undefined, 'MissingTimestamp'],
    ['Timestamp', '2026-01-15 08:30:00', 'InvalidTimeStamp.Format'],
    ['Timestamp', '2026-02-29T08:30:00Z', 'InvalidTimeStamp.Format'],
    ['Timestamp', '2026-01-15T24:00:00Z', 'InvalidTimeStamp.Format'],
    ['Timestamp', '2026-01-15T08:30:00.000Z', 'InvalidTimeStamp.Format'],
    ['Timestamp', '2024-02-29T23:59:59Z', 'SignatureDoesNotMatch'],
    ['SignatureMethod', undefined, 'MissingSignatureMethod'],
    ['SignatureMethod', 'HMAC-SHA256', 'InvalidSignatureMethod'],
    ['SignatureVersion', undefined, 'MissingSignatureVersion'],
    ['SignatureVersion', '2.0', 'IncompleteSignature'],
    ['Signature', undefined, 'MissingSignature'],
    ['Signature', 'not base64!', 'IncompleteSignature'],
    ['Signature', 'AAAA', 'SignatureDoesNotMatch'],
    ['SignatureNonce', undefined, 'MissingSignatureNonce'],
    ['Extra', 'x', 'SignatureDoesNotMatch'],
  ])('%s = %s: %s', (name, value, code) => {
    expect(codeOf(v1With(name, value))).toBe(code)
  })

  it('a bearer token in place of a signature method is not supported (InvalidSignatureMethod)', () => {
    const bearer = v1With('SignatureMethod')
    expect(codeOf({ ...bearer, target: `${bearer.target}&SignatureType=BEARERTOKEN` })).toBe('InvalidSignatureMethod')
  })

  it('its x-acs headers say nothing', () => {
    const signed = signV1(
      {
        ...call,
        headers: [
          ['x-acs-action', 'listResourceShares'],
          ['x-acs-version', '1999-01-01'],
        ],
      },
      key,
      moment,
    )
    expect(claim(read(signed))).toMatchObject({ generation: 'v1', action: 'ListResourceShares', version: '2020-01-10' })
    const nameless = { ...signed, target: signed.target.replace('Action=ListResourceShares&', '') }
    expect(codeOf(nameless)).toBe('MissingAction')
  })

  it('a mismatch ends with the string that the server signed', () => {
    const parsed = read(v1With('Extra', 'a b'))
    const claimed = claim(parsed)
    if (isFault(claimed)) throw new Error(claimed.code)
    expect(verify(parsed, claimed, 'secret')?.fill).toEqual([stringToSignV1('POST', signedPairs(parsed))])
    expect(verify(parsed, claimed, 'secret')?.fill[0]).toContain('Extra%3Da%2520b')
  })
})

describe('what a V3 request must state', () => {
  it.each([
    ['x-acs-action', undefined, 'MissingAction'],
    ['x-acs-version', undefined, 'MissingVersion'],
    ['x-acs-date', undefined, 'MissingTimestamp'],
    ['x-acs-date', 'Thu, 15 Jan 2026 08:30:00 GMT', 'InvalidTimeStamp.Format'],
    ['x-acs-signature-nonce', undefined, 'MissingSignatureNonce'],
    ['x-acs-content-sha256', 'UNSIGNED-PAYLOAD', 'SignatureDoesNotMatch'],
    ['host', undefined, 'SignatureDoesNotMatch'],
    ['content-type', 'text/plain', 'SignatureDoesNotMatch'],
    ['Authorization', 'ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=00', 'InvalidSignatureMethod'],
    ['Authorization', 'ACS3-HMAC-SHA256', 'IncompleteSignature'],
    ['Authorization', 'ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host', 'IncompleteSignature'],
    ['Authorization', 'ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=00', 'IncompleteSignature'],
    [
      'Authorization',
      `ACS3-HMAC-SHA256 Credential=a,Credential=b,SignedHeaders=host,Signature=${'0'.repeat(64)}`,
      'IncompleteSignature',
    ],
    ['Authorization', undefined, 'MissingAccessKeyId'],
  ])('%s = %s: %s', (name, value, code) => {
    expect(codeOf(v3With(name, value))).toBe(code)
  })

  it('its headers win over parameters of the same meaning', () => {
    const signed = signV3(
      {
        ...call,
        query: [
          ['Action', 'Other'],
          ['Version', '1999-01-01'],
        ],
      },
      key,
      moment,
    )
    expect(address(read(signed))).toMatchObject({ generation: 'v3', action: 'ListResourceShares', version: '2020-01-10' })
    expect(codeOf(signed)).toBeUndefined()
  })

  it('a header sent twice is used as it is signed: all its values', () => {
    const signed = v3With('x-acs-action', 'A')
    const twice = { ...signed, headers: [...signed.headers, ['X-Acs-Action', 'B']] as Pair[] }
    expect(address(read(twice))).toMatchObject({ action: 'A,B' })
  })
})

it('a request is fresh up to fifteen minutes off, in both directions', () => {
  const edge = 15 * 60_000
  expect([-edge - 1, -edge, 0, edge, edge + 1].map((off) => fresh(1e12 + off, 1e12))).toEqual([false, true, true, true, false])
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('', '+', ' ', '%', '~*'),
)
const pairs = fc.uniqueArray(fc.tuple(text, text), { maxLength: 15, selector: ([name]) => name })
const call$ = fc.record({ query: pairs, form: pairs, post: fc.boolean(), token: fc.option(text, { nil: undefined }) })
const reserved = /^(?:Signature.*|AccessKeyId|Action|Format|SecurityToken|Timestamp|Version)$/

describe('our own signer', () => {
  it.each([
    ['v1', signV1],
    ['v3', signV3],
  ] as const)('%s: a name that occurs twice verifies in any order of its values', (_generation, sign) => {
    const signed = sign(
      {
        ...call,
        query: [
          ['T', 'b'],
          ['T', 'a'],
        ],
      },
      key,
      moment,
    )
    const turned = { ...signed, target: signed.target.replace('T=b&T=a', 'T=a&T=b') }
    expect(turned.target).not.toBe(signed.target)
    expect([codeOf(signed), codeOf(turned)]).toEqual([undefined, undefined])
  })

  it.each(['v1', 'v3', 'v3-sm3'] as const)(
    '%s: verifies whatever the parameters and however they are encoded on the wire',
    (generation) => {
      fc.assert(
        fc.property(call$, fc.infiniteStream(fc.nat(3)), ({ query, form, post, token }, whims) => {
          fc.pre([...query, ...form].every(([name]) => !reserved.test(name)))
          const wanted = { ...call, method: post ? ('POST' as const) : ('GET' as const), query, form: post ? form : [] }
          const credentials = { ...key, securityToken: generation === 'v1' ? token : token && 'sts+token/==' }
          const signed =
            generation === 'v1'
              ? signV1(wanted, credentials, moment)
              : signV3(wanted, credentials, moment, generation === 'v3' ? 'ACS3-HMAC-SHA256' : 'ACS3-HMAC-SM3')
          const target = reencoded(signed.target, whims)
          // The body of a V3 request is hashed as it is; that of V1 may be written in any way.
          const body = generation === 'v1' ? Buffer.from(reencoded(Buffer.from(signed.body).toString(), whims)) : signed.body
          const sent = { ...signed, target, body }
          expect(codeOf(sent)).toBeUndefined()
          const other = { ...sent, method: post ? 'GET' : 'POST' }
          expect(codeOf(other)).toBe('SignatureDoesNotMatch')
        }),
        { numRuns: 300 },
      )
    },
  )
})

/** The same characters, escaped in another way where the form encoding leaves a choice. */
function reencoded(encoded: string, whims: fc.Stream<number>): string {
  return encoded.replace(/%[0-9A-F]{2}|[A-Za-z0-9~_-]/g, (piece, at: number) => {
    if (at < 2) return piece
    const whim = whims.next().value
    if (piece.length === 1) return whim === 0 ? `%${piece.charCodeAt(0).toString(16)}` : piece
    if (whim === 0) return piece.toLowerCase()
    if (whim === 1 && piece === '%20') return '+'
    const bare = String.fromCharCode(Number.parseInt(piece.slice(1), 16))
    return whim === 2 && "!'()*~/:@".includes(bare) ? bare : piece
  })
}

it('no request, however broken, makes parsing or claiming throw', () => {
  const piece = fc.constantFrom(
    '/',
    '?',
    '&',
    '=',
    '%',
    '%C3',
    '%zz',
    '+',
    '.',
    '1',
    'Signature',
    'AccessKeyId=a',
    'Action=A',
    'Version=1',
    'SignatureMethod=HMAC-SHA1',
    'Timestamp=',
    '__proto__',
    '\ud800',
    'é',
    '\0',
    'http://x',
    '#',
  )
  const soup = fc
    .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 20 })
    .map((parts) => parts.join(''))
  const header = fc.tuple(
    fc.constantFrom('Authorization', 'x-acs-action', 'x-acs-date', 'content-type', '__proto__', 'host', ''),
    fc.oneof(
      soup,
      fc.constantFrom('application/x-www-form-urlencoded', 'ACS3-HMAC-SHA256 Credential=,SignedHeaders=;,Signature=', 'ACS3-'),
    ),
  )
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    soup.map((content) => Buffer.from(content)),
  )
  const request = fc.record({ method: soup, target: soup, headers: fc.array(header, { maxLength: 8 }), body })
  fc.assert(
    fc.property(request, (received) => {
      const parsed = parse(received, { bodyBytes: 60, pairs: 6, nameLength: 12, valueLength: 12, depth: 3 })
      if (isUnreadable(parsed)) return
      const claimed = claim(parsed)
      if (!isFault(claimed)) verify(parsed, claimed, 'secret')
    }),
    { numRuns: 3000 },
  )
})

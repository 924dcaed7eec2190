import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalQuery } from './canonical.js'
import { address, type Claim, claim, formatOf, fresh, generationOf, verify } from './claim.js'
import { type Fault, isFault } from './fault.js'
import { isUnreadable, type Pair, type ParsedRequest, parse, type ReceivedRequest } from './request.js'
import { signedPairs, stringToSignV1 } from './signature-v1.js'
import { canonicalRequest, payloadHash, stringToSignV3 } from './signature-v3.js'

interface RecordedRequest {
  method: string
  target: string
  headers: [string, string][]
  body: string
  bodyEncoding: 'utf8' | 'base64'
}

interface Changes extends Partial<RecordedRequest> {
  setHeaders?: Record<string, string>
  addHeaders?: [string, string][]
  reverseHeaders?: boolean
  upperCaseHeaderNames?: boolean
}

interface Variant {
  id: string
  changes: Changes
  reason?: string
  errorCode?: string
  serverCredentials?: { accessKeySecret: string }
}

interface Vector {
  id: string
  generation: 'v1' | 'v3'
  credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string }
  request: RecordedRequest
  clock: string
  expected: {
    canonicalizedQueryString?: string
    parameters?: Record<string, string>
    stringToSign: string
    signature: string
    algorithm?: string
    signedHeaders?: string[]
    canonicalRequest?: string
    hashedPayload?: string
    parameterNamesInCanonicalQuery?: 'raw'
    payloadHashMatchesBody?: boolean
  }
  mustPassVariants: Variant[]
  mustFailVariants: Variant[]
}

const published = JSON.parse(readFileSync(new URL('../../test/published/signature-vectors.json', import.meta.url), 'utf8')) as {
  variantCounts: { vectors: number; mustPass: number; mustFail: number }
  vectors: Vector[]
  unsigned: { id: string; request: RecordedRequest }[]
}

function received(recorded: RecordedRequest, changes: Changes = {}): ReceivedRequest {
  const { method, target, body, bodyEncoding } = { ...recorded, ...changes }
  const set = new Map(Object.entries(changes.setHeaders ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  let headers: Pair[] = recorded.headers.map(([name, value]) => [name, set.get(name.toLowerCase()) ?? value])
  headers.push(...(changes.addHeaders ?? []))
  if (changes.reverseHeaders) headers.reverse()
  if (changes.upperCaseHeaderNames) headers = headers.map(([name, value]) => [name.toUpperCase(), value])
  return { method, target, headers, body: Buffer.from(body, bodyEncoding) }
}

function parsed(request: ReceivedRequest): ParsedRequest {
  const result = parse(request)
  if (isUnreadable(result)) throw new Error(JSON.stringify(result))
  return result
}

function refusal(request: ParsedRequest, secret: string): Fault | undefined {
  const claimed = claim(request)
  return isFault(claimed) ? claimed : verify(request, claimed, secret)
}

function claimOf(request: ParsedRequest): Claim {
  const claimed = claim(request)
  if (isFault(claimed)) throw new Error(claimed.code)
  return claimed
}

it('no vector and no variant is left out', () => {
  const { vectors, variantCounts } = published
  expect(vectors).toHaveLength(variantCounts.vectors)
  expect(vectors.flatMap((vector) => vector.mustPassVariants)).toHaveLength(variantCounts.mustPass)
  expect(vectors.flatMap((vector) => vector.mustFailVariants)).toHaveLength(variantCounts.mustFail)
})

describe.each(published.vectors)(
  'the recorded request $id',
  ({ generation, credentials, request, clock, expected, ...variants }) => {
    const here = parsed(received(request))
    const bodyFits = expected.payloadHashMatchesBody !== false

    it(bodyFits ? 'verifies' : 'is refused only because its body is not the one that was hashed', () => {
      const refused = refusal(here, credentials.accessKeySecret)
      if (bodyFits) expect(refused).toBeUndefined()
      else expect(refused).toMatchObject({ code: 'SignatureDoesNotMatch', why: expect.stringContaining('hash of the body') })
    })

    it('states its credentials, and a time that is fresh by its own clock', () => {
      const claimed = claimOf(here)
      expect(claimed).toMatchObject({ generation, accessKeyId: credentials.accessKeyId, signature: expected.signature })
      expect(claimed.securityToken).toBe(credentials.securityToken)
      expect(fresh(claimed.timestamp, Date.parse(clock))).toBe(true)
    })

    it('leads to the published intermediate values', () => {
      if (generation === 'v1') {
        const pairs = signedPairs(here)
        expect(Object.fromEntries(pairs)).toEqual(expected.parameters)
        expect(canonicalQuery(pairs)).toBe(expected.canonicalizedQueryString)
        expect(stringToSignV1(here.method, pairs)).toBe(expected.stringToSign)
        return
      }
      const claimed = claimOf(here)
      if (claimed.generation !== 'v3') throw new Error('not V3')
      const { algorithm, signedHeaders } = claimed.authorization
      const announced = here.headers.get('x-acs-content-sha256') as string
      const canonical = canonicalRequest(here, signedHeaders, announced, expected.parameterNamesInCanonicalQuery)
      expect([algorithm, signedHeaders]).toEqual([expected.algorithm, expected.signedHeaders])
      expect(canonical).toBe(expected.canonicalRequest)
      expect(stringToSignV3(algorithm, canonical)).toBe(expected.stringToSign)
      if (bodyFits) expect(payloadHash(algorithm, here.body)).toBe(expected.hashedPayload)
    })

    it.each(variants.mustPassVariants)('still verifies: $id', ({ changes }) => {
      expect(refusal(parsed(received(request, changes)), credentials.accessKeySecret)).toBeUndefined()
    })

    it.each(variants.mustFailVariants)('is refused: $id', ({ changes, serverCredentials, errorCode, reason }) => {
      const secret = (serverCredentials ?? credentials).accessKeySecret
      const refused = refusal(parsed(received(request, changes)), secret)
      expect(refused).toBeDefined()
      if (errorCode !== undefined) expect(refused?.code).toBe(errorCode)
      const unsigned = reason?.match(/^unsigned-header:(.*)/)?.[1]
      if (unsigned !== undefined) expect(refused?.why).toMatch(`these headers must be signed: ${unsigned}\n`)
      if (reason === 'payload-hash-mismatch') expect(refused?.why).toContain('hash of the body')
      if (refused?.code === 'SignatureDoesNotMatch') expect(refused.fill).toHaveLength(1)
    })
  },
)

describe.each(published.unsigned)('the unsigned request $id', ({ request }) => {
  it('is addressed by its headers and carries no credentials (MissingAccessKeyId)', () => {
    const here = parsed(received(request))
    const named = new Map(request.headers)
    expect([generationOf(here), formatOf(here)]).toEqual(['unsigned', 'json'])
    expect(address(here)).toMatchObject({ action: named.get('x-acs-action'), version: named.get('x-acs-version') })
    expect(claim(here)).toMatchObject({ code: 'MissingAccessKeyId', fill: ['AccessKeyId'] })
  })
})

/**
 * The query and form signature: `Signature=` among the parameters, on the wire `SignatureVersion=1.0`. The newer pages
 * of the vendor call it "signature method V2". Method, query and form are signed; headers and host are not.
 */
import { createHmac } from 'node:crypto'
import { canonicalQuery, sameText } from './canonical.js'
import { doesNotMatch, type Fault } from './fault.js'
import type { Pair, ParsedRequest } from './request.js'

/** All pairs of query and form but the signature itself: INVARIANT, a pair that is used is a pair that is signed. */
export function signedPairs(request: Pick<ParsedRequest, 'query' | 'form'>): readonly Pair[] {
  const pairs: Pair[] = []
  for (const pair of request.query) if (pair[0] !== 'Signature') pairs.push(pair)
  for (const pair of request.form) if (pair[0] !== 'Signature') pairs.push(pair)
  return pairs
}

export function stringToSignV1(method: string, pairs: readonly Pair[]): string {
  // The whole is encoded once more. It holds only unreserved characters and these three.
  const twice = canonicalQuery(pairs).replaceAll('%', '%25').replaceAll('&', '%26').replaceAll('=', '%3D')
  return `${method}&%2F&${twice}`
}

export function signatureV1(secret: string, stringToSign: string): string {
  return createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
}

export function verifyV1(request: ParsedRequest, signature: string, secret: string): Fault | undefined {
  const stringToSign = stringToSignV1(request.method, signedPairs(request))
  if (sameText(signature, signatureV1(secret, stringToSign))) return undefined
  return doesNotMatch(stringToSign, 'the secret or a signed parameter is another one than the client used')
}

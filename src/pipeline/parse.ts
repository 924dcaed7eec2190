/** Parameters against their declaration, in the product's dialect; and the roles that some of them have. */

import type { Candidate, Fields, Page, RefusalDetail, Role } from '../model/index.js'
import { type Call, Ended, refusedBy } from './call.js'
import { decode } from './decode.js'
import { gatewayErrors } from './gateway.js'

export function parseParameters(call: Call): void {
  const { operation, product } = call
  if (!operation || !product) throw new Error('parameters before their operation')
  const decoded = decode(operation.input, call.parameters, product.dialect.emptyIs)
  if (decoded.fault) {
    const { path, kind, given } = decoded.fault
    // What cannot be read as the parameter is as good as not given, where only that has a code.
    const candidates = [decoded.fault, { ...decoded.fault, kind: 'missing' as const }].flatMap(product.dialect.fault)
    refuseParameter(call, candidates, {
      because: `${path} ${given === undefined ? '' : `(${JSON.stringify(given.slice(0, 80))}) `}${kindText[kind]}.`,
      next: `Look at the parameters of ${operation.name} at /admin/v1/model.`,
    })
    return
  }
  call.input = decoded.input
  call.dryRun = roleValue(call, operation.input, 'dryRun') === true
  const token = roleValue(call, operation.input, 'clientToken')
  if (typeof token === 'string' && token !== '' && operation.touches && !call.dryRun) call.clientToken = token
  const page = pageFor(call, operation.input)
  if (page) call.page = page
}

const kindText = {
  missing: 'is required and was not given',
  format: 'is malformed',
  value: 'is not an allowed value',
  length: 'is too long',
  count: 'has too many items',
  duplicate: 'has an item twice',
}

/** The first candidate that the operation or its product declares. */
function refuseParameter(call: Call, candidates: readonly Candidate[], detail: RefusalDetail): never {
  const errors = call.operation?.errors ?? {}
  const candidate = candidates.find(({ code }) => Object.hasOwn(errors, code))
  // UNKNOWN: what comes where an operation lists no code for such a parameter; here the gateway's.
  if (!candidate)
    throw new Ended(refusedBy(gatewayErrors, 'InvalidParameter', { ...detail, fill: [(detail.because ?? '').replace(/\.$/, '')] }))
  throw new Ended(refusedBy(errors, candidate.code, { ...detail, ...(candidate.fill ? { fill: candidate.fill } : {}) }))
}

/** The parameters of a declaration that have roles, read off it once. */
const roles = new WeakMap<Fields, ReadonlyMap<Role, string>>()

function nameOf(fields: Fields, role: Role): string | undefined {
  let known = roles.get(fields)
  if (!known) {
    known = new Map(Object.entries(fields).flatMap(([name, shape]) => (shape.role ? [[shape.role, name] as const] : [])))
    roles.set(fields, known)
  }
  return known.get(role)
}

function roleValue(call: Call, fields: Fields, role: Role): unknown {
  const name = nameOf(fields, role)
  return name === undefined ? undefined : call.input[name]
}

/** A page token that leads nowhere is malformed. */
export function refusePageToken(call: Call, because: string): never {
  const name = nameOf(call.operation?.input ?? {}, 'pageToken') ?? ''
  const candidates = call.product?.dialect.fault({ kind: 'format', parameter: name, path: name }) ?? []
  return refuseParameter(call, candidates, { because, next: 'Use a token of the same call, or begin without one.' })
}

/**
 * Page tokens are bound to operation and account, as the one decoded token of the real service is (facts,
 * resource-sharing 6); one that is not ours is refused as malformed.
 */
function pageFor(call: Call, fields: Fields): Page | undefined {
  const sizeName = nameOf(fields, 'pageSize')
  const tokenName = nameOf(fields, 'pageToken')
  if (!tokenName) return undefined
  const sizeShape = sizeName === undefined ? undefined : fields[sizeName]
  const usual = sizeShape?.kind === 'whole' ? (sizeShape.default ?? 20) : 20
  const prefix = `${call.action}&${call.account}&2&`
  const given = call.input[tokenName] as string | undefined
  let after: string | undefined
  // Clients that loop send the token of the page before, an empty one at first.
  if (given !== undefined && given !== '') {
    const text = Buffer.from(given, 'base64url').toString('utf8')
    if (!text.startsWith(prefix) || Buffer.from(text, 'utf8').toString('base64url') !== given)
      return refusePageToken(call, 'The page token is not one that this operation gave to this account.')
    after = text.slice(prefix.length)
  }
  return {
    size: (sizeName === undefined ? undefined : (call.input[sizeName] as number | undefined)) ?? usual,
    ...(after === undefined ? {} : { after }),
    token: (cursor) => Buffer.from(prefix + cursor, 'utf8').toString('base64url'),
  }
}

/** From bytes to the operation that is meant, and to what the request says of itself. */

import { address, claim, formatOf } from '../wire/claim.js'
import type { Fault } from '../wire/fault.js'
import { isFault } from '../wire/fault.js'
import { isUnreadable, parse, type Unreadable } from '../wire/request.js'
import { treeOf } from '../wire/tree.js'
import { type Call, type Deps, Ended, refusedBy } from './call.js'
import { type GatewayCode, gatewayErrors } from './gateway.js'
import { regionOf } from './region.js'

/** Ends the call with a refusal of the gateway. */
export function refuseAtGateway(code: GatewayCode, fill?: string, because?: string, next?: string): never {
  throw new Ended(
    refusedBy(gatewayErrors, code, {
      ...(fill === undefined ? {} : { fill: [fill] }),
      ...(because === undefined ? {} : { because }),
      ...(next === undefined ? {} : { next }),
    }),
  )
}

export function refuseFault({ code, fill, why }: Fault): never {
  return refuseAtGateway(code, fill[0], why)
}

/** Bytes to parameters. */
export function read(call: Call): void {
  const { ask } = call
  if (ask.kind === 'inside') return
  const parsed = parse(ask.request)
  if (isUnreadable(parsed)) refuseUnreadable(parsed)
  call.parsed = parsed
  call.format = formatOf(parsed)
  call.parameters = treeOf(
    parsed.query.length && parsed.form.length
      ? [...parsed.query, ...parsed.form]
      : parsed.query.length
        ? parsed.query
        : parsed.form,
  )
  call.endpoint = parsed.headers.get('host') ?? call.endpoint
}

function refuseUnreadable({ kind, where, limit, name }: Unreadable): never {
  const what = `${kind} in the ${where}${name === undefined ? '' : ` at ${name}`}${limit === undefined ? '' : ` (limit ${limit})`}`
  return refuseAtGateway(kind === 'body-too-large' ? 'RequestTooLarge' : 'InvalidParameter', what)
}

/** Version and action to the operation. */
export async function find(call: Call, { catalogue, region }: Deps): Promise<void> {
  const { ask, parsed } = call
  if (ask.kind === 'inside') {
    call.product = catalogue.byName(ask.product) ?? refuseAtGateway('InvalidProduct.NotFound')
    call.action = ask.action
    call.region = ask.region ?? textOf(call, 'RegionId') ?? region
  } else if (parsed) {
    const named = address(parsed)
    if (isFault(named)) return refuseFault(named)
    call.version = named.version
    call.action = named.action
    call.product =
      catalogue.byVersion(named.version) ??
      refuseAtGateway('InvalidVersion', undefined, `No product that crossgrant knows has the version ${named.version}.`)
    call.region = textOf(call, 'RegionId') || regionOf(call.endpoint) || region
    if (!call.product.methods.includes(parsed.method as 'GET')) return refuseAtGateway('UnsupportedHTTPMethod')
  }
  const { product } = call
  if (!product) throw new Error('a call without product')
  call.version = product.version
  const operation = await catalogue.operation(product, call.action)
  if (operation === 'unknown') return refuseAtGateway('InvalidAction.NotFound')
  if (operation === 'later')
    return refuseAtGateway(
      'OperationNotOffered',
      `${product.name} ${call.action}`,
      'crossgrant does not emulate this operation yet.',
      'See the coverage at /admin/v1/coverage; nothing was sent to the real cloud.',
    )
  call.operation = operation
}

export function textOf(call: Call, name: string): string | undefined {
  const value = call.parameters.get(name)
  return typeof value === 'string' ? value : undefined
}

/** Who it says it is from. */
export function readClaim(call: Call): void {
  const { ask, parsed } = call
  if (ask.kind === 'inside') {
    call.accessKeyId = ask.accessKeyId
    if (ask.securityToken) call.securityToken = ask.securityToken
    return
  }
  if (!parsed) throw new Error('a request that was not read')
  const claimed = claim(parsed)
  if (isFault(claimed)) refuseFault(claimed)
  call.claim = claimed
  call.accessKeyId = claimed.accessKeyId
  if (claimed.securityToken !== undefined) call.securityToken = claimed.securityToken
}

/** The call as an HTTP answer. */

import { membersJson, pick } from '../wire/answer.js'
import { errorXml, successXml } from '../wire/xml.js'
import type { Call, Refused } from './call.js'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly requestId: string
  /** The user asked for the connection to be cut instead. */
  readonly drop?: true
}

const json = 'application/json;charset=utf-8'
// CORE and OC recognise exactly this text (facts, gateway 5.1).
const xml = 'text/xml;charset=utf-8'

export function succeed(call: Call): Answer {
  const { operation, product } = call
  if (!operation || !product) throw new Error('an answer before its operation')
  const values = call.dryRun && operation.touches ? {} : (call.answer ?? {})
  const envelope = Object.entries(product.dialect.envelope ?? {}).filter(([name]) => !operation.without.includes(name))
  if (call.format === 'xml') {
    const root = product.dialect.xmlRoot ?? `${call.action}Response`
    const body = successXml(root, { RequestId: call.requestId, ...Object.fromEntries(envelope), ...pick(operation.output, values) })
    return { status: 200, headers: headersFor(call, xml), body, requestId: call.requestId }
  }
  const own = membersJson(operation.output, values)
  const wrapped = envelope.map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`).join('')
  const body = `{"RequestId":"${call.requestId}"${wrapped}${own === '' ? '' : `,${own}`}}`
  return { status: 200, headers: headersFor(call, json), body, requestId: call.requestId }
}

export function fail(call: Call, refused: Refused, publicUrl: string): Answer {
  const { httpStatus, code, message } = refused
  const extra = call.product?.dialect.failure?.({ httpStatus, code, message, templated: refused.declared.includes('%s') })
  const [RequestId, HostId, Code, Message] = [call.requestId, call.endpoint, code, message]
  const Recommend = `${publicUrl}/console/e/${RequestId}`
  const more = { ...extra, ...(refused.accessDenied ? { AccessDeniedDetail: refused.accessDenied } : {}) }
  const asXml = call.format === 'xml'
  // Each in the order that was observed (facts, gateway 5.1).
  const body = asXml
    ? errorXml({ RequestId, HostId, Code, Message, ...more, Recommend })
    : JSON.stringify({ RequestId, Message, Recommend, HostId, Code, ...more })
  return {
    status: httpStatus,
    headers: {
      ...headersFor(call, asXml ? xml : json),
      // Read by clients in milliseconds; the wait is ours, no page mentions one.
      ...(code.startsWith('Throttling') ? { 'x-acs-retry-after': '1000' } : {}),
    },
    body,
    requestId: call.requestId,
  }
}

function headersFor(call: Call, contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': '*',
    // Equal to RequestId, always: one client lets it override the body's (facts, gateway 5.3).
    'x-acs-request-id': call.requestId,
    'x-acs-trace-id': call.requestId.replaceAll('-', '').toLowerCase(),
  }
}

/** Where a request came from and how, as the conditions of policies see it. */

import { textOf } from './address.js'
import type { Call } from './call.js'

export interface Connection {
  readonly sourceIp: string
  readonly secure: boolean
}

/** What a client says of its own connection comes first, so that a condition can be rehearsed from any machine. */
export function connectionOf(call: Call): Connection {
  const { ask } = call
  const secure = stated(call, 'SecureTransport', 'x-acs-secure-transport')
  return {
    sourceIp: stated(call, 'SourceIp', 'x-acs-source-ip') || (ask.kind === 'wire' ? ask.sourceIp : '127.0.0.1'),
    secure: secure ? secure.toLowerCase() === 'true' : ask.kind === 'wire' && ask.secure,
  }
}

/** A parameter, or a header where headers are signed. */
function stated(call: Call, parameter: string, header: string): string | undefined {
  const signed = call.claim?.generation === 'v3' ? call.parsed?.headers.get(header) : undefined
  return textOf(call, parameter) ?? signed
}

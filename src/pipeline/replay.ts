/** Idempotence by ClientToken: facts, gateway 8 and express-connect-router 3.1. */

import type { Reader, Writer } from '../store/index.js'
import { refuseAtGateway } from './address.js'
import type { Call } from './call.js'
import { replays } from './tables.js'

/** UNKNOWN: how long the real service remembers a token; 24 hours is the figure most often quoted. */
const keptMs = 24 * 3_600_000

/**
 * Scope: account, operation and token (UNKNOWN, proposed); for some operations also what they are called for. Only the answer of
 * a call that changed something is kept, so a refused call can be tried again under its token.
 */
export async function replay(call: Call, tx: Reader): Promise<void> {
  if (call.clientToken === undefined) return
  const kept = await tx.get(replays, call.account as string, [scopeOf(call), call.clientToken])
  if (!kept || kept.until <= call.now.toISOString()) return
  if (kept.parameters !== fingerprint(call))
    return refuseAtGateway(
      'IdempotentParameterMismatch',
      undefined,
      'This ClientToken was used for a call with other parameters.',
      'Use a new token for a new request.',
    )
  call.answer = kept.answer as Record<string, unknown>
  call.replayed = true
}

export function keepAnswer(call: Call, tx: Writer): void {
  if (call.clientToken === undefined || call.replayed) return
  tx.put(replays, call.account as string, {
    operation: scopeOf(call),
    token: call.clientToken,
    parameters: fingerprint(call),
    answer: call.answer ?? {},
    until: new Date(call.now.getTime() + keptMs).toISOString(),
  })
}

/** Several products have operations of one name (TagResources). */
function scopeOf({ product, operation, input }: Call): string {
  const of = operation?.tokensOf
  return `${product?.name} ${operation?.name}${of === undefined ? '' : ` ${input?.[of]}`}`
}

/** Region and parameters in the order of their declaration: the same request gives the same text. */
function fingerprint({ region, input }: Call): string {
  return `${region} ${JSON.stringify(input)}`
}

/** The operation itself, in its transaction. */

import type { Reader, Writer } from '../store/index.js'
import { nonceOf } from './authenticate.js'
import { type Call, type Deps, Ended } from './call.js'
import { readContext, writeContext } from './context.js'
import { refusePageToken } from './parse.js'
import { recordOf } from './record.js'
import { keepAnswer } from './replay.js'
import { nonces, requests } from './tables.js'

export async function runRead(call: Call, _deps: Deps, tx: Reader): Promise<void> {
  try {
    call.answer = ((await call.operation?.run(readContext(call, tx))) ?? {}) as Record<string, unknown>
  } catch (error) {
    // The store tells so of a place that is none in the order asked for: made up, or of a call with other filters.
    if (error instanceof RangeError && call.page?.after !== undefined)
      refusePageToken(call, 'The page token is of a call with other filters.')
    throw error
  }
  // UNKNOWN: a dry run of a read where no refusal stands for one that passed; it changes nothing anyway, so it is answered.
  if (call.dryRun) refuseAsPassed(call)
}

/** In products where a refusal tells that a dry run passed. */
function refuseAsPassed({ product }: Call): void {
  const refusal = product?.dialect.dryRunPassed
  if (refusal)
    throw new Ended({ ...refusal, declared: refusal.code, because: 'Every check passed; DryRun keeps it from taking effect.' })
}

/** A dry run that passed: everything was tried, nothing is kept. */
export class DryRunPassed extends Error {}

export async function runWrite(call: Call, _deps: Deps, tx: Writer): Promise<void> {
  if (call.replayed) return
  const { context, finish } = await writeContext(call, tx)
  call.answer = ((await call.operation?.run(context)) ?? {}) as Record<string, unknown>
  if (call.dryRun) {
    refuseAsPassed(call)
    throw new DryRunPassed()
  }
  finish()
}

/** INVARIANT: effect, answer under its token, nonce and record commit together; an answer leaves after that commit. */
export async function keep(call: Call, _deps: Deps, tx: Writer): Promise<void> {
  const account = call.account as string
  keepAnswer(call, tx)
  const nonce = nonceOf(call)
  if (nonce) tx.put(nonces, account, nonce)
  call.record = recordOf(call, undefined)
  tx.put(requests, account, call.record)
}

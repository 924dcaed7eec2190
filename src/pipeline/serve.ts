/** Takes a request through the stages and makes its answer. */

import type { AccountId, Caller } from '../model/index.js'
import { type Reader, StateUnusable, WORLD, type Writer } from '../store/index.js'
import { timeIn, type WorldState } from '../world/index.js'
import { type Answer, fail, succeed } from './answer.js'
import { lookAtClock, nonceOf } from './authenticate.js'
import { type Ask, type Call, type Deps, Ended, type Refused, refusedBy } from './call.js'
import { gatewayErrors } from './gateway.js'
import { isMatched } from './inject.js'
import { recordOf } from './record.js'
import { DryRunPassed } from './run.js'
import { type CountingStage, type OuterStage, type ReadStage, type RunReadStage, stages, type WriteStage } from './stages.js'
import { nonces, type RequestRecord, requests } from './tables.js'

const outside = stages.filter((stage): stage is OuterStage => stage.at === 'outside')
const authenticating = stages.filter((stage): stage is ReadStage => stage.at === 'authenticating')
const counting = stages.filter((stage): stage is CountingStage => stage.at === 'counting')
const reading = stages.filter((stage): stage is ReadStage => stage.at === 'reading')
const answering = stages.filter((stage): stage is RunReadStage => stage.at === 'answering')
const writing = stages.filter((stage): stage is WriteStage => stage.at === 'writing')

/** The one way in, for bytes and for calls from within. */
export async function serve(ask: Ask, deps: Deps): Promise<Answer> {
  const started = deps.wall.elapsed()
  const call = newCall(ask, deps)
  let refused: Refused | undefined
  try {
    await proceed(call, deps)
  } catch (thrown) {
    // Refused before its world was known.
    call.requestId ||= deps.newRequestId()
    refused = refusalFor(thrown, call, deps)
  }
  const record = call.kept ?? keepBehind(call, refused, deps)
  tell(record, deps.wall.elapsed() - started, deps)
  const answer = answerOf(call, refused, deps)
  return call.faults.some(({ effect }) => effect.dropConnection) ? { ...answer, drop: true } : answer
}

/** INVARIANT: what took effect is answered, whatever happens to those who are told of it. */
function tell(record: RequestRecord, ms: number, { observe, report }: Deps): void {
  try {
    observe(record, ms)
  } catch (error) {
    report(error, record.requestId)
  }
}

function answerOf(call: Call, refused: Refused | undefined, deps: Deps): Answer {
  if (refused) return fail(call, refused, deps.publicUrl())
  try {
    return succeed(call)
  } catch (thrown) {
    // An answer that is not as declared: a bug of ours, and still no reason to leave the client without a request id.
    return fail(call, refusalFor(thrown, call, deps), deps.publicUrl())
  }
}

/** The answer to bytes that are no request at all: it has a record and a page like any refusal. */
export function refuseGarbled(reason: string, deps: Deps): Answer {
  const request = { method: '', target: '', headers: [], body: new Uint8Array() }
  const call = newCall({ kind: 'wire', request, secure: false, sourceIp: '' }, deps)
  call.requestId = deps.newRequestId()
  const refused = refusedBy(gatewayErrors, 'InvalidParameter', {
    fill: [reason],
    because: `What arrived is not an HTTP request that can be read: ${reason}.`,
    next: 'Check scheme and port of the client, and proxies between.',
  })
  tell(keepBehind(call, refused, deps), 0, deps)
  return fail(call, refused, deps.publicUrl())
}

function newCall(ask: Ask, deps: Deps): Call {
  const wallMs = deps.wall.now()
  return {
    ask,
    requestId: '',
    wallMs,
    stage: 'read',
    format: 'json',
    parameters: ask.kind === 'inside' ? ask.parameters : new Map(),
    version: '',
    action: '',
    accessKeyId: '',
    region: deps.region,
    endpoint: deps.publicUrl().replace(/^https?:\/\//, ''),
    now: new Date(wallMs),
    input: {},
    dryRun: false,
    decision: {},
    faults: [],
    changes: [],
  }
}

async function proceed(call: Call, deps: Deps): Promise<void> {
  await through(outside, call, (stage) => stage.run(call, deps))
  const world = call.worldName as string
  const rest = async (tx: Reader) => {
    await through(reading, call, (stage) => stage.run(call, deps, tx))
    if (!call.operation?.touches && !dropsBefore(call)) await through(answering, call, (stage) => stage.run(call, deps, tx))
  }
  const faulty = await deps.store.read(world, async (tx) => {
    await through(authenticating, call, (stage) => stage.run(call, deps, tx))
    if (isMatched(call)) return true
    await rest(tx)
    return false
  })
  if (faulty) {
    // Also what is refused by a rule comes as late as the rule says.
    await through(counting, call, (stage) => stage.run(call, deps)).finally(() => delay(call))
    await deps.store.read(world, async (tx) => {
      await lookAtClock(call, deps, tx)
      await rest(tx)
    })
  }
  if (call.operation?.touches && !dropsBefore(call)) await write(call, deps, world)
}

async function write(call: Call, deps: Deps, world: string): Promise<void> {
  try {
    await deps.store.write(world, accountsOf(call), async (tx) => {
      // INVARIANT: the calls of an account follow each other in time as they do in the store; this one may have waited.
      call.now = timeIn((call.world as WorldState).clock, deps.wall.now())
      // An engine may run this more than once: what an earlier attempt left on the call goes first.
      call.changes = []
      delete call.answer
      delete call.replayed
      await through(writing, call, (stage) => stage.run(call, deps, tx as Writer))
    })
    if (call.record) call.kept = call.record
  } catch (thrown) {
    if (!(thrown instanceof DryRunPassed)) throw thrown
  }
}

function accountsOf(call: Call): readonly AccountId[] {
  const caller = call.caller as Caller
  return [...new Set([caller.account, ...(call.operation?.touches?.({ caller, input: call.input as never }) ?? [])])]
}

async function through<S extends { readonly name: string }>(
  list: readonly S[],
  call: Call,
  run: (stage: S) => void | Promise<void>,
) {
  for (const stage of list) {
    call.stage = stage.name
    const waiting = run(stage)
    if (waiting) await waiting
  }
}

function dropsBefore(call: Call): boolean {
  return call.faults.some(({ effect }) => effect.dropConnection === 'before')
}

async function delay(call: Call): Promise<void> {
  const ms = Math.max(0, ...call.faults.map(({ effect }) => effect.latencyMs ?? 0))
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
}

function refusalFor(thrown: unknown, call: Call, deps: Deps): Refused {
  if (thrown instanceof Ended) return thrown.refused
  deps.report(thrown, call.requestId)
  if (thrown instanceof StateUnusable) return refusedBy(gatewayErrors, 'ServiceUnavailable')
  return refusedBy(gatewayErrors, 'InternalError', {
    because: 'This is a bug of crossgrant.',
    next: 'See the log line with this request id.',
  })
}

/** Records of reads and of refused calls, for which no answer waits; and their nonces. */
function keepBehind(call: Call, refused: Refused | undefined, deps: Deps): RequestRecord {
  const record = recordOf(call, refused)
  const account = call.account ?? WORLD
  const nonce = nonceOf(call)
  const rows = [{ table: requests, account, row: record }, ...(nonce ? [{ table: nonces, account, row: nonce }] : [])]
  deps.store.behind(call.worldName ?? 'default', rows)
  return record
}

/** Takes a request through the stages and makes its answer. */

import type { AccountId, Caller } from '../model/index.js'
import { type Reader, StateUnusable, WORLD, type Writer } from '../store/index.js'
import { timeIn, type WorldState } from '../world/index.js'
import { type Answer, fail, succeed } from './answer.js'
import { nonceOf } from './authenticate.js'
import { type Ask, type Call, type Deps, Ended, type Refused, refusedBy } from './call.js'
import { gatewayErrors } from './gateway.js'
import { recordOf } from './record.js'
import { DryRunPassed } from './run.js'
import { type OuterStage, type ReadStage, type RunReadStage, stages, type WriteStage } from './stages.js'
import { nonces, type RequestRecord, requests } from './tables.js'

const outside = stages.filter((stage): stage is OuterStage => stage.at === 'outside')
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
    refused = refusalFor(thrown, call, deps)
  }
  const record = call.kept ?? keepBehind(call, refused, deps)
  deps.observe(record, deps.wall.elapsed() - started)
  const answer = refused ? fail(call, refused, deps.publicUrl()) : succeed(call)
  return call.faults.some(({ effect }) => effect.dropConnection) ? { ...answer, drop: true } : answer
}

/** The answer to bytes that are no request at all: it has a record and a page like any refusal. */
export function refuseGarbled(reason: string, deps: Deps): Answer {
  const request = { method: '', target: '', headers: [], body: new Uint8Array() }
  const call = newCall({ kind: 'wire', request, secure: false, sourceIp: '' }, deps)
  const refused = refusedBy(gatewayErrors, 'InvalidParameter', {
    fill: [reason],
    because: `What arrived is not an HTTP request that can be read: ${reason}.`,
    next: 'Check scheme and port of the client, and proxies between.',
  })
  deps.observe(keepBehind(call, refused, deps), 0)
  return fail(call, refused, deps.publicUrl())
}

function newCall(ask: Ask, deps: Deps): Call {
  const wallMs = deps.wall.now()
  return {
    ask,
    requestId: deps.newRequestId(),
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
  await deps.store.read(world, async (tx) => {
    await through(reading, call, (stage) => stage.run(call, deps, tx))
    if (!call.operation?.touches && !dropsBefore(call))
      await through(answering, call, (stage) => stage.run(call, deps, tx as Reader))
  })
  await delay(call)
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

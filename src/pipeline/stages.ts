/**
 * The life of a request, in order. The order is a fact about the real service as far as anything shows it: `evidence`.
 * The proposal as a whole is section 10 of the gateway facts.
 */

import type { Reader, Writer } from '../store/index.js'
import { find, read, readClaim } from './address.js'
import { checkNonce, checkNonceAgain, checkSignature, checkTime, identify, locateKey } from './authenticate.js'
import { authorize } from './authorize.js'
import type { Call, Deps } from './call.js'
import { checkFlow } from './flow.js'
import { applyFaults } from './inject.js'
import { parseParameters } from './parse.js'
import { replay } from './replay.js'
import { keep, runRead, runWrite } from './run.js'

interface Named {
  readonly name: string
  /** What shows that it comes here, or that nothing does. */
  readonly evidence: string
}
/** Needs no rows of the world. */
export interface OuterStage extends Named {
  readonly at: 'outside'
  readonly run: (call: Call, deps: Deps) => void | Promise<void>
}
/** Reads rows; changes none. */
export interface ReadStage extends Named {
  readonly at: 'authenticating' | 'reading'
  readonly run: (call: Call, deps: Deps, tx: Reader) => void | Promise<void>
}
/** Only for calls that a fault rule matches: in a transaction of its own, since it counts. */
export interface CountingStage extends Named {
  readonly at: 'counting'
  readonly run: (call: Call, deps: Deps) => Promise<void>
}
/** Only for operations that read, only for those that write. */
export interface RunReadStage extends Named {
  readonly at: 'answering'
  readonly run: (call: Call, deps: Deps, tx: Reader) => void | Promise<void>
}
export interface WriteStage extends Named {
  readonly at: 'writing'
  readonly run: (call: Call, deps: Deps, tx: Writer) => void | Promise<void>
}
export type Stage = OuterStage | ReadStage | CountingStage | RunReadStage | WriteStage

export const stages: readonly Stage[] = [
  { at: 'outside', name: 'read', run: read, evidence: 'Nothing: a request has to be readable first.' },
  {
    at: 'outside',
    name: 'find',
    run: find,
    evidence: 'Observed answers: an unknown action is told without any credentials (InvalidAction.NotFound, MissingVersion).',
  },
  {
    at: 'outside',
    name: 'claim',
    run: readClaim,
    evidence: 'Observed answers: MissingSignature and MissingTimestamp are told whatever the key is.',
  },
  {
    at: 'outside',
    name: 'locate the key',
    run: locateKey,
    evidence: 'Observed answers: InvalidAccessKeyId.NotFound hides a wrong signature.',
  },
  {
    at: 'authenticating',
    name: 'identify',
    run: identify,
    evidence: 'Inferred: the state of the key and its token are known with the key.',
  },
  { at: 'authenticating', name: 'time', run: checkTime, evidence: 'Inferred: cheaper than the signature, which covers it.' },
  {
    at: 'authenticating',
    name: 'signature',
    run: checkSignature,
    evidence: 'Inferred: nothing of the request is believed before.',
  },
  {
    at: 'authenticating',
    name: 'nonce',
    run: checkNonce,
    evidence: 'Inferred: only after a right signature, else a stranger could burn nonces.',
  },
  {
    at: 'authenticating',
    name: 'flow control',
    run: checkFlow,
    evidence: 'Inferred: it counts calls of an account, so after authentication; before anything that costs more.',
  },
  {
    at: 'counting',
    name: 'faults',
    run: applyFaults,
    evidence: 'Where flow control stands in the proposal: after authentication, before parameters.',
  },
  {
    at: 'reading',
    name: 'parse',
    run: parseParameters,
    evidence: 'Inferred: ARNs need the parameters, so presence at least comes before authorization.',
  },
  { at: 'reading', name: 'authorize', run: authorize, evidence: 'Inferred: before existence, else a stranger could probe ids.' },
  { at: 'answering', name: 'run', run: runRead, evidence: 'Existence, state, ownership: facts of each product.' },
  {
    at: 'writing',
    name: 'nonce again',
    run: checkNonceAgain,
    evidence: 'Ours: equal requests at the same moment must not both take effect.',
  },
  {
    at: 'writing',
    name: 'replay',
    run: (call, _deps, tx) => replay(call, tx),
    evidence:
      'Terraform retries with the same token: a repetition is answered before state is looked at, since the first call changed it.',
  },
  { at: 'writing', name: 'run', run: runWrite, evidence: 'Existence, state, ownership, quota: facts of each product.' },
  { at: 'writing', name: 'keep', run: keep, evidence: 'Ours: effect, token, nonce and record commit together.' },
]

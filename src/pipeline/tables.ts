/** What the pipeline itself keeps: worlds, records, nonces, answers by token, transitions under way, counters of ids and faults. */

import { table } from '../model/index.js'
import type { FaultRule, WorldState } from '../world/index.js'

/** One row per world, in its `WORLD` partition. */
export const worldStates = table<WorldState>()('world', { key: ['name'] })

/** A nonce that was used with a key; kept for twice the skew that signatures may have. In the account's partition. */
export interface Nonce {
  readonly accessKeyId: string
  readonly nonce: string
  /** Real time, ISO 8601: signatures are judged by it. */
  readonly until: string
}
export const nonces = table<Nonce>()('nonce', { key: ['accessKeyId', 'nonce'] })

/** The answer of a call that changed something, under its ClientToken. In the caller's partition. */
export interface Replay {
  /** Product and operation: `Vpc CreateVpc`. */
  readonly operation: string
  readonly token: string
  /** Its region and parameters, to tell a repetition from another request under the same token. */
  readonly parameters: string
  readonly answer: object
  /** The world's time, ISO 8601. */
  readonly until: string
}
export const replays = table<Replay>()('replay', { key: ['operation', 'token'] })

/** How many ids an account has been given; ids follow from the world's seed and this count. */
export interface Sequence {
  readonly name: 'ids'
  readonly next: number
}
export const sequences = table<Sequence>()('sequence', { key: ['name'] })

/** What one call started and what has not settled at once. In the caller's partition. */
export interface PendingTransition {
  /** The request id of the call. */
  readonly id: string
  readonly operation: string
  readonly startedAt: string
  readonly settlesAt: string | null
  readonly rows: readonly {
    readonly table: string
    readonly account: string
    readonly key: readonly (string | number | boolean)[]
  }[]
}
export const transitions = table<PendingTransition>()('transition', { key: ['id'] })

/** How often a fault rule was met and applied, in the world's own partition: all processes on one state count together. */
export interface FaultHits {
  readonly id: string
  readonly met: number
  readonly applied: number
}
export const faultHits = table<FaultHits>()('fault_hits', { key: ['id'] })

/** How often a server has opened this state: request ids of one start never repeat those of another. */
export interface Boot {
  readonly name: 'boot'
  readonly count: number
}
export const boots = table<Boot>()('boot', { key: ['name'] })

/** A world that is being reset, and how it is made again: a start finishes what a stop broke off. */
export interface Reset {
  readonly name: string
  readonly options: Pick<WorldState, 'template' | 'seed' | 'settings'> & { readonly clock?: WorldState['clock'] }
}
export const resets = table<Reset>()('reset', { key: ['name'] })

/** One call, in the shape of an ActionTrail event with what we add. */
export interface RequestRecord {
  readonly eventId: string
  readonly eventName: string
  readonly eventRW: 'Read' | 'Write'
  readonly eventTime: string
  readonly eventType: 'ApiCall'
  readonly eventVersion: string
  readonly apiVersion: string
  readonly serviceName: string
  readonly acsRegion: string
  readonly sourceIpAddress: string
  readonly userAgent: string
  readonly requestId: string
  readonly userIdentity: {
    readonly type: 'root-account' | 'ram-user' | 'assumed-role' | 'unknown'
    readonly accountId: string
    readonly principalId: string
    readonly userName: string
    readonly accessKeyId: string
  }
  /** The caller's, those whose rows the call changed, and those that it names. */
  readonly accountsConcerned: readonly string[]
  readonly requestParameters: Readonly<Record<string, unknown>>
  readonly responseElements?: object
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly httpStatus: number
  /** Why it was allowed or refused, and what helps. */
  readonly decision: RecordedDecision
  /** Rows that the call changed. */
  readonly stateChange: readonly {
    readonly table: string
    readonly account: string
    readonly key: readonly (string | number | boolean)[]
    readonly change: 'put' | 'delete'
  }[]
  readonly faults: readonly FaultRule['id'][]
  readonly world: string
  readonly stage: string
}
export interface RecordedDecision {
  readonly authorization?: {
    readonly action: string
    readonly resources: readonly string[]
    readonly result: string
    readonly policyType?: string
    readonly matched: readonly string[]
    readonly missingKeys: readonly string[]
    readonly unreadable: readonly string[]
    readonly soft?: true
  }
  readonly because?: string
  readonly next?: string
}
export const requests = table<RequestRecord>()('request', {
  key: ['eventId'],
  located: 'world',
})

export const pipelineTables = [worldStates, nonces, replays, sequences, transitions, faultHits, boots, resets, requests]

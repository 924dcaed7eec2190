/** The life of one request, as far as it got. Each stage adds to it or ends it. */

import type {
  Caller,
  Credential,
  Directories,
  Errors,
  Identities,
  Operation,
  Page,
  Product,
  RefusalDetail,
} from '../model/index.js'
import type { Store } from '../store/index.js'
import type { Claim, Format } from '../wire/claim.js'
import type { ParsedRequest, ReceivedRequest } from '../wire/request.js'
import type { Tree } from '../wire/tree.js'
import type { FaultRule, Wall, WorldState } from '../world/index.js'
import type { Catalogue } from './catalogue.js'
import type { FlowCounts } from './flow.js'
import type { GatewayCode } from './gateway.js'
import type { RecordedDecision, RequestRecord } from './tables.js'

/** A request as bytes, from a connection. */
export interface WireAsk {
  readonly kind: 'wire'
  readonly request: ReceivedRequest
  readonly secure: boolean
  readonly sourceIp: string
}
/** A call from within the process, by somebody who holds the key: no bytes, no signature. */
export interface InsideAsk {
  readonly kind: 'inside'
  readonly product: string
  readonly action: string
  readonly parameters: ReadonlyMap<string, Tree>
  readonly accessKeyId: string
  readonly securityToken?: string
  readonly region?: string
}
export type Ask = WireAsk | InsideAsk

/** What the pipeline works with. */
export interface Deps {
  readonly store: Store
  readonly catalogue: Catalogue
  readonly identities: Identities
  readonly directories: Directories
  readonly wall: Wall
  readonly flow: FlowCounts
  /** The region of a call that names none. */
  readonly region: string
  /** Where users reach this server: `http://127.0.0.1:8688`. */
  readonly publicUrl: () => string
  /** An unused request id: of the server while no world is known, then of the world, from its seed. */
  readonly newRequestId: (world?: WorldState) => string
  /** Told of each call when it is over. */
  readonly observe: (record: RequestRecord, ms: number) => void
  /** Told of our own bugs. */
  readonly report: (error: unknown, requestId: string) => void
}

export interface Call {
  readonly ask: Ask
  /** Of its world, from the moment that this is known; empty before. */
  requestId: string
  readonly wallMs: number
  /** The stage it is in, for the record of a refusal. */
  stage: string
  format: Format
  parsed?: ParsedRequest
  parameters: ReadonlyMap<string, Tree>
  version: string
  action: string
  product?: Product
  operation?: Operation
  claim?: Claim
  accessKeyId: string
  securityToken?: string
  region: string
  endpoint: string
  account?: string
  worldName?: string
  world?: WorldState
  /** The signature is right and the nonce was unused. */
  authentic?: true
  now: Date
  credential?: Credential
  caller?: Caller
  input: Readonly<Record<string, unknown>>
  page?: Page
  dryRun: boolean
  clientToken?: string
  decision: RecordedDecision
  faults: readonly FaultRule[]
  changes: RequestRecord['stateChange'][number][]
  /** What the operation returned, or what was returned the first time. */
  answer?: Readonly<Record<string, unknown>>
  replayed?: boolean
  /** The record of a call that changed something, in its transaction ... */
  record?: RequestRecord
  /** ... and once it is committed. */
  kept?: RequestRecord
}

/** A refusal on its way to the answer. */
export interface Refused extends RefusalDetail {
  readonly code: string
  readonly httpStatus: number
  /** With `%s` filled. */
  readonly message: string
  /** The code as declared, `%s` and all. */
  readonly declared: string
  readonly accessDenied?: Readonly<Record<string, string>>
}

/** Ends a call. Thrown, because it has to undo a transaction on its way. */
export class Ended extends Error {
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.code)
    this.refused = refused
  }
}

/** A refusal with a code of `errors`, filled. */
export function refusedBy(errors: Errors, code: string, detail: RefusalDetail = {}): Refused {
  const entry = Object.hasOwn(errors, code) ? errors[code] : undefined
  if (!entry) throw new Error(`refused with ${code}, which is not declared`)
  const [name, value] = detail.fill ?? []
  return {
    ...detail,
    declared: code,
    httpStatus: entry[0],
    code: code.replace('%s', () => name ?? ''),
    message: (entry[2] ?? entry[1]).replace('%s', () => value ?? name ?? ''),
  }
}

export type { GatewayCode }

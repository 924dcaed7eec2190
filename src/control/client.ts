/** Calls from within the process, with a key, through the whole pipeline. */

import type { Answer, Ask } from '../pipeline/index.js'
import { treeFrom } from '../pipeline/inside.js'

/** The answer of a call: its HTTP status and its body. */
export interface CallAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface CallOptions {
  /** The region of the call. Default: the server's. */
  readonly region?: string
}
type Parameters = Readonly<Record<string, unknown>>

/** Calls with one key. */
export interface Client {
  /**
   * Calls an operation: `call('ResourceSharing', 'CreateResourceShare', {ResourceShareName: 'a'})`. Answers the body;
   * throws `CallRefused`, and `ConnectionCut` where a fault rule says so.
   */
  call<Body = Record<string, unknown>>(
    product: string,
    action: string,
    parameters?: Parameters,
    options?: CallOptions,
  ): Promise<Body>
  /** The same, with refusals as answers. */
  answer(product: string, action: string, parameters?: Parameters, options?: CallOptions): Promise<CallAnswer>
}

/** A call was refused. */
export class CallRefused extends Error {
  readonly code: string
  readonly httpStatus: number
  readonly requestId: string
  readonly body: Readonly<Record<string, unknown>>
  constructor({ status, body }: CallAnswer) {
    super(`${body.Code}: ${body.Message}`)
    this.name = 'CallRefused'
    this.code = String(body.Code)
    this.httpStatus = status
    this.requestId = String(body.RequestId)
    this.body = body
  }
}

/** A fault rule of the world cut the connection: whether the call took effect, the caller cannot know. */
export class ConnectionCut extends Error {
  constructor(product: string, action: string) {
    super(`the connection of ${product} ${action} was cut by a fault rule`)
    this.name = 'ConnectionCut'
  }
}

export interface Key {
  readonly accessKeyId: string
  readonly securityToken?: string
}

export function clientOf(serve: (ask: Ask) => Promise<Answer>, key: Key): Client {
  const answer: Client['answer'] = async (product, action, parameters = {}, options = {}) => {
    const asked: Ask = { kind: 'inside', product, action, parameters: treeFrom(parameters), ...key, ...options }
    const { status, body, drop } = await serve(asked)
    if (drop) throw new ConnectionCut(product, action)
    return { status, body: JSON.parse(body) as Record<string, unknown> }
  }
  return {
    answer,
    async call<Body>(product: string, action: string, parameters?: Parameters, options?: CallOptions) {
      const answered = await answer(product, action, parameters, options)
      if (answered.status >= 400) throw new CallRefused(answered)
      return answered.body as Body
    },
  }
}

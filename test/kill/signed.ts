/** Signed requests as clients make them, and a small client that keeps its connections. */

import { Agent, request as httpRequest } from 'node:http'
import type { Pair, ReceivedRequest } from '../../src/wire/request.js'
import { type SigningKey, signV1, signV3 } from '../../src/wire/sign.js'

export type Parameters = Readonly<Record<string, unknown>>

const versions = {
  ResourceSharing: '2020-01-10',
  ExpressConnectRouter: '2023-09-01',
  Vpc: '2016-04-28',
  Cbn: '2017-09-12',
  Ram: '2015-05-01',
  Sts: '2015-04-01',
} as const
export type ProductName = keyof typeof versions

/** `{Targets: ['1'], Tag: [{Key: 'a'}]}` as `Targets.1=1`, `Tag.1.Key=a`. */
export function pairsOf(parameters: Parameters): Pair[] {
  const pairs: Pair[] = []
  const walk = (name: string, value: unknown): void => {
    if (value === undefined) return
    if (typeof value !== 'object' || value === null) pairs.push([name, String(value)])
    else if (Array.isArray(value)) value.forEach((item, i) => void walk(`${name}.${i + 1}`, item))
    else for (const [member, inner] of Object.entries(value)) walk(`${name}.${member}`, inner)
  }
  for (const [name, value] of Object.entries(parameters)) walk(name, value)
  return pairs
}

export interface SignOptions {
  readonly generation?: 'v1' | 'v3'
  readonly host?: string
  /** Default: the moment of signing. */
  readonly now?: Date
  readonly nonce?: string
  readonly secret?: string
  readonly securityToken?: string
}

/** Signs with nonces that begin with `run` and never repeat. */
export function signer(run: string) {
  let count = 0
  return (
    accessKeyId: string,
    product: ProductName,
    action: string,
    parameters: Parameters = {},
    { generation = 'v3', host = '127.0.0.1', now, nonce, secret = 'local-secret', securityToken }: SignOptions = {},
  ): ReceivedRequest => {
    const unsigned = { host, action, version: versions[product], form: pairsOf(parameters) }
    const key: SigningKey = { accessKeyId, accessKeySecret: secret, securityToken }
    const moment = { now: now ?? new Date(), nonce: nonce ?? `${run}-${count++}` }
    return generation === 'v1' ? signV1(unsigned, key, moment) : signV3(unsigned, key, moment)
  }
}

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  readonly body: any
}

export interface HttpClient {
  /** Rejects when the connection ends before the answer does. */
  send(request: ReceivedRequest): Promise<Reply>
  /** The admin API; fails for what it does not answer with 200. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  admin(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object): Promise<any>
  close(): void
}

export function httpClient(port: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const send = ({ method, target, headers, body }: ReceivedRequest) =>
    new Promise<Reply>((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, agent, method, path: target, headers: Object.fromEntries(headers) })
      sent.on('error', reject).on('response', (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          text += part
        })
        response.on('error', reject)
        response.on('end', () => {
          if (!response.complete) return reject(new Error('the answer was cut'))
          try {
            resolve({ status: response.statusCode as number, body: JSON.parse(text) })
          } catch (error) {
            reject(error)
          }
        })
      })
      sent.end(body)
    })
  return {
    send,
    async admin(method, path, body) {
      const headers: Pair[] = [
        ['host', `127.0.0.1:${port}`],
        ['content-type', 'application/json'],
      ]
      const text = Buffer.from(body === undefined ? '' : JSON.stringify(body))
      const reply = await send({ method, target: path, headers, body: text })
      if (reply.status !== 200) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
      return reply.body
    },
    close: () => agent.destroy(),
  }
}

/** The vendor's own Node clients, unchanged, against a test server: each signature, method and scheme that they use. */

import { Agent } from 'node:https'
import { createRequire } from 'node:module'
import type PopCore from '@alicloud/pop-core'
import { expect } from 'vitest'
import { noteRefusal } from '../reached.js'
import { type TestServer, testServer } from '../server.js'

// Both are CommonJS. Required rather than imported, so that what a program gets does not depend on the test runner.
const require = createRequire(import.meta.url)
const RpcClient = require('@alicloud/pop-core') as typeof PopCore
const {
  default: ApiClient,
  $OpenApiUtil,
  OpenApiUtil,
} = require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core')

/** No option: neither timeouts nor retries of its own. */
export const runtime = {} as Parameters<InstanceType<typeof ApiClient>['callApi']>[2]

export interface Key {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
}

/** A refusal as the client tells it; `httpStatus` from the client's own record of the exchange. */
export interface Refused {
  readonly httpStatus: number
  readonly code: string
  readonly body: Readonly<Record<string, unknown>>
}

type Given = Readonly<Record<string, unknown>>

/** What a client would choose for itself, chosen by the test. */
export interface Chosen {
  readonly nonce?: string
  /** `2026-01-01T00:00:00Z`. */
  readonly timestamp?: string
}

/** Calls as one key with one client. */
export interface Caller {
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  call(product: ProductName, action: string, parameters?: Given, chosen?: Chosen): Promise<any>
  /** Fails the test when the call is answered. */
  refused(product: ProductName, action: string, parameters?: Given, chosen?: Chosen): Promise<Refused>
}

/** Versions, and where the SDKs of today put the parameters. */
export const products = {
  ResourceSharing: { version: '2020-01-10', place: 'query' },
  ExpressConnectRouter: { version: '2023-09-01', place: 'body' },
  Vpc: { version: '2016-04-28', place: 'query' },
  ResourceManager: { version: '2020-03-31', place: 'query' },
  Ram: { version: '2015-05-01', place: 'query' },
  Sts: { version: '2015-04-01', place: 'query' },
  Ecs: { version: '2014-05-26', place: 'query' },
  Cbn: { version: '2017-09-12', place: 'query' },
} as const
export type ProductName = keyof typeof products

type Send = (product: ProductName, action: string, parameters: Given, chosen: Chosen) => Promise<unknown>

export interface Variant {
  readonly name: string
  readonly connect: (server: TestServer, key: Key) => Promise<Caller>
}

/** Each client with each signature, method and scheme that its users meet. */
export const variants: readonly Variant[] = [
  popCore('GET', 'http'),
  popCore('POST', 'https'),
  openApiCore('ACS3-HMAC-SHA256', 'http'),
  openApiCore('ACS3-HMAC-SHA256', 'https'),
  openApiCore('v2', 'https'),
]

function popCore(method: 'GET' | 'POST', scheme: 'http' | 'https'): Variant {
  return {
    name: `pop-core, V1, ${method}, ${scheme}`,
    async connect(server, key) {
      const opts = { method, ...(scheme === 'https' ? { agent: new Agent({ ca: (await server.authority()).pem }) } : {}) }
      return callerOf(async (product, action, parameters, chosen) => {
        const endpoint = scheme === 'https' ? server.secureUrl : server.url
        const client = new RpcClient({ endpoint, apiVersion: products[product].version, ...key, opts })
        // It makes objects of integers of more than 15 digits; as JSON they are texts.
        return JSON.parse(JSON.stringify(await client.request(action, { ...flags(parameters), ...asParameters(chosen) })))
      }, popCoreRefusal)
    },
  }
}

/** pop-core signs the text of a boolean and sends it too, but its types want texts. */
function flags(parameters: Given): Given {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
  )
}

/** V1 carries nonce and time among the parameters; both clients let a caller's own go first. */
function asParameters({ nonce, timestamp }: Chosen): Record<string, string> {
  return { ...(nonce ? { SignatureNonce: nonce } : {}), ...(timestamp ? { Timestamp: timestamp } : {}) }
}

function asHeaders({ nonce, timestamp }: Chosen): Record<string, string> {
  return { ...(nonce ? { 'x-acs-signature-nonce': nonce } : {}), ...(timestamp ? { 'x-acs-date': timestamp } : {}) }
}

interface PopCoreError {
  readonly code: string
  readonly data: Record<string, unknown>
  readonly entry: { readonly response: { readonly statusCode: number } }
}

function popCoreRefusal(error: unknown): Refused {
  const { code, data, entry } = error as PopCoreError
  return { httpStatus: entry.response.statusCode, code, body: JSON.parse(JSON.stringify(data)) }
}

function openApiCore(signatureAlgorithm: 'ACS3-HMAC-SHA256' | 'v2', scheme: 'http' | 'https'): Variant {
  return {
    name: `openapi-core, ${signatureAlgorithm === 'v2' ? 'V1' : 'V3'}, POST, ${scheme}`,
    async connect(server, key) {
      const client = new ApiClient(await configOf(server, key, scheme, signatureAlgorithm))
      return callerOf(async (product, action, parameters, chosen) => {
        const { version, place } = products[product]
        const params = new $OpenApiUtil.Params({
          ...{ action, version, protocol: scheme.toUpperCase(), pathname: '/', method: 'POST', authType: 'AK' },
          ...{ style: 'RPC', reqBodyType: 'formData', bodyType: 'json' },
        })
        const request = new $OpenApiUtil.OpenApiRequest({
          ...(place === 'body' ? { body: OpenApiUtil.parseToMap(parameters) } : {}),
          query: {
            ...(place === 'query' ? OpenApiUtil.query(parameters) : {}),
            ...(signatureAlgorithm === 'v2' ? asParameters(chosen) : {}),
          },
          headers: signatureAlgorithm === 'v2' ? {} : asHeaders(chosen),
        })
        return (await client.callApi(params, request, runtime)).body
      }, openApiCoreRefusal)
    },
  }
}

/** What a user of these SDKs writes: an endpoint without scheme, the scheme apart. */
export async function configOf(
  server: TestServer,
  key: Key,
  scheme: 'http' | 'https' = 'http',
  signatureAlgorithm?: 'ACS3-HMAC-SHA256' | 'v2',
) {
  return new $OpenApiUtil.Config({
    ...key,
    endpoint: server.endpoint,
    regionId: 'cn-hangzhou',
    protocol: scheme.toUpperCase(),
    ...(signatureAlgorithm === 'v2' ? { signatureAlgorithm } : {}),
    ...(scheme === 'https' ? { ca: (await server.authority()).pem } : {}),
  })
}

interface OpenApiError {
  readonly code: string
  readonly statusCode: number
  readonly data: Record<string, unknown>
}

export function openApiCoreRefusal(error: unknown): Refused {
  const { code, statusCode, data } = error as OpenApiError
  return { httpStatus: statusCode, code, body: data }
}

function callerOf(send: Send, read: (error: unknown) => Refused): Caller {
  return {
    call: (product, action, parameters = {}, chosen = {}) => send(product, action, parameters, chosen),
    async refused(product, action, parameters = {}, chosen = {}) {
      let answer: unknown
      try {
        answer = await send(product, action, parameters, chosen)
      } catch (error) {
        // Anything but a refusal (a broken connection, a body that is no JSON) is the test's failure.
        if (!(error as { code?: unknown; data?: unknown }).data) throw error
        const refused = read(error)
        noteRefusal(product, action, refused.code, false)
        return refused
      }
      return expect.fail(`${action} was not refused: ${JSON.stringify(answer)}`)
    },
  }
}

export const uids = {
  management: '1000000000000001',
  network: '1000000000000002',
  prod: '1000000000000003',
  dev: '1000000000000004',
  partner: '2000000000000001',
  intl: '3000000000000001',
} as const

/** One client's view of a server of its own. */
export interface Clients {
  readonly server: TestServer
  /** The root key of an account, or `network.admin`. */
  as(alias: string): Promise<Caller>
  with(key: Key): Promise<Caller>
  close(): Promise<void>
}

export async function clientsOf({ connect }: Variant): Promise<Clients> {
  const server = await testServer()
  return {
    server,
    as: (alias) => connect(server, keyOf(alias)),
    with: (key) => connect(server, key),
    close: () => server.close(),
  }
}

export function keyOf(alias: string): Key {
  return { accessKeyId: `local-${alias}`, accessKeySecret: 'local-secret' }
}

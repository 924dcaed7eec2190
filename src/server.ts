/** The core behind a port: the API, the admin API and our pages, http and https alike. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { type Core, type CoreOptions, openCore } from './main.js'
import { version } from './version.js'
import type { Certificates } from './wire/certificates.js'
import { type OpenPort, openPort } from './wire/port.js'
import { defaultLimits, type Pair } from './wire/request.js'
import { wall } from './world/real.js'

export interface ServerOptions extends Omit<CoreOptions, 'publicUrl'> {
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Default 8688; 0 takes a free one. */
  readonly port?: number
  /** How users reach the server, where that differs: behind a mapped port. */
  readonly publicUrl?: string
  /** Names beside localhost that the certificate is for and that the admin API answers to. */
  readonly hostNames?: readonly string[]
  /** Where the local CA is kept. Default `~/.crossgrant`. */
  readonly certificates?: string
  readonly adminToken?: string
}

export interface Server {
  readonly core: Core
  readonly url: string
  readonly port: number
  /** The local CA and where its files are. */
  authority(): Promise<Certificates>
  /** Finishes what is under way, then closes the state. */
  close(graceMs?: number): Promise<void>
}

/** Starts a server. Errors: `PortTaken`; `StateInUse`, `StateUnusable`, `NewerFormat` of the store. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const host = options.host ?? '127.0.0.1'
  let url = options.publicUrl ?? ''
  const core = await openCore({ ...options, publicUrl: () => url })
  const authority = authorityOf(options)
  let open: OpenPort
  try {
    open = await openPort({
      host,
      port: options.port ?? 8688,
      handler: handlerFor(core, options),
      tls: authority.material,
      garbled: (reason) => core.refuseGarbled(reason),
      report: options.report ? (error) => options.report?.(error, 'tls') : () => {},
    })
  } catch (error) {
    await authority.stop()
    await core.close()
    throw error
  }
  url ||= `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${open.port}`
  const sweeping = sweepEvery(sweepMs, core, options)
  return {
    core,
    url,
    port: open.port,
    authority: authority.material,
    async close(graceMs = 5000) {
      await Promise.all([sweeping.stop(), authority.stop()])
      await open.close(graceMs)
      await core.close()
    },
  }
}

const sweepMs = 5 * 60_000

/** Frees space now and then. Stopping waits for a sweep that is under way. */
function sweepEvery(ms: number, { store, worlds, catalogue: { products } }: Core, options: ServerOptions) {
  let running: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    running = import('./control/sweep.js')
      .then(({ sweep }) =>
        sweep({
          store,
          worlds,
          products,
          wall: options.wall ?? wall,
          pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
        }),
      )
      .catch((error) => options.report?.(error, 'sweep'))
  }, ms)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}

/** The local CA is for clients that are told of its file, so it is there soon after the start; nobody waits for it but TLS. */
const authorityAfterMs = 200

/** The local CA and the server's certificate: made once, when a client asks for TLS or a moment after the start. */
function authorityOf({ certificates, hostNames = [], wall: own, report }: ServerOptions) {
  const folder = certificates ?? join(homedir(), '.crossgrant')
  let made: Promise<Certificates> | undefined
  const material = () => {
    made ??= import('./wire/certificates.js')
      .then(({ ensureCertificates }) => ensureCertificates(folder, hostNames, new Date((own ?? wall).now())))
      .catch((error) => {
        // The next client asks again: the folder may have become usable.
        made = undefined
        throw error
      })
    return made
  }
  const timer = setTimeout(() => material().catch((error) => report?.(error, 'certificates')), authorityAfterMs)
  timer.unref()
  return {
    material,
    stop: async () => {
      clearTimeout(timer)
      await made?.catch(() => {})
    },
  }
}

const controlPath = /^\/(?:admin|console|healthz|readyz|version)(?:[/?]|$)/

function handlerFor(core: Core, options: ServerOptions) {
  type Control = (request: IncomingMessage, response: ServerResponse, body: Uint8Array) => Promise<void>
  const hosts = hostsOf(options)
  let control: Promise<Control> | undefined
  // Loaded at its first request: the start does not pay for it.
  const loadControl = () =>
    import('./control/http.js').then(({ controlOf }) =>
      controlOf({
        worlds: core.worlds,
        operations: core.catalogue,
        version,
        hosts,
        ...(options.adminToken === undefined ? {} : { adminToken: options.adminToken }),
      }),
    )
  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '/'
    if (path === '/readyz' && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end('{"status":"ready"}')
      return
    }
    const answer = async () => {
      const body = await readBody(request)
      if (controlPath.test(path)) {
        control ??= loadControl()
        await (await control)(request, response, body)
      } else if (wantsPage(request)) response.writeHead(302, { location: '/console' }).end()
      else await answerCall(core, request, response, body)
    }
    answer().catch((error) => {
      // A client that hangs up in the middle of its request is no bug of ours.
      if (request.destroyed && !request.complete) return
      options.report?.(error, 'http')
      if (response.headersSent) response.destroy()
      else
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end('{"Code":"InternalError","Message":"unexpected failure"}')
    })
  }
}

/** Under which names, beside the local ones, users reach this server. */
function hostsOf({ hostNames = [], host, publicUrl }: ServerOptions): string[] {
  const given = [...hostNames, ...(host ? [host] : []), ...(publicUrl ? [new URL(publicUrl).hostname] : [])]
  return given.map((name) => name.toLowerCase())
}

/** A person with a browser, not a client. */
function wantsPage({ method, url = '/', headers }: IncomingMessage): boolean {
  return method === 'GET' && url === '/' && /\btext\/html\b/.test(headers.accept ?? '')
}

const nothing = new Uint8Array()

/** One byte more than the limit is enough to know that a body is too large; the rest is not kept. */
function readBody(request: IncomingMessage): Promise<Uint8Array> | Uint8Array {
  const { headers } = request
  if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return nothing
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    request.on('data', (chunk: Uint8Array) => {
      if (length > defaultLimits.bodyBytes) return
      chunks.push(chunk)
      length += chunk.byteLength
    })
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks, length)))
    request.on('error', reject)
    // A connection that is cut in the middle of a body has no end.
    request.on('close', () => reject(new Error('the connection was closed')))
  })
}

async function answerCall(core: Core, request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void> {
  const answer = await core.serve({
    kind: 'wire',
    request: { method: request.method ?? 'GET', target: request.url ?? '/', headers: pairs(request.rawHeaders), body },
    secure: (request.socket as TLSSocket).encrypted === true,
    sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  })
  if (answer.drop) {
    request.socket.destroy()
    return
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) }).end(answer.body)
}

function pairs(raw: readonly string[]): Pair[] {
  const headers: Pair[] = []
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([raw[i] as string, raw[i + 1] as string])
  return headers
}

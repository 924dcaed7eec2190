/**
 * One TCP port that speaks HTTP and HTTPS: a TLS client begins with the byte 0x16, which no HTTP method does. There is
 * one HTTP server behind both, so time limits, keep-alive and draining are the same for them.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'

export interface TlsMaterial {
  /** PEM. The certificate may be a chain. */
  readonly key: string
  readonly cert: string
}

/** Why node could not read a request: not HTTP, head larger than the limit, head or body not in time. */
export type Garbled = 'malformed' | 'too-large' | 'too-slow'

export interface PortOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void
  /** Asked at the first TLS connection and not before, so that start-up does not pay for certificates. */
  readonly tls: () => Promise<TlsMaterial>
  /** The answer to requests that never reach the handler, JSON: some clients crash on an empty body. */
  readonly garbled?: (reason: Garbled) => { readonly body: string; readonly headers: Readonly<Record<string, string>> }
  /** Told of TLS material that could not be had; the connection is dropped and the next one asks again. */
  readonly report?: (error: unknown) => void
  readonly limits?: Partial<PortLimits>
}

export interface PortLimits {
  readonly headBytes: number
  /** For the first byte, for the TLS handshake, and for the head of a request. */
  readonly headMs: number
  readonly requestMs: number
  readonly keepAliveMs: number
}

// Long operations are sent with all parameters in the URL. Keep-alive: what the real gateway announces.
const DEFAULTS: PortLimits = { headBytes: 131_072, headMs: 15_000, requestMs: 60_000, keepAliveMs: 25_000 }

export interface OpenPort {
  readonly port: number
  /**
   * Stops accepting at once and lets requests in flight finish, for at most so many milliseconds; then drops what is
   * left. Resolves when the last connection is gone. May be called again, also with a shorter grace.
   */
  close(graceMs: number): Promise<void>
}

export class PortTaken extends Error {
  readonly port: number

  constructor(host: string, port: number) {
    super(`port ${port} on ${host} is taken by another program`)
    this.name = 'PortTaken'
    this.port = port
  }
}

const TLS_HANDSHAKE = 0x16

const STATUS_LINES: Readonly<Record<Garbled, string>> = {
  malformed: '400 Bad Request',
  'too-large': '431 Request Header Fields Too Large',
  'too-slow': '408 Request Timeout',
}

/** Errors: PortTaken; others as node:net gives them (no permission, no such address). */
export async function openPort(options: PortOptions): Promise<OpenPort> {
  const limits = { ...DEFAULTS, ...options.limits }
  const drain = new Drain()
  const http = createServer(
    {
      maxHeaderSize: limits.headBytes,
      // A request without Host is answered like any other, and not by node with an empty body.
      requireHostHeader: false,
      headersTimeout: limits.headMs,
      // node refuses a limit for the whole that is below that for the head.
      requestTimeout: Math.max(limits.requestMs, limits.headMs),
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: Math.min(5_000, limits.headMs),
    },
    (request, response) => {
      drain.enter(response)
      options.handler(request, response)
    },
  )
  // `Expect` with anything but 100-continue: taken as if it were not there, since node's own answer has an empty body.
  http.on('checkExpectation', (request, response) => {
    drain.enter(response)
    options.handler(request, response)
  })
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => answerGarbled(error, socket as Socket, options.garbled))
  splitByFirstByte(http, options, limits, drain)
  await listen(http, options)
  return { port: (http.address() as AddressInfo).port, close: (graceMs) => drain.close(http, graceMs) }
}

/** node:http's own connection listener serves what is handed to it, be it a plain or a decrypted stream. */
function splitByFirstByte(http: Server, options: PortOptions, limits: PortLimits, drain: Drain): void {
  const [serve] = http.listeners('connection') as ((this: Server, socket: Socket) => void)[]
  if (serve === undefined) throw new Error('node:http does not listen for connections')
  const tls = lazily(async () => tlsServer(await options.tls(), limits, (socket) => serve.call(http, socket)))
  http.removeAllListeners('connection')
  http.on('connection', (socket: Socket) => {
    drain.hold(socket)
    const giveUp = () => socket.destroy()
    socket.on('error', giveUp)
    socket.once('end', giveUp)
    socket.setTimeout(limits.headMs, giveUp)
    socket.once('data', (first: Buffer) => {
      drain.release(socket)
      socket.pause()
      socket.unshift(first)
      if (first[0] === TLS_HANDSHAKE) {
        // As node's own HTTPS servers have it: half open, who hangs up during the handshake would be waited for to its time limit.
        socket.allowHalfOpen = false
        tls().then(
          (server) => handOver(socket, giveUp, () => server.emit('connection', socket)),
          (error) => {
            options.report?.(error)
            socket.destroy()
          },
        )
      } else {
        handOver(socket, giveUp, () => serve.call(http, socket))
        socket.resume()
      }
    })
  })
}

function handOver(socket: Socket, giveUp: () => void, take: () => void): void {
  if (socket.destroyed) return
  socket.setTimeout(0)
  socket.off('timeout', giveUp)
  socket.off('end', giveUp)
  take()
  // Only now: there is no moment at which an error of the socket has no listener.
  socket.off('error', giveUp)
}

function tlsServer(material: TlsMaterial, limits: PortLimits, serve: (socket: Socket) => void): TlsServer {
  const server = createTlsServer({ ...material, ALPNProtocols: ['http/1.1'], handshakeTimeout: limits.headMs }, serve)
  // A client that does not trust our certificate hangs up during the handshake; that is its business.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}

/** Shares one attempt between all who wait for it. A failed one is forgotten. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error) => {
      made = undefined
      throw error
    })
    return made
  }
}

function answerGarbled(error: NodeJS.ErrnoException, socket: Socket, garbled: PortOptions['garbled']): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const reason: Garbled =
    error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too-slow' : 'malformed'
  const { body, headers } = garbled?.(reason) ?? { body: '', headers: {} }
  const lines = Object.entries({ Connection: 'close', ...headers, 'Content-Length': String(Buffer.byteLength(body)) })
  const head = [`HTTP/1.1 ${STATUS_LINES[reason]}`, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n')
  socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy())
}

function listen(http: Server, { host, port }: PortOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortTaken(host, port) : error)
    http.once('error', refuse)
    http.listen(port, host, () => {
      http.off('error', refuse)
      resolve()
    })
  })
}

/** Knows what is unfinished: connections, those of them that have not sent a byte, and requests without a complete answer. */
class Drain {
  readonly #open = new Set<Socket>()
  readonly #silent = new Set<Socket>()
  readonly #unanswered = new Set<ServerResponse>()
  #http: Server | undefined
  #closed: Promise<void> | undefined

  hold(socket: Socket): void {
    this.#open.add(socket)
    this.#silent.add(socket)
    socket.once('close', () => {
      this.#open.delete(socket)
      this.#silent.delete(socket)
    })
  }

  release(socket: Socket): void {
    this.#silent.delete(socket)
  }

  enter(response: ServerResponse): void {
    if (this.#http !== undefined) response.setHeader('Connection', 'close')
    this.#unanswered.add(response)
    response.once('close', () => {
      this.#unanswered.delete(response)
      // An answer begun before the close promised keep-alive; its connection becomes idle after this event.
      if (this.#http !== undefined) setImmediate(() => this.#http?.closeIdleConnections())
    })
  }

  close(http: Server, graceMs: number): Promise<void> {
    this.#http = http
    this.#closed ??= new Promise((resolve) => {
      http.close(() => resolve())
      for (const socket of this.#silent) socket.destroy()
      for (const response of this.#unanswered) if (!response.headersSent) response.setHeader('Connection', 'close')
    })
    const timer = setTimeout(() => {
      for (const socket of this.#open) socket.destroy()
    }, graceMs)
    return this.#closed.finally(() => clearTimeout(timer))
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { get as getTls, Agent as TlsAgent } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Certificates, ensureCertificates } from './certificates.js'
import { type OpenPort, openPort, type PortOptions, PortTaken } from './port.js'

const opened: OpenPort[] = []
let folder = ''
let certificates: Certificates

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'port-'))
  certificates = await ensureCertificates(folder, [], new Date())
})

afterAll(() => rm(folder, { recursive: true, force: true }))

afterEach(async () => {
  await Promise.all(opened.splice(0).map((port) => port.close(0)))
})

async function open(options: Partial<PortOptions> = {}): Promise<OpenPort> {
  const port = await openPort({
    host: '127.0.0.1',
    port: 0,
    handler: (request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => response.end(`${request.method} ${'encrypted' in request.socket} ${body}`))
    },
    tls: async () => certificates,
    ...options,
  })
  opened.push(port)
  return port
}

/** Something that a test waits for. */
function signal(): { came: Promise<void>; give: () => void } {
  let give = () => {}
  const came = new Promise<void>((resolve) => {
    give = resolve
  })
  return { came, give: () => give() }
}

interface Reply {
  readonly status: number | undefined
  readonly body: string
  readonly connection: string | undefined
  readonly localPort: number | undefined
}

function ask(scheme: 'http' | 'https', port: number, options: { agent?: Agent; ca?: string } = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = (scheme === 'https' ? getTls : get)(`${scheme}://localhost:${port}/`, { family: 4, ...options }, (response) => {
      const localPort = response.socket.localPort
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, body, connection: response.headers.connection, localPort }))
      response.on('error', reject)
    })
    request.on('error', reject)
  })
}

/** Sends bytes as they are, and gives all that comes back until the server hangs up. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket: Socket = connect(port, '127.0.0.1', () => {
      if (bytes !== '') socket.write(bytes)
    })
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('one port', () => {
  it('answers http and https, to clients that trust the local authority', async () => {
    const { port } = await open()
    expect(await ask('http', port)).toMatchObject({ status: 200, body: 'GET false ' })
    expect(await ask('https', port, { ca: certificates.ca })).toMatchObject({ status: 200, body: 'GET true ' })
  })

  it('is refused by an https client that does not trust the authority, and goes on serving', async () => {
    const { port } = await open()
    await expect(ask('https', port)).rejects.toThrow(/certificate/)
    expect(await ask('https', port, { ca: certificates.ca })).toMatchObject({ status: 200 })
  })

  it('keeps connections alive in both', async () => {
    const { port } = await open()
    for (const scheme of ['http', 'https'] as const) {
      const agent = new (scheme === 'http' ? Agent : TlsAgent)({ keepAlive: true, maxSockets: 1 })
      const first = await ask(scheme, port, { agent, ca: certificates.ca })
      const second = await ask(scheme, port, { agent, ca: certificates.ca })
      expect([first.connection, second.localPort]).toEqual(['keep-alive', first.localPort])
      agent.destroy()
    }
  })

  it('reads a request that comes byte by byte, and requests that come in one piece', async () => {
    const { port } = await open()
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      socket.setNoDelay(true)
      const bytes = [...'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc']
      const next = () => {
        const byte = bytes.shift()
        if (byte !== undefined) socket.write(byte, () => setImmediate(next))
      }
      socket.on('connect', next)
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/POST false abc$/)
    const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
    const both = await raw(port, `${get}${get.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')}`)
    expect(both.match(/200 OK/g)).toHaveLength(2)
  })

  it('asks for certificates at the first TLS connection only, once, and again after a failure', async () => {
    let asked = 0
    const reported: unknown[] = []
    const { port } = await open({
      tls: async () => {
        asked++
        if (asked === 1) throw new Error('no disk')
        return certificates
      },
      report: (error) => reported.push(error),
    })
    await ask('http', port)
    expect(asked).toBe(0)
    await expect(ask('https', port, { ca: certificates.ca })).rejects.toThrow()
    expect(reported).toEqual([new Error('no disk')])
    await Promise.all([1, 2, 3].map(() => ask('https', port, { ca: certificates.ca })))
    expect(asked).toBe(2)
  })

  it('that is taken is told apart from other failures (PortTaken)', async () => {
    const { port } = await open()
    await expect(open({ port })).rejects.toThrow(PortTaken)
    await expect(open({ port })).rejects.toMatchObject({ port })
    await expect(open({ host: '192.0.2.1' })).rejects.not.toBeInstanceOf(PortTaken)
  })
})

describe('clients that misbehave', () => {
  const limits = { headBytes: 2048, headMs: 60, requestMs: 120, keepAliveMs: 60 }
  const garbled = (reason: string) => ({ body: JSON.stringify({ Code: reason }), headers: { 'content-type': 'application/json' } })

  it.each([
    ['no HTTP', 'hello\r\n\r\n', '400 Bad Request', 'malformed'],
    ['a head that is too large', `GET /${'x'.repeat(5000)} HTTP/1.1\r\n\r\n`, '431 Request Header Fields Too Large', 'too-large'],
    ['a head that does not end', 'GET / HTTP/1.1\r\nHost: x\r\n', '408 Request Timeout', 'too-slow'],
    ['a body that does not end', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc', '408 Request Timeout', 'too-slow'],
  ])('%s: an answer with a JSON body, and the connection is closed', async (_what, bytes, status, reason) => {
    const { port } = await open({ limits, garbled })
    const answer = await raw(port, bytes)
    expect(answer).toMatch(`HTTP/1.1 ${status}\r\n`)
    expect(answer).toMatch(new RegExp(`\r\n\r\n{"Code":"${reason}"}$`))
  })

  it.each([
    ['says nothing', ''],
    ['begins a TLS handshake and stops', '\x16\x03\x01'],
  ])('a client that %s is dropped', async (_what, bytes) => {
    const { port } = await open({ limits, garbled })
    expect(await raw(port, bytes)).toBe('')
  })
})

describe('closing', () => {
  it.each(['http', 'https'] as const)('lets the %s request in flight finish, and refuses new connections', async (scheme) => {
    let answer: (() => void) | undefined
    const arrived = signal()
    const server = await open({
      handler: (_request, response) => {
        answer = () => response.end('done')
        arrived.give()
      },
    })
    const agent = new (scheme === 'http' ? Agent : TlsAgent)({ keepAlive: true })
    const reply = ask(scheme, server.port, { agent, ca: certificates.ca })
    await arrived.came
    const closed = server.close(30_000)
    await expect(ask('http', server.port)).rejects.toThrow('ECONNREFUSED')
    answer?.()
    expect(await reply).toMatchObject({ status: 200, body: 'done', connection: 'close' })
    await closed
  })

  it('does not wait for idle or silent connections', async () => {
    const server = await open()
    const agents = [new Agent({ keepAlive: true }), new TlsAgent({ keepAlive: true })]
    await ask('http', server.port, { agent: agents[0] as Agent })
    await ask('https', server.port, { agent: agents[1] as Agent, ca: certificates.ca })
    const silent = raw(server.port, '')
    await ask('http', server.port)
    await server.close(30_000)
    expect(await silent).toBe('')
  })

  it('an answer begun before the close ends its connection too', async () => {
    let finish: (() => void) | undefined
    const arrived = signal()
    const server = await open({
      handler: (_request, response) => {
        response.writeHead(200, { 'Content-Length': '4' })
        response.write('do')
        finish = () => response.end('ne')
        arrived.give()
      },
    })
    const reply = ask('http', server.port, { agent: new Agent({ keepAlive: true }) })
    await arrived.came
    const closed = server.close(30_000)
    finish?.()
    expect(await reply).toMatchObject({ body: 'done' })
    await closed
  })

  it('drops what is left when the grace is over', async () => {
    const arrived = signal()
    const server = await open({ handler: () => arrived.give() })
    const reply = ask('https', server.port, { ca: certificates.ca })
    const failed = expect(reply).rejects.toThrow()
    await arrived.came
    await server.close(1)
    await failed
  })
})

it('a client that hangs up in the middle of a TLS handshake is let go at once, not when its time is over', async () => {
  const { port } = await open({ limits: { headMs: 600_000 } })
  const socket = connect(port, '127.0.0.1')
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => {})
  // The beginning of a hello that announces more than ever comes.
  socket.end(Buffer.from([0x16, 3, 1, 0, 8, 1, 0, 0x40, 0, 3, 3, 0, 0]))
  socket.resume()
  await closed
}, 5000)

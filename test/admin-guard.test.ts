import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyOf, variants } from './clients/connect.js'
import { type TestServer, testServer } from './server.js'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

interface Told {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  readonly body: any
}

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}
/** What it refused, which always has a code, a message and a hint. */
async function refused(method: string, path: string, body?: unknown): Promise<{ status: number; code: string; hint: string }> {
  const { status, body: told } = await ask(method, `/admin/v1${path}`, body)
  expect(told).toEqual({
    error: { code: expect.any(String), message: expect.any(String), hint: expect.any(String), docs: '/admin/v1/model' },
  })
  return { status, code: told.error.code, hint: told.error.hint }
}

test('health, readiness and version are open to everybody', async () => {
  expect(await ask('GET', '/healthz')).toEqual({ status: 200, body: { status: 'ok' } })
  expect(await ask('GET', '/readyz')).toEqual({ status: 200, body: { status: 'ready' } })
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } })
  expect(await ask('GET', '/version')).toEqual({ status: 200, body: { version: manifest.version } })
})

test('a path that is nothing is a 404 with a hint, also when it cannot be decoded', async () => {
  expect(await refused('GET', '/nothing')).toMatchObject({ status: 404, code: 'NotFound' })
  expect(await refused('PUT', '/worlds', {})).toMatchObject({ status: 404, code: 'NotFound' })
  expect((await refused('GET', '/worlds/%zz')).status).toBeGreaterThanOrEqual(400)
})

test('a person with a browser is sent to the pages; the page of a request that is not kept says so', async () => {
  const home = await fetch(`${server.url}/`, { headers: { accept: 'text/html' }, redirect: 'manual' })
  expect([home.status, home.headers.get('location')]).toEqual([302, '/console'])
  expect(await (await fetch(`${server.url}/console`)).text()).toContain('local-network')
  const gone = await fetch(`${server.url}/console/e/00000000-0000-5000-8000-000000000000`)
  expect([gone.status, (await gone.text()).includes('No such request')]).toEqual([404, true])
  const script = await fetch(`${server.url}/console/e/%3Cscript%3Ealert(1)%3C%2Fscript%3E`)
  expect(await script.text()).not.toContain('<script>')
})

describe('the guard', () => {
  /** `fetch` would not let a Host be chosen. */
  function raw(
    at: TestServer,
    method: string,
    headers: Record<string, string>,
    body = '{"name":"from-outside"}',
    path = '/admin/v1/worlds',
  ) {
    return new Promise<{ status: number | undefined; code: string | undefined }>((resolve, reject) => {
      const sent = request({ port: at.port, host: '127.0.0.1', method, path, headers }, (answer) => {
        let text = ''
        answer.on('data', (chunk) => {
          text += chunk
        })
        const isPage = /html/.test(answer.headers['content-type'] ?? '')
        answer.on('end', () => resolve({ status: answer.statusCode, code: isPage ? 'page' : JSON.parse(text).error?.code }))
      })
      sent.once('error', reject)
      sent.end(method === 'GET' ? undefined : body)
    })
  }
  const json = { 'content-type': 'application/json' }

  test('lets no page of another site in, by its host or by its origin', async () => {
    expect(await raw(server, 'GET', { host: 'evil.example' })).toEqual({ status: 403, code: 'ForeignHost' })
    expect(await raw(server, 'GET', { host: '127.0.0.1.evil.example' })).toEqual({ status: 403, code: 'ForeignHost' })
    expect(await raw(server, 'POST', { ...json, origin: 'https://evil.example' })).toEqual({ status: 403, code: 'ForeignOrigin' })
    expect(await raw(server, 'POST', { ...json, origin: 'null' })).toEqual({ status: 403, code: 'ForeignOrigin' })
    expect(await raw(server, 'GET', { host: `cn-hangzhou.localhost:${server.port}` })).toMatchObject({ status: 200 })
    expect(await raw(server, 'POST', { ...json, origin: server.url }, '{"name":"from-here"}')).toMatchObject({ status: 200 })
  })

  test('lets no form in: writes are JSON', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await raw(server, 'POST', form)).toEqual({ status: 415, code: 'JsonNeeded' })
    expect(await raw(server, 'POST', { 'content-type': 'text/plain' })).toEqual({ status: 415, code: 'JsonNeeded' })
    expect(await raw(server, 'POST', {})).toEqual({ status: 415, code: 'JsonNeeded' })
    expect(await raw(server, 'POST', json, '[1]')).toEqual({ status: 400, code: 'InvalidJson' })
    expect(await raw(server, 'POST', json, '{')).toEqual({ status: 400, code: 'InvalidJson' })
  })

  test('cannot be walked around by spelling a path otherwise', async () => {
    const guarded = await testServer({ adminToken: 'open-sesame' })
    try {
      for (const path of ['/version/../%61dmin/v1/worlds', '/console/../%61dmin/v1/worlds', '/healthz/%2e%2e/admin/v1/worlds'])
        for (const method of ['GET', 'POST'])
          expect(await raw(guarded, method, json, undefined, path), path).toEqual({ status: 401, code: 'Unauthorized' })
      expect(await raw(server, 'GET', { host: 'evil.example' }, undefined, '/version/../%61dmin/v1/worlds')).toEqual({
        status: 403,
        code: 'ForeignHost',
      })
    } finally {
      await guarded.close()
    }
  })

  test('shows pages to this machine, to addresses and to names that the server was told of, not to a name that leads here', async () => {
    const page = (at: TestServer, host: string) => raw(at, 'GET', { host }, undefined, '/console')
    for (const host of ['localhost:8688', '127.0.0.1', '192.0.2.7:8688', '[2001:db8::1]:8688'])
      expect(await page(server, host), host).toEqual({ status: 200, code: 'page' })
    expect(await page(server, 'evil.example')).toEqual({ status: 403, code: 'ForeignHost' })
    const named = await testServer({ hostNames: ['devbox'], publicUrl: 'http://Cloud.example:9000' })
    try {
      for (const host of ['devbox:8688', 'cloud.example:9000']) {
        expect(await page(named, host), host).toEqual({ status: 200, code: 'page' })
        expect(await raw(named, 'GET', { host }), host).toMatchObject({ status: 200 })
      }
    } finally {
      await named.close()
    }
  })

  test('with a token asks everybody for it, wherever they come from, and leaves the API itself open', async () => {
    const guarded = await testServer({ adminToken: 'open-sesame' })
    try {
      expect(await raw(guarded, 'GET', {})).toEqual({ status: 401, code: 'Unauthorized' })
      expect(await raw(guarded, 'GET', { authorization: 'Bearer wrong' })).toEqual({ status: 401, code: 'Unauthorized' })
      const authorization = 'Bearer open-sesame'
      expect(await raw(guarded, 'GET', { authorization, host: 'crossgrant.example' })).toMatchObject({ status: 200 })
      expect(await raw(guarded, 'POST', { ...json, authorization })).toMatchObject({ status: 200 })
      const [client] = variants as [(typeof variants)[number]]
      const network = await client.connect(guarded, keyOf('network'))
      expect(await network.call('Sts', 'GetCallerIdentity')).toMatchObject({ IdentityType: 'Account' })
    } finally {
      await guarded.close()
    }
  })
})

/** Whatever a stranger sends is answered as an API answers, or its connection is closed; and the next good call is answered too. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fields, Shape } from '../src/model/index.js'
import type { Pair } from '../src/wire/request.js'
import { signV1, signV3 } from '../src/wire/sign.js'
import { letters, stream } from '../src/world/random.js'
import { pairsOf } from './kill/signed.js'
import { type Answer, exchange, isWhole, read, shown } from './pipeline/raw.js'
import { type TestServer, testServer } from './server.js'

const seed = process.env.CROSSGRANT_TEST_SEED ?? String(Date.now())
const next = stream(`fuzz/${seed}`)
const below = (limit: number) => next() % limit
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T
const chance = (of: number) => below(of) === 0
const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)))
const word = (length = 1 + below(12)) => letters(`${seed}/${next()}`, length, 'mixed')

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  console.log(`fuzzed with CROSSGRANT_TEST_SEED=${seed}`)
})
/** Bugs of ours that the server met fail here. */
afterAll(() => server.close())

/** As an API answers: no failure of ours, one object, a code when refused, the request id said twice alike. */
function expectDecent({ status, headers, body }: Answer, sent: string): void {
  const about = `${sent.slice(0, 400)}\n->\n${status} ${body.slice(0, 400)}`
  expect(status, about).toBeLessThan(500)
  const id = headers.get('x-acs-request-id') ?? ''
  expect(id, about).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  if (headers.get('content-type') === 'text/xml;charset=utf-8') {
    expect(/<RequestId>([^<]+)<\/RequestId>/.exec(body)?.[1], about).toBe(id)
    if (status >= 400) expect(body, about).toMatch(/<Code>[^<]+<\/Code>/)
    return
  }
  const value = JSON.parse(body) as Record<string, unknown>
  expect(value !== null && typeof value === 'object' && !Array.isArray(value), about).toBe(true)
  expect(value.RequestId, about).toBe(id)
  if (status >= 400) expect(typeof value.Code === 'string' && value.Code !== '', about).toBe(true)
}

async function expectAlive(): Promise<void> {
  const host = `127.0.0.1:${server.port}`
  const unsigned = { host, action: 'GetCallerIdentity', version: '2015-04-01' }
  const key = { accessKeyId: 'local-network', accessKeySecret: 'local-secret' }
  const received = await exchange(server.port, written(signV3(unsigned, key, { now: new Date(), nonce: word(24) })))
  expect(read(received)).toMatchObject({ status: 200 })
}

interface Request {
  readonly method: string
  readonly target: string
  readonly headers: readonly Pair[]
  readonly body: Uint8Array
}

function written({ method, target, headers, body }: Request): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  const length = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name))
    ? []
    : [`content-length: ${body.byteLength}`]
  return Buffer.concat([Buffer.from(`${[...lines, ...length].join('\r\n')}\r\n\r\n`), body])
}

/** So many at a time. */
async function inBatches<T>(items: readonly T[], run: (item: T) => Promise<void>, size = 24): Promise<void> {
  for (let i = 0; i < items.length; i += size) await Promise.all(items.slice(i, i + size).map(run))
}

const host: Pair = ['host', '127.0.0.1']
const formType: Pair = ['content-type', 'application/x-www-form-urlencoded']
const post = (body: string | Uint8Array, ...headers: Pair[]): Request => ({
  ...{ method: 'POST', target: '/', headers: [host, ...headers] },
  body: Buffer.from(body as string),
})
const get = (target: string, ...headers: Pair[]): Request => ({
  method: 'GET',
  target,
  headers: [host, ...headers],
  body: Buffer.alloc(0),
})
const known = 'Action=DescribeVpcs&Version=2016-04-28'

/** Requests that HTTP can carry, each broken in its own way. */
const broken: Readonly<Record<string, () => Request>> = {
  'random bytes as a form': () => post(bytes(below(3000)), formType),
  'broken escapes in a query': () => get(`/?${known}&${word()}=%${pick(['', 'G', '0', 'FF', 'zz%', 'C0%AF', 'ED%A0%80', '00'])}`),
  'broken escapes in a form': () => post(`${known}&%${pick(['', '9', 'FF', 'XY'])}=${word()}%`, formType),
  'a path that does not decode': () => get(`/%${pick(['', 'F', 'FF', 'C0%80'])}?${known}`),
  'huge names': () => post(`${known}&${word(513 + below(200_000))}=1`, formType),
  'huge values': () => post(`${known}&a=${word(131_073 + below(100_000))}`, formType),
  'deep names': () => post(`${known}&${'a.'.repeat(17 + below(5000))}b=1`, formType),
  'empty parts of names': () => post(`${known}&.=1&..=2&a..b=3&.a=4&a.=5&=6&==&&&`, formType),
  'thousands of pairs': () =>
    post(`${known}${Array.from({ length: 1990 + below(5000) }, (_, i) => `&p.${i}=${i}`).join('')}`, formType),
  'an unexpected content type': () =>
    post(JSON.stringify({ Action: 'DescribeVpcs' }), [
      'content-type',
      pick(['application/json', 'text/xml', 'multipart/form-data; boundary=x', '', ';;;', word(300)]),
    ]),
  'a body beyond the limit': () => post(Buffer.alloc(1_048_577 + below(500_000), 'a'), formType),
  'names of prototypes': () =>
    post(
      `Action=${pick(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])}&Version=${pick(['2016-04-28', '__proto__', 'constructor'])}&__proto__.x=1&constructor.prototype.y=2`,
      formType,
    ),
  'duplicate headers': () =>
    get(
      `/?${known}`,
      ['x-acs-action', 'A'],
      ['x-acs-action', 'B'],
      ['authorization', 'ACS3-HMAC-SHA256 a'],
      ['authorization', 'b'],
      ['host', 'c'],
    ),
  'an absurd authorization': () =>
    get(
      `/?${known}`,
      ['x-acs-action', 'DescribeVpcs'],
      ['x-acs-version', '2016-04-28'],
      [
        'authorization',
        pick([
          'ACS3-',
          'ACS3-HMAC-SHA256',
          'ACS3-HMAC-SHA256 Credential=,SignedHeaders=,Signature=',
          `ACS3-HMAC-SHA256 Credential=${word(5000)},SignedHeaders=host,Signature=00`,
          `ACS3-HMAC-SHA256 Credential=a,SignedHeaders=${'x;'.repeat(4000)},Signature=${'f'.repeat(64)}`,
          'ACS3-RSA-SHA256 Credential=a,SignedHeaders=b,Signature=c',
          'Bearer x',
          `Basic ${word(100)}`,
          'ACS3-HMAC-SHA256 Credential=\u00ff,SignedHeaders=\u0001,Signature=zz'.replace('\u0001', ''),
        ]),
      ],
    ),
  'an absurd V1 signature': () =>
    get(
      `/?${known}&AccessKeyId=${pick(['', '%00', word(400), 'local-network', '%F0%9F%92%A9'])}&SignatureMethod=${pick(['HMAC-SHA1', 'HMAC-MD5', ''])}&SignatureVersion=1.0&SignatureNonce=${word()}&Timestamp=${pick(['', 'now', '2026-13-45T99:99:99Z', new Date().toISOString().replace(/\.\d+Z/, 'Z'), '-271821-04-20T00:00:00Z'])}&Signature=${pick(['', 'AAAA', '%ff', 'a'.repeat(5000)])}`,
    ),
  'an unknown format': () => get(`/?${known}&Format=${pick(['YAML', '', 'xml%00', 'XML', 'json%20'])}`),
  'a method of its own': () => ({
    ...get(`/?${known}`),
    method: pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'REPORT']),
  }),
  'a target of its own': () => ({
    ...get('/'),
    target: pick([
      '*',
      '//',
      '/?',
      '?',
      'http://',
      `http://elsewhere/?${known}`,
      `/${'../'.repeat(100)}?${known}`,
      '/?&&&=',
      `/?${known}#x`,
    ]),
  }),
  'an absurd host': () => ({
    ...get(`/?${known}`),
    headers: [['host', pick(['', ':', '[::1', word(500), 'a b', '../..', '%00'])]],
  }),
  'no version or action': () =>
    get(`/?${pick(['', 'Action=', 'Version=', 'Action=A&Version=', 'action=DescribeVpcs&version=2016-04-28'])}`),
  'an absurd admin request': () =>
    get(
      pick([
        '/admin/',
        '/admin//',
        '/admin/v1/worlds/%',
        '/admin/v1/worlds/%E0%A4',
        '/admin/v1/worlds/%00',
        `/admin/v1/worlds/${word(5000)}`,
        '/admin/v1/worlds/__proto__/clock',
        '/admin/v1/worlds/default/requests?limit=-5',
        '/admin/v1/worlds/default/requests/%F0%9F%92%A9',
        '/admin/../x',
        '/admin/v1/worlds/.server',
        '/admin/v1/worlds/default/requests?limit=1e999',
      ]),
    ),
}

test.each(Object.entries(broken))('%s: answered as a refusal, and the server goes on', async (_name, make) => {
  await inBatches(Array.from({ length: 12 }, make), async (request) => {
    const sent = written(request)
    const answer = read(await exchange(server.port, sent))
    if (!answer) return expect.fail(`no answer to ${shown(sent)}`)
    if (request.target.startsWith('/admin')) expect(answer.status, request.target).toBeLessThan(500)
    else expectDecent(answer, shown(sent))
  })
  await expectAlive()
})

/** Bytes that are no HTTP, or only begin as if they were. */
const garbled: Readonly<Record<string, () => Uint8Array>> = {
  'random bytes': () => bytes(1 + below(4000)),
  'a TLS record of random bytes': () => {
    const record = bytes(1 + below(600))
    return Buffer.concat([Buffer.from([0x16, 3, 1, record.length >> 8, record.length & 255]), record])
  },
  'HTTP/2': () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  'an old or odd version': () => Buffer.from(`GET /?${known} HTTP/${pick(['0.9', '1.0', '2.0', '9', 'x'])}\r\n\r\n`),
  'a head without end': () => Buffer.from(`POST /?${known} HTTP/1.1\r\nhost: a\r\nx-${word(below(2000))}`),
  'a head beyond the limit': () => Buffer.from(`GET /?${word(140_000)} HTTP/1.1\r\nhost: a\r\n\r\n`),
  'headers that are none': () =>
    Buffer.from(
      `GET / HTTP/1.1\r\nhost: a\r\n${pick(['no colon', ': x', 'a\0b: c', ' folded: x', 'a: b\rc', 'content-length: -1', 'content-length: 1\r\ncontent-length: 2', 'transfer-encoding: gzip', 'content-length: 3\r\ntransfer-encoding: chunked'])}\r\n\r\n`,
    ),
  'broken chunks': () =>
    Buffer.from(
      `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n${pick(['zz\r\nabc\r\n', '5\r\nab\r\n0\r\n\r\n', '-1\r\n', 'ffffffffffffffff\r\n', '3\r\nabcdef', '0\r\nx', ''])}`,
    ),
  'a body that ends too soon': () => Buffer.from(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5000\r\n\r\n${word(below(4000))}`),
  'an upgrade or a tunnel': () =>
    Buffer.from(
      pick([
        'CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n',
        `GET /?${known} HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
      ]),
    ),
  'a good head with bytes changed': () => {
    const sent = written(get(`/?${known}`, ['accept', '*/*'], ['user-agent', word(40)]))
    for (let i = 0; i < 3; i++) sent[below(sent.length)] = below(256)
    return sent
  },
}

test.each(Object.entries(garbled))('%s: refused or closed in time, and the server goes on', async (_name, make) => {
  await inBatches(Array.from({ length: 12 }, make), async (sent) => {
    const received = await exchange(server.port, sent)
    const answer = read(received)
    // Nothing, a TLS alert, or an answer.
    if (answer)
      expect(answer.status, `${Buffer.from(sent).toString('latin1').slice(0, 300)} -> ${answer.body.slice(0, 300)}`).toBeLessThan(
        500,
      )
    if (answer && answer.body !== '' && !isWhole(received)) expect.fail(`half an answer: ${received.toString('latin1')}`)
    if (answer && answer.status >= 400 && answer.body !== '')
      expect(JSON.parse(answer.body)).toMatchObject({ Code: expect.stringMatching(/./) })
  })
  await expectAlive()
})

/** A value as a stranger, a careless or a clever client would send it. */
function someValue(shape: Shape): unknown {
  if (chance(12)) return undefined
  if (chance(12))
    return pick([
      { __proto__x: 'a' },
      ['a', 'b'],
      { 1: { 2: { 3: 'x' } } },
      '',
      ' ',
      '\u0000',
      '💩',
      'ÿ',
      '<&>"\'',
      '%s',
      '$(x)',
      '../',
      "'; --",
    ])
  switch (shape.kind) {
    case 'flag':
      return pick(['true', 'false', 'TRUE', '1', '', 'yes'])
    case 'whole':
      return pick([shape.example, 0, -1, 1, 50, 2 ** 31, 2 ** 53, '1e3', '0x10', '007', 'NaN', ''])
    case 'structure':
      return Object.fromEntries(Object.entries(shape.fields as Fields).map(([name, member]) => [name, someValue(member)]))
    case 'list': {
      if (shape.jsonText && chance(2)) return bomb()
      const most = chance(6) ? 60 : 4
      return Array.from({ length: below(most) }, () => someValue(shape.item as Shape))
    }
    default:
      return pick([
        shape.example ?? word(),
        shape.example ?? word(),
        ...(shape.oneOf ?? []),
        word(),
        word(5000),
        '1000000000000003',
        'acs:ram::1:role/x',
        '{"Version":"1","Statement":[]}',
        '10.0.0.0/8',
        '🀄'.repeat(60),
      ])
  }
}

/** JSON that is deep, wide, or means something else than it says. */
function bomb(): string {
  const deep = 1 + below(60_000)
  return pick([
    `${'['.repeat(deep)}${']'.repeat(deep)}`,
    `${'{"a":'.repeat(deep / 5)}1${'}'.repeat(deep / 5)}`,
    `[${'1,'.repeat(deep)}1]`,
    '[{"__proto__":{"TargetId":"1"}}]',
    '{"constructor":{"prototype":{"x":1}}}',
    '[{"TargetId":1e999,"Property":-0}]',
    '[{"TargetId":"1","Property":"{\\"a\\":',
    `["${'\\u0000'.repeat(deep / 10)}"]`,
    '[null,[null],{}]',
  ])
}

test('every operation with random parameters, signed either way, answers or refuses in its own words', {
  timeout: 120_000,
}, async () => {
  const calls: { readonly request: Request; readonly about: string }[] = []
  for (const product of server.core.catalogue.products)
    for (const name of server.core.catalogue.names(product)) {
      const operation = await server.core.catalogue.operation(product, name)
      if (typeof operation === 'string') continue
      for (let i = 0; i < 8; i++) {
        const parameters = Object.fromEntries(
          Object.entries(operation.input).map(([parameter, shape]) => [parameter, someValue(shape)]),
        )
        const xml: Pair[] = i % 4 === 3 ? [['Format', 'XML']] : []
        const unsigned = { host: '127.0.0.1', action: name, version: product.version, form: [...pairsOf(parameters), ...xml] }
        const key = {
          accessKeyId: pick(['local-network', 'local-network.admin', 'local-prod', 'local-partner']),
          accessKeySecret: 'local-secret',
        }
        const sign = i % 2 === 0 ? signV1 : signV3
        calls.push({
          request: sign(unsigned, key, { now: new Date(), nonce: word(30) }),
          about: `${name} ${JSON.stringify(parameters)}`,
        })
      }
    }
  let answered = 0
  await inBatches(calls, async ({ request, about }) => {
    const answer = read(await exchange(server.port, written(request)))
    if (!answer) return expect.fail(`no answer to ${about.slice(0, 400)}`)
    expectDecent(answer, about)
    // The signature has to hold, whatever is signed, else nothing behind it was tried.
    expect(answer.body, about.slice(0, 600)).not.toMatch(/SignatureDoesNotMatch|IncompleteSignature/)
    if (answer.status === 200) answered += 1
  })
  await expectAlive()
  expect(answered, 'some of so many are right by chance').toBeGreaterThan(20)
})

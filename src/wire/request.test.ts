import { describe, expect, it } from 'vitest'
import { defaultLimits, isUnreadable, type Pair, type ParsedRequest, parse } from './request.js'

const FORM = 'application/x-www-form-urlencoded'

function get(target: string) {
  return parse({ method: 'GET', target, headers: [], body: new Uint8Array() })
}

function post(body: string | Uint8Array, type = FORM, target = '/') {
  return parse({ method: 'POST', target, headers: [['Content-Type', type]], body: Buffer.from(body as string) })
}

function readable(parsed: ReturnType<typeof parse>): ParsedRequest {
  if (isUnreadable(parsed)) throw new Error(JSON.stringify(parsed))
  return parsed
}

describe('reading pairs', () => {
  it.each<[string, Pair[]]>([
    ['/', []],
    ['/?', []],
    [
      '/?a=1&b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      '/?a=1&&b&=c&',
      [
        ['a', '1'],
        ['b', ''],
        ['', 'c'],
      ],
    ],
    ['/?a=b=c', [['a', 'b=c']]],
    ['/?a+b=c+d%2Be', [['a b', 'c d+e']]],
    ['/?a=%e8%B5%84%F0%9F%98%80', [['a', '资😀']]],
    ['/?a=%00', [['a', '\0']]],
    ['/?a?b=c/d', [['a?b', 'c/d']]],
  ])('%s', (target, pairs) => {
    expect(readable(get(target)).query).toEqual(pairs)
  })

  it('a later name replaces an earlier one, the form the query, and all pairs are kept', () => {
    const parsed = readable(post('a=3&__proto__=x', `${FORM}; charset=UTF-8`, '/?a=1&a=2&b=1'))
    expect([...parsed.parameters]).toEqual([
      ['a', '3'],
      ['b', '1'],
      ['__proto__', 'x'],
    ])
    expect([parsed.query.length, parsed.form.length]).toEqual([3, 2])
  })

  it.each([FORM, `${FORM};charset=utf-8`, 'Application/X-WWW-Form-URLEncoded ; charset=utf-8'])('a form is a form: %s', (type) => {
    expect(readable(post('a=资', type)).form).toEqual([['a', '资']])
  })

  it.each(['application/json', 'text/plain', '', `${FORM}x`])('a body of another type has no pairs: %j', (type) => {
    expect(readable(post('a=1', type)).form).toEqual([])
  })
})

describe('the target', () => {
  it.each([
    ['/api/v1/a%20b?x=1', '/api/v1/a%20b'],
    ['http://127.0.0.1:8688/?x=1', '/'],
    ['http://127.0.0.1:8688?x=1', '/'],
    ['HTTPS://host/path', '/path'],
    ['?x=1', '/'],
    ['', '/'],
  ])('%s has the path %s', (target, path) => {
    expect(readable(get(target)).path).toBe(path)
  })
})

it('headers are found by lower-case name, repeated ones sorted and joined, and read as UTF-8 where they are', () => {
  const sent = Buffer.from('资源').toString('latin1')
  const headers: Pair[] = [
    ['X-Acs-B', ' 2 '],
    ['x-acs-b', '10'],
    ['Host', 'h'],
    ['x-name', sent],
    ['x-latin', 'caf\u00e9'],
  ]
  const parsed = readable(parse({ method: 'GET', target: '/', headers, body: new Uint8Array() }))
  expect([...parsed.headers]).toEqual([
    ['x-acs-b', '10,2'],
    ['host', 'h'],
    ['x-name', '资源'],
    ['x-latin', 'caf\u00e9'],
  ])
})

describe('what cannot be read is said, not thrown', () => {
  const long = 'x'.repeat(600)
  it.each([
    ['a broken escape in a name', get('/?%zz=1'), { kind: 'bad-encoding', where: 'query', name: '%zz' }],
    ['a broken escape in a value', get('/?a=%f'), { kind: 'bad-encoding', where: 'query', name: 'a' }],
    ['bytes that are not UTF-8', get('/?a=%C3%28'), { kind: 'bad-encoding', where: 'query', name: 'a' }],
    ['an overlong form', get('/?a=%C0%80'), { kind: 'bad-encoding', where: 'query', name: 'a' }],
    ['half a surrogate pair', get('/?a=%ED%A0%80'), { kind: 'bad-encoding', where: 'query', name: 'a' }],
    ['bare characters outside ASCII in the target', get('/?a=é'), { kind: 'bad-encoding', where: 'query' }],
    ['a broken escape in the path', get('/a%/b'), { kind: 'bad-encoding', where: 'path' }],
    ['a form that is not UTF-8', post(Buffer.from([0x61, 0x3d, 0xff])), { kind: 'bad-encoding', where: 'form' }],
    ['an escape in the form', post('a=%FF'), { kind: 'bad-encoding', where: 'form', name: 'a' }],
    ['a long name', get(`/?${long}=1`), { kind: 'name-too-long', where: 'query', limit: 512, name: 'x'.repeat(64) }],
    ['a long value', post(`a=${'x'.repeat(131_073)}`), { kind: 'value-too-long', where: 'form', limit: 131_072, name: 'a' }],
    ['a deep name', get(`/?${'a.'.repeat(16)}a=1`), { kind: 'too-deep', where: 'query', limit: 16 }],
    ['a large body of any type', post('x'.repeat(1_048_577), 'text/plain'), { kind: 'body-too-large', limit: 1_048_576 }],
  ])('%s', (_what, parsed, fault) => {
    expect(isUnreadable(parsed)).toBe(true)
    expect(parsed).toMatchObject(fault)
  })

  it('pairs are counted over query and form together', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `n${i}=1`).join('&')
    const half = defaultLimits.pairs / 2
    expect(readable(post(many(half), FORM, `/?${many(half)}`)).parameters.size).toBe(half)
    const tooMany = post(many(half + 1), FORM, `/?${many(half)}`)
    expect(isUnreadable(tooMany) && tooMany).toEqual({ kind: 'too-many-pairs', where: 'form', limit: defaultLimits.pairs })
  })
})

import { describe, expect, test } from 'vitest'
import type { TestServer } from '../server.js'
import { planned, type Schema, type Type, taken } from './terraform/attributes.js'
import { isExpected, isNotFound, Provider, type Seen } from './terraform/provider.js'
import { Refusal } from './terraform/wire.js'

describe('the replayed provider takes no attribute that the real one leaves empty', () => {
  test.each<[Type, unknown, boolean]>([
    ['bool', true, true],
    ['bool', 'true', false],
    ['int', 20, true],
    ['int', '20', false],
    ['string', 1000000000000002, true],
    ['string', true, false],
    ['map', { a: 'b' }, true],
    ['map', [{ Key: 'a' }], false],
    [{ list: 'string' }, ['b', 'a'], true],
    [{ list: 'string' }, 'b,a', false],
  ])('%j of %j: %s', (type, raw, fits) => {
    const take = () => taken(type, raw, 'attribute')
    if (fits) expect(take()).toEqual(type === 'string' ? String(raw) : raw)
    else expect(take).toThrow('attribute does not take')
  })
})

test('a plan is what would change: server-made values of attributes that nobody set, lists in another order, but no empty ones', () => {
  const schema: Schema = {
    description: { type: 'string' },
    names: { type: { list: 'string' } },
    open: { type: 'bool' },
    status: { type: 'string', computed: true },
  }
  const configuration = { names: ['b', 'a'] }
  expect(planned(schema, { names: ['b', 'a'], description: '', open: false, status: 'Active' }, configuration)).toEqual([])
  expect(planned(schema, { names: ['a', 'b'] }, configuration)).toHaveLength(1)
  expect(planned(schema, { names: ['b', 'a'], description: 'made up' }, configuration)).toEqual([
    'description: "made up" -> undefined',
  ])
})

describe('the replayed provider judges refusals as the real one', () => {
  const refusal = (status: number, Code: string, Message = 'No.') => new Refusal('Op', status, { Code, Message, RequestId: 'id' })

  test('404 is gone whatever its code, and so is NotFound in a message', () => {
    expect(isNotFound(refusal(404, 'Whatever'))).toBe(true)
    expect(isNotFound(refusal(400, 'Whatever', 'InvalidThing.NotFound'))).toBe(true)
    expect(isNotFound(refusal(409, 'EntityNotExists.Thing'))).toBe(false)
  })

  test('an expected code may be the beginning of what is expected, or stand anywhere in the body; an empty one is all of them', () => {
    expect(isExpected(refusal(409, 'AlreadyEnabled'), ['AlreadyEnabled'])).toBe(true)
    expect(isExpected(refusal(400, 'IncorrectStatus.PrefixList'), ['IncorrectStatus'])).toBe(true)
    expect(isExpected(refusal(400, ''), ['Anything'])).toBe(true)
    expect(isExpected(refusal(400, 'Other'), ['AlreadyEnabled'])).toBe(false)
  })
})

describe('the replayed provider waits as the real one, and no longer', () => {
  async function waiting(statuses: readonly Seen[], wait: { until: string[]; fails?: string[] }): Promise<number> {
    let passed = 0
    const core = { worlds: { advance: async (_: string, ms: number) => (passed += ms) } }
    const provider = new Provider({ core } as unknown as TestServer, { accessKeyId: 'id', accessKeySecret: 'secret' })
    const left = [...statuses]
    const look = async () => (left.length > 1 ? (left.shift() as Seen) : (left[0] as Seen))
    await provider.wait({ what: 'it', limitMs: 600_000, look, ...wait })
    return passed / 1000
  }
  const is = (status: string): Seen => ({ status })

  test('5 seconds, then 3, then longer', async () => {
    expect(await waiting([is('Active')], { until: ['Active'] })).toBe(5)
    expect(await waiting([is('Pending'), is('Pending'), is('Active')], { until: ['Active'] })).toBe(5 + 3 + 6)
  })

  test('an association that disappears never becomes Disassociated', async () => {
    await expect(waiting([is('')], { until: ['Disassociated'], fails: ['Failed'] })).rejects.toThrow('timeout')
  })

  test('a share that is Active after its deletion fails at once', async () => {
    await expect(waiting([is('Active')], { until: [''], fails: ['Active'] })).rejects.toThrow('came to Active')
  })

  test('absence ends a wait for it, and fails any other after 20 looks', async () => {
    expect(await waiting([is('Deleting'), 'nothing'], { until: [] })).toBe(8)
    await expect(waiting(['nothing'], { until: ['Available'] })).rejects.toThrow("couldn't find resource")
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCloud } from '../../test/cloud.js'
import { type Core, openCore } from '../main.js'
import { nonces, replays, requests } from '../pipeline/tables.js'
import { sweep } from './sweep.js'

describe('sweeping', () => {
  let core: Core
  let nowMs = Date.UTC(2026, 0, 1)
  const wall = { now: () => nowMs, elapsed: () => 0 }
  beforeAll(async () => {
    core = await openCore({ wall })
  })
  afterAll(() => core.close())
  const run = () => sweep({ store: core.store, worlds: core.worlds, wall, pause: async () => {} })

  it('removes nonces and answers under tokens once they are past, and nothing before', async () => {
    const account = '1000000000000001'
    const until = new Date(nowMs + 60_000).toISOString()
    await core.store.write('default', [account], async (tx) => {
      for (let i = 0; i < 1200; i++) tx.put(nonces, account, { accessKeyId: 'k', nonce: `n-${i}`, until })
      tx.put(replays, account, { operation: 'CreateVpc', token: 't', parameters: '{}', answer: {}, until })
    })
    expect(await run()).toBe(0)
    nowMs += 61_000
    expect(await run()).toBe(1201)
    expect(await core.store.read('default', (tx) => tx.everywhere(nonces))).toEqual([])
  })

  it('keeps the newest request records of a world', async () => {
    const account = '1000000000000001'
    const [row] = (await core.store.read('default', (tx) => tx.everywhere(requests))).map((found) => found.row)
    expect(row).toBeUndefined()
    const cloud = await testCloud()
    await cloud.as('network').call('Sts', 'GetCallerIdentity')
    const [sample] = await cloud.requests()
    await cloud.close()
    if (!sample) throw new Error('no record')
    for (let from = 0; from < 20_100; from += 5000)
      await core.store.write('default', [account], async (tx) => {
        for (let i = from; i < Math.min(from + 5000, 20_100); i++)
          tx.put(requests, account, { ...sample, eventId: `e-${i}`, eventTime: new Date(nowMs + i).toISOString() })
      })
    expect(await run()).toBe(100)
    expect(await core.store.read('default', (tx) => tx.get(requests, account, ['e-99']))).toBeUndefined()
    expect(await core.store.read('default', (tx) => tx.get(requests, account, ['e-100']))).toBeDefined()
  })
})

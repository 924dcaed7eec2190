import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCloud } from '../../test/cloud.js'
import { type Core, openCore } from '../main.js'
import { nonces, replays, requests } from '../pipeline/tables.js'
import { type SweepDeps, sweep } from './sweep.js'

describe('sweeping', () => {
  let core: Core
  let nowMs = Date.UTC(2026, 0, 1)
  const wall = { now: () => nowMs, elapsed: () => 0 }
  beforeAll(async () => {
    core = await openCore({ wall })
  })
  afterAll(() => core.close())
  const run = () =>
    sweep({ store: core.store, worlds: core.worlds, products: core.catalogue.products, wall, pause: async () => {} })

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
    expect((await core.worlds.requests('default', 2)).map(({ eventId }) => eventId)).toEqual(['e-20099', 'e-20098'])

    // While the clock stands still, all are of one moment.
    const eventTime = new Date(nowMs + 50_000).toISOString()
    await core.store.write('default', [account], async (tx) => {
      for (let i = 0; i < 30; i++) tx.put(requests, account, { ...sample, eventId: `f-${i + 10}`, eventTime })
    })
    await core.store.write('default', [account], async (tx) => {
      for (const { row } of await tx.everywhere(requests)) tx.put(requests, account, { ...row, eventTime })
    })
    expect(await run()).toBe(30)
    expect((await core.worlds.requests('default', 2)).map(({ eventId }) => eventId)).toEqual(['f-39', 'f-38'])
  })

  it('leaves a token alone that was used again while it looked', async () => {
    const account = '1000000000000001'
    const row = { operation: 'Vpc CreateVpc', token: 'again', parameters: '{}', answer: {} }
    const put = (until: number) =>
      core.store.write('default', [account], async (tx) =>
        tx.put(replays, account, { ...row, until: new Date(until).toISOString() }),
      )
    await put(nowMs - 1)
    // A store whose writes come late: the token is used again between what the sweep reads and what it removes.
    const late: SweepDeps['store'] = {
      read: (world, work) => core.store.read(world, work),
      write: async (world, accounts, work) => {
        await put(nowMs + 60_000)
        return core.store.write(world, accounts, work)
      },
    }
    await sweep({ store: late, worlds: core.worlds, products: [], wall, pause: async () => {} })
    expect(await core.store.read('default', (tx) => tx.get(replays, account, ['Vpc CreateVpc', 'again']))).toBeDefined()
  })
})

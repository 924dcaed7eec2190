import { describe, expect } from 'vitest'
import type { Reader, Store } from '../contract.js'
import { balances, type Engine, keep, onStore, share, shares } from './harness.js'

/** What the engine remembers, or works out where it remembers nothing. */
function remember<T>(store: Store, question: string, work: (tx: Reader) => Promise<T>, world = 'w'): Promise<T> {
  return store.read(world, (tx) => (tx.remember ? tx.remember(question, work) : work(tx)))
}

/** Everything that can be read of account 1, and how often it was worked out anew. */
function summary(store: Store) {
  let worked = 0
  const work = async (tx: Reader) => {
    worked += 1
    return {
      a: (await tx.get(shares, '1', ['a']))?.status,
      b: (await tx.getMany(shares, '1', [['b']]))[0]?.status,
      active: (await tx.scan(shares, '1', 'byStatus', ['Active'])).length,
      all: await tx.count(shares, '1', 'key', []),
      holder: await tx.locate(shares, 'c'),
      cash: (await tx.get(balances, '1', ['cash']))?.amount,
    }
  }
  return { ask: (world = 'w') => remember(store, 'summary', work, world), worked: () => worked }
}

export function rememberedConforms(engine: Engine): void {
  describe('what is remembered', () => {
    onStore(engine, 'is as if it were worked out anew, whatever is written', async (store) => {
      const { ask } = summary(store)
      const seen = { a: undefined, b: undefined, active: 0, all: 0, holder: undefined, cash: undefined }
      expect(await ask()).toEqual(seen)
      await keep(store, '1', [share('a')])
      expect(await ask()).toEqual({ ...seen, a: 'Active', active: 1, all: 1 })
      await keep(store, '1', [share('a', { status: 'Deleted' }), share('b')])
      expect(await ask()).toEqual({ ...seen, a: 'Deleted', b: 'Active', active: 1, all: 2 })
      await keep(store, '2', [share('c')])
      expect((await ask()).holder).toBe('2')
      store.behind('w', [{ table: balances, account: '1', row: { name: 'cash', amount: 5 } }])
      expect((await ask()).cash).toBe(5)
      await store.flush()
      expect((await ask()).cash).toBe(5)
      await store.write('w', ['1'], async (tx) => tx.put(balances, '1', { name: 'cash', amount: 6 }))
      expect((await ask()).cash).toBe(6)
      await store.write('w', ['1'], async (tx) => tx.delete(shares, '1', ['b']))
      expect(await ask()).toEqual({ ...seen, a: 'Deleted', all: 1, holder: '2', cash: 6 })
      await store.clear('w')
      expect(await ask()).toEqual(seen)
    })

    onStore(engine, 'is of its world only, and of its question', async (store) => {
      const { ask } = summary(store)
      await keep(store, '1', [share('a')], 'v')
      expect((await ask('w')).a).toBeUndefined()
      expect((await ask('v')).a).toBe('Active')
      expect(await remember(store, 'another', async () => 'other')).toBe('other')
    })

    onStore(engine, 'is worked out again after a failure', async (store) => {
      const failing = remember(store, 'question', async (tx) => {
        await tx.get(shares, '1', ['a'])
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await remember(store, 'question', async () => 'yes')).toBe('yes')
    })

    onStore(engine, 'rests on what it read alone', async (store) => {
      const { ask, worked } = summary(store)
      await ask()
      await keep(store, '1', [share('a')])
      await ask()
      expect(worked()).toBe(2)
      for (const [world, account] of [
        ['v', '1'],
        ['w', '2'],
      ] as const)
        await store.write(world, [account], async (tx) => tx.put(balances, account, { name: 'cash', amount: 1 }))
      await ask()
      if (await store.read('w', async (tx) => tx.remember !== undefined)) expect(worked()).toBe(2)
    })
  })
}

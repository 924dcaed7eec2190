import { describe, expect } from 'vitest'
import type { Store, Writer } from '../contract.js'
import { accessKeys, balances, type Engine, idsOf, keep, onStore, share, shares } from './harness.js'

const range = (length: number) => Array.from({ length }, (_, n) => n)

async function amountOf(tx: Pick<Writer, 'get'>, account: string): Promise<number> {
  return (await tx.get(balances, account, ['cash']))?.amount ?? 0
}

/** Adds to the balance of an account, having named `locked` as the accounts that it may change. */
function add(store: Store, account: string, amount: number, locked: readonly string[] = [account]): Promise<number> {
  return store.write('w', locked, async (tx) => {
    const sum = (await amountOf(tx, account)) + amount
    tx.put(balances, account, { name: 'cash', amount: sum })
    return sum
  })
}

export function transactionsConform(engine: Engine): void {
  describe('one write', () => {
    onStore(engine, 'sees what it put and deleted, in every kind of read', async (store) => {
      await keep(store, '1', [share('a'), share('b'), share('d', { status: 'Deleted' })])
      await store.write('w', ['1', '2'], async (tx) => {
        tx.put(shares, '1', share('c'))
        tx.put(shares, '1', share('d'))
        tx.put(shares, '2', share('e'))
        tx.delete(shares, '1', ['a'])
        expect(await tx.get(shares, '1', ['a'])).toBeUndefined()
        expect(await tx.get(shares, '1', ['c'])).toEqual(share('c'))
        expect((await tx.getMany(shares, '1', [['c'], ['a'], ['b']])).map((row) => row?.id)).toEqual(['c', undefined, 'b'])
        expect(await idsOf(tx.scan(shares, '1', 'byStatus', ['Active']))).toEqual(['b', 'c', 'd'])
        expect(await idsOf(tx.scan(shares, '1', 'key', [], { order: 'descending', limit: 2 }))).toEqual(['d', 'c'])
        expect(await tx.count(shares, '1', 'byStatus', ['Active'])).toBe(3)
        expect(await tx.count(shares, '1', 'byStatus', ['Deleted'])).toBe(0)
        expect(await tx.locate(shares, 'e')).toBe('2')
        expect(await tx.locate(shares, 'a')).toBeUndefined()
        expect(await idsOf(tx.everywhere(shares))).toEqual(['b', 'c', 'd', 'e'])
        tx.delete(shares, '1', ['c'])
        tx.put(shares, '1', share('a', { note: 'again' }))
        expect(await idsOf(tx.scan(shares, '1', 'key', []))).toEqual(['a', 'b', 'd'])
      })
      expect(await store.read('w', (tx) => idsOf(tx.everywhere(shares)))).toEqual(['a', 'b', 'd', 'e'])
    })

    onStore(engine, 'answers what its work answers, and throws what it throws', async (store) => {
      expect(await store.write('w', [], async () => 42)).toBe(42)
      const refusal = { code: 'Refused' }
      await expect(store.write('w', ['1'], async () => Promise.reject(refusal))).rejects.toBe(refusal)
      await expect(store.read('w', async () => Promise.reject(refusal))).rejects.toBe(refusal)
    })

    onStore(engine, 'that throws leaves nothing, not even ids', async (store) => {
      await keep(store, '1', [share('a')])
      const work = store.write('w', ['1'], async (tx) => {
        tx.put(shares, '1', share('b'))
        tx.delete(shares, '1', ['a'])
        tx.put(accessKeys, '1', { id: 'key', user: 'u' })
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
      await store.read('w', async (tx) => {
        expect(await idsOf(tx.scan(shares, '1', 'key', []))).toEqual(['a'])
        expect(await tx.locate(shares, 'b')).toBeUndefined()
      })
      expect(await store.find(accessKeys, 'key')).toBeUndefined()
    })

    onStore(engine, 'may be run again: only the last run counts', async (store) => {
      let runs = 0
      const last = await store.write('w', [], async (tx) => {
        runs += 1
        const run = runs
        tx.put(shares, '1', share(`run-${run}`))
        await tx.get(shares, '2', ['x'])
        tx.put(shares, '3', share(`also-${run}`))
        return run
      })
      expect(last).toBe(runs)
      expect(await store.read('w', (tx) => idsOf(tx.everywhere(shares)))).toEqual([`run-${last}`, `also-${last}`])
    })

    onStore(engine, 'refuses to be used when it is over, as a read does', async (store) => {
      let leaked: Writer | undefined
      await store.write('w', ['1'], async (tx) => {
        leaked = tx
      })
      expect(() => leaked?.put(shares, '1', share('a'))).toThrow('over')
      expect(() => leaked?.delete(shares, '1', ['a'])).toThrow('over')
      await expect(leaked?.get(shares, '1', ['a'])).rejects.toThrow('over')
      const reader = await store.read('w', async (tx) => ({ tx }))
      await expect(reader.tx.get(shares, '1', ['a'])).rejects.toThrow('over')
    })
  })

  describe('many at once', () => {
    onStore(engine, 'a write that throws undoes itself and none of those around it', async (store) => {
      const outcomes = await Promise.allSettled(
        range(60).map((n) =>
          store.write('w', ['1'], async (tx) => {
            tx.put(shares, '1', share(`s${n}`))
            if (n % 3 === 0) throw new Error(`refused ${n}`)
            return n
          }),
        ),
      )
      const kept = range(60).filter((n) => n % 3 !== 0)
      expect(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))).toEqual(kept)
      const stored = await store.read('w', (tx) => idsOf(tx.scan(shares, '1', 'key', [])))
      expect(stored).toEqual(kept.map((n) => `s${n}`).sort())
    })

    onStore(engine, '200 callers that each add one, to the same and to different accounts, lose nothing', async (store) => {
      const sums = await Promise.all(range(200).map((n) => add(store, `${n % 4}`, 1)))
      expect(sums.sort((a, b) => a - b)).toEqual(range(200).map((n) => Math.floor(n / 4) + 1))
      for (const account of ['0', '1', '2', '3']) expect(await store.read('w', (tx) => amountOf(tx, account))).toBe(50)
    })

    onStore(engine, 'nothing is lost either where the account that changes was not named', async (store) => {
      await Promise.all(range(60).map((n) => add(store, '1', 1, n % 3 === 0 ? [] : n % 3 === 1 ? ['2'] : ['1'])))
      expect(await store.read('w', (tx) => amountOf(tx, '1'))).toBe(60)
    })

    onStore(engine, 'of two writes that each rely on what the other changes, one sees the other', async (store) => {
      // Each goes off duty only while its colleague is on duty: run one after the other, one has to stay.
      const goOff = (world: string, own: string, other: string) =>
        store.write(world, [own], async (tx) => {
          if ((await amountOf(tx, other)) === 1) tx.put(balances, own, { name: 'cash', amount: 0 })
        })
      const worlds = range(20).map((n) => `w${n}`)
      for (const world of worlds)
        await store.write(world, ['1', '2'], async (tx) => {
          for (const account of ['1', '2']) tx.put(balances, account, { name: 'cash', amount: 1 })
        })
      await Promise.all(worlds.flatMap((world) => [goOff(world, '1', '2'), goOff(world, '2', '1')]))
      for (const world of worlds)
        expect(await store.read(world, async (tx) => (await amountOf(tx, '1')) + (await amountOf(tx, '2')))).toBe(1)
    })

    onStore(engine, 'a limit that is counted before a put is never overrun', async (store) => {
      const claim = (n: number) =>
        store.write('w', ['1'], async (tx) => {
          if ((await tx.count(shares, '1', 'byStatus', ['Active'], { upTo: 5 })) >= 5) throw new Error('QuotaExceeded')
          tx.put(shares, '1', share(`s${n}`))
        })
      const outcomes = await Promise.allSettled(range(40).map(claim))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
      expect(await store.read('w', (tx) => tx.count(shares, '1', 'key', []))).toBe(5)
    })

    onStore(engine, 'transfers keep the sum, and every read in between sees it', async (store) => {
      const accounts = ['1', '2', '3', '4']
      for (const account of accounts) await add(store, account, 100)
      const transfer = (n: number) => {
        const [from, to] = [accounts[n % 4] as string, accounts[(n + 1 + (n % 3)) % 4] as string]
        return store.write('w', n % 2 ? [from, to] : [to], async (tx) => {
          const [has, gets] = [await amountOf(tx, from), await amountOf(tx, to)]
          if (has < 7) throw new Error('not enough')
          tx.put(balances, from, { name: 'cash', amount: has - 7 })
          tx.put(balances, to, { name: 'cash', amount: gets + 7 })
        })
      }
      const sum = () =>
        store.read('w', async (tx) => {
          let total = 0
          for (const account of accounts) total += await amountOf(tx, account)
          return total
        })
      const sums: number[] = []
      const watch = async () => {
        for (let n = 0; n < 20; n += 1) sums.push(await sum())
      }
      await Promise.allSettled([...range(120).map(transfer), watch(), watch()])
      expect(new Set([...sums, await sum()])).toEqual(new Set([400]))
      expect(sums).toHaveLength(40)
    })

    onStore(engine, 'a caller that was answered reads its own write', async (store) => {
      await Promise.all(
        range(50).map(async (n) => {
          await keep(store, `${n % 5}`, [share(`s${n}`)])
          expect(await store.read('w', (tx) => tx.get(shares, `${n % 5}`, [`s${n}`]))).toEqual(share(`s${n}`))
          expect(await store.read('w', (tx) => tx.locate(shares, `s${n}`))).toBe(`${n % 5}`)
        }),
      )
    })

    onStore(engine, 'worlds do not see each other', async (store) => {
      await Promise.all(range(10).map((n) => keep(store, '1', [share('same', { note: n })], `w${n}`)))
      for (const n of range(10)) {
        await store.read(`w${n}`, async (tx) => {
          expect(await tx.get(shares, '1', ['same'])).toEqual(share('same', { note: n }))
          expect(await tx.count(shares, '1', 'key', [])).toBe(1)
          expect(await tx.everywhere(shares)).toHaveLength(1)
        })
      }
      await store.write('w3', ['1'], async (tx) => tx.delete(shares, '1', ['same']))
      expect(await store.read('w4', (tx) => tx.locate(shares, 'same'))).toBe('1')
    })
  })
}

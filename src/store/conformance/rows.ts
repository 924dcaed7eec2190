import { describe, expect } from 'vitest'
import { WORLD } from '../contract.js'
import { accessKeys, type Engine, idsOf, keep, members, onStore, rowsOf, share, shares } from './harness.js'

const ODD = [
  '',
  ' ',
  '\0',
  'a',
  'a\0',
  'a\u0001',
  'a\u0001b',
  'ab',
  'a~',
  '~',
  '%',
  "'",
  '"',
  '\\',
  'é',
  '\ud800',
  '\udc00x',
  '\uffff',
  '😀',
  'ns1',
]

export function rowsConform(engine: Engine): void {
  describe('rows', () => {
    onStore(engine, 'a row is read as it was put, by its key and account', async (store) => {
      const row = share('a', { note: { deep: [1, 'two', { three: null }] }, expiresAt: null })
      await keep(store, '1', [row])
      await store.read('w', async (tx) => {
        expect(tx.world).toBe('w')
        expect(await tx.get(shares, '1', ['a'])).toEqual(row)
        expect(await tx.get(shares, '2', ['a'])).toBeUndefined()
        expect(await tx.get(shares, WORLD, ['a'])).toBeUndefined()
        expect(await tx.get(shares, '1', ['b'])).toBeUndefined()
      })
    })

    onStore(engine, 'a put replaces the whole row, a delete removes it', async (store) => {
      await keep(store, '1', [share('a', { note: 'old' }), share('b')])
      await keep(store, '1', [share('a')])
      await store.write('w', ['1'], async (tx) => {
        tx.delete(shares, '1', ['b'])
        tx.delete(shares, '1', ['never there'])
      })
      await store.read('w', async (tx) => {
        expect(await tx.get(shares, '1', ['a'])).toEqual(share('a'))
        expect(await tx.get(shares, '1', ['b'])).toBeUndefined()
        expect(await idsOf(tx.scan(shares, '1', 'key', []))).toEqual(['a'])
      })
    })

    onStore(engine, 'a row is what JSON keeps of it, and what becomes of the object later does not matter', async (store) => {
      const row = { ...share('a', { note: undefined }), status: 'Active' }
      await keep(store, '1', [row])
      row.status = 'changed by its maker'
      const [read] = await store.read('w', (tx) => tx.getMany(shares, '1', [['a']]))
      expect(read).toStrictEqual({ id: 'a', status: 'Active', createdAt: 1 })
    })

    onStore(engine, 'many rows are read in the order of their keys, with gaps where there is none', async (store) => {
      await keep(store, '1', [share('a'), share('b')])
      const read = await store.read('w', (tx) => tx.getMany(shares, '1', [['b'], ['x'], ['a'], ['b']]))
      expect(read.map((row) => row?.id)).toEqual(['b', undefined, 'a', 'b'])
      expect(await store.read('w', (tx) => tx.getMany(shares, '1', []))).toEqual([])
    })

    onStore(engine, 'any text is a key, an account and a world', async (store) => {
      for (const odd of ODD) {
        const [world, account] = [`w${odd}`, `1${odd}`]
        await store.write(world, [account], async (tx) => {
          for (const id of ODD) tx.put(shares, account, share(id, { status: odd, note: odd }))
        })
        await store.read(world, async (tx) => {
          for (const id of ODD) {
            expect(await tx.get(shares, account, [id])).toEqual(share(id, { status: odd, note: odd }))
            expect(await tx.locate(shares, id)).toBe(account)
            expect(await idsOf(tx.scan(shares, account, 'key', [id]))).toEqual([id])
          }
          expect(await tx.count(shares, account, 'byStatus', [odd])).toBe(ODD.length)
          expect((await tx.everywhere(shares)).map((found) => found.account)).toEqual(ODD.map(() => account))
        })
      }
      expect(new Set(await store.worlds())).toEqual(new Set(ODD.map((odd) => `w${odd}`)))
    })

    onStore(engine, 'a row may be large', async (store) => {
      const row = share('a', { note: 'x€😀'.repeat(400_000) })
      await keep(store, '1', [row])
      expect(await store.read('w', (tx) => tx.get(shares, '1', ['a']))).toEqual(row)
    })

    onStore(engine, 'what is not declared, and what no key can hold, is refused and changes nothing', async (store) => {
      const undeclared = { ...shares, name: 'undeclared' }
      const bad = [1.5, -1, 2 ** 53, Number.NaN]
      for (const createdAt of bad)
        await expect(keep(store, '1', [share('good'), share('a', { createdAt })])).rejects.toThrow(TypeError)
      await expect(keep(store, '1', [{ status: 'x', createdAt: 1 } as never])).rejects.toThrow(TypeError)
      await store.read('w', async (tx) => {
        await expect(tx.get(undeclared, '1', ['a'])).rejects.toThrow(RangeError)
        await expect(tx.get(shares, '1', ['a', 'b'])).rejects.toThrow(RangeError)
        await expect(tx.scan(shares, '1', 'byNothing', [])).rejects.toThrow(RangeError)
        await expect(tx.scan(shares, '1', 'key', ['a', 'b'])).rejects.toThrow(RangeError)
        await expect(tx.scan(shares, '1', 'key', [], { after: 'no cursor' })).rejects.toThrow(RangeError)
        await expect(tx.everywhere(shares, { after: 'no cursor' })).rejects.toThrow(RangeError)
        await expect(tx.locate(members, 'a')).rejects.toThrow(RangeError)
        expect(await tx.get(shares, '1', ['good'])).toBeUndefined()
      })
      await expect(store.find(shares, 'a')).rejects.toThrow(RangeError)
    })
  })

  describe('scans', () => {
    onStore(engine, 'the order is that of the index, then of the key; numbers by value', async (store) => {
      const rows = [
        share('d', { createdAt: 9 }),
        share('c', { createdAt: 10 }),
        share('b', { createdAt: 9 }),
        share('a', { status: 'Zed' }),
      ]
      await keep(store, '1', [...rows, share('e', { createdAt: Number.MAX_SAFE_INTEGER })])
      await store.read('w', async (tx) => {
        expect(await idsOf(tx.scan(shares, '1', 'byStatus', []))).toEqual(['b', 'd', 'c', 'e', 'a'])
        expect(await idsOf(tx.scan(shares, '1', 'byStatus', [], { order: 'descending' }))).toEqual(['a', 'e', 'c', 'd', 'b'])
        expect(await idsOf(tx.scan(shares, '1', 'key', [], { order: 'descending' }))).toEqual(['e', 'd', 'c', 'b', 'a'])
      })
    })

    onStore(engine, 'a prefix holds for whole components', async (store) => {
      await store.write('w', ['1'], async (tx) => {
        for (const [group, place] of [
          ['a', 2],
          ['a', 10],
          ['ab', 1],
          ['', 3],
        ] as const)
          tx.put(members, '1', { group, place, name: `${group}${place}` })
      })
      await store.read('w', async (tx) => {
        expect((await rowsOf(tx.scan(members, '1', 'key', ['a']))).map((row) => row.place)).toEqual([2, 10])
        expect((await rowsOf(tx.scan(members, '1', 'key', ['']))).map((row) => row.place)).toEqual([3])
        expect((await rowsOf(tx.scan(members, '1', 'key', ['a', 10]))).map((row) => row.place)).toEqual([10])
        expect(await tx.scan(members, '1', 'key', ['a', 1])).toEqual([])
        expect((await rowsOf(tx.scan(members, '1', 'byName', ['ab1']))).map((row) => row.group)).toEqual(['ab'])
        expect(await tx.scan(members, '1', 'byName', ['ab'])).toEqual([])
      })
    })

    onStore(engine, 'a row without a value for a column is in no index with that column', async (store) => {
      await keep(store, '1', [
        share('a'),
        share('b', { expiresAt: 7 }),
        share('c', { expiresAt: null }),
        share('d', { open: false }),
      ])
      await store.read('w', async (tx) => {
        expect(await idsOf(tx.scan(shares, '1', 'byExpiry', []))).toEqual(['b'])
        expect(await idsOf(tx.scan(shares, '1', 'byOpen', [false]))).toEqual(['d'])
        expect(await tx.count(shares, '1', 'byExpiry', [])).toBe(1)
      })
      await keep(store, '1', [share('b'), share('c', { expiresAt: 0 })])
      expect(await store.read('w', (tx) => idsOf(tx.scan(shares, '1', 'byExpiry', [])))).toEqual(['c'])
    })

    onStore(engine, 'a row whose index values change moves in the index', async (store) => {
      await keep(store, '1', [share('a'), share('b')])
      await keep(store, '1', [share('a', { status: 'Deleted' })])
      await store.read('w', async (tx) => {
        expect(await idsOf(tx.scan(shares, '1', 'byStatus', ['Active']))).toEqual(['b'])
        expect(await idsOf(tx.scan(shares, '1', 'byStatus', ['Deleted', 1]))).toEqual(['a'])
      })
    })

    onStore(engine, 'pages join without gap or repeat, in both orders', async (store) => {
      const all = Array.from({ length: 23 }, (_, n) => share(`id-${n}`, { createdAt: n % 5, status: n % 2 ? 'Active' : 'Deleted' }))
      await keep(store, '1', all)
      await keep(store, '2', [share('stranger')])
      for (const order of ['ascending', 'descending'] as const) {
        for (const [index, prefix] of [
          ['key', []],
          ['byStatus', []],
          ['byStatus', ['Active']],
        ] as const) {
          const whole = await store.read('w', (tx) => idsOf(tx.scan(shares, '1', index, prefix, { order })))
          const paged: string[] = []
          for (let after: string | undefined; ; ) {
            const next = after === undefined ? { order, limit: 4 } : { order, limit: 4, after }
            const page = await store.read('w', (tx) => tx.scan(shares, '1', index, prefix, next))
            paged.push(...page.map(({ row }) => row.id))
            after = page.at(-1)?.cursor
            if (page.length < 4) break
          }
          expect(paged).toEqual(whole)
          expect(paged).toHaveLength(prefix.length === 0 ? 23 : 11)
        }
      }
    })

    onStore(engine, 'a limit of 0 finds nothing; a cursor of another prefix finds nothing outside of its own', async (store) => {
      await keep(store, '1', [share('a'), share('b', { status: 'Deleted' }), share('c', { status: 'Pending' })])
      await store.read('w', async (tx) => {
        expect(await tx.scan(shares, '1', 'key', [], { limit: 0 })).toEqual([])
        const [active, , pending] = await tx.scan(shares, '1', 'byStatus', [])
        const from = (after: string | undefined, order: 'ascending' | 'descending') =>
          idsOf(tx.scan(shares, '1', 'byStatus', ['Deleted'], { after: after ?? '', order }))
        expect(await from(active?.cursor, 'ascending')).toEqual(['b'])
        expect(await from(pending?.cursor, 'ascending')).toEqual([])
        expect(await from(active?.cursor, 'descending')).toEqual([])
        expect(await from(pending?.cursor, 'descending')).toEqual(['b'])
      })
    })

    onStore(engine, 'a count goes no further than it is asked to', async (store) => {
      await keep(
        store,
        '1',
        ['a', 'b', 'c'].map((id) => share(id)),
      )
      await store.read('w', async (tx) => {
        expect(await tx.count(shares, '1', 'key', [])).toBe(3)
        expect(await tx.count(shares, '1', 'byStatus', ['Active'], { upTo: 2 })).toBe(2)
        expect(await tx.count(shares, '1', 'byStatus', ['Active'], { upTo: 9 })).toBe(3)
        expect(await tx.count(shares, '1', 'byStatus', ['Active'], { upTo: 0 })).toBe(0)
        expect(await tx.count(shares, '2', 'key', [])).toBe(0)
      })
    })
  })

  describe('ids', () => {
    onStore(engine, 'an id is located in its world, follows its row, and is gone with it', async (store) => {
      const locate = (world = 'w') => store.read(world, (tx) => tx.locate(shares, 'a'))
      await keep(store, '1', [share('a'), share('a2')])
      expect(await locate()).toBe('1')
      expect(await locate('other')).toBeUndefined()
      await store.write('w', ['1', '2'], async (tx) => {
        tx.put(shares, '2', share('a'))
        tx.delete(shares, '1', ['a'])
        expect(await tx.locate(shares, 'a')).toBe('2')
      })
      expect(await locate()).toBe('2')
      await store.write('w', ['2', WORLD], async (tx) => {
        tx.delete(shares, '2', ['a'])
        expect(await tx.locate(shares, 'a')).toBeUndefined()
        tx.put(shares, WORLD, share('a'))
      })
      expect(await locate()).toBe(WORLD)
      await store.write('w', [WORLD], async (tx) => tx.delete(shares, WORLD, ['a']))
      expect(await locate()).toBeUndefined()
    })

    onStore(engine, 'an id that is located everywhere names world and account', async (store) => {
      await store.write('w2', ['7'], async (tx) => tx.put(accessKeys, '7', { id: 'key', user: 'u' }))
      expect(await store.find(accessKeys, 'key')).toEqual({ world: 'w2', account: '7' })
      expect(await store.find(accessKeys, 'ke')).toBeUndefined()
      await store.write('w2', ['7'], async (tx) => tx.delete(accessKeys, '7', ['key']))
      await store.write('w1', [WORLD], async (tx) => tx.put(accessKeys, WORLD, { id: 'key', user: 'u' }))
      expect(await store.find(accessKeys, 'key')).toEqual({ world: 'w1', account: WORLD })
      await store.write('w1', [WORLD], async (tx) => tx.delete(accessKeys, WORLD, ['key']))
      expect(await store.find(accessKeys, 'key')).toBeUndefined()
    })

    onStore(engine, 'everywhere gives the rows of all accounts of one world, page by page', async (store) => {
      for (const account of ['10', '9', WORLD]) await keep(store, account, [share(`b${account}`), share(`a${account}`)])
      await keep(store, '1', [share('stranger')], 'other')
      await store.read('w', async (tx) => {
        const places = async (from: { after?: string; limit?: number }) =>
          (await tx.everywhere(shares, from)).map(({ account, row }) => [account, row.id])
        const all = [
          ['', 'a'],
          ['', 'b'],
          ['10', 'a10'],
          ['10', 'b10'],
          ['9', 'a9'],
          ['9', 'b9'],
        ]
        expect(await places({})).toEqual(all)
        const [, , third] = await tx.everywhere(shares, { limit: 3 })
        expect(await places({ after: third?.cursor ?? '', limit: 2 })).toEqual(all.slice(3, 5))
        expect(await places({ after: third?.cursor ?? '' })).toEqual(all.slice(3))
      })
    })
  })
}

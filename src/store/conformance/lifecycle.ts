import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { NewerFormat, type Store, type StoreOptions, type Table } from '../contract.js'
import {
  accessKeys,
  type Engine,
  idsOf,
  inPlace,
  keep,
  members,
  onStore,
  options,
  type Place,
  rowsOf,
  type Share,
  share,
  shares,
} from './harness.js'

async function opened<T>(place: Place, body: (store: Store) => Promise<T>, changed: Partial<StoreOptions> = {}): Promise<T> {
  const store = await place.open({ ...options, ...changed })
  try {
    return await body(store)
  } finally {
    await store.close()
  }
}

/** A test that closes and opens again, for engines that keep their state. */
function inDurablePlace(engine: Engine, name: string, body: (place: Place) => Promise<void>): void {
  if (engine.durable) test(name, () => inPlace(engine, body))
}

const behindRow = (id: string, note?: unknown) => ({ table: shares, account: '1', row: share(id, { note }) })

export function lifecycleConforms(engine: Engine): void {
  describe('rows for which nobody waits', () => {
    onStore(engine, 'are seen by get at once and by scans after a flush', async (store) => {
      store.behind('w', [behindRow('a', 1), behindRow('b')])
      store.behind('w', [behindRow('a', 2)])
      expect(await store.read('w', (tx) => tx.get(shares, '1', ['a']))).toEqual(share('a', { note: 2 }))
      expect((await store.write('w', [], (tx) => tx.getMany(shares, '1', [['b'], ['a']]))).map((row) => row?.note)).toEqual([
        undefined,
        2,
      ])
      expect(await store.read('other', (tx) => tx.get(shares, '1', ['a']))).toBeUndefined()
      await store.flush()
      expect(await store.read('w', (tx) => idsOf(tx.scan(shares, '1', 'byStatus', [])))).toEqual(['a', 'b'])
      expect(await store.read('w', (tx) => tx.locate(shares, 'b'))).toBe('1')
    })

    onStore(engine, 'are written without being asked for', async (store) => {
      store.behind('w', [behindRow('a')])
      const isWritten = () => store.read('w', async (tx) => (await tx.count(shares, '1', 'key', [])) > 0)
      while (!(await isWritten())) await setImmediate()
    })

    onStore(engine, 'give way to a later write of the same row', async (store) => {
      store.behind('w', [behindRow('a', 'behind'), behindRow('b', 'behind')])
      await store.write('w', ['1'], async (tx) => {
        tx.put(shares, '1', share('a', { note: 'later' }))
        tx.delete(shares, '1', ['b'])
      })
      await store.flush()
      await store.read('w', async (tx) => {
        expect(await rowsOf(tx.scan(shares, '1', 'key', []))).toEqual([share('a', { note: 'later' })])
        expect(await tx.get(shares, '1', ['a'])).toEqual(share('a', { note: 'later' }))
        expect(await tx.get(shares, '1', ['b'])).toBeUndefined()
      })
    })

    onStore(engine, 'survive a refusal that comes with them, and are refused where no key can hold them', async (store) => {
      store.behind('w', [behindRow('a')])
      await expect(store.write('w', ['1'], async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
      expect(() => store.behind('w', [{ table: shares, account: '1', row: { status: 'no id' } }])).toThrow(TypeError)
      await store.flush()
      expect(await store.read('w', (tx) => idsOf(tx.scan(shares, '1', 'key', [])))).toEqual(['a'])
    })

    onStore(engine, 'do not count twice for a write that replaces them', async (store) => {
      store.behind('w', [behindRow('a')])
      await store.write('w', ['1'], async (tx) => {
        tx.put(shares, '1', share('a', { note: 'new' }))
        store.behind('w', [behindRow('b')])
        tx.put(shares, '1', share('b', { note: 'new' }))
        expect(await tx.count(shares, '1', 'key', [])).toBe(2)
      })
    })
  })

  describe('worlds', () => {
    onStore(engine, 'are those that have rows, sorted', async (store) => {
      expect(await store.worlds()).toEqual([])
      for (const world of ['b', 'a', 'é', 'a1']) await keep(store, '1', [share('x')], world)
      await store.write('m', ['1'], async (tx) => tx.put(members, '1', { group: 'g', place: 0 }))
      expect(await store.worlds()).toEqual(['a', 'a1', 'b', 'm', 'é'])
      await store.write('b', ['1'], async (tx) => tx.delete(shares, '1', ['x']))
      expect(await store.worlds()).toEqual(['a', 'a1', 'm', 'é'])
    })

    onStore(engine, 'are cleared whole and alone', async (store) => {
      for (const world of ['w', 'v']) {
        await keep(store, '1', [share('a', { note: world })], world)
        await store.write(world, ['1'], async (tx) => tx.put(accessKeys, '1', { id: `key of ${world}`, user: 'u' }))
      }
      store.behind('w', [behindRow('b')])
      expect(await store.read('w', (tx) => tx.get(shares, '1', ['a']))).toBeDefined()
      await store.clear('w')
      await store.clear('never there')
      await store.flush()
      expect(await store.worlds()).toEqual(['v'])
      await store.read('w', async (tx) => {
        expect(await tx.getMany(shares, '1', [['a'], ['b']])).toEqual([undefined, undefined])
        expect(await tx.locate(shares, 'a')).toBeUndefined()
      })
      expect(await store.find(accessKeys, 'key of w')).toBeUndefined()
      expect(await store.find(accessKeys, 'key of v')).toEqual({ world: 'v', account: '1' })
      await keep(store, '1', [share('a', { note: 'new' })])
      expect(await store.read('w', (tx) => tx.get(shares, '1', ['a']))).toEqual(share('a', { note: 'new' }))
    })
  })

  describe('opening and closing', () => {
    inDurablePlace(engine, 'what was answered is there after closing and opening, what was behind too', async (place) => {
      await opened(place, async (store) => {
        await keep(store, '1', [share('a'), share('b')])
        await store.write('w', ['1'], async (tx) => tx.delete(shares, '1', ['b']))
        store.behind('w', [behindRow('c')])
      })
      await opened(place, async (store) => {
        expect(await store.read('w', (tx) => idsOf(tx.scan(shares, '1', 'byStatus', [])))).toEqual(['a', 'c'])
        expect(await store.read('w', (tx) => tx.locate(shares, 'a'))).toBe('1')
        expect(await store.worlds()).toEqual(['w'])
      })
    })

    test('closing waits for what is under way, and a closed store refuses', () =>
      inPlace(engine, async (place) => {
        const store = await place.open(options)
        const writes = Promise.all(['a', 'b', 'c'].map((id) => keep(store, '1', [share(id)])))
        const closed = store.close()
        await expect(writes).resolves.toHaveLength(3)
        await closed
        await store.close()
        await expect(keep(store, '1', [share('d')])).rejects.toThrow('closed')
        await expect(store.read('w', async () => 1)).rejects.toThrow('closed')
        await expect(store.find(accessKeys, 'a')).rejects.toThrow('closed')
        await expect(store.worlds()).rejects.toThrow('closed')
        await expect(store.clear('w')).rejects.toThrow('closed')
        expect(() => store.behind('w', [behindRow('a')])).toThrow('closed')
      }))

    test('tables that could be mistaken for each other are refused', () =>
      inPlace(engine, async (place) => {
        const tables = [shares, { ...members, name: 'Shares' }]
        await expect(place.open({ ...options, tables })).rejects.toThrow('Shares')
      }))
  })

  describe.runIf(engine.durable)('formats', () => {
    inDurablePlace(engine, 'a newer format is refused and left as it is', async (place) => {
      await opened(place, (store) => keep(store, '1', [share('a')]), { format: { version: 3 } })
      await expect(place.open({ ...options, format: { version: 2 } })).rejects.toBeInstanceOf(NewerFormat)
      await opened(place, async (store) => expect(await store.read('w', (tx) => tx.get(shares, '1', ['a']))).toEqual(share('a')), {
        format: { version: 3 },
      })
    })

    inDurablePlace(
      engine,
      'an older format is migrated step by step: rows change, move in indexes, change keys, go',
      async (place) => {
        await opened(place, async (store) => {
          await keep(store, '1', [share('a'), share('b'), share('c')])
          await store.write('w', ['1'], async (tx) => tx.put(members, '1', { group: 'g', place: 1 }))
        })
        const migrations = {
          1: (table: string, row: Readonly<Record<string, unknown>>) =>
            table === 'shares' ? { ...row, id: `new-${row.id}`, status: 'Migrated' } : row,
          3: (table: string, row: Readonly<Record<string, unknown>>) =>
            table === 'shares' && row.id === 'new-b' ? undefined : { ...row, note: `${row.status}` },
        }
        const format = { version: 4, migrations }
        for (let time = 0; time < 2; time += 1)
          await opened(
            place,
            (store) =>
              store.read('w', async (tx) => {
                expect(await rowsOf(tx.scan(shares, '1', 'byStatus', ['Migrated']))).toEqual(
                  ['new-a', 'new-c'].map((id) => share(id, { status: 'Migrated', note: 'Migrated' })),
                )
                expect(await tx.count(shares, '1', 'key', [])).toBe(2)
                expect(await tx.locate(shares, 'new-a')).toBe('1')
                expect(await tx.locate(shares, 'a')).toBeUndefined()
                expect(await tx.count(members, '1', 'key', ['g'])).toBe(1)
              }),
            { format },
          )
        await expect(place.open(options)).rejects.toBeInstanceOf(NewerFormat)
      },
    )

    inDurablePlace(engine, 'a migration that fails changes nothing', async (place) => {
      await opened(place, (store) => keep(store, '1', [share('a'), share('b')]))
      const failing = (_: string, row: Readonly<Record<string, unknown>>) => {
        if (row.id === 'b') throw new Error('cannot migrate b')
        return { ...row, note: 'migrated' }
      }
      await expect(place.open({ ...options, format: { version: 2, migrations: { 1: failing } } })).rejects.toThrow(
        'cannot migrate b',
      )
      await opened(place, async (store) =>
        expect(await store.read('w', (tx) => rowsOf(tx.scan(shares, '1', 'key', [])))).toEqual([share('a'), share('b')]),
      )
    })

    inDurablePlace(engine, 'tables and indexes that a later version declares are there when it opens', async (place) => {
      const old: Table<Share> = { name: 'shares', key: ['id'], indexes: { byStatus: ['createdAt'], gone: ['note'] } }
      await opened(
        place,
        (store) =>
          store.write('w', ['1'], async (tx) => {
            for (const [id, createdAt] of [
              ['a', 2],
              ['b', 1],
            ] as const)
              tx.put(old, '1', share(id, { createdAt, expiresAt: createdAt }))
          }),
        { tables: [old] },
      )
      await opened(place, async (store) => {
        await store.write('w', ['1'], async (tx) => tx.put(members, '1', { group: 'g', place: 1 }))
        await store.read('w', async (tx) => {
          expect(await idsOf(tx.scan(shares, '1', 'byStatus', ['Active', 2]))).toEqual(['a'])
          expect(await idsOf(tx.scan(shares, '1', 'byExpiry', []))).toEqual(['b', 'a'])
          expect(await tx.locate(shares, 'a')).toBe('1')
          expect(await tx.count(members, '1', 'key', [])).toBe(1)
        })
      })
    })

    inDurablePlace(engine, 'tables that are not declared any more keep their rows, and go with their world', async (place) => {
      await opened(place, (store) => keep(store, '1', [share('a')]))
      await opened(place, async (store) => expect(await store.worlds()).toEqual(['w']), { tables: [members] })
      await opened(place, (store) => keep(store, '1', [share('b')], 'v'))
      await opened(place, (store) => store.clear('v'), { tables: [members] })
      await opened(place, async (store) => {
        expect(await store.worlds()).toEqual(['w'])
        expect(await store.read('w', (tx) => tx.get(shares, '1', ['a']))).toEqual(share('a'))
      })
    })
  })
}

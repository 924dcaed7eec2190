import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { keep, options, share, shares } from '../conformance/harness.js'
import { type Database, openDatabase, type Statement } from './driver.js'
import { settleLayout } from './layout.js'
import { SqliteStore } from './store.js'

/** A store in memory whose database can be watched, and made to fail. */
async function watchedStore(behindMs = 1_000_000) {
  const db = await openDatabase(':memory:')
  const commands: string[] = []
  const queries = new Set<string>()
  const failing = { commit: false, run: 0 }
  const watched: Database = {
    exec: (sql) => {
      commands.push(sql)
      if (sql === 'commit' && failing.commit) throw new Error('the disk is gone')
      db.exec(sql)
    },
    prepare: (sql) => {
      queries.add(sql)
      return failingStatement(db.prepare(sql), failing)
    },
    close: () => db.close(),
  }
  const held = settleLayout(db, options.tables, options.format)
  const store = new SqliteStore(watched, { tables: options.tables, behindMs }, held)
  const plan = (sql: string) => (db.prepare(`explain query plan ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail)
  return { store, commands, queries, failing, plan }
}

/** `failing.run`: so many runs from now on, counted down, until one throws. */
function failingStatement(statement: Statement, failing: { run: number }): Statement {
  return {
    run: (...values) => {
      if (failing.run > 0) {
        failing.run -= 1
        if (failing.run === 0) throw new Error('the disk is full')
      }
      return statement.run(...values)
    },
    get: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
    iterate: (...values) => statement.iterate(...values),
  }
}

const names = Array.from({ length: 600 }, (_, n) => `s${n}`)

describe('a batch', () => {
  test('is one commit for all writes that wait, up to 512', async () => {
    const { store, commands } = await watchedStore()
    await Promise.all(names.slice(0, 100).map((id) => keep(store, '1', [share(id)])))
    expect(commands.filter((sql) => sql === 'commit')).toHaveLength(1)
    await Promise.all(names.map((id) => keep(store, '1', [share(id)])))
    expect(commands.filter((sql) => sql === 'commit')).toHaveLength(3)
    await store.close()
  })

  test('that changes nothing commits nothing', async () => {
    const { store, commands } = await watchedStore()
    await Promise.allSettled([
      store.write('w', [], async () => 1),
      store.write('w', [], async () => Promise.reject(new Error('no'))),
    ])
    await store.flush()
    expect(commands).toEqual([])
    await store.close()
  })

  test.each(['commit', 'put'])(
    'whose %s fails rejects every write of it, even those that refused, and shows nothing of it',
    async (what) => {
      const { store, failing } = await watchedStore()
      await keep(store, '1', [share('a', { note: 'old' })])
      await store.read('w', (tx) => tx.get(shares, '1', ['a']))
      store.behind('w', [{ table: shares, account: '1', row: share('behind') }])
      if (what === 'commit') failing.commit = true
      else failing.run = 3
      const refused = store.write('w', ['1'], async (tx) => {
        if ((await tx.get(shares, '1', ['a']))?.note === 'new') throw new Error('refused because of what is never committed')
      })
      const outcomes = await Promise.allSettled([
        keep(store, '1', [share('a', { note: 'new' })]),
        keep(store, '1', [share('b')]),
        refused,
      ])
      for (const outcome of outcomes) expect(String((outcome as PromiseRejectedResult).reason)).toMatch('the disk is')
      Object.assign(failing, { commit: false, run: 0 })
      await store.read('w', async (tx) => {
        expect(await tx.get(shares, '1', ['a'])).toEqual(share('a', { note: 'old' }))
        expect(await tx.get(shares, '1', ['b'])).toBeUndefined()
        expect(await tx.get(shares, '1', ['behind'])).toEqual(share('behind'))
        expect(await tx.count(shares, '1', 'key', [])).toBe(1)
      })
      await keep(store, '1', [share('c')])
      expect(await store.read('w', (tx) => tx.count(shares, '1', 'key', []))).toBe(3)
      await store.close()
    },
  )

  test('leaves rows behind that came with a failed one for the next, and the newer of two', async () => {
    const { store, failing } = await watchedStore()
    store.behind('w', [{ table: shares, account: '1', row: share('a', { note: 1 }) }])
    failing.commit = true
    const flushed = store.flush()
    const failed = expect(flushed).rejects.toThrow('the disk is gone')
    store.behind('w', [{ table: shares, account: '1', row: share('a', { note: 2 }) }])
    await failed
    failing.commit = false
    await store.flush()
    expect((await store.read('w', (tx) => tx.scan(shares, '1', 'key', []))).map(({ row }) => row)).toEqual([
      share('a', { note: 2 }),
    ])
    await store.close()
  })
})

describe('reads', () => {
  test('are answered without waiting for a batch that has not begun', async () => {
    const { store } = await watchedStore()
    const order: string[] = []
    await Promise.all([
      keep(store, '1', [share('a')]).then(() => order.push('write')),
      store.read('w', (tx) => tx.get(shares, '1', ['a'])).then((row) => order.push(`read ${row?.id}`)),
    ])
    expect(order).toEqual(['read undefined', 'write'])
    await store.close()
  })

  test('that begin during a batch see nothing of it before its commit', async () => {
    const { store, failing } = await watchedStore()
    const seen: Promise<unknown>[] = []
    const written = Promise.allSettled([
      keep(store, '1', [share('a')]),
      store.write('w', [], async () => {
        seen.push(
          store.read('w', (tx) => tx.get(shares, '1', ['a'])),
          store.read('w', (tx) => tx.count(shares, '1', 'key', [])),
        )
      }),
    ])
    failing.commit = true
    expect((await written).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await Promise.all(seen)).toEqual([undefined, 0])
    failing.commit = false
    await store.close()
  })

  test('see one state however long they take, and hold up the writes meanwhile', async () => {
    const { store } = await watchedStore()
    const counts: number[] = []
    const reading = store.read('w', async (tx) => {
      for (let turn = 0; turn < 5; turn += 1) {
        counts.push(await tx.count(shares, '1', 'key', []))
        await setImmediate()
      }
    })
    await Promise.all([reading, keep(store, '1', [share('a')])])
    expect(counts).toEqual([0, 0, 0, 0, 0])
    expect(await store.read('w', (tx) => tx.count(shares, '1', 'key', []))).toBe(1)
    await store.close()
  })

  test('hand out rows that nobody can change', async () => {
    const { store } = await watchedStore()
    await keep(store, '1', [share('a', { note: { deep: [1] } })])
    const row = await store.read('w', (tx) => tx.get(shares, '1', ['a']))
    expect(() => Object.assign(row as object, { status: 'changed' })).toThrow(TypeError)
    expect(() => Object.assign((row as { note: { deep: number[] } }).note.deep, [2])).toThrow(TypeError)
    await store.close()
  })

  test('go by an index: none sorts, and none runs over a table', async () => {
    const { store, queries, plan } = await watchedStore()
    await keep(store, '1', [share('a', { open: true, expiresAt: 1 }), share('b', { open: true })])
    await store.read('w', async (tx) => {
      for (const index of ['key', 'byStatus', 'byOpen', 'byExpiry']) {
        for (const order of ['ascending', 'descending'] as const) {
          const [found] = await tx.scan(shares, '1', index, [], { order, limit: 1 })
          await tx.scan(shares, '1', index, [], { order, limit: 1, after: found?.cursor ?? '' })
        }
        await tx.count(shares, '1', index, [], { upTo: 1 })
      }
      const [found] = await tx.everywhere(shares, { limit: 1 })
      await tx.everywhere(shares, { after: found?.cursor ?? '' })
      await tx.locate(shares, 'a')
    })
    await store.worlds()
    const reads = [...queries].filter((sql) => sql.startsWith('select'))
    expect(reads.length).toBeGreaterThan(15)
    for (const sql of reads) {
      const steps = plan(sql.replaceAll('?', "'x'")).filter(
        (detail) => !detail.startsWith('CO-ROUTINE') && !/^SCAN \(?subquery/i.test(detail),
      )
      expect([sql, ...steps.filter((detail) => !detail.startsWith('SEARCH'))]).toEqual([sql])
    }
    await store.close()
  })
})

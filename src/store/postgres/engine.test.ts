/** What this engine promises beyond the contract: its locks, its batches, and how it fails. */
import { createHash } from 'node:crypto'
import { createServer, type Server, Socket } from 'node:net'
import { inspect } from 'node:util'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../test/postgres-server.js'
import { balances, keep } from '../conformance/harness.js'
import { options, share, shares } from '../conformance.js'
import { type Reader, StateUnusable, type Store } from '../contract.js'
import { OutcomeUnknown, openPostgres, type PostgresOptions } from './open.js'

const server = await postgres()
const url = server?.url ?? ''
let schemas = 0

afterAll(() => server?.stop())

async function admin(text: string): Promise<readonly unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows ?? []
}

/** The server's name for connections that a test opens: others may use the same server. */
function named(schema: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}application_name=${encodeURIComponent(schema)}`
}

/** Answers when a transaction of the test waits for a lock of another one. */
async function someoneWaits(schema: string): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE application_name = '${schema}' AND wait_event = 'advisory'`
  while ((await admin(waiting)).length === 0);
}

type Open = (changed?: Partial<PostgresOptions>) => Promise<Store>

/** A test with as many stores as it opens on one new schema. */
function onSchema(name: string, body: (open: Open, schema: string) => Promise<void>): void {
  test(name, async () => {
    schemas += 1
    const schema = `engine ${process.pid} ${schemas}`
    const stores: Store[] = []
    try {
      await body(async (changed = {}) => {
        const store = await openPostgres({ ...options, url: named(schema), schema, ...changed })
        stores.push(store)
        return store
      }, schema)
    } finally {
      await Promise.all(stores.map((store) => store.close().catch(() => {})))
      await admin(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`)
    }
  })
}

async function amountOf(tx: Reader, account: string): Promise<number> {
  return (await tx.get(balances, account, ['cash']))?.amount ?? 0
}

function set(store: Store, account: string, amount: number): Promise<void> {
  return store.write('w', [account], async (tx) => tx.put(balances, account, { name: 'cash', amount }))
}

/** A promise that the test settles itself. */
function signal(): { readonly sent: Promise<void>; send(): void } {
  let send = () => {}
  const sent = new Promise<void>((resolve) => {
    send = resolve
  })
  return { sent, send: () => send() }
}

describe.skipIf(server === undefined)(server ? 'locks' : 'skipped: needs PostgreSQL', () => {
  onSchema('an account that a write only reads is locked on the way when it is free', async (open) => {
    const store = await open()
    await set(store, '2', 5)
    let runs = 0
    const seen = await store.write('w', ['1'], async (tx) => {
      runs += 1
      tx.put(balances, '1', { name: 'cash', amount: await amountOf(tx, '2') })
      return amountOf(tx, '1')
    })
    expect([seen, runs]).toEqual([5, 1])
  })

  onSchema('a write that changes an account which it did not name is run again with it', async (open) => {
    const store = await open()
    let runs = 0
    await store.write('w', ['1'], async (tx) => {
      runs += 1
      for (const account of ['1', '2', '3']) tx.put(balances, account, { name: 'cash', amount: runs })
    })
    expect(runs).toBe(2)
    for (const account of ['1', '2', '3']) expect(await store.read('w', (tx) => amountOf(tx, account))).toBe(2)
  })

  onSchema(
    'a write that reads what another process is changing sees it changed, and is run again once at the most',
    async (open) => {
      const [one, other] = [await open(), await open()]
      const [started, mayEnd, hasRun] = [signal(), signal(), signal()]
      const changing = one.write('w', ['2'], async (tx) => {
        tx.put(balances, '2', { name: 'cash', amount: 7 })
        started.send()
        await mayEnd.sent
      })
      await started.sent
      let runs = 0
      const reading = other.write('w', ['1'], async (tx) => {
        runs += 1
        hasRun.send()
        const amount = await amountOf(tx, '2')
        tx.put(balances, '1', { name: 'cash', amount })
        return amount
      })
      await hasRun.sent
      // It does not get in the way of writes that have nothing to do with it.
      await set(other, '3', 1)
      mayEnd.send()
      await changing
      // Once only where its read comes so late that the change is done.
      expect(await reading).toBe(7)
      expect(runs).toBeLessThanOrEqual(2)
    },
  )

  onSchema('of two processes whose writes each rely on what the other changes, one sees the other', async (open) => {
    const stores = await Promise.all([open(), open()])
    const worlds = Array.from({ length: 30 }, (_, n) => `w${n}`)
    // Each takes its mark only while the other has none.
    const take = (at: number, world: string, own: string, other: string) =>
      stores[at]?.write(world, [own], async (tx) => {
        if ((await amountOf(tx, other)) === 0) tx.put(balances, own, { name: 'cash', amount: 1 })
      })
    await Promise.all(worlds.flatMap((world) => [take(0, world, '1', '2'), take(1, world, '2', '1')]))
    for (const world of worlds) expect(await stores[0]?.read(world, (tx) => tx.everywhere(balances))).toHaveLength(1)
  })

  onSchema('a work that swallows the signal to start again is started again all the same', async (open) => {
    const [one, other] = [await open(), await open()]
    const [started, mayEnd] = [signal(), signal()]
    const changing = one.write('w', ['2'], async (tx) => {
      tx.put(balances, '2', { name: 'cash', amount: 7 })
      started.send()
      await mayEnd.sent
    })
    await started.sent
    const reading = other.write('w', ['1'], async (tx) => {
      const amount = await amountOf(tx, '2').catch(() => {
        mayEnd.send()
        return -1
      })
      tx.put(balances, '1', { name: 'cash', amount })
      return amount
    })
    await changing
    expect(await reading).toBe(7)
    expect(await one.read('w', (tx) => amountOf(tx, '1'))).toBe(7)
  })

  onSchema('that an id is nowhere stays true until the write that relies on it has ended', async (open, schema) => {
    const [one, other] = [await open(), await open()]
    const [looked, mayEnd] = [signal(), signal()]
    let runs = 0
    const relying = one.write('w', ['1'], async (tx) => {
      const account = await tx.locate(shares, 'x')
      looked.send()
      await mayEnd.sent
      if (account === undefined) tx.put(shares, '1', share('x'))
    })
    await looked.sent
    const taking = other.write('w', ['2'], async (tx) => {
      runs += 1
      if (runs === 1 || (await tx.locate(shares, 'x')) === undefined) tx.put(shares, '2', share('x'))
    })
    await someoneWaits(schema)
    mayEnd.send()
    await Promise.all([relying, taking])
    expect(runs).toBe(2)
    // Either of them was first.
    expect(await one.read('w', (tx) => tx.everywhere(shares))).toHaveLength(1)
  })

  onSchema('a world is cleared between writes, not within one', async (open, schema) => {
    const [one, other] = [await open(), await open()]
    const [started, mayEnd] = [signal(), signal()]
    const writing = one.write('w', ['1'], async (tx) => {
      tx.put(shares, '1', share('a'))
      started.send()
      await mayEnd.sent
    })
    await started.sent
    const cleared = other.clear('w')
    await someoneWaits(schema)
    mayEnd.send()
    await Promise.all([writing, cleared])
    expect(await one.worlds()).toEqual([])
  })
})

describe.skipIf(server === undefined)(server ? 'batches' : 'skipped: needs PostgreSQL', () => {
  onSchema('a row that the server refuses fails its own write only', async (open) => {
    const store = await open()
    // Longer than an index entry may be, and nothing that compression could shorten.
    const long = Array.from({ length: 400 }, (_, n) => createHash('sha256').update(`${n}`).digest('base64')).join('')
    const writes = Array.from({ length: 20 }, (_, n) => keep(store, `${n % 3}`, [share(n === 7 ? long : `s${n}`)]))
    const outcomes = await Promise.allSettled(writes)
    expect(outcomes.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([7])
    expect(await store.read('w', (tx) => tx.everywhere(shares))).toHaveLength(19)
  })

  onSchema('a world that is cleared keeps what is written behind that, in the same moment', async (open) => {
    const store = await open()
    await keep(store, '1', [share('a')])
    await Promise.all([keep(store, '1', [share('b')]), store.clear('w'), keep(store, '1', [share('c')])])
    expect((await store.read('w', (tx) => tx.everywhere(shares))).map(({ row }) => row.id)).toEqual(['c'])
    expect(await store.read('w', (tx) => Promise.all(['a', 'b', 'c'].map((id) => tx.locate(shares, id))))).toEqual([
      undefined,
      undefined,
      '1',
    ])
  })

  onSchema('a row that cannot be JSON fails its own write only', async (open) => {
    const store = await open()
    const circle: { self?: unknown } = {}
    circle.self = circle
    const outcomes = await Promise.allSettled([keep(store, '1', [share('a')]), keep(store, '1', [share('b', { note: circle })])])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await store.read('w', (tx) => tx.count(shares, '1', 'key', []))).toBe(1)
  })

  onSchema('what is kept to be written later is seen by every read that begins after it was given', async (open) => {
    const store = await open({ behindMs: 1 })
    for (let n = 0; n < 60; n += 1) {
      store.behind('w', [{ table: shares, account: '1', row: share(`s${n}`) }])
      const seen = Array.from({ length: 4 }, () =>
        store.read('w', async (tx) => {
          const first = await tx.get(shares, '1', [`s${n}`])
          await tx.count(shares, '1', 'key', [])
          return [first, await tx.get(shares, '1', [`s${n}`])]
        }),
      )
      for (const rows of await Promise.all(seen)) expect(rows).toEqual([share(`s${n}`), share(`s${n}`)])
    }
  })
})

describe.skipIf(server === undefined)(server ? 'several versions' : 'skipped: needs PostgreSQL', () => {
  onSchema('a process goes on no more when a newer version has migrated the state', async (open) => {
    const old = await open()
    await keep(old, '1', [share('a')])
    const migrate = (_: string, row: Readonly<Record<string, unknown>>) => ({ ...row, note: 'migrated' })
    const present = await open({ format: { version: 2, migrations: { 1: migrate } } })
    await expect(keep(old, '1', [share('b')])).rejects.toBeInstanceOf(StateUnusable)
    await expect(old.read('w', (tx) => tx.get(shares, '1', ['a']))).rejects.toBeInstanceOf(StateUnusable)
    const rows = await present.read('w', (tx) => tx.everywhere(shares))
    expect(rows.map(({ row }) => row)).toEqual([share('a', { note: 'migrated' })])
  })

  onSchema('many that open an empty database at once all find it ready', async (open) => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open()))
    await Promise.all(stores.map((store, n) => keep(store, `${n}`, [share(`s${n}`)])))
    expect(await stores[0]?.read('w', (tx) => tx.everywhere(shares))).toHaveLength(6)
  })

  onSchema("somebody else's schema is left alone", async (open, schema) => {
    await admin(`CREATE SCHEMA "${schema}"; CREATE TABLE "${schema}".theirs (id int)`)
    await expect(open()).rejects.toBeInstanceOf(StateUnusable)
  })
})

/** Stands between the engine and the server; cuts the connection at the next COMMIT that comes by. */
class Middleman {
  readonly #server: Server
  cut: 'never' | 'before it arrives' | 'behind it' = 'never'

  constructor() {
    const { host, port } = new pg.Client(url)
    this.#server = createServer((near) => {
      const far = host.startsWith('/') ? new Socket().connect(`${host}/.s.PGSQL.${port}`) : new Socket().connect(port, host)
      near.on('error', () => {}).on('close', () => far.destroy())
      far.on('error', () => {}).on('close', () => near.destroy())
      far.on('data', (bytes) => near.write(bytes))
      near.on('data', (bytes) => {
        const cut = bytes.includes('COMMIT\0') ? this.cut : 'never'
        if (cut === 'never') far.write(bytes)
        else {
          this.cut = 'never'
          if (cut === 'before it arrives') near.destroy()
          else {
            far.removeAllListeners('data').on('data', (answer) => answer.includes('COMMIT\0') && near.destroy())
            far.write(bytes)
          }
        }
      })
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    const { user, database } = new pg.Client(url)
    return `postgres://${user}@127.0.0.1:${(this.#server.address() as { port: number }).port}/${database}`
  }

  close(): void {
    this.#server.close()
  }
}

describe.skipIf(server === undefined)(server ? 'a lost connection' : 'skipped: needs PostgreSQL', () => {
  for (const [cut, kept] of [
    ['before it arrives', false],
    ['behind it', true],
  ] as const)
    onSchema(`during the commit, ${cut}, leaves the outcome open, and the next write works`, async (open) => {
      const middleman = new Middleman()
      const store = await open({ url: await middleman.listen() })
      await keep(store, '1', [share('a')])
      middleman.cut = cut
      await expect(keep(store, '1', [share('b')])).rejects.toBeInstanceOf(OutcomeUnknown)
      await keep(store, '1', [share('c')])
      const rows = await store.read('w', (tx) => tx.getMany(shares, '1', [['a'], ['b'], ['c']]))
      expect(rows.map((row) => row !== undefined)).toEqual([true, kept, true])
      await store.close()
      middleman.close()
    })

  onSchema('under load loses nothing that was answered, and keeps nothing that failed', async (open, schema) => {
    const store = await open()
    const outcomes = new Map<string, 'kept' | 'failed' | 'unknown'>()
    let next = 0
    const caller = async () => {
      while (next < 600) {
        const id = `s${next++}`
        await keep(store, `${next % 7}`, [share(id)]).then(
          () => outcomes.set(id, 'kept'),
          (error) => outcomes.set(id, error instanceof OutcomeUnknown ? 'unknown' : 'failed'),
        )
        if (next % 150 === 0)
          await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${schema}'`)
      }
    }
    await Promise.all(Array.from({ length: 16 }, caller))
    const check = await open()
    const there = new Set((await check.read('w', (tx) => tx.everywhere(shares))).map(({ row }) => row.id))
    for (const [id, outcome] of outcomes) if (outcome !== 'unknown') expect([id, there.has(id)]).toEqual([id, outcome === 'kept'])
    expect(there.size).toBeGreaterThan(300)
  })

  test('no error tells the password', async () => {
    const addresses = [
      'postgres://user:s3cr%65t-word@127.0.0.1:1/db',
      'postgres://user:s3cret-word@no such host/db',
      'postgres://user:s3cret-word@127.0.0.1:port/db',
      's3cret-word',
    ]
    for (const address of addresses) {
      const error = await openPostgres({ ...options, url: address }).then(
        () => undefined,
        (reason) => reason,
      )
      expect(error).toBeInstanceOf(StateUnusable)
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s3cr/)
    }
  })
})

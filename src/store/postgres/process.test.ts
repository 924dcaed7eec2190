/** What only several processes show: that they share a database without losing, overrunning or waiting in a circle. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../test/postgres-server.js'
import { balances } from '../conformance/harness.js'
import { options, shares } from '../conformance.js'
import type { Store } from '../contract.js'
import { openPostgres } from './open.js'

const repository = resolve(import.meta.dirname, '../../..')
const server = await postgres()
const url = server?.url ?? ''
let folder = ''

/** Node 20 runs no TypeScript, so what the children run is compiled first: this engine alone. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossgrant-'))
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  const compilerOptions = {
    noEmit: false,
    incremental: false,
    noCheck: true,
    rootDir: join(repository, 'src'),
    outDir: join(folder, 'built'),
    typeRoots: [join(repository, 'node_modules/@types')],
  }
  const files = [join(repository, 'src/store/postgres/open.ts')]
  const config = { extends: join(repository, 'tsconfig.json'), compilerOptions, files, include: [] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  execFileSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', folder], { stdio: 'inherit' })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'child.js'), CHILD)
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.stop()
})

/** Runs one of its tasks with some callers at once; says a line for each answer. `me` is the number of the process. */
const CHILD = `
import { writeSync } from 'node:fs'
import { openPostgres } from './built/store/postgres/open.js'
const { task, me, calls, options } = JSON.parse(process.argv[2])
const store = await openPostgres(options)
const table = (name) => options.tables.find((each) => each.name === name)
const [shares, balances] = [table('shares'), table('balances')]
const cash = async (tx, account) => (await tx.get(balances, account, ['cash']))?.amount ?? 0
const set = (tx, account, amount) => tx.put(balances, account, { name: 'cash', amount })
const tasks = {
  // Each names the account, another one, or none.
  count: (n) => store.write('w', [['1'], ['2'], []][n % 3], async (tx) => set(tx, '1', (await cash(tx, '1')) + 1)),
  transfer: (n) => {
    const [from, to] = [String((n * 7 + me) % 5), String((n * 3 + me + 1) % 5)]
    if (from === to) return
    return store.write('w', [[from, to], [to], []][n % 3], async (tx) => {
      const [has, gets] = [await cash(tx, from), await cash(tx, to)]
      set(tx, from, has - 1)
      set(tx, to, gets + 1)
    })
  },
  // All processes want the same ids, each for itself.
  claim: (n) =>
    store.write('w', [String(me)], async (tx) => {
      const id = 'id' + (n % 40)
      if ((await tx.locate(shares, id)) === undefined) tx.put(shares, String(me), { id, status: 'Active', createdAt: me })
    }),
  keep: (n) =>
    store.write('w', ['1'], async (tx) => {
      for (const account of ['1', '2']) {
        tx.put(shares, account, { id: me + '-' + account + '-' + n, status: 'Active', createdAt: n })
      }
    }),
}
let next = 0
const caller = async () => {
  while (next < calls) {
    const n = next++
    await tasks[task](n)
    writeSync(1, n + '\\n')
  }
}
await Promise.all(Array.from({ length: 16 }, caller))
await store.close()
`

interface Task {
  readonly task: 'count' | 'transfer' | 'claim' | 'keep'
  readonly schema: string
  readonly calls: number
}

/** The numbers of the calls that were answered. Kills the process the moment it has said so many. */
function child(me: number, { task, schema, calls }: Task, killAfter = Number.POSITIVE_INFINITY): Promise<number[]> {
  const order = { task, me, calls, options: { ...options, url, schema } }
  const running = spawn(process.execPath, [join(folder, 'child.js'), JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > killAfter) running.kill('SIGKILL')
  })
  // A line that the kill cut in two was not heard.
  return new Promise((done) => running.on('close', () => done(said.split('\n').slice(0, -1).map(Number))))
}

async function inSchema<T>(schema: string, body: (store: Store) => Promise<T>): Promise<T> {
  const store = await openPostgres({ ...options, url, schema })
  try {
    return await body(store)
  } finally {
    await store.close()
    const admin = new pg.Client(url)
    await admin.connect()
    await admin.query(`DROP SCHEMA "${schema}" CASCADE`)
    await admin.end()
  }
}

async function deadlocks(): Promise<number> {
  const admin = new pg.Client(url)
  await admin.connect()
  const { rows } = await admin.query('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')
  await admin.end()
  return rows[0].deadlocks
}

const four = (task: Task, killAfter: (me: number) => number = () => Number.POSITIVE_INFINITY) =>
  Promise.all([1, 2, 3, 4].map((me) => child(me, task, killAfter(me))))

describe.skipIf(server === undefined)(server ? 'four processes on one database' : 'skipped: needs PostgreSQL', () => {
  test('that open it at the same moment and each add to one balance lose nothing', async () => {
    const schema = `count ${process.pid}`
    const answered = await four({ task: 'count', schema, calls: 150 })
    expect(answered.map((each) => each.length)).toEqual([150, 150, 150, 150])
    await inSchema(schema, async (store) =>
      expect(await store.read('w', (tx) => tx.get(balances, '1', ['cash']))).toEqual({ name: 'cash', amount: 600 }),
    )
  })

  test('that transfer between the same accounts, named or not, keep the sum and never wait in a circle', async () => {
    const schema = `transfer ${process.pid}`
    const before = await deadlocks()
    const answered = await four({ task: 'transfer', schema, calls: 200 })
    expect(answered.map((each) => each.length)).toEqual([200, 200, 200, 200])
    await inSchema(schema, async (store) => {
      const rows = await store.read('w', (tx) => tx.everywhere(balances))
      expect(rows).toHaveLength(5)
      expect(rows.reduce((sum, { row }) => sum + row.amount, 0)).toBe(0)
    })
    expect(await deadlocks()).toBe(before)
  })

  test('that claim the same ids, each if nobody has it, give each id one account', async () => {
    const schema = `claim ${process.pid}`
    const answered = await four({ task: 'claim', schema, calls: 120 })
    expect(answered.map((each) => each.length)).toEqual([120, 120, 120, 120])
    await inSchema(schema, async (store) => {
      const rows = await store.read('w', (tx) => tx.everywhere(shares))
      expect(rows.map(({ row }) => row.id).sort()).toEqual(Array.from({ length: 40 }, (_, n) => `id${n}`).sort())
      for (const { row, account } of rows) expect(await store.read('w', (tx) => tx.locate(shares, row.id))).toBe(account)
    })
  })

  test('of which some are killed keep all that was answered, whole, and what was not answered whole or not at all', async () => {
    const schema = `kill ${process.pid}`
    const answered = await four({ task: 'keep', schema, calls: 400 }, (me) => (me <= 3 ? me * 40 : Number.POSITIVE_INFINITY))
    expect(answered[3]).toHaveLength(400)
    await inSchema(schema, async (store) => {
      for (const [at, numbers] of answered.entries()) {
        const idsOf = (account: string) => numbers.map((n) => [`${at + 1}-${account}-${n}`])
        for (const account of ['1', '2'])
          expect(await store.read('w', (tx) => tx.getMany(shares, account, idsOf(account)))).not.toContain(undefined)
      }
      const [first, second] = await store.read('w', (tx) =>
        Promise.all(['1', '2'].map((each) => tx.count(shares, each, 'key', []))),
      )
      expect(first).toBe(second)
    })
  })
})

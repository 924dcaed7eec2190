/** Random calls, compared with the model. A failure prints its seed and its smallest case. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reader, Store, Table } from '../contract.js'
import { type Engine, inPlace, type Member, members, options, type Share, share, shares } from './harness.js'
import { Model } from './model.js'

type Change =
  | { readonly kind: 'put share'; readonly account: string; readonly row: Share }
  | { readonly kind: 'delete share'; readonly account: string; readonly id: string }
  | { readonly kind: 'put member'; readonly account: string; readonly row: Member }
  | { readonly kind: 'delete member'; readonly account: string; readonly group: string; readonly place: number }

interface Question {
  readonly account: string
  readonly index: string
  readonly prefix: readonly (string | number | boolean)[]
  readonly descending: boolean
  readonly limit: number
  readonly from: number
}

const accounts = fc.constantFrom('1', '2', '10')
const texts = fc.constantFrom('', 'a', 'a\u0000', 'ab', '~', '\uffff', '😀')
const numbers = fc.constantFrom(0, 1, 9, 10, Number.MAX_SAFE_INTEGER)

/** Ids are unique in a world, as those of located tables are: each account has its own. */
const shareOf = (account: string) =>
  fc.record(
    {
      id: texts.map((id) => `${account}${id}`),
      status: texts,
      createdAt: numbers,
      open: fc.boolean(),
      expiresAt: fc.option(numbers),
    },
    { requiredKeys: ['id', 'status', 'createdAt'] },
  )

const changes: fc.Arbitrary<Change> = fc.oneof(
  accounts.chain((account) => shareOf(account).map((row) => ({ kind: 'put share' as const, account, row }))),
  accounts.chain((account) => texts.map((id) => ({ kind: 'delete share' as const, account, id: `${account}${id}` }))),
  fc.record({
    kind: fc.constant('put member' as const),
    account: accounts,
    row: fc.record({ group: texts, place: numbers, name: texts }, { requiredKeys: ['group', 'place'] }),
  }),
  fc.record({ kind: fc.constant('delete member' as const), account: accounts, group: texts, place: numbers }),
)

const rest = {
  account: accounts,
  descending: fc.boolean(),
  limit: fc.integer({ min: 0, max: 6 }),
  from: fc.integer({ min: -1, max: 5 }),
}
const prefixes = (...parts: fc.Arbitrary<string | number | boolean>[]) =>
  fc.tuple(fc.tuple(...parts), fc.nat(parts.length)).map(([values, length]) => values.slice(0, length))
const ask = (index: string, prefix: fc.Arbitrary<Question['prefix']>) => fc.record({ ...rest, index: fc.constant(index), prefix })

const aboutShares = fc.oneof(
  ask('key', fc.constantFrom([], ['1'], ['1a'], ['2~'])),
  ask('byStatus', prefixes(texts, numbers)),
  ask('byExpiry', prefixes(numbers)),
  ask('byOpen', prefixes(fc.boolean(), texts)),
)
const aboutMembers = fc.oneof(ask('key', prefixes(texts, numbers)), ask('byName', prefixes(texts)))

const writes = fc.record({
  changes: fc.array(changes, { maxLength: 12 }),
  refused: fc.boolean(),
  shares: fc.array(aboutShares, { maxLength: 4 }),
  members: fc.array(aboutMembers, { maxLength: 3 }),
})

function apply(change: Change, model: Model, put: Put, remove: Remove): void {
  const { account } = change
  if (change.kind === 'put share') {
    put(shares, account, change.row)
    model.put('w', shares, account, change.row)
  } else if (change.kind === 'put member') {
    put(members, account, change.row)
    model.put('w', members, account, change.row)
  } else {
    const [table, key] = change.kind === 'delete share' ? [shares, [change.id]] : [members, [change.group, change.place]]
    remove(table as Table, account, key)
    model.delete('w', table, account, key)
  }
}

type Put = <Row extends object>(table: Table<Row>, account: string, row: Row) => void
type Remove = <Row extends object>(table: Table<Row>, account: string, key: readonly (string | number)[]) => void

async function agree<Row extends object>(tx: Reader, model: Model, table: Table<Row>, question: Question): Promise<void> {
  const { account, index, prefix, limit, from } = question
  const expected = model.scan('w', table, account, index, prefix)
  if (question.descending) expected.reverse()
  const order = question.descending ? 'descending' : 'ascending'
  const whole = await tx.scan(table, account, index, prefix, { order })
  expect(whole.map(({ row }) => row)).toEqual(expected)
  const after = whole[from]?.cursor
  const page = await tx.scan(table, account, index, prefix, after === undefined ? { order, limit } : { order, limit, after })
  const start = after === undefined ? 0 : from + 1
  expect(page).toEqual(whole.slice(start, start + limit))
  expect(await tx.count(table, account, index, prefix)).toBe(expected.length)
  expect(await tx.count(table, account, index, prefix, { upTo: limit })).toBe(Math.min(limit, expected.length))
}

async function agreeEverywhere(tx: Reader, model: Model, id: string): Promise<void> {
  const whole = await tx.everywhere(shares)
  expect(whole.map(({ account, row }) => ({ account, row }))).toEqual(model.everywhere('w', shares))
  const after = whole[1]?.cursor
  if (after !== undefined) expect(await tx.everywhere(shares, { after, limit: 2 })).toEqual(whole.slice(2, 4))
  expect(await tx.locate(shares, id)).toBe(model.locate('w', shares, id))
  for (const { row, account } of whole.slice(0, 3)) expect(await tx.get(shares, account, [row.id])).toEqual(row)
}

async function runWrites(store: Pick<Store, 'read' | 'write'>, script: readonly Write[]): Promise<void> {
  const model = new Model()
  for (const write of script) {
    const compare = async (tx: Reader, expected: Model) => {
      for (const question of write.shares) await agree(tx, expected, shares, question)
      for (const question of write.members) await agree(tx, expected, members, question)
      await agreeEverywhere(tx, expected, '1a')
    }
    let changed = model
    const work = store.write('w', ['1', '2', '10'], async (tx) => {
      changed = model.copy()
      for (const change of write.changes) apply(change, changed, tx.put.bind(tx), tx.delete.bind(tx))
      await compare(tx, changed)
      if (write.refused) throw new Refused()
    })
    const refused = await work.then(
      () => false,
      (error) => {
        if (error instanceof Refused) return true
        throw error
      },
    )
    if (!refused) model.become(changed)
    await store.read('w', (tx) => compare(tx, model))
  }
}

class Refused extends Error {}

type Write = typeof writes extends fc.Arbitrary<infer T> ? T : never

export function randomlyConforms(engine: Engine, numRuns = 40): void {
  describe('random calls', () => {
    test('answer as the model does, within a write and after it', () =>
      fc.assert(
        fc.asyncProperty(fc.array(writes, { minLength: 1, maxLength: 5 }), (script) =>
          inPlace(engine, async (place) => {
            const store = await place.open(options)
            try {
              await runWrites(store, script)
            } finally {
              await store.close()
            }
          }),
        ),
        { numRuns },
      ))

    test('pages keep their order and repeat nothing while rows come and go; what stays is in them once', () => {
      const ids = fc.integer({ min: 0, max: 40 }).map((n) => `id-${n}`)
      const during = fc.array(fc.record({ id: ids, put: fc.boolean(), createdAt: fc.nat(3) }), { maxLength: 5 })
      const script = fc.record({
        before: fc.uniqueArray(ids, { maxLength: 30 }),
        turns: fc.array(during, { minLength: 12, maxLength: 12 }),
        limit: fc.integer({ min: 1, max: 7 }),
        order: fc.constantFrom('ascending' as const, 'descending' as const),
      })
      return fc.assert(
        fc.asyncProperty(script, (given) =>
          inPlace(engine, async (place) => {
            const store = await place.open(options)
            try {
              await pageWhileChanging(store, given)
            } finally {
              await store.close()
            }
          }),
        ),
        { numRuns },
      )
    })
  })
}

interface Paging {
  readonly before: readonly string[]
  readonly turns: readonly (readonly { readonly id: string; readonly put: boolean; readonly createdAt: number }[])[]
  readonly limit: number
  readonly order: 'ascending' | 'descending'
}

async function pageWhileChanging(store: Store, { before, turns, limit, order }: Paging): Promise<void> {
  const first = before.map((id, n) => share(id, { createdAt: n % 3 }))
  await store.write('w', ['1'], async (tx) => {
    for (const row of first) tx.put(shares, '1', row)
  })
  const seen: Share[] = []
  const touched = new Set<string>()
  let after: string | undefined
  for (let turn = 0; ; turn += 1) {
    const from = after === undefined ? { order, limit } : { order, limit, after }
    const page = await store.read('w', (tx) => tx.scan(shares, '1', 'byStatus', ['Active'], from))
    seen.push(...page.map(({ row }) => row))
    if (page.length < limit) break
    after = page.at(-1)?.cursor
    await store.write('w', ['1'], async (tx) => {
      for (const { id, put, createdAt } of turns[turn] ?? []) {
        touched.add(id)
        if (put) tx.put(shares, '1', share(id, { createdAt }))
        else tx.delete(shares, '1', [id])
      }
    })
  }
  const places = seen.map(({ createdAt, id }) => `${createdAt} ${id}`)
  const sorted = [...new Set(places)].sort()
  expect(places).toEqual(order === 'ascending' ? sorted : sorted.reverse())
  const stayed = first.filter(({ id }) => !touched.has(id))
  for (const row of stayed) expect(seen.filter(({ id }) => id === row.id)).toEqual([row])
}

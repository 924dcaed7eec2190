import { test } from 'vitest'
import type { Format, Store, StoreOptions, Table } from '../contract.js'

/** A place that an engine can keep state in: opened, closed and opened again. */
export interface Place {
  open(options: StoreOptions): Promise<Store>
  /** Called when all stores of the place are closed. */
  remove(): Promise<void>
}

export interface Engine {
  /** A new, empty place. */
  place(): Promise<Place>
  /** Whether the place keeps what was written when it is closed. */
  readonly durable: boolean
}

export interface Share {
  readonly id: string
  readonly status: string
  readonly createdAt: number
  readonly open?: boolean
  readonly expiresAt?: number | null
  readonly note?: unknown
}

export interface Member {
  readonly group: string
  readonly place: number
  readonly name?: string
}

export interface AccessKey {
  readonly id: string
  readonly user: string
}

export interface Balance {
  readonly name: string
  readonly amount: number
}

export const shares: Table<Share> = {
  name: 'shares',
  key: ['id'],
  indexes: { byStatus: ['status', 'createdAt'], byExpiry: ['expiresAt'], byOpen: ['open', 'status'] },
  located: 'world',
}

export const members: Table<Member> = { name: 'members', key: ['group', 'place'], indexes: { byName: ['name'] } }

export const accessKeys: Table<AccessKey> = { name: 'access-keys', key: ['id'], indexes: {}, located: 'everywhere' }

export const balances: Table<Balance> = { name: 'balances', key: ['name'], indexes: {} }

export const format: Format = { version: 1 }

export const options: StoreOptions = { tables: [shares, members, accessKeys, balances], format, behindMs: 5 }

export function share(id: string, rest: Partial<Share> = {}): Share {
  return { id, status: 'Active', createdAt: 1, ...rest }
}

/** A test on a new store, which is closed and removed whatever happens. */
export function onStore(engine: Engine, name: string, body: (store: Store, place: Place) => Promise<void>): void {
  test(name, async () => {
    await inPlace(engine, async (place) => {
      const store = await place.open(options)
      try {
        await body(store, place)
      } finally {
        await store.close()
      }
    })
  })
}

/** A place for as long as `body` runs. */
export async function inPlace<T>(engine: Engine, body: (place: Place) => Promise<T>): Promise<T> {
  const place = await engine.place()
  try {
    return await body(place)
  } finally {
    await place.remove()
  }
}

/** The rows that a scan found. */
export async function rowsOf<Row>(found: Promise<readonly { readonly row: Row }[]>): Promise<Row[]> {
  return (await found).map(({ row }) => row)
}

/** The ids that a scan found. */
export async function idsOf(found: Promise<readonly { readonly row: { readonly id: string } }[]>): Promise<string[]> {
  return (await found).map(({ row }) => row.id)
}

/** Puts some shares of one account in one write. */
export function keep(store: Store, account: string, rows: readonly Share[], world = 'w'): Promise<void> {
  return store.write(world, [account], async (tx) => {
    for (const row of rows) tx.put(shares, account, row)
  })
}

/**
 * Who may work beside whom. A lock is one number for the whole database; a call holds a set of them, each for itself alone or
 * shared with others that only read.
 */
import { createHash } from 'node:crypto'

/** 64 bits as a decimal number, as PostgreSQL's advisory locks take them. */
export type Hash = string

/** Whether each lock is wanted alone. */
export type Locks = Map<Hash, boolean>

/** Strangers in the same database have locks too, so ours are spread over all numbers: a collision costs a wait, no more. */
export function hashOf(...parts: readonly string[]): Hash {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readBigInt64BE().toString()
}

/** Hashes are asked for again and again, for the same few accounts. */
const REMEMBERED = 20_000

export class LockNames {
  readonly #schema: string
  #known = new Map<string, Hash>()

  constructor(schema: string) {
    this.#schema = schema
  }

  account(world: string, account: string): Hash {
    return this.#hash('account', world, account)
  }

  /** Of an id that no account holds yet. `scope` is a world, or '' for ids known everywhere. */
  id(table: string, scope: string, id: string): Hash {
    return this.#hash('id', table, scope, id)
  }

  #hash(...parts: readonly string[]): Hash {
    const name = JSON.stringify(parts)
    let hash = this.#known.get(name)
    if (hash === undefined) {
      if (this.#known.size >= REMEMBERED) this.#known = new Map()
      hash = hashOf(this.#schema, ...parts)
      this.#known.set(name, hash)
    }
    return hash
  }
}

/** Adds a lock; alone wins over shared. */
export function want(locks: Locks, hash: Hash, alone: boolean): void {
  locks.set(hash, alone || locks.get(hash) === true)
}

/** How many hold each lock. */
export class Holders {
  readonly #held = new Map<Hash, { shared: number; alone: number }>()

  take(locks: Locks): void {
    for (const [hash, alone] of locks) {
      const held = this.#held.get(hash) ?? { shared: 0, alone: 0 }
      held[alone ? 'alone' : 'shared'] += 1
      this.#held.set(hash, held)
    }
  }

  leave(locks: Locks): void {
    for (const [hash, alone] of locks) {
      const held = this.#held.get(hash)
      if (held === undefined) continue
      held[alone ? 'alone' : 'shared'] -= 1
      if (held.shared + held.alone === 0) this.#held.delete(hash)
    }
  }

  /** Whether somebody who wants these has to wait. */
  bar(locks: Locks): boolean {
    for (const [hash, alone] of locks) {
      const held = this.#held.get(hash)
      if (held !== undefined && (alone || held.alone > 0)) return true
    }
    return false
  }
}

/** All locks of several calls, in the one order in which everybody takes them: INVARIANT, it is what excludes deadlocks. */
export function unite(all: Iterable<Locks>): [hashes: Hash[], alone: boolean[]] {
  const united: Locks = new Map()
  for (const locks of all) for (const [hash, alone] of locks) want(united, hash, alone)
  const hashes = [...united.keys()].sort(compareHashes)
  return [hashes, hashes.map((hash) => united.get(hash) === true)]
}

function compareHashes(left: Hash, right: Hash): number {
  const [a, b] = [BigInt(left), BigInt(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** The context of an operation's `run`, over one transaction of the store. */

import {
  type AccountId,
  asAccountId,
  type Lookup,
  type No,
  type Page,
  type RefusalDetail,
  type Transition,
  type Yes,
} from '../model/index.js'
import type { Key, Reader, Writer } from '../store/index.js'
import { type Alphabet, letters, settlingTime, type WorldState } from '../world/index.js'
import { type Call, Ended, refusedBy } from './call.js'
import { connectionOf } from './connection.js'
import { type Noted, ReadPartition, WritePartition } from './partition.js'
import { sequences, transitions } from './tables.js'

export function lookupOf(tx: Reader): Lookup {
  return {
    at: (account) => new ReadPartition(tx, account),
    async locate(table, id) {
      const account = await tx.locate(table, id)
      const row = account === undefined ? undefined : await tx.get(table, account, [id])
      return row && { account: asAccountId(account as string), row }
    },
  }
}

/** What every context has, whether or not it may write. */
function common(call: Call) {
  const { operation, product, world } = call
  if (!operation || !product || !world || !call.caller) throw new Error('a context before its call is known')
  const refuse = (code: string, detail?: RefusalDetail): never => {
    throw new Ended(refusedBy(operation.errors, code, detail))
  }
  return {
    input: call.input,
    caller: call.caller,
    region: call.region,
    now: call.now,
    wallNow: new Date(call.wallMs),
    requestId: call.requestId,
    settings: world.settings,
    endpoint: call.endpoint,
    ...connectionOf(call),
    page: call.page ?? noPage,
    refuse,
    settle: <T>(decision: Yes<T> | No<string>): T =>
      decision.ok ? decision.value : refuse(decision.refusal.code, decision.refusal),
    quota: (name: string) => world.settings.quotas[`${product.ram}.${name}`] ?? (product.quotas[name] as number),
  }
}

const noPage: Page = {
  size: 0,
  token: () => {
    throw new Error('this operation declares no paging')
  },
}

export function readContext(call: Call, tx: Reader) {
  const shared = common(call)
  return { ...shared, ...lookupOf(tx), own: new ReadPartition(tx, shared.caller.account) }
}

/** Rows of this shape settle by themselves. */
interface MaybeSettling {
  readonly settlesAt?: string | null
}

/**
 * A context that writes. `finish` adds what follows from the changes: the caller's id counter, and, where transitions take
 * time, the record of what is under way.
 */
export async function writeContext(call: Call, tx: Writer) {
  const shared = common(call)
  const own = shared.caller.account
  const world = call.world as WorldState
  const counter = (await tx.get(sequences, own, ['ids']))?.next ?? 1
  let next = counter
  const transition = transitionOf(call, world)
  const pending: { table: string; account: string; key: Key }[] = []

  const noted: Noted = (table, account, key, row) => {
    call.changes.push({ table: table.name, account, key, change: row ? 'put' : 'delete' })
    const settlesAt = (row as MaybeSettling | undefined)?.settlesAt
    if (settlesAt !== undefined && settlesAt === transition.settlesAt && !isOver(settlesAt, call.now))
      pending.push({ table: table.name, account, key })
  }
  const writable = (account: AccountId) => new WritePartition(tx, account, noted)

  const context = {
    ...shared,
    ...lookupOf(tx),
    own: writable(own),
    at: writable,
    transition,
    newId: (prefix: string, length: number, alphabet: Alphabet = 'lower') =>
      prefix + letters(`${world.seed}/${world.name}/${own}/${next++}`, length, alphabet),
  }
  const finish = () => {
    if (next !== counter) tx.put(sequences, own, { name: 'ids', next })
    if (pending.length === 0) return
    tx.put(transitions, own, {
      id: call.requestId,
      operation: call.action,
      startedAt: call.now.toISOString(),
      settlesAt: transition.settlesAt,
      rows: pending,
    })
  }
  return { context, finish }
}

function isOver(settlesAt: string | null, now: Date): boolean {
  return settlesAt !== null && settlesAt <= now.toISOString()
}

function transitionOf(call: Call, world: WorldState): Transition {
  const effects = call.faults.map(({ effect }) => effect.transition)
  return {
    settlesAt: effects.includes('hang') ? null : settlingTime(world.latency, call.now),
    succeeds: !effects.includes('fail'),
  }
}

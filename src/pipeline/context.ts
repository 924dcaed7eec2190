/** The context of an operation's `run`, over one transaction of the store. */

import {
  type AccountId,
  asAccountId,
  type Caller,
  type Lookup,
  type No,
  type Page,
  type RefusalDetail,
  type Transition,
  type Yes,
} from '../model/index.js'
import type { Key, Reader, Table, Writer } from '../store/index.js'
import { type Alphabet, letters, settlingTime, type WorldState } from '../world/index.js'
import { type Call, Ended, refusedBy } from './call.js'
import { connectionOf } from './connection.js'
import { keyOf, type Noted, ReadPartition, type Seen, WritePartition } from './partition.js'
import { sequences, transitions } from './tables.js'

export function lookupOf(tx: Reader): Lookup {
  return { at: (account) => new ReadPartition(tx, account), locate: locateIn(tx) }
}

function locateIn(tx: Reader): Lookup['locate'] {
  return async (table, id) => {
    const account = await tx.locate(table, id)
    const row = account === undefined ? undefined : await tx.get(table, account, [id])
    return row && { account: asAccountId(account as string), row }
  }
}

/**
 * What every context has, whether or not it may write. `at`: the partition of an account.
 *
 * One literal, and nothing is spread into it: putting it together out of parts took several times as long.
 */
function contextOf<P extends ReadPartition>(call: Call, tx: Reader, at: (account: AccountId) => P) {
  const { operation, product, world, caller } = call
  if (!operation || !product || !world || !caller) throw new Error('a context before its call is known')
  const { sourceIp, secure } = connectionOf(call)
  const refuse = (code: string, detail?: RefusalDetail): never => {
    throw new Ended(refusedBy(operation.errors, code, detail))
  }
  return {
    input: call.input,
    caller,
    region: call.region,
    now: call.now,
    wallNow: new Date(call.wallMs),
    requestId: call.requestId,
    settings: world.settings,
    endpoint: call.endpoint,
    sourceIp,
    secure,
    page: call.page ?? noPage,
    refuse,
    settle: <T>(decision: Yes<T> | No<string>): T =>
      decision.ok ? decision.value : refuse(decision.refusal.code, decision.refusal),
    quota: (name: string) => world.settings.quotas[`${product.ram}.${name}`] ?? (product.quotas[name] as number),
    locate: locateIn(tx),
    at,
    own: at(caller.account),
  }
}

const noPage: Page = {
  size: 0,
  token: () => {
    throw new Error('this operation declares no paging')
  },
}

export function readContext(call: Call, tx: Reader) {
  return contextOf(call, tx, (account) => new ReadPartition(tx, account))
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
  const own = (call.caller as Caller).account
  const world = call.world as WorldState
  const counter = (await tx.get(sequences, own, ['ids']))?.next ?? 1
  let next = counter
  const transition = transitionOf(call, world)
  const pending: { table: string; account: string; key: Key }[] = []

  const settlesWithThis = (row: object | undefined) => {
    const settlesAt = (row as MaybeSettling | undefined)?.settlesAt
    return settlesAt !== undefined && settlesAt === transition.settlesAt && !isOver(settlesAt, call.now)
  }
  // INVARIANT: what another call set under way is of that call's transition alone, however often it is written meanwhile (a tag
  // is added). Stepped by itself, a second transition would settle a part of the first one.
  const underWay = new Set<string>()
  const seen: Seen = (table, account, row) => {
    if (settlesWithThis(row)) underWay.add(placeOf(table, account, keyOf(table, row)))
  }
  const noted: Noted = (table, account, key, row) => {
    call.changes.push({ table: table.name, account, key, change: row ? 'put' : 'delete' })
    if (settlesWithThis(row) && !underWay.has(placeOf(table, account, key))) pending.push({ table: table.name, account, key })
  }
  // Where all settles at once, nothing is under way that would settle with this.
  const watch = isOver(transition.settlesAt, call.now) ? undefined : seen
  const shared = contextOf(call, tx, (account) => new WritePartition(tx, account, noted, watch))
  const locate: Lookup['locate'] = async (table, id) => {
    const found = await shared.locate(table, id)
    if (found) watch?.(table, found.account, found.row)
    return found
  }
  const context = {
    ...shared,
    locate,
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

function placeOf(table: Table, account: AccountId, key: Key): string {
  return JSON.stringify([table.name, account, key])
}

function isOver(settlesAt: string | null, now: Date): boolean {
  return settlesAt !== null && settlesAt <= now.toISOString()
}

function transitionOf(call: Call, world: WorldState): Transition {
  const effects = call.faults.map(({ effect }) => effect.transition)
  return {
    settlesAt: effects.includes('hang') ? null : settlingTime(world.latency, call.now, call.product?.settlesInMs),
    succeeds: !effects.includes('fail'),
  }
}

/** What a move is: numbers that stand for what there is when it is made. */

import fc from 'fast-check'
import type { Fault } from './effects.js'
import type { Account, History } from './history.js'
import type { Body } from './stage.js'
import type { Verdict } from './verdicts.js'

/** A call, what the model says of it, and what it does to the model when it was taken. */
export interface Call {
  readonly key: string
  readonly product: string
  readonly action: string
  readonly given: Body
  readonly region: string
  readonly verdict: Verdict
  // biome-ignore lint/suspicious/noExplicitAny: answers as the wire has them
  readonly taken: (body: any) => void
}
/** Something that no account does. */
export interface Turn {
  readonly world: 'advance' | 'latency' | 'step' | 'sweep'
  readonly by?: number
  readonly latency?: History['latency']
  readonly taken: () => void
}

export type Player = (h: History, move: Move) => Call | Turn | undefined

const kinds = [
  [6, 'create'],
  [6, 'associate'],
  [4, 'disassociate'],
  [2, 'deleteShare'],
  [2, 'update'],
  [6, 'accept'],
  [2, 'reject'],
  [3, 'leave'],
  [2, 'attach'],
  [1, 'detach'],
  [1, 'enableSharing'],
  [2, 'deleteResource'],
  [4, 'moveAccount'],
  [2, 'removeAccount'],
  [3, 'inviteAccount'],
  [1, 'createAccount'],
  [2, 'createFolder'],
  [2, 'deleteFolder'],
  [1, 'enableDirectory'],
  [1, 'destroyDirectory'],
  [5, 'advance'],
  [2, 'latency'],
  [3, 'step'],
  [1, 'sweep'],
] as const
export type Kind = (typeof kinds)[number][1]

/** Numbers stand for what there is when the move is made. */
export interface Move {
  readonly does: Kind
  readonly who: number
  readonly which: number
  readonly targets: readonly number[]
  readonly resources: readonly number[]
  readonly open: boolean
  readonly elsewhere: boolean
  readonly fault: Fault
}

const nat = fc.nat(999)
const moveThat = (does: fc.Arbitrary<Kind>): fc.Arbitrary<Move> =>
  fc.record({
    does,
    who: nat,
    which: nat,
    targets: fc.array(nat, { minLength: 1, maxLength: 3, size: 'max' }),
    resources: fc.array(nat, { maxLength: 3, size: 'max' }),
    // Most shares are open to the outside.
    open: fc.nat(3).map((n) => n !== 1),
    elsewhere: fc.nat(7).map((n) => n === 1),
    fault: fc.nat(11).map((n): Fault => (n === 1 ? 'fail' : n === 2 ? 'hang' : undefined)),
  })
const anyKind = fc.oneof(...kinds.map(([weight, does]) => ({ weight, arbitrary: fc.constant<Kind>(does) })))

/** Some shares first, so that there is something to play with. */
export const moves: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    fc.array(moveThat(fc.constant('create')), { minLength: 1, maxLength: 4, size: 'max' }),
    fc.array(moveThat(anyKind), { minLength: 15, maxLength: 35, size: 'max' }),
  )
  .map(([first, others]) => [...first, ...others])

export const nth = <Item>(items: readonly Item[], n: number): Item | undefined => items[n % Math.max(items.length, 1)]

export const regionOf = ({ elsewhere }: Move) => (elsewhere ? 'cn-shanghai' : 'cn-hangzhou')
export const accountOf = (h: History, alias: string) => h.accounts.find((account) => account.alias === alias) as Account

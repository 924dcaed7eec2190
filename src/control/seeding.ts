/** Puts what a seed holds into a world: whole or not at all, and again without harm. */

import { type AccountId, type Product, parseAccountId, type Seedable } from '../model/index.js'
import { WritePartition } from '../pipeline/partition.js'
import type { Store } from '../store/index.js'
import { ControlError } from './refusal.js'

export interface SeedingDeps {
  readonly store: Pick<Store, 'write'>
  readonly products: readonly Product[]
  /** Ids of the accounts of the world, by alias and by id. */
  readonly accounts: ReadonlyMap<string, AccountId>
  /** Where an item is that names no region. */
  readonly region: string
}
/** What the control plane reads of an account. */
export interface AccountRow {
  readonly accountId: AccountId
  readonly alias: string
  readonly site: string
}
interface Planned {
  readonly account: AccountId
  readonly kind: Seedable
  readonly item: Readonly<Record<string, string | undefined>>
  readonly where: string
}

/** How many items of each list were put. */
export type Seeded = Readonly<Record<string, number>>

const mostItems = 10_000

export async function seedWorld(world: string, seed: unknown, deps: SeedingDeps): Promise<Seeded> {
  const kinds = new Map(deps.products.flatMap((product) => Object.entries(product.seedables ?? {})))
  const planned = Object.entries(objectOf(seed, 'the seed')).flatMap(([list, items]) => {
    const kind = kinds.get(list)
    if (!kind) return unusable(`the seed has no list ${list}`, `Lists: ${[...kinds.keys()].join(', ')}.`)
    if (!Array.isArray(items)) return unusable(`${list} is not a list`, 'Write one item after the other, each with its members.')
    return items.map((item, i) => planOf(item, `${list}[${i}]`, kind, deps.accounts))
  })
  if (planned.length > mostItems) unusable(`the seed has ${planned.length} items`, `At most ${mostItems} at once.`)
  await deps.store.write(world, [...new Set(planned.map(({ account }) => account))], async (tx) => {
    for (const { account, kind, item, where } of planned) {
      const wrong = kind.plant(item, { own: new WritePartition(tx, account, () => {}), region: deps.region })
      if (wrong !== undefined) unusable(`${where}: ${wrong}`, 'Nothing of the seed was put.')
    }
  })
  return Object.fromEntries(
    Object.entries(seed as Readonly<Record<string, readonly unknown[]>>).map(([list, items]) => [list, items.length]),
  )
}

function planOf(given: unknown, where: string, kind: Seedable, accounts: ReadonlyMap<string, AccountId>): Planned {
  const { account: name, ...members } = objectOf(given, where)
  const named = name === undefined ? undefined : String(name)
  const account = accounts.get(named ?? '')
  if (!account)
    return unusable(
      named === undefined ? `${where} has no account` : `${where}: there is no account ${named}`,
      `Accounts: ${[...accounts.keys()].filter((each) => !parseAccountId(each)).join(', ')}, or their ids.`,
    )
  for (const member of Object.keys(members))
    if (!Object.hasOwn(kind.members, member))
      unusable(`${where} has no member ${member}`, `Members: account, ${Object.keys(kind.members).join(', ')}.`)
  const item: Record<string, string> = {}
  for (const [member, { about, required, values }] of Object.entries(kind.members)) {
    const value = Object.hasOwn(members, member) ? members[member] : undefined
    if (value === undefined || value === null) {
      if (required) unusable(`${where} has no ${member}`, about)
      continue
    }
    if (typeof value !== 'string' || value === '') return unusable(`${where}.${member} is not a text`, about)
    if (values && !values.includes(value)) unusable(`${where}.${member} is ${value}`, `One of ${values.join(', ')}.`)
    item[member] = value
  }
  return { account, kind, item, where }
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>
  return unusable(
    `${what} is not an object`,
    'For example {"resources": [{"account": "network", "type": "Image", "id": "m-golden"}]}.',
  )
}

function unusable(message: string, hint: string): never {
  throw new ControlError(400, 'SeedUnusable', message, hint)
}

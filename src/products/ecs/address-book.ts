/** Who has which address of a vSwitch. */

import type { Partition } from '../../model/index.js'
import { type Cidr, usableAddresses, usableRange } from '../vpc/domain/cidr.js'
import { takenAddresses } from './tables.js'

/** How many addresses are asked for at once, at first and at most. */
const steps = { first: 16, most: 2048 }

/** The first of these addresses that somebody has. */
export async function takenAmong(owner: Partition, vSwitchId: string, addresses: readonly number[]): Promise<number | undefined> {
  const rows = await owner.getMany(
    takenAddresses,
    addresses.map((address) => [vSwitchId, address]),
  )
  return rows.find((row) => row !== undefined)?.address
}

interface Search {
  readonly vSwitchId: string
  readonly block: Cidr
  /** Any number: where the search begins. */
  readonly start: number
  readonly count: number
  /** Free, but not to be given. */
  readonly except: readonly number[]
}

/**
 * So many free addresses of a vSwitch, or `undefined` when there are fewer. The page says that they are picked at random: the
 * search begins anywhere and goes round, so it costs little until a vSwitch is nearly full.
 */
export async function freeAddresses(
  owner: Partition,
  { vSwitchId, block, start, count, except }: Search,
): Promise<number[] | undefined> {
  const { first } = usableRange(block)
  const usable = usableAddresses(block)
  const taken = await owner.count(takenAddresses, 'key', [vSwitchId])
  if (usable - taken - except.length < count) return undefined
  const free: number[] = []
  let step = steps.first
  for (let looked = 0; free.length < count && looked < usable; step = Math.min(step * 2, steps.most)) {
    const some = Array.from({ length: Math.min(step, usable - looked) }, (_, i) => first + ((start + looked + i) % usable))
    const rows = await owner.getMany(
      takenAddresses,
      some.map((address) => [vSwitchId, address]),
    )
    for (const [i, address] of some.entries())
      if (free.length < count && rows[i] === undefined && !except.includes(address)) free.push(address)
    looked += some.length
  }
  return free
}

/** The life of a VBR. */

import { hasSettled } from '../../../model/index.js'
import type { Vbr } from '../tables.js'

/**
 * | step        | before it settles | after      | after, when it was made to fail |
 * |-------------|-------------------|------------|---------------------------------|
 * | none        | creating          | active     | active                          |
 * | unconfirmed | unconfirmed       | unconfirmed| unconfirmed                     |
 * | terminating | terminating       | terminated | active                          |
 * | recovering  | recovering        | active     | terminated                      |
 * | deleting    | deleting          | gone       | gone                            |
 */
export type VbrLife = 'creating' | 'unconfirmed' | 'active' | 'terminating' | 'terminated' | 'recovering' | 'deleting' | 'gone'

const ends: Readonly<Record<string, readonly [done: VbrLife, failed: VbrLife]>> = {
  terminating: ['terminated', 'active'],
  recovering: ['active', 'terminated'],
  deleting: ['gone', 'gone'],
}

export function lifeOfVbr({ step, fails, settlesAt }: Pick<Vbr, 'step' | 'fails' | 'settlesAt'>, now: Date): VbrLife {
  // It waits for its owner, not for a time.
  if (step === 'unconfirmed') return 'unconfirmed'
  if (!hasSettled({ settlesAt }, now)) return step ?? 'creating'
  const [done, failed] = step === undefined ? (['active', 'active'] as const) : (ends[step] as readonly [VbrLife, VbrLife])
  return fails ? failed : done
}

/** Whether a VBR still counts: one whose deletion has settled does not. */
export function isVbrThere<Row extends Vbr>(row: Row | undefined, now: Date): row is Row {
  return row !== undefined && lifeOfVbr(row, now) !== 'gone'
}

/**
 * Whether a VBR is just being deleted. INVARIANT: such a one takes part in no new grant; those that it had are gone already, and
 * nothing would remove another one.
 */
export function isVbrLeaving(row: Vbr, now: Date): boolean {
  return lifeOfVbr(row, now) === 'deleting'
}

/** UNKNOWN: what a VBR shows while it is being made; of the values published, this is the one before `active`. */
export function vbrStatus(row: Vbr, now: Date): Exclude<VbrLife, 'creating' | 'gone'> {
  const life = lifeOfVbr(row, now)
  if (life === 'creating') return 'unconfirmed'
  return life === 'gone' ? 'deleting' : life
}

/** How long a terminated VBR keeps its VLAN: page on modifying VBRs. */
const vlanKeptMs = 7 * 24 * 3_600_000

/** Whether another VBR may take its VLAN. */
export function hasLostVlan(row: Vbr, now: Date): boolean {
  const life = lifeOfVbr(row, now)
  if (life === 'gone') return true
  return life === 'terminated' && row.terminatedAt !== undefined && now.getTime() >= Date.parse(row.terminatedAt) + vlanKeptMs
}

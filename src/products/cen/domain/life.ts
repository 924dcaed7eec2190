/** What CEN instances, transit routers, attachments and route entries have in common: they come, change and go in steps. */

import { hasSettled, type Transition } from '../../../model/index.js'
import type { Living } from '../tables.js'

/**
 * | phase     | before it settles | after | after, when it was made to fail |
 * |-----------|-------------------|-------|---------------------------------|
 * | creating  | creating          | live  | gone                            |
 * | modifying | modifying         | live  | live                            |
 * | deleting  | deleting          | gone  | live                            |
 */
export type State = 'creating' | 'modifying' | 'deleting' | 'live' | 'gone'

export function stateOf(row: Living, now: Date): State {
  if (!hasSettled(row, now)) return row.phase
  if (row.phase === 'modifying') return 'live'
  return (row.phase === 'creating') !== (row.fails === true) ? 'live' : 'gone'
}

/** Whether a row still counts. */
export function isThere<Row extends Living>(row: Row | undefined, now: Date): row is Row {
  return row !== undefined && stateOf(row, now) !== 'gone'
}

/** Whether it is there and nothing of it is just changing. */
export function isLive(row: Living, now: Date): boolean {
  return stateOf(row, now) === 'live'
}

/** The step of a row that starts now. */
export function lifeFrom(phase: Living['phase'], { settlesAt, succeeds }: Transition): Living {
  return { phase, settlesAt, fails: !succeeds }
}

/** A row whose deletion starts now. */
export function goingFrom<Row extends Living>(row: Row, transition: Transition): Row {
  return { ...row, ...lifeFrom('deleting', transition) }
}

/** A row that is being changed; a change that was made to fail leaves it as it was. */
export function changedFrom<Row extends Living>(row: Row, changes: Partial<Row>, transition: Transition): Row {
  return { ...row, ...(transition.succeeds ? changes : {}), ...lifeFrom('modifying', transition) }
}

/** What was given of a name and a description; what was not given stays as it is. */
export function namesGiven(name: string | undefined, description: string | undefined) {
  return { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) }
}

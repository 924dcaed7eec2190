/** What tags are put on and taken off. */

import { no, yes } from '../../../model/index.js'

export type TaggedKind = 'Account' | 'Folder' | 'ControlPolicy' | 'ResourceGroup'

/** UNKNOWN: neither keys nor All; nothing is asked for then, and nothing is taken off. */
export function keysToRemove({
  TagKey,
  All,
}: {
  readonly TagKey?: readonly string[] | undefined
  readonly All?: boolean | undefined
}) {
  return TagKey ?? (All === true ? 'all' : [])
}

const unknown = {
  Account: 'EntityNotExists.Account',
  Folder: 'EntityNotExists.Folder',
  ControlPolicy: 'EntityNotExists.ControlPolicy',
  ResourceGroup: 'EntityNotExists.ResourceGroup',
} as const

/** All of the rows asked for, or the refusal when one is not there: nothing is tagged then. */
export function allThere<Row>(kind: TaggedKind, ids: readonly string[], rows: readonly (Row | undefined)[]) {
  const missing = ids.filter((_, i) => rows[i] === undefined)
  if (missing.length === 0) return yes(rows as readonly Row[])
  return no(unknown[kind], {
    because: `There is no ${kind} ${missing.join(', ')}.`,
    next: 'Name what belongs to the calling account or its directory.',
  })
}

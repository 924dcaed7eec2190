/** What carries tags: where it is kept, what is read of it, and what is changed. */

import { type Decision, no, type Partition, type Table, type Tags, type WritablePartition, yes } from '../../model/index.js'
import { isThere } from './domain/life.js'
import { kindNamed, type TaggedKind } from './domain/tags.js'
import { cens, ecrAttachments, type Living, transitRouters } from './tables.js'

interface Tagged extends Living {
  readonly tags: Tags
}
const kinds = {
  CEN: { table: cens, id: 'cenId' },
  TRANSITROUTER: { table: transitRouters, id: 'transitRouterId' },
  TRANSITROUTERECRATTACHMENT: { table: ecrAttachments, id: 'attachmentId' },
} as const
const tableOf = (kind: TaggedKind) => kinds[kind].table as unknown as Table<Tagged>
const idOf = (kind: TaggedKind, row: Tagged) => (row as unknown as Record<string, string>)[kinds[kind].id] as string

export interface TaggedRow {
  readonly id: string
  readonly kind: TaggedKind
  readonly row: Tagged
}
type Code = 'InvalidInstanceType.NotFound' | 'InvalidInstanceIds.NotFound'

/** What carries tags and has these ids; without ids, all of that kind. */
export async function taggedNamed(
  own: Partition,
  { word, ids, now }: { readonly word: string; readonly ids: readonly string[] | undefined; readonly now: Date },
): Promise<Decision<readonly TaggedRow[], Code>> {
  const kind = kindNamed(word)
  if (!kind.ok) return kind
  const unknown = (id: string) => no('InvalidInstanceIds.NotFound', { because: `This account has no ${word} ${id}.` })
  if (kind.value === 'absent') return ids?.[0] === undefined ? yes([]) : unknown(ids[0])
  const found = kind.value
  const table = tableOf(found)
  if (ids === undefined) {
    const rows = await own.all(table, 'key', [])
    return yes(rows.filter((row) => isThere(row, now)).map((row) => ({ id: idOf(found, row), kind: found, row })))
  }
  const named: TaggedRow[] = []
  for (const id of new Set(ids)) {
    const row = await own.get(table, id)
    if (!isThere(row, now)) return unknown(id)
    named.push({ id, kind: found, row })
  }
  return yes(named)
}

export function putTags(own: WritablePartition, { kind, row }: TaggedRow, tags: Tags): void {
  own.put(tableOf(kind), { ...row, tags })
}

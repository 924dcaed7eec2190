/** Ways to look through rows without reading more of them than an answer needs. */

import type { Partition } from '../../model/index.js'
import type { Found, Table } from '../../store/index.js'

const rowsPerStep = 50

/** The rows below a prefix in the order of an index, some at a time: who has found what it looks for reads no further. */
export async function* inSteps<Row extends object>(
  partition: Partition,
  table: Table<Row>,
  index: string,
  prefix: readonly string[],
  order: 'ascending' | 'descending' = 'ascending',
): AsyncGenerator<readonly Row[]> {
  let found: readonly Found<Row>[]
  let after: string | undefined
  do {
    found = await partition.scan(table, index, prefix, {
      order,
      limit: rowsPerStep,
      ...(after === undefined ? {} : { after }),
    })
    if (found.length > 0) yield found.map(({ row }) => row)
    after = found.at(-1)?.cursor
  } while (found.length === rowsPerStep)
}

/** A question that is asked only once for each key. */
export function once<Key, Answer>(ask: (key: Key) => Promise<Answer>): (key: Key) => Promise<Answer> {
  const known = new Map<Key, Promise<Answer>>()
  return (key) => {
    const answer = known.get(key) ?? ask(key)
    known.set(key, answer)
    return answer
  }
}

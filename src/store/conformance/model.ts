/** What a store is expected to answer, in the plainest way: a list of rows, filtered and sorted for every question. */
import type { AnyTable, Component, Key } from '../contract.js'

interface Kept {
  readonly world: string
  readonly table: AnyTable
  readonly account: string
  readonly row: object
}

function compareComponents(left: Component, right: Component): number {
  const kinds = ['boolean', 'number', 'string']
  if (typeof left !== typeof right) return kinds.indexOf(typeof left) - kinds.indexOf(typeof right)
  if (typeof left !== 'string') return Number(left) - Number(right)
  return Buffer.compare(Buffer.from(left), Buffer.from(right as string))
}

export function compareKeys(left: Key, right: Key): number {
  for (const [at, component] of left.entries()) {
    const other = right[at]
    if (other === undefined) return 1
    const order = compareComponents(component, other)
    if (order !== 0) return order
  }
  return left.length - right.length
}

export function valuesOf(columns: readonly string[], row: object): Component[] | undefined {
  const values = columns.map((column) => (row as Record<string, Component | null | undefined>)[column])
  return values.some((value) => value === undefined || value === null) ? undefined : (values as Component[])
}

export class Model {
  readonly #kept: Kept[]

  constructor(kept: readonly Kept[] = []) {
    this.#kept = [...kept]
  }

  copy(): Model {
    return new Model(this.#kept)
  }

  become(other: Model): void {
    this.#kept.splice(0, this.#kept.length, ...other.#kept)
  }

  put(world: string, table: AnyTable, account: string, row: object): void {
    this.delete(world, table, account, valuesOf(table.key, row) as Key)
    this.#kept.push({ world, table, account, row })
  }

  delete(world: string, table: AnyTable, account: string, key: Key): void {
    const at = this.#kept.findIndex(
      (kept) =>
        kept.world === world &&
        kept.table.name === table.name &&
        kept.account === account &&
        compareKeys(valuesOf(table.key, kept.row) as Key, key) === 0,
    )
    if (at >= 0) this.#kept.splice(at, 1)
  }

  scan(world: string, table: AnyTable, account: string, index: string, prefix: Key): object[] {
    const columns = index === 'key' ? table.key : (table.indexes[index] as readonly string[])
    return this.#rows(world, table)
      .filter((kept) => kept.account === account)
      .flatMap(({ row }) => {
        const values = valuesOf(columns, row)
        return values && compareKeys(values.slice(0, prefix.length), prefix) === 0
          ? [{ row, order: [...values, ...keyOf(table, row)] }]
          : []
      })
      .sort((left, right) => compareKeys(left.order, right.order))
      .map(({ row }) => row)
  }

  everywhere(world: string, table: AnyTable): { account: string; row: object }[] {
    return this.#rows(world, table)
      .sort((left, right) => compareKeys([left.account, ...keyOf(table, left.row)], [right.account, ...keyOf(table, right.row)]))
      .map(({ account, row }) => ({ account, row }))
  }

  locate(world: string, table: AnyTable, id: string): string | undefined {
    return this.#rows(world, table).find(({ row }) => keyOf(table, row)[0] === id)?.account
  }

  #rows(world: string, table: AnyTable): Kept[] {
    return this.#kept.filter((kept) => kept.world === world && kept.table.name === table.name)
  }
}

function keyOf(table: AnyTable, row: object): Key {
  return valuesOf(table.key, row) as Key
}

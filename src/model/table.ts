import type { Table } from '../store/contract.js'

export type { Table } from '../store/contract.js'

/** Declares a table of a product: `table<Vpc>()('vpc', { key: ['vpcId'], indexes: {...}, located: 'world' })`. */
export function table<Row extends object>() {
  return <const I extends Readonly<Record<string, readonly (keyof Row & string)[]>>>(
    name: string,
    declaration: {
      readonly key: readonly (keyof Row & string)[]
      readonly indexes?: I
      readonly located?: 'world' | 'everywhere'
    },
  ): Table<Row> & { readonly indexes: I } => ({
    name,
    key: declaration.key,
    indexes: declaration.indexes ?? ({} as I),
    ...(declaration.located ? { located: declaration.located } : {}),
  })
}

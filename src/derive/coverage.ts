/** What is declared, what is offered, and which declared errors tests reach: for `GET /admin/v1/coverage`. */

import { injectedErrors, unreachedErrors } from './ledger.js'
import { describeModel, type Operations } from './model.js'

export interface Coverage {
  readonly products: readonly ProductCoverage[]
  /** Declared errors that no sequence of calls reaches here, only fault injection. */
  readonly onlyInjected: readonly string[]
}
export interface ProductCoverage {
  readonly product: string
  readonly version: string
  /** Operations that are published (where the list is known) and offered. */
  readonly declared: number
  readonly implemented: number
  readonly errorsDeclared: number
  readonly errorsReached: number
  readonly operations: readonly {
    readonly name: string
    readonly implemented: boolean
    readonly errorsDeclared: number
    readonly errorsReached: number
    readonly onlyInjected: readonly string[]
    readonly unreached: readonly string[]
  }[]
}

export async function coverageOf(operations: Operations): Promise<Coverage> {
  const model = await describeModel(operations)
  const products = model.products.map(({ product, version, operations: described }) => {
    const rows = described.map(({ name, implemented, errors }) => {
      const onlyInjected = injectedErrors[`${product} ${name}`] ?? []
      const unreached = unreachedErrors[`${product} ${name}`] ?? []
      return {
        name,
        implemented,
        errorsDeclared: errors.length,
        errorsReached: errors.length - unreached.length,
        onlyInjected,
        unreached,
      }
    })
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
    return {
      product,
      version,
      declared: rows.length,
      implemented: sum(({ implemented }) => Number(implemented)),
      errorsDeclared: sum(({ errorsDeclared }) => errorsDeclared),
      errorsReached: sum(({ errorsReached }) => errorsReached),
      operations: rows,
    }
  })
  return {
    products,
    onlyInjected: products.flatMap(({ product, operations: rows }) =>
      rows.flatMap(({ name, onlyInjected }) => onlyInjected.map((code) => `${product} ${name} ${code}`)),
    ),
  }
}

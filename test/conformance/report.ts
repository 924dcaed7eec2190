/** What a run found, in a form for machines: sorted, and the same for the same code whatever the seed. */

import { facts } from './facts.js'
import type { Result } from './run.js'

export interface Tally {
  readonly checks: number
  readonly hold: number
  /** Of those that hold: the facts do not say whether such a call is refused. */
  readonly open: number
  /** Listed in divergences.ts. */
  readonly known: number
}
export interface OperationReport extends Tally {
  readonly operation: string
  readonly calls: Tally
  readonly access: Tally
  readonly parameters: Readonly<Record<string, SubjectReport>>
  readonly errors: Readonly<Record<string, ErrorReport>>
  readonly answers: Tally & { readonly missing: readonly string[] }
}
export interface SubjectReport extends Tally {
  readonly source: string
  readonly rules: readonly string[]
  readonly divergences?: readonly string[]
}
export interface ErrorReport extends SubjectReport {
  /** A sequence of calls made for it; a faulty parameter; a fault rule alone. */
  readonly by: 'calls' | 'parameters' | 'injection'
}
export interface ProductReport extends Tally {
  readonly product: string
  readonly operations: readonly OperationReport[]
}

const sum = (results: readonly Result[]): Tally => ({
  checks: results.length,
  hold: results.filter(({ faults }) => faults.length === 0).length,
  open: results.filter(({ faults, open }) => open && faults.length === 0).length,
  known: results.filter(({ known }) => known !== undefined).length,
})

const byName = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))

function grouped(results: readonly Result[], kind: string): [string, Result[]][] {
  const groups = new Map<string, Result[]>()
  for (const result of results) {
    if (!result.subject.startsWith(`${kind} `)) continue
    const name = result.subject.slice(kind.length + 1)
    groups.set(name, [...(groups.get(name) ?? []), result])
  }
  return [...groups]
}

function subjectOf(results: readonly Result[]): SubjectReport {
  const known = results.filter((result) => result.known !== undefined).map(({ rule }) => rule)
  return {
    ...sum(results),
    source: results[0]?.source ?? '',
    rules: results.map(({ rule }) => rule),
    ...(known.length > 0 ? { divergences: known } : {}),
  }
}

function errorOf(results: readonly Result[]): ErrorReport {
  const by = results.every(({ injected }) => injected)
    ? 'injection'
    : results.some(({ rule }) => rule === 'by calls')
      ? 'calls'
      : 'parameters'
  return { ...subjectOf(results), by }
}

function operationOf(operation: string, results: readonly Result[]): OperationReport {
  const of = (subject: string) => results.filter((result) => result.subject === subject)
  const answers = results.filter(({ subject }) => subject.startsWith('answer '))
  return {
    operation,
    ...sum(results),
    calls: sum(of('call')),
    access: sum(of('access')),
    parameters: byName(grouped(results, 'parameter').map(([name, group]) => [name, subjectOf(group)])),
    errors: byName(grouped(results, 'error').map(([name, group]) => [name, errorOf(group)])),
    answers: {
      ...sum(answers),
      missing: answers.filter(({ faults }) => faults.length > 0).map(({ subject }) => subject.slice('answer '.length)),
    },
  }
}

/** Each product once: those that are there for their own sake first. */
export function inOrder(products: readonly string[]): string[] {
  const isCore = (product: string) => facts.some((each) => each.product === product && each.isCore)
  const all = [...new Set(products)].sort()
  return [...all.filter(isCore), ...all.filter((product) => !isCore(product))]
}

export function reportOf(results: readonly Result[]): readonly ProductReport[] {
  const products = inOrder(results.map(({ product }) => product))
  return products.map((product) => {
    const own = results.filter((result) => result.product === product)
    const names = [...new Set(own.map(({ operation }) => operation))].sort()
    const operations = names.map((name) =>
      operationOf(
        name,
        own.filter(({ operation }) => operation === name),
      ),
    )
    return { product, ...sum(own), operations }
  })
}

/** The small part of a report that the README shows, and that is kept. */
export interface Summary {
  readonly product: string
  readonly operations: number
  readonly checks: number
  readonly hold: number
  readonly open: number
  readonly known: number
  readonly parameters: number
  readonly errors: { readonly calls: number; readonly parameters: number; readonly injection: number }
}

export function summaryOf(products: readonly ProductReport[]): Summary[] {
  return products.map(({ product, operations, checks, hold, open, known }) => {
    const errors = operations.flatMap((operation) => Object.values(operation.errors))
    const count = (by: ErrorReport['by']) => errors.filter((error) => error.by === by && error.hold > 0).length
    return {
      product,
      operations: operations.length,
      checks,
      hold,
      open,
      known,
      parameters: operations.reduce((total, { parameters }) => total + Object.keys(parameters).length, 0),
      errors: { calls: count('calls'), parameters: count('parameters'), injection: count('injection') },
    }
  })
}

/** Parameters as text, turned into what an operation declares; or the first fault by rank. */

import type { FaultKind, Fields, ParameterFault, Shape, TextShape, WholeShape } from '../model/index.js'
import { listOf, type Tree, treeOfJson } from '../wire/tree.js'

/**
 * Which of several faults is told: missing ones first, then form and values, then duplicates and lengths.
 * UNKNOWN: the order is not documented; this is the proposal of the facts (resource-sharing 18.12, express-connect-router 18).
 */
const rank: Record<FaultKind, number> = { missing: 0, format: 1, value: 2, duplicate: 3, length: 4, count: 4 }

export type Decoded =
  | { readonly input: Readonly<Record<string, unknown>>; readonly fault?: undefined }
  | { readonly fault: ParameterFault }

interface Reading {
  readonly emptyIs: 'absent' | 'malformed'
  worst?: ParameterFault
  parameter: string
  complaints: number
}

export function decode(fields: Fields, parameters: ReadonlyMap<string, Tree>, emptyIs: 'absent' | 'malformed'): Decoded {
  const reading: Reading = { emptyIs, parameter: '', complaints: 0 }
  const input: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(fields)) {
    reading.parameter = name
    const before = reading.complaints
    const value = read(reading, shape, parameters.get(name), name)
    if (value !== undefined) input[name] = value
    // One that was given but is faulty is not missing as well.
    else if (shape.presence === 'required' && reading.complaints === before) complain(reading, 'missing', name)
  }
  return reading.worst ? { fault: reading.worst } : { input }
}

function complain(reading: Reading, kind: FaultKind, path: string, given?: string): undefined {
  reading.complaints += 1
  if (reading.worst && rank[reading.worst.kind] <= rank[kind]) return undefined
  reading.worst = { kind, parameter: reading.parameter, path, ...(given === undefined ? {} : { given }) }
  return undefined
}

function read(reading: Reading, shape: Shape, tree: Tree | undefined, path: string): unknown {
  if (tree === undefined) return undefined
  switch (shape.kind) {
    case 'list':
      return readList(reading, shape, tree, path)
    case 'structure':
      return typeof tree === 'string' ? complain(reading, 'format', path, tree) : readStructure(reading, shape, tree, path)
    default:
      return readScalar(reading, shape, tree, path)
  }
}

function readScalar(reading: Reading, shape: Exclude<Shape, { kind: 'list' | 'structure' }>, tree: Tree, path: string): unknown {
  const text = typeof tree === 'string' ? tree : tree.get('')
  if (typeof text !== 'string') return complain(reading, 'format', path)
  if (text === '' && !(shape.kind === 'text' && shape.min === 0))
    return reading.emptyIs === 'absent' ? undefined : complain(reading, 'format', path, text)
  if (shape.kind === 'text') return readText(reading, shape, text, path)
  if (shape.kind === 'whole') return readWhole(reading, shape, text, path)
  if (/^true$/i.test(text)) return true
  return /^false$/i.test(text) ? false : complain(reading, 'format', path, text)
}

function readText(reading: Reading, shape: TextShape, text: string, path: string): string | undefined {
  const length = [...text].length
  if (shape.min !== undefined && length < shape.min) return complain(reading, 'format', path, text)
  if (shape.max !== undefined && length > shape.max) return complain(reading, 'length', path, text)
  if (shape.pattern && !shape.pattern.test(text)) return complain(reading, 'format', path, text)
  if (shape.oneOf && !shape.oneOf.includes(text)) return complain(reading, 'value', path, text)
  if (shape.barred?.test(text)) return complain(reading, 'value', path, text)
  return text
}

function readWhole(reading: Reading, shape: WholeShape, text: string, path: string): number | undefined {
  if (!/^-?[0-9]{1,15}$/.test(text)) return complain(reading, 'format', path, text)
  const value = Number(text)
  const outside = (shape.min !== undefined && value < shape.min) || (shape.max !== undefined && value > shape.max)
  return outside || shape.allowed?.(value) === false ? complain(reading, 'value', path, text) : value
}

function readList(reading: Reading, shape: Extract<Shape, { kind: 'list' }>, tree: Tree, path: string): unknown {
  const items = itemsOf(shape, tree)
  if (!items) return complain(reading, 'format', path, typeof tree === 'string' ? tree : undefined)
  const values: unknown[] = []
  items.forEach((item, i) => {
    const value = read(reading, shape.item, item, `${path}.${i + 1}`)
    if (value !== undefined) values.push(value)
  })
  if (shape.distinct && new Set(values.map((value) => JSON.stringify(value))).size < values.length)
    complain(reading, 'duplicate', path)
  if (shape.max !== undefined && items.length > shape.max) complain(reading, 'count', path)
  return values.length === 0 ? undefined : values
}

function itemsOf(shape: Extract<Shape, { kind: 'list' }>, tree: Tree): Tree[] | undefined {
  if (typeof tree !== 'string') return listOf(tree)
  // The old Go SDK writes `null` for a list that its caller did not set.
  if (tree === '' || (shape.jsonText && tree === 'null')) return []
  const parsed = shape.jsonText ? treeOfJson(tree) : undefined
  return parsed && listOf(parsed)
}

function readStructure(
  reading: Reading,
  shape: Extract<Shape, { kind: 'structure' }>,
  tree: Map<string, Tree>,
  path: string,
): unknown {
  // Clients send entries whose members are all empty (the Terraform provider's ResourceProperties): no entry is meant.
  if ([...tree.values()].every((member) => member === '')) return undefined
  const value: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(shape.fields as Fields)) {
    const at = `${path}.${name}`
    const parsed = read(reading, member, tree.get(name), at)
    if (parsed !== undefined) value[name] = parsed
    else if (member.presence === 'required' && !tree.get(name)) complain(reading, 'format', at)
  }
  const given = (shape.together ?? []).filter((name: string) => Object.hasOwn(value, name)).length
  if (given > 0 && given < (shape.together?.length ?? 0)) complain(reading, 'format', path)
  return value
}

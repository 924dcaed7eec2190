/** Answers as declared: names, order and types follow the declaration, and nothing that is not declared gets out. */

import type { Fields, Shape } from '../model/index.js'

type Values = Readonly<Record<string, unknown>>

/** The members of a JSON object, without braces; empty when there are none. */
export function membersJson(fields: Fields, values: Values): string {
  const members: string[] = []
  for (const name in fields) {
    const value = values[name]
    if (value !== undefined) members.push(`${JSON.stringify(name)}:${valueJson(fields[name] as Shape, value)}`)
  }
  return members.join(',')
}

function valueJson(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'structure':
      return `{${membersJson(shape.fields as Fields, value as Values)}}`
    case 'list':
      return `[${(value as unknown[]).map((item) => valueJson(shape.item as Shape, item)).join(',')}]`
    case 'text':
      // Account ids are text inside; where the metadata says `long`, clients read a JSON number (facts, clients 4.6).
      return shape.published === 'string' || !/^(0|[1-9][0-9]*)$/.test(value as string) ? JSON.stringify(value) : (value as string)
    default:
      return JSON.stringify(value)
  }
}

/** The declared members as a plain value, for XML. */
export function pick(fields: Fields, values: Values): Record<string, never> {
  const picked: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(fields)) if (values[name] !== undefined) picked[name] = pickValue(shape, values[name])
  return picked as Record<string, never>
}

function pickValue(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'structure') return pick(shape.fields as Fields, value as Values)
  if (shape.kind === 'list') return (value as unknown[]).map((item) => pickValue(shape.item as Shape, item))
  return value
}

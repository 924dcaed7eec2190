/**
 * A resource's attributes as the provider keeps them: what its schema takes from an answer, and what a plan would change. Where the
 * provider refuses a value silently (a number written as text, say), the attribute would stay empty and imports would break: here it
 * is an error at once.
 */

export type Type =
  | 'string'
  | 'bool'
  | 'int'
  | 'map'
  | { readonly list: Type }
  | { readonly set: Block }
  | { readonly blocks: Block }
export type Block = { readonly [name: string]: Type }

export interface Attribute {
  readonly type: Type
  /** The server may choose it; without it an unset attribute must read back empty. */
  readonly computed?: true
  /** Cannot be changed in place. */
  readonly forceNew?: true
  readonly required?: true
  /** When two values count as one. */
  readonly same?: (a: Value, b: Value) => boolean
}
export type Schema = { readonly [name: string]: Attribute }
export type Value = undefined | string | boolean | number | readonly Value[] | { readonly [name: string]: Value }
export type Values = { readonly [name: string]: Value }

/** A value of an answer as the schema takes it. */
export function taken(type: Type, raw: unknown, where: string): Value {
  if (raw === undefined || raw === null) return undefined
  const refuse = (): never => {
    throw new Error(`${where} does not take ${JSON.stringify(raw)}: ${JSON.stringify(type)} is wanted`)
  }
  if (type === 'string') return typeof raw === 'string' || typeof raw === 'number' ? String(raw) : refuse()
  if (type === 'bool') return typeof raw === 'boolean' ? raw : refuse()
  if (type === 'int') return Number.isInteger(raw) ? (raw as number) : refuse()
  if (type === 'map') return typeof raw === 'object' && !Array.isArray(raw) ? mapTaken(raw, where) : refuse()
  if (!Array.isArray(raw)) return refuse()
  if ('list' in type) return raw.map((each, at) => taken(type.list, each, `${where}.${at}`))
  const block = 'set' in type ? type.set : type.blocks
  const items = raw.map((each, at) => blockTaken(block, each as Record<string, unknown>, `${where}.${at}`))
  return 'set' in type ? [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items
}

function mapTaken(raw: object, where: string): Values {
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, taken('string', value, `${where}.${key}`)]))
}

function blockTaken(block: Block, raw: Record<string, unknown>, where: string): Values {
  const found = Object.entries(block).map(([name, type]) => [name, taken(type, raw[name], `${where}.${name}`)] as const)
  return Object.fromEntries(found.filter(([, value]) => !isZero(value)))
}

/** Unset and the type's zero are one to the schema. */
export function isZero(value: Value): boolean {
  if (value === undefined || value === '' || value === false || value === 0) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

export function isSame(attribute: Attribute, a: Value, b: Value): boolean {
  return (isZero(a) && isZero(b)) || attribute.same?.(a, b) === true || ordered(a) === ordered(b)
}

function ordered(value: Value): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** What a plan would change: `name: state -> configuration`. Empty when the plan is. */
export function planned(schema: Schema, state: Values, configuration: Values): string[] {
  return changedNames(schema, state, configuration).map(
    (name) => `${name}: ${JSON.stringify(state[name])} -> ${JSON.stringify(configuration[name])}`,
  )
}

export function changedNames(schema: Schema, state: Values, configuration: Values): string[] {
  return Object.entries(schema)
    .filter(([name, attribute]) => {
      const wanted = configuration[name]
      if (wanted === undefined && attribute.computed) return false
      return !isSame(attribute, state[name], wanted)
    })
    .map(([name]) => name)
}

/** A configuration as the schema reads it; a typing error of a test is an error. */
export function configured(schema: Schema, configuration: Values): Values {
  for (const name of Object.keys(configuration)) if (!schema[name]) throw new Error(`no attribute ${name}`)
  for (const [name, { required }] of Object.entries(schema))
    if (required && configuration[name] === undefined) throw new Error(`${name} is required`)
  return Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => [name, taken(schema[name]?.type as Type, value, name)]),
  )
}

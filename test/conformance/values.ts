/** Parameters changed at one place. */

import type { Given } from './arena.js'
import type { Parameter } from './facts.js'
import { type Prepared, Swap } from './recipe.js'

/** The least parameters with this one as well, at a valid value. */
export function withParameter({ parameters, optional = {} }: Prepared, parameter: Parameter): Given {
  const { name } = parameter
  if (name in parameters) return parameters
  const chosen = name in optional ? optional[name] : obvious(parameter)
  if (chosen === undefined) throw new Error(`the recipe has no value for ${name}`)
  if (!(chosen instanceof Swap)) return { ...parameters, [name]: chosen }
  const rest = Object.fromEntries(Object.entries(parameters).filter(([each]) => !chosen.without.includes(each)))
  return { ...rest, ...chosen.also, [name]: chosen.value }
}

/** A value that is right whatever the world holds. */
function obvious({ name, type, constraints }: Parameter): unknown {
  if (name === 'ClientToken') return 'token-1'
  if (name === 'MaxResults') return 10
  if (type === 'boolean') return true
  return constraints.enum?.[0]
}

/** The value at `Resources.ResourceType`: that of the first item. */
export function valueAt(parameters: Given, path: string): unknown {
  const [top = '', member] = path.split('.')
  const value = parameters[top]
  if (member === undefined) return value
  return Array.isArray(value) ? (value[0] as Given | undefined)?.[member] : undefined
}

/** With another value there; `undefined` leaves it out. */
export function changed(parameters: Given, path: string, value: unknown): Given {
  const [top = '', member] = path.split('.')
  if (member === undefined) return { ...parameters, [top]: value }
  const [first, ...rest] = parameters[top] as readonly Given[]
  return { ...parameters, [top]: [{ ...first, [member]: value }, ...rest] }
}

/** So many items like this one, no two of them equal. */
export function itemsLike(item: unknown, count: number): unknown[] {
  return Array.from({ length: count }, (_, i) => (i === 0 ? item : varied(item, i)))
}

/** Members that name a kind or carry content may stay the same. */
const stays = /Type$|^Property$|Value$/

function varied(item: unknown, i: number): unknown {
  if (typeof item === 'object' && item !== null)
    return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, stays.test(name) ? value : varied(value, i)]))
  const text = String(item)
  if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text)) return `10.${(i >> 8) & 255}.${i & 255}.0/24`
  return /^\d{8,}$/.test(text) ? String(BigInt(text) + BigInt(i)) : `${text}${i}`
}

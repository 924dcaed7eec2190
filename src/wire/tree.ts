/**
 * Flat parameters as a tree: `Resources.1.ResourceId=vpc-1` is the ResourceId of the first of Resources. What is a list
 * and what an object only the declaration of the operation knows, so both are Maps here; `listOf` reads one as a list.
 */
import type { Pair } from './request.js'

export type Tree = string | Map<string, Tree>

const INDEX = /^[1-9]\d{0,8}$/

/**
 * Later pairs replace earlier ones of the same name. In every Map the numbered names (1, 2, 10: no zero, no leading
 * zeros) come first and in the order of their numbers, then the others as they came. `X` beside `X.1` is kept as the
 * member named `''` of X. A name with an empty part (`X.`, `a..b`) is not a path but an ordinary name, and below
 * `depth` parts the rest of a name stays in one piece.
 */
export function treeOf(pairs: Iterable<Pair>, depth = 16): Map<string, Tree> {
  const root = new Map<string, Tree>()
  for (const [name, value] of pairs) {
    if (name.includes('.')) place(root, partsOf(name, depth), value)
    else place(root, [name], value)
  }
  return inOrder(root)
}

function partsOf(name: string, depth: number): string[] {
  const parts = name.split('.')
  if (parts.includes('')) return [name]
  return parts.length <= depth ? parts : [...parts.slice(0, depth - 1), parts.slice(depth - 1).join('.')]
}

function place(root: Map<string, Tree>, parts: readonly string[], value: string): void {
  let node = root
  for (const part of parts.slice(0, -1)) {
    const child = node.get(part)
    if (child instanceof Map) node = child
    else {
      const grown = new Map<string, Tree>(child === undefined ? [] : [['', child]])
      node.set(part, grown)
      node = grown
    }
  }
  const last = parts.at(-1) as string
  const there = node.get(last)
  if (there instanceof Map) there.set('', value)
  else node.set(last, value)
}

/** Clients send what they sorted as text (1, 10, 2), so the order is put right once all names are known. */
function inOrder(node: Map<string, Tree>): Map<string, Tree> {
  let previous = 0
  let sorted = true
  let othersBefore = false
  for (const [name, child] of node) {
    if (child instanceof Map) node.set(name, inOrder(child))
    if (!INDEX.test(name)) othersBefore = true
    else {
      if (othersBefore || Number(name) < previous) sorted = false
      previous = Number(name)
    }
  }
  if (sorted) return node
  const entries = [...node]
  const numbered = entries.filter(([name]) => INDEX.test(name)).sort(([a], [b]) => Number(a) - Number(b))
  return new Map([...numbered, ...entries.filter(([name]) => !INDEX.test(name))])
}

/** The numbered members, in order. UNKNOWN: what gaps mean to the real service; here they are closed. */
export function listOf(tree: Tree): Tree[] {
  if (typeof tree === 'string') return []
  const items: Tree[] = []
  for (const [name, child] of tree) if (INDEX.test(name)) items.push(child)
  return items
}

export interface JsonLimits {
  readonly depth: number
  readonly nodes: number
}

/**
 * Some parameters travel as one JSON text, `TargetProperties=[{"TargetId":"1"}]`. Reads an array or object into the
 * shape above (items are numbered from 1), with numbers as they are written, `true` and `false` as words, and null left
 * out as clients leave it out. `undefined`: no JSON, no array or object, or beyond the limits.
 */
export function treeOfJson(text: string, limits: JsonLimits = { depth: 16, nodes: 10_000 }): Map<string, Tree> | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  const room = { nodes: limits.nodes }
  try {
    JSON.parse(text)
    const tree = grow(JSON.parse(withNumbersAsText(text)), limits.depth, room)
    return tree instanceof Map ? tree : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TooLarge) return undefined
    throw error
  }
}

class TooLarge extends Error {}

/** Account ids have 16 digits, more than a JavaScript number keeps. The text is known to be valid JSON. */
function withNumbersAsText(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token.startsWith('"') ? token : `"${token}"`))
}

function grow(value: unknown, depth: number, room: { nodes: number }): Tree | undefined {
  if (--room.nodes < 0) throw new TooLarge()
  if (value === null) return undefined
  if (typeof value !== 'object') return String(value)
  if (depth === 0) throw new TooLarge()
  const node = new Map<string, Tree>()
  const members: [string, unknown][] = Array.isArray(value) ? value.map((item, i) => [String(i + 1), item]) : Object.entries(value)
  for (const [name, member] of members) {
    const child = grow(member, depth - 1, room)
    if (child !== undefined) node.set(name, child)
  }
  return node
}

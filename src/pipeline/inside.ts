/** Calls from within the process: parameters as JavaScript values instead of bytes. */

import type { Tree } from '../wire/tree.js'

/** `{Targets: ['1'], Tag: [{Key: 'a'}]}` as the parameter tree that the same call has on the wire. */
export function treeFrom(parameters: Readonly<Record<string, unknown>>): ReadonlyMap<string, Tree> {
  const tree = grow(parameters)
  return tree instanceof Map ? tree : new Map()
}

/** As SDKs send it: absent values are left out, empty lists send nothing. */
function grow(value: unknown): Tree | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'object') return String(value)
  const members: [string, unknown][] = Array.isArray(value) ? value.map((item, i) => [String(i + 1), item]) : Object.entries(value)
  const node = new Map<string, Tree>()
  for (const [name, member] of members) {
    const child = grow(member)
    if (child !== undefined) node.set(name, child)
  }
  return node.size === 0 ? undefined : node
}

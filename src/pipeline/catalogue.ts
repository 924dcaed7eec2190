/**
 * Which operations there are. Each is one file in its product's folder, named as the API names it: adding one edits no
 * list. A file is loaded when its operation is called first, so that the start does not grow with the number of operations.
 */

import { readdirSync } from 'node:fs'
import type { Operation, Product } from '../model/index.js'

export interface Catalogue {
  readonly products: readonly Product[]
  byVersion(version: string): Product | undefined
  byName(name: string): Product | undefined
  /** The operation, or why there is none: not published, or not offered by us. */
  operation(product: Product, action: string): Promise<Operation | 'unknown' | 'later'>
  /** Names of the operations that a product offers, sorted. */
  names(product: Product): readonly string[]
}

export function catalogueOf(products: readonly Product[]): Catalogue {
  const versions = new Map(products.map((product) => [product.version, product]))
  const byName = new Map(products.map((product) => [product.name, product]))
  if (versions.size !== products.length) throw new Error('two products of one version')
  const files = new Map(products.map((product) => [product, filesOf(product)]))
  const loaded = new Map<string, Promise<Operation>>()
  return {
    products,
    byVersion: (version) => versions.get(version),
    byName: (name) => byName.get(name),
    names: (product) => [...(files.get(product)?.keys() ?? [])],
    async operation(product, action) {
      const name = product.aliases && Object.hasOwn(product.aliases, action) ? (product.aliases[action] as string) : action
      const file = files.get(product)?.get(name)
      if (!file) return product.later && !product.later.includes(name) ? 'unknown' : 'later'
      const key = `${product.name}:${name}`
      let operation = loaded.get(key)
      if (!operation) {
        operation = load(file, name)
        loaded.set(key, operation)
      }
      return operation
    },
  }
}

function filesOf(product: Product): Map<string, string> {
  let names: string[]
  try {
    names = readdirSync(product.operations)
  } catch {
    // A product without operations of ours: its calls are refused by name.
    names = []
  }
  const found = names
    .map((name) => /^([A-Z]\w+)\.(?:js|ts)$/.exec(name)?.[0])
    .filter((name) => name !== undefined)
    .sort()
  return new Map(found.map((name) => [name.replace(/\.(js|ts)$/, ''), new URL(name, product.operations).href]))
}

async function load(file: string, name: string): Promise<Operation> {
  const module = (await import(/* @vite-ignore */ file)) as { default?: Operation }
  if (module.default?.name !== name) throw new Error(`${file} does not declare the operation ${name}`)
  return module.default
}

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const sources = filesBelow(join(root, 'src'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: relative(root, file), path: file, text: readFileSync(file, 'utf8') }))
const code = sources.filter(({ file }) => !/\.test\.ts$|\/conformance(\.ts|\/)/.test(file))

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

interface Import {
  readonly target: string
  readonly typeOnly: boolean
}

function importsOf(path: string, text: string): Import[] {
  const found: Import[] = []
  for (const [, type, names, from] of text.matchAll(/(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'(\.[^']+)'/g)) {
    const target = relative(root, resolve(dirname(path), (from as string).replace(/\.js$/, '.ts')))
    const inner = /^\{([\s\S]*)\}$/.exec((names ?? '').trim())?.[1]
    const allTypes = inner
      ?.split(',')
      .filter((name) => name.trim() !== '')
      .every((name) => name.trim().startsWith('type '))
    found.push({ target, typeOnly: type !== undefined || allTypes === true })
  }
  return found
}

/** The room a file is in. Products are told apart: a product's own files, its domain, what others may use of it. */
function roomOf(file: string): string {
  const parts = file.split('/')
  if (parts.length === 2) return 'root'
  return parts[1] as string
}

/** What each room may import: rooms, or rooms by type only. */
const rules: Readonly<Record<string, { readonly any: readonly string[]; readonly types?: readonly string[] }>> = {
  policy: { any: [] },
  store: { any: [] },
  world: { any: [] },
  model: { any: [], types: ['store', 'world'] },
  wire: { any: ['model'] },
  derive: { any: ['model'] },
  pipeline: { any: ['model', 'wire', 'policy', 'store', 'world'] },
  control: { any: ['model', 'derive', 'pipeline', 'store', 'world'] },
  cli: { any: ['model', 'derive', 'control'], types: ['pipeline', 'store', 'world'] },
  products: { any: ['model'], types: ['store'] },
}

describe('the rooms of the source', () => {
  it('import only what their rules allow', () => {
    const broken: string[] = []
    for (const { file, path, text } of code) {
      const room = roomOf(file)
      if (room === 'root') continue
      const rule = rules[room]
      if (!rule) {
        broken.push(`${file}: the room ${room} has no rule`)
        continue
      }
      for (const { target, typeOnly } of importsOf(path, text)) {
        const other = roomOf(target)
        if (other === room && room !== 'products') continue
        if (room === 'products' && other === 'products') {
          const complaint = productImport(file, target)
          if (complaint) broken.push(`${file} imports ${target}: ${complaint}`)
          continue
        }
        const policyOfIdentities = room === 'products' && other === 'policy' && /products\/(ram|sts|resource-manager)\//.test(file)
        const allowed = rule.any.includes(other) || (typeOnly && rule.types?.includes(other)) || policyOfIdentities
        if (!allowed) broken.push(`${file} imports ${typeOnly ? 'types of ' : ''}${target}`)
      }
    }
    expect(broken).toEqual([])
  })

  it('keep the store contract free of engines: only the start picks one', () => {
    const engines = code.filter(({ file, path, text }) => {
      if (/^src\/(store\/|main\.ts)/.test(file)) return false
      return importsOf(path, text).some(({ target }) => /^src\/store\/(sqlite|postgres)\//.test(target))
    })
    expect(engines.map(({ file }) => file)).toEqual([])
  })

  it('read clocks, randomness and the environment in two places only', () => {
    const allowed = /^src\/(world\/real|main|server|shell|bin)\.ts$/
    // Certificates need keys that nobody can predict.
    const certificates = 'src/wire/certificates.ts'
    const stray =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomBytes\(|\brandomUUID\(|\bprocess\.env\b|\bperformance\.now\(/
    const broken = code.filter(
      ({ file, text }) => !allowed.test(file) && file !== certificates && stray.test(withoutComments(text)),
    )
    expect(broken.map(({ file }) => file)).toEqual([])
  })

  it('name files in kebab-case, and operations as the API does', () => {
    const broken = sources
      .map(({ file }) => file)
      .filter((file) => {
        const name = file.slice(file.lastIndexOf('/') + 1).replace(/(\.test)?\.ts$/, '')
        return file.includes('/operations/') ? !/^[A-Z][A-Za-z]+$/.test(name) : !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
      })
    expect(broken).toEqual([])
  })

  it('hold no file of more than 400 lines, no folder of leftovers, no product by name in the pipeline', () => {
    const long = code.filter(({ text }) => text.split('\n').length > 400).map(({ file }) => file)
    const leftovers = code
      .filter(({ file }) => /\/(utils|common|services|controllers|helpers)\//.test(file))
      .map(({ file }) => file)
    const named = code.filter(
      ({ file, text }) =>
        file.startsWith('src/pipeline/') &&
        /ResourceSharing|ExpressConnect|resourcesharing|expressconnect/.test(withoutComments(text)),
    )
    expect({ long, leftovers, named: named.map(({ file }) => file) }).toEqual({ long: [], leftovers: [], named: [] })
  })
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}

/** The newer version of a service and the service: they keep the same rows by the same rules. */
const oneService = 'resource-directory-master resource-manager'

/** Within products: own files freely but domain, and of others tables, reads and domain. */
function productImport(file: string, target: string): string | undefined {
  const [, , from] = file.split('/')
  const [, , to, part = ''] = target.split('/')
  if (file.includes('/domain/') && !/\/(domain\/|tables\.ts|system-policies\.ts)/.test(target))
    return 'a domain reads no product but tables and domains'
  if (from === to || `${from} ${to}` === oneService) return undefined
  return part === 'domain' || part === 'tables.ts' || part === 'reads.ts'
    ? undefined
    : 'other products offer tables, reads and domain'
}

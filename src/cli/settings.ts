/** Settings of the server: flag, then CROSSGRANT_* variable, then configuration file, then default. Nothing unknown passes. */

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { domainToASCII } from 'node:url'
import { parseDuration } from '../control/duration.js'

export interface StartSettings {
  readonly port: number
  readonly host: string
  readonly persist: string
  readonly region: string
  readonly seed?: number
  /** What the world default is given as data at each start. */
  readonly seedFile?: { readonly name: string; readonly content: unknown }
  readonly enforce?: 'on' | 'soft' | 'off'
  readonly latency?: 'instant' | 'realistic' | 'manual' | { readonly afterMs: number }
  readonly publicUrl?: string
  readonly adminToken?: string
  readonly hostNames: readonly string[]
  readonly certificates?: string
  readonly log: 'calls' | 'silent'
}

/** A setting that cannot be used; the message is one line for the user. */
export class UsageError extends Error {}

interface Setting {
  readonly flag: string
  readonly value: string
  readonly about: string
  readonly variable?: string
}

/** By the name that a configuration file uses. */
export const settings: Readonly<Record<string, Setting>> = {
  port: { flag: '--port', value: 'number', about: 'port to listen on, 0 takes a free one (8688)' },
  host: { flag: '--host', value: 'address', about: 'address to listen on (127.0.0.1)' },
  persist: { flag: '--persist', value: 'where', about: 'a folder, "memory", or postgres://... (./.crossgrant)' },
  region: { flag: '--region', value: 'id', about: 'region of calls that name none (cn-hangzhou)' },
  seed: { flag: '--seed', value: 'number', about: 'what ids of a new world follow from (42)' },
  seedFile: { flag: '--seed-file', value: 'file', about: 'YAML or JSON: data put into the world default at each start' },
  enforce: { flag: '--enforce', value: 'mode', about: 'RAM: on, soft (allow and mark) or off' },
  latency: { flag: '--latency', value: 'mode', about: 'transitions: instant, realistic, manual, or a duration such as 3s' },
  publicUrl: { flag: '--public-url', value: 'url', about: 'how users reach the server, for links' },
  adminToken: { flag: '--admin-token', value: 'text', about: 'token that the admin API needs' },
  hostNames: { flag: '--host-name', value: 'names', about: 'further host names, separated by commas' },
  certificates: { flag: '--certificates', value: 'folder', about: 'where the local CA is kept (~/.crossgrant)' },
  log: { flag: '--log', value: 'what', about: 'calls or silent (calls)' },
}

/** `hostNames` as `CROSSGRANT_HOST_NAMES`. */
function variableOf(name: string): string {
  return `CROSSGRANT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

type Given = Readonly<Record<string, unknown>>

export async function readSettings(
  flags: Given,
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Promise<StartSettings> {
  const merged = { ...(await fromFile(folder)), ...fromEnvironment(environment), ...flags }
  return {
    port: whole(merged, 'port', 0, 65_535) ?? 8688,
    host: text(merged, 'host') ?? '127.0.0.1',
    persist: text(merged, 'persist') ?? './.crossgrant',
    region: text(merged, 'region') ?? 'cn-hangzhou',
    hostNames: hostNames(merged),
    log: oneOf(merged, 'log', ['calls', 'silent']) ?? 'calls',
    ...given('seedFile', await seedFile(merged, folder)),
    ...given('seed', whole(merged, 'seed', 0, Number.MAX_SAFE_INTEGER)),
    ...given('enforce', oneOf(merged, 'enforce', ['on', 'soft', 'off'])),
    ...given('latency', latency(merged)),
    ...given('publicUrl', publicUrl(merged)),
    ...given('adminToken', text(merged, 'adminToken')),
    ...given('certificates', text(merged, 'certificates')),
  }
}

function given<Name extends string, T>(name: Name, value: T | undefined): { [K in Name]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [K in Name]?: T }
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Given {
  const names = new Map(Object.keys(settings).map((name) => [variableOf(name), name]))
  const found: Record<string, string> = {}
  for (const [variable, value] of Object.entries(environment)) {
    // CROSSGRANT_TEST_* belongs to our own tests.
    if (!variable.startsWith('CROSSGRANT_') || variable.startsWith('CROSSGRANT_TEST_') || value === undefined || value === '')
      continue
    const name = names.get(variable)
    if (name === undefined) throw new UsageError(`unknown setting ${variable}${suggestion(variable, [...names.keys()])}`)
    found[name] = value
  }
  return found
}

/** The nearest `crossgrant.config.{yaml,json}` of the folder and its parents. */
async function fromFile(folder: string): Promise<Given> {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of ['crossgrant.config.yaml', 'crossgrant.config.json']) {
      const file = join(at, name)
      let content: string
      try {
        content = readFileSync(file, 'utf8')
      } catch {
        continue
      }
      return known(await parse(file, content), file)
    }
    if (dirname(at) === at) return {}
  }
}

async function parse(file: string, content: string): Promise<unknown> {
  try {
    return file.endsWith('.json') ? JSON.parse(content) : (await import('yaml')).parse(content)
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message.split('\n')[0]?.replace(/:$/, '')}`)
  }
}

function known(value: unknown, file: string): Given {
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new UsageError(`${file} is not a list of settings by name`)
  for (const name of Object.keys(value))
    if (!Object.hasOwn(settings, name))
      throw new UsageError(`unknown setting ${name} in ${file}${suggestion(name, Object.keys(settings))}`)
  return value as Given
}

function text(merged: Given, name: string): string | undefined {
  const value = merged[name]
  // In YAML a name with nothing behind it is null: left to the default.
  if (value === undefined || value === null) return undefined
  if (value === '') throw new UsageError(`${name} is empty`)
  if (typeof value === 'object' && !Array.isArray(value)) throw new UsageError(`${name} is not a single value`)
  return Array.isArray(value) ? value.join(',') : String(value)
}

async function seedFile(merged: Given, folder: string): Promise<StartSettings['seedFile']> {
  const name = text(merged, 'seedFile')
  if (name === undefined) return undefined
  const file = resolve(folder, name)
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`seedFile cannot be read: ${file}`)
  }
  return { name, content: await parse(file, content) }
}

/** Without a slash at its end: paths are put behind it. */
function publicUrl(merged: Given): string | undefined {
  const value = text(merged, 'publicUrl')
  if (value !== undefined && !(/^https?:\/\/[^\s]+$/i.test(value) && URL.canParse(value)))
    throw new UsageError(`publicUrl is not a URL such as http://localhost:8688: ${value}`)
  return value?.replace(/\/+$/, '')
}

/** What a certificate can be for: names, with or without a leading `*.`, and addresses. */
function hostNames(merged: Given): readonly string[] {
  const names = (text(merged, 'hostNames') ?? '').split(',').filter((name) => name !== '')
  const wrong = names.find((name) => isIP(name) === 0 && (/[\s/:]/.test(name) || domainToASCII(name.replace(/^\*\./, '')) === ''))
  if (wrong !== undefined) throw new UsageError(`hostNames has what is no host name: ${wrong}`)
  return names
}

function whole(merged: Given, name: string, min: number, max: number): number | undefined {
  const value = text(merged, name)
  if (value === undefined) return undefined
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= min && number <= max)) throw new UsageError(`${name} is not a whole number from ${min} to ${max}: ${value}`)
  return number
}

function oneOf<const T extends string>(merged: Given, name: string, values: readonly T[]): T | undefined {
  const value = text(merged, name)
  if (value === undefined) return undefined
  const found = values.find((each) => each === value)
  if (found === undefined) throw new UsageError(`${name} is not ${values.join(' or ')}: ${value}${suggestion(value, values)}`)
  return found
}

function latency(merged: Given): StartSettings['latency'] {
  const value = text(merged, 'latency')
  if (value === undefined || value === 'instant' || value === 'realistic' || value === 'manual') return value
  const afterMs = parseDuration(value)
  if (afterMs === undefined) throw new UsageError(`latency is not instant, realistic, manual or a duration such as 3s: ${value}`)
  return { afterMs }
}

/** ` (did you mean X?)` when one of `names` is near. */
export function suggestion(given: string, names: readonly string[]): string {
  const near = names
    .map((name) => ({ name, far: distance(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)[0]
  return near && near.far <= Math.max(2, given.length / 3) ? ` (did you mean ${near.name}?)` : ''
}

/** Edits between two short texts. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    row = next
  }
  return row[b.length] as number
}

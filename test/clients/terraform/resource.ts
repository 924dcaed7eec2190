/** What a resource of the provider is, and the record it works on while it creates, reads, changes or destroys. */

import { isSame, isZero, type Schema, taken, type Value, type Values } from './attributes.js'
import { isExpected, isNotFound, type Provider } from './provider.js'
import type { Answer, Json } from './wire.js'

export interface Resource {
  /** As in a configuration, without `alicloud_`. */
  readonly type: string
  readonly schema: Schema
  /** Ends with a read. */
  create(provider: Provider, d: ResourceData): Promise<void>
  /** Fills the attributes, or clears the id when the thing is gone. */
  read(provider: Provider, d: ResourceData): Promise<void>
  /** Ends with a read. None: every attribute that can be changed replaces the resource. */
  update?(provider: Provider, d: ResourceData): Promise<void>
  destroy(provider: Provider, d: ResourceData): Promise<void>
  /** Destroying leaves the thing itself as it is. */
  readonly stays?: true
}

export interface DataSource {
  readonly type: string
  read(provider: Provider, given: Values): Promise<{ readonly [name: string]: unknown }>
}

export class ResourceData {
  id: string
  /** Not read back yet: a missing thing is an error and not `gone`. */
  readonly isNew: boolean
  /** Attributes that a read has set. */
  readonly written = new Set<string>()
  private readonly schema: Schema
  private readonly before: Values
  private now: Record<string, Value>

  /** `planned` absent: a refresh, an import or a destruction, which know the state only. */
  constructor(schema: Schema, { id = '', state = {}, planned }: { id?: string; state?: Values; planned?: Values }) {
    this.schema = schema
    this.id = id
    this.isNew = id === ''
    this.before = state
    this.now = { ...state }
    for (const [name, { computed }] of Object.entries(planned ? schema : {}))
      if (planned?.[name] !== undefined || !computed) this.now[name] = planned?.[name]
  }

  get(name: string): Value {
    return this.now[name]
  }

  /** The value unless it is unset or its type's zero. */
  given(name: string): Value {
    return isZero(this.now[name]) ? undefined : this.now[name]
  }

  changed(name: string): boolean {
    const attribute = this.schema[name]
    if (!attribute) throw new Error(`no attribute ${name}`)
    return !isSame(attribute, this.before[name], this.planOf(name))
  }
  /** What was planned, not what a read has set meanwhile. */
  private planOf(name: string): Value {
    return this.now[name]
  }

  previous(name: string): Value {
    return this.before[name]
  }

  set(name: string, raw: Json | undefined): void {
    const attribute = this.schema[name]
    if (!attribute) throw new Error(`no attribute ${name}`)
    this.written.add(name)
    this.now[name] = taken(attribute.type, raw, name)
  }

  setAll(values: { readonly [name: string]: Json | undefined }): void {
    for (const [name, raw] of Object.entries(values)) this.set(name, raw)
  }

  clear(): void {
    this.id = ''
  }

  state(): Values {
    return { ...this.now }
  }
}

/** Tags in each spelling that lists of tags have; keys of the vendor's own are not managed. */
export function tagsOf(list: Json | undefined): Json {
  if (list === undefined || list === null) return {}
  if (!Array.isArray(list)) throw new Error(`tags are no list: ${JSON.stringify(list)}`)
  const pairs = (list as readonly { readonly [name: string]: Json }[]).map((tag) =>
    'TagKey' in tag ? [String(tag.TagKey), tag.TagValue ?? null] : [String(tag.Key), tag.Value ?? null],
  )
  return Object.fromEntries(pairs.filter(([key]) => !/^(aliyun|acs:|https?:\/\/)/.test(String(key))))
}

/** `Tag.1.Key` and so on, as creations send them. */
export function tagParameters(tags: Value): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries((tags ?? {}) as Values).flatMap(([key, value], at) => [
      [`Tag.${at + 1}.Key`, key],
      [`Tag.${at + 1}.Value`, String(value)],
    ]),
  )
}

/** Which tags go, and which are set again: all that are wanted, changed or not. */
export function tagChanges(d: ResourceData): { readonly removed: readonly string[]; readonly set: Values } {
  const old = (d.previous('tags') ?? {}) as Values
  const wanted = (d.get('tags') ?? {}) as Values
  return { removed: Object.keys(old).filter((key) => wanted[key] !== old[key]), set: wanted }
}

/** The reader's find; a thing that is gone clears the id, unless it was made just now. */
export async function unlessGone(d: ResourceData, read: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await read()
  } catch (error) {
    if (d.isNew || !isNotFound(error)) throw error
    d.clear()
    return undefined
  }
}

/** True when the deletion says that there is nothing to delete. */
export async function doneWhenGone(remove: () => Promise<unknown>, codes: readonly string[] = []): Promise<boolean> {
  try {
    await remove()
    return false
  } catch (error) {
    if (isNotFound(error) || isExpected(error, codes)) return true
    throw error
  }
}

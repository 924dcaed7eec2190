/** Tags: the parameter and the rules that every tagged thing shares. */

import { list, structure, type TextRules, text } from './shape.js'

export interface Tag {
  readonly Key: string
  readonly Value: string
}
/** Tags of a row, by key. */
export type Tags = Readonly<Record<string, string>>

const barredKey = /^(aliyun|acs:)|https?:\/\//
const barredValue = /^acs:|https?:\/\//

/** The `Tag.N.Key`, `Tag.N.Value` parameter. Lengths are in characters. */
export function tagList(
  note: string,
  limits: { readonly key: number; readonly value: number; readonly most: number; readonly valueBarred?: RegExp },
) {
  const key: TextRules = { min: 1, max: limits.key, barred: barredKey }
  const value: TextRules = { min: 0, max: limits.value, barred: limits.valueBarred ?? barredValue }
  return list(note, structure({ Key: text('Tag key.', 'team', key), Value: text('Tag value.', 'network', value) }), {
    max: limits.most,
  })
}

type Given = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]

/** Tags with those given added; a key that is there already takes the new value. */
export function withTags(tags: Tags, given: Given | undefined): Tags {
  const merged = new Map(Object.entries(tags))
  for (const { Key, Value } of given ?? []) if (Key !== undefined) merged.set(Key, Value ?? '')
  return Object.fromEntries(merged)
}

/** Tags without the keys named; all of them gone when `keys` is `'all'`. */
export function withoutTags(tags: Tags, keys: readonly string[] | 'all'): Tags {
  return keys === 'all' ? {} : Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)))
}

/** Whether all tags of a filter are there; a filter entry without a value asks for the key alone. */
export function carriesTags(tags: Tags, filter: Given | undefined): boolean {
  return (filter ?? []).every(
    ({ Key, Value }) => Key !== undefined && Object.hasOwn(tags, Key) && (Value === undefined || tags[Key] === Value),
  )
}

/** Tags of a share. */

import { type Decision, no, type Tags, withTags, yes } from '../../../model/index.js'

type Given = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined

/** The first key that is there twice. */
export function repeatedKey(given: Given): string | undefined {
  const keys = (given ?? []).map(({ Key }) => Key)
  return keys.find((key, i) => key !== undefined && keys.indexOf(key) < i)
}

/** Whether every tag has a key. */
export function isNamed(given: Given): boolean {
  return (given ?? []).every(({ Key }) => Key !== undefined)
}

/**
 * Whether the tags of a request can be told apart. UNKNOWN: the code of one without a key, and of a key that comes twice, outside
 * of the tag operations; the generic one.
 */
export function areDistinctTags(given: Given) {
  if (!isNamed(given)) return no('InvalidParameter', { because: 'A tag has a value and no key.', next: 'Give Tag.N.Key.' })
  const twice = repeatedKey(given)
  if (twice !== undefined)
    return no('InvalidParameter', { because: `The tag key ${twice} is there twice.`, next: 'Give each key once.' })
  return yes()
}

/** The tags with those given added; a key that is there already takes the new value. */
export function addTags(tags: Tags, given: Given, most: number) {
  const merged = withTags(tags, given)
  // UNKNOWN: the limit is documented; the code is that of a request with too many tags.
  if (Object.keys(merged).length > most)
    return no('NumberExceed.Tags', { because: `A share may carry ${most} tags.`, next: 'Remove some tags first.' })
  return yes(merged)
}

interface RemovalGiven {
  readonly TagKey?: readonly string[] | undefined
  readonly All?: boolean | undefined
}

/** What a call takes off. UNKNOWN: which counts where both are given; here the keys, which take off less. */
export function keysToRemove({
  TagKey,
  All,
}: RemovalGiven): Decision<readonly string[] | 'all', 'MissingParameter.TagKeysOrDeleteAll'> {
  if (TagKey) return yes(TagKey)
  if (All) return yes('all')
  return no('MissingParameter.TagKeysOrDeleteAll', {
    because: 'Neither TagKey nor All is given.',
    next: 'Name the keys, or give All as true.',
  })
}

/** The tags that a list shows of a share: those that the filter names, in the order of their keys. */
export function tagsListed(tags: Tags, wanted: Given): { readonly key: string; readonly value: string }[] {
  const keys = wanted && new Set(wanted.map(({ Key }) => Key))
  return Object.entries(tags)
    .filter(([key]) => keys === undefined || keys.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value }))
}

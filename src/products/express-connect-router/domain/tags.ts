/** What tags an ECR or an association may carry. */

import { carriesTags, type Decision, no, type Tags, withTags, yes } from '../../../model/index.js'

type Given = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]

const nameless = (given: Given | undefined) => (given ?? []).findIndex(({ Key }) => Key === undefined)

/** Whether each tag to look for has its key. UNKNOWN: how one without is refused; an empty key, which counts as none, is too short. */
export function areNamed(given: Given | undefined, list = 'Tag', member = 'Key'): Decision<undefined, 'IllegalParamFormat.%s'> {
  const at = nameless(given)
  if (at < 0) return yes()
  const name = `${list}.${at + 1}.${member}`
  return no('IllegalParamFormat.%s', { fill: [name, name], because: 'A tag to look for has no key.', next: `Give ${name}.` })
}

/** The tags with those given added. */
export function addTags(tags: Tags, given: Given | undefined, most: number) {
  const at = nameless(given)
  if (at >= 0) {
    const name = `Tag.${at + 1}.Key`
    return no('MissingParam.%s', { fill: [name, name], because: 'A tag has a value and no key.' })
  }
  const merged = withTags(tags, given)
  // UNKNOWN: the limit is documented, its code is not.
  if (Object.keys(merged).length > most)
    return no('IllegalParamFormat.%s', {
      fill: ['Tag', 'Tag'],
      because: `It would carry more than ${most} tags.`,
      next: 'Remove some tags first.',
    })
  return yes(merged)
}

interface RemovalGiven {
  readonly TagKey?: readonly string[] | undefined
  readonly All?: boolean | undefined
}

/** What a call takes off. */
export function keysToRemove({ TagKey, All }: RemovalGiven): Decision<readonly string[] | 'all', 'MissingParam.%s'> {
  if (TagKey !== undefined && TagKey.length > 0) return yes(TagKey)
  if (All === true) return yes('all')
  return no('MissingParam.%s', {
    fill: ['TagKey', 'TagKey'],
    because: 'Neither TagKey nor All is given.',
    next: 'Name the keys, or give All as true.',
  })
}

export interface Binding {
  readonly resourceId: string
  readonly key: string
  readonly value: string
}

/** The tags of several things one by one; with a filter those that it names, of what carries all that it names. */
export function bindingsOf(tagged: readonly { readonly id: string; readonly tags: Tags }[], wanted: Given | undefined): Binding[] {
  const keys = wanted && new Set(wanted.map(({ Key }) => Key))
  return tagged
    .filter(({ tags }) => carriesTags(tags, wanted))
    .flatMap(({ id, tags }) => Object.entries(tags).map(([key, value]) => ({ resourceId: id, key, value })))
    .filter(({ key }) => keys === undefined || keys.has(key))
}

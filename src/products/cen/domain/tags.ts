/** What tags CEN instances, transit routers and attachments may carry. */

import { type Decision, no, type Tags, withTags, yes } from '../../../model/index.js'

interface Given {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

export type TagCode = 'MissingParameter.TagKey' | 'MissingParameter.TagValue' | 'DuplicatedParam.TagKey' | 'QuotaExceeded.TagNum'

/** The tags with those given added. */
export function addTags(tags: Tags, given: readonly Given[], most: number): Decision<Tags, TagCode> {
  const keys = given.map(({ Key }) => Key)
  if (keys.includes(undefined)) return no('MissingParameter.TagKey', { because: 'A tag has no key.', next: 'Give Tag.N.Key.' })
  if (given.some(({ Value }) => Value === undefined))
    return no('MissingParameter.TagValue', { because: 'A tag has no value.', next: 'Give Tag.N.Value; it may be empty.' })
  const twice = keys.find((key, i) => keys.indexOf(key) < i)
  if (twice !== undefined) return no('DuplicatedParam.TagKey', { because: `The key ${twice} is given twice.` })
  const merged = withTags(tags, given)
  if (Object.keys(merged).length <= most) return yes(merged)
  return no('QuotaExceeded.TagNum', { because: `It would carry more than ${most} tags.`, next: 'Remove some tags first.' })
}

/** What a call takes off. */
export function keysToRemove(
  keys: readonly string[] | undefined,
  all: boolean | undefined,
): Decision<readonly string[] | 'all', 'MissingParam'> {
  if (keys !== undefined) return yes(keys)
  if (all === true) return yes('all')
  return no('MissingParam', {
    fill: ['TagKey', 'TagKey'],
    because: 'Neither TagKey nor All is given.',
    next: 'Name the keys, or give All as true.',
  })
}

const kindsByWord = {
  cen: 'CEN',
  transitrouter: 'TRANSITROUTER',
  transitrouterecrattachment: 'TRANSITROUTERECRATTACHMENT',
} as const
export type TaggedKind = (typeof kindsByWord)[keyof typeof kindsByWord]
/** Published kinds that no world has anything of. */
const absent = new Set([
  'bandwidthpackage',
  'transitroutervpcattachment',
  'transitroutervbrattachment',
  'transitroutervpnattachment',
  'transitrouterpeerattachment',
  'transitrouterroutetable',
  'transitroutermulticastdomain',
  'flowlog',
])

/** What a ResourceType means, in any case: pages write `Cen`, the Terraform provider `cen` and `TRANSITROUTERECRATTACHMENT`. */
export function kindNamed(word: string): Decision<TaggedKind | 'absent', 'InvalidInstanceType.NotFound'> {
  const folded = word.toLowerCase()
  if (Object.hasOwn(kindsByWord, folded)) return yes(kindsByWord[folded as keyof typeof kindsByWord])
  if (absent.has(folded)) return yes('absent')
  return no('InvalidInstanceType.NotFound', {
    because: `${word} is no kind of resource that carries tags.`,
    next: 'Kinds: Cen, TransitRouter, TransitRouterEcrAttachment.',
  })
}

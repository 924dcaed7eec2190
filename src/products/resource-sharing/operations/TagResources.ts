import { onlyOwn, operation, required, tagList } from '../../../model/index.js'
import { addTags, isNamed, repeatedKey } from '../domain/tags.js'
import { anyParameter, tagCountErrors, tagErrors, tagKeyErrors } from '../errors.js'
import { shareIdRules } from '../fields.js'
import { resourceSharing } from '../product.js'
import { shares } from '../tables.js'
import { about, idsOf, shareArn, sharesNamed } from '../tagging.js'

export default operation(resourceSharing, {
  name: 'TagResources',
  documented: '2025-12-15',
  does: 'Puts tags on resource shares. A key that is there already takes the new value.',
  input: {
    ...about,
    ResourceId: required(idsOf(shareIdRules)),
    Tag: required(tagList('Tags to put.', { key: 128, value: 128, most: 20 })),
  },
  access: { level: 'update', resources: [{ arn: shareArn, id: 'ResourceId', region: 'RegionId' }] },
  errors: {
    ...tagErrors,
    'InvalidParameter.ResourceId': [400, 'The ResourceId is invalid.'],
    'MissingParameter.ResourceIds': [400, 'You must specify ResourceIds.'],
    'MissingParameter.Tags': [400, 'You must specify Tags.'],
    // UNKNOWN: the operation lists nothing for malformed, repeated and too many tags; these are codes of its siblings.
    ...tagCountErrors,
    ...tagKeyErrors,
    ...anyParameter,
  },
  touches: onlyOwn,
  async run({ input, own, now, quota, settle, refuse }) {
    if (!isNamed(input.Tag)) refuse('InvalidParameter', { because: 'A tag has a value and no key.', next: 'Give Tag.N.Key.' })
    const twice = repeatedKey(input.Tag)
    if (twice !== undefined)
      refuse('Duplicate.TagKey', { because: `The tag key ${twice} is there twice.`, next: 'Give each key once.' })
    for (const share of settle(await sharesNamed({ own, now }, input.RegionId, input.ResourceId)))
      own.put(shares, { ...share, tags: settle(addTags(share.tags, input.Tag, quota('tagsPerShare'))) })
  },
})

import { carriesTags, list, operation, paged, structure, tagList, text } from '../../../model/index.js'
import { isNamed, repeatedKey, tagsListed } from '../domain/tags.js'
import { anyParameter, tagCountErrors, tagErrors, tagKeyErrors } from '../errors.js'
import { nextToken } from '../fields.js'
import { fromRows, ownShares, pageShown } from '../listing.js'
import { resourceSharing } from '../product.js'
import { about, idsOf, isThere, sharesNamed } from '../tagging.js'

const { NextToken } = paged(100, 20)

export default operation(resourceSharing, {
  name: 'ListTagResources',
  documented: '2025-12-15',
  does: 'Lists the tags of the shares of the caller one by one: of those named, or of those that carry some tags.',
  input: {
    ...about,
    ResourceId: idsOf({ min: 0 }),
    Tag: tagList('Only these tags, of shares that carry all of them.', { key: 128, value: 128, most: 20 }),
    NextToken,
  },
  output: {
    ...nextToken,
    TagResources: structure({
      TagResource: list(
        'A page of tags: all of a share stand on one page.',
        structure({
          ResourceId: text('The resource share.'),
          ResourceType: text('ResourceShare.'),
          TagKey: text('The key.'),
          TagValue: text('The value; may be empty.'),
        }),
      ),
    }),
  },
  access: { level: 'list' },
  errors: {
    ...tagErrors,
    'InvalidParameter.NextToken': [400, 'The NextToken is invalid.'],
    'MissingParameter.ResourceIdOrTag': [400, 'You must specify ResourceId or Tag.'],
    'MissingParameter.TagKey': [400, 'You must specify TagKey.'],
    ...tagCountErrors,
    ...tagKeyErrors,
    // UNKNOWN: what a malformed key or value answers.
    ...anyParameter,
  },
  async run(call) {
    const { input, now, page, settle, refuse } = call
    const { RegionId: region, ResourceId: ids, Tag } = input
    if (!ids && !Tag)
      refuse('MissingParameter.ResourceIdOrTag', {
        because: 'Neither shares nor tags were named.',
        next: 'Give ResourceId or Tag.',
      })
    if (!isNamed(Tag)) refuse('MissingParameter.TagKey', { because: 'A tag has a value and no key.', next: 'Give Tag.N.Key.' })
    const twice = repeatedKey(Tag)
    if (twice !== undefined)
      refuse('Duplicate.TagKey', { because: `The tag key ${twice} is there twice.`, next: 'Give each key once.' })
    const source = ids
      ? fromRows(settle(await sharesNamed(call, region, ids)), ({ createdAt, shareId }) => `${createdAt}/${shareId}`)
      : await ownShares({ ...call, region }, undefined)
    // INVARIANT: a page ends with a share, since a tag key may be longer than a token.
    const { shown, nextToken } = await pageShown(page, source, async (share) => {
      if (!isThere(share, region, now) || !carriesTags(share.tags, Tag)) return undefined
      const tags = tagsListed(share.tags, Tag)
      return tags.length === 0 ? undefined : tags.map((tag) => ({ ...tag, id: share.shareId }))
    })
    const TagResource = shown
      .flat()
      .map(({ id, key, value }) => ({ ResourceId: id, ResourceType: 'ResourceShare', TagKey: key, TagValue: value }))
    return { TagResources: { TagResource }, NextToken: nextToken }
  },
})

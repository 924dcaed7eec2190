import { flag, list, onlyOwn, operation, text, withoutTags } from '../../../model/index.js'
import { keysToRemove } from '../domain/tags.js'
import { anyParameter, tagErrors, tagKeyErrors } from '../errors.js'
import { resourceSharing } from '../product.js'
import { shares } from '../tables.js'
import { about, idsOf, shareArn, sharesNamed } from '../tagging.js'

export default operation(resourceSharing, {
  name: 'UntagResources',
  documented: '2025-12-15',
  does: 'Takes tags off resource shares: those named, or all. A key that is not there is no error.',
  input: {
    ...about,
    ResourceId: idsOf({ min: 0 }),
    TagKey: list('Keys to remove.', text('Tag key.', 'team', { min: 1, max: 128 }), { max: 20, distinct: true }),
    All: flag('Remove every tag; counts only without TagKey.', false),
  },
  access: { level: 'update', resources: [{ arn: shareArn, id: 'ResourceId', region: 'RegionId' }] },
  errors: {
    ...tagErrors,
    'MissingParameter.ResourceIds': [400, 'You must specify ResourceIds.'],
    'InvalidParameter.TagKey': [400, 'The TagKey parameter is invalid.'],
    'NumberExceed.TagKeys': [400, 'The maximum number of TagKeys is exceeded.'],
    ...tagKeyErrors,
    'MissingParameter.TagKeysOrDeleteAll': [400, 'You must specify TagKeys or DeleteAll.'],
    // UNKNOWN: what All answers that is neither true nor false.
    ...anyParameter,
  },
  touches: onlyOwn,
  async run({ input, own, now, settle, refuse }) {
    const { ResourceId = refuse('MissingParameter.ResourceIds', { because: 'No resource share was named.' }) } = input
    const keys = settle(keysToRemove(input))
    for (const share of settle(await sharesNamed({ own, now }, input.RegionId, ResourceId)))
      own.put(shares, { ...share, tags: withoutTags(share.tags, keys) })
  },
})

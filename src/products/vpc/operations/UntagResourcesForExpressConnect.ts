import { onlyOwn, operation, withoutTags } from '../../../model/index.js'
import { vpc } from '../product.js'
import { lineKinds, ofLines, resourcesOf, tagsToRemove } from '../tag-parameters.js'
import { kindsOfLines, named } from '../tagging.js'

export default operation(vpc, {
  name: 'UntagResourcesForExpressConnect',
  documented: '2024-06-24',
  does: 'Takes tags off physical connections or VBRs: those named, or all.',
  input: { ...ofLines, ...tagsToRemove },
  access: { level: 'delete', resources: resourcesOf(lineKinds) },
  errors: {
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
    'InvalidInstanceType.NotFound': [400, 'The instance type is not found'],
    'InvalidInstanceIds.NotFound': [400, 'The instanceIds are not found'],
    'Forbidden.TagKeys': [400, 'The request do not allow to operate the tag keys'],
    'QuotaExceeded.TagNum': [400, 'Custom Tags quota exceeded'],
    'Forbidden.TagKey.Duplicated': [400, 'The specified tag key already exists.'],
    'SizeLimitExceeded.TagNum': [400, 'The maximum number of tags is exceeded.'],
    'SizeLimitExceeded.ResourceId': [400, 'The maximum number of resource IDs is exceeded.'],
    Forbidden: [403, 'User not authorized to operate on the specified resource.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle }) {
    const things = settle(await named(kindsOfLines, input.ResourceType, input.ResourceId, { own, region, now }))
    // All counts only without TagKey. UNKNOWN: what a call with neither does; nothing.
    const keys = input.TagKey ?? (input.All ? ('all' as const) : [])
    for (const thing of things) thing.put(own, { tags: withoutTags(thing.tags, keys) })
  },
})

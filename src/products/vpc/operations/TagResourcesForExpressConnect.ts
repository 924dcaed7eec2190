import { onlyOwn, operation } from '../../../model/index.js'
import { vpc } from '../product.js'
import { lineKinds, ofLines, resourcesOf, tagsToSet } from '../tag-parameters.js'
import { kindsOfLines, named, tagsWith } from '../tagging.js'

export default operation(vpc, {
  name: 'TagResourcesForExpressConnect',
  documented: '2024-06-24',
  does: 'Adds tags to physical connections or VBRs. A key that is there already takes the new value.',
  input: { ...ofLines, ...tagsToSet },
  access: { level: 'create', resources: resourcesOf(lineKinds) },
  errors: {
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
    'InvalidInstanceType.NotFound': [400, 'The instance type is not found'],
    'InvalidInstanceIds.NotFound': [400, 'The instanceIds are not found'],
    'Forbidden.TagKeys': [400, 'The request do not allow to operate the tag keys'],
    'QuotaExceeded.TagNum': [400, 'Custom Tags quota exceeded'],
    'InvalidTagScope.NotFound': [400, 'The tag scope is not found'],
    'Forbidden.TagKey.Duplicated': [400, 'The specified tag key already exists.'],
    'SizeLimitExceeded.TagNum': [400, 'The maximum number of tags is exceeded.'],
    'SizeLimitExceeded.ResourceId': [400, 'The maximum number of resource IDs is exceeded.'],
    'MissingParameter.TagValue': [
      400,
      'The input parameter TagValue that is mandatory for processing this request is not supplied.',
    ],
    'MissingParameter.TagKey': [400, 'The input parameter TagKey that is mandatory for processing this request is not supplied.'],
    Forbidden: [403, 'User not authorized to operate on the specified resource.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, quota }) {
    const things = settle(await named(kindsOfLines, input.ResourceType, input.ResourceId, { own, region, now }))
    for (const thing of things) thing.put(own, { tags: settle(tagsWith(thing.tags, input.Tag, quota('tagsPerResource'))) })
  },
})

import { list, operation, paged, text } from '../../../model/index.js'
import { vpc } from '../product.js'
import { lineKinds, ofLines, resourcesOf, tagPage, tagsToFind } from '../tag-parameters.js'
import { kindsOfLines, pageOfTags } from '../tagging.js'

export default operation(vpc, {
  name: 'ListTagResourcesForExpressConnect',
  documented: '2024-06-24',
  does: 'Lists the tags of physical connections or VBRs one by one.',
  input: {
    ...ofLines,
    ResourceId: list('Only of these resources.', text('An id.', 'vbr-bp1jcg5cmxjbl9xgcx2ky'), { max: 20 }),
    ...tagsToFind,
    ...paged(50, 20),
  },
  output: tagPage,
  access: { level: 'list', resources: resourcesOf(lineKinds) },
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
    'BothEmpty.TagsAndResources': [403, 'The specified Tags and ResourcesIds are not allow to both empty.'],
  },
  async run({ input, region, now, own, page, settle }) {
    return settle(await pageOfTags(kindsOfLines, input, { own, region, now }, page))
  },
})

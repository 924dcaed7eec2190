import { list, operation, paged, text } from '../../../model/index.js'
import { vpc } from '../product.js'
import { ofVpc, resourcesOf, tagPage, tagsToFind, vpcKinds } from '../tag-parameters.js'
import { kindsOfVpc, pageOfTags } from '../tagging.js'

export default operation(vpc, {
  name: 'ListTagResources',
  documented: '2024-06-24',
  does: 'Lists the tags of VPCs, vSwitches, route tables or prefix lists one by one.',
  input: {
    ...ofVpc,
    ResourceId: list('Only of these resources.', text('An id.', 'vpc-bp15zckdt37pq72zvw3qx'), { max: 50 }),
    ...tagsToFind,
    ...paged(50, 50),
  },
  output: tagPage,
  access: { level: 'list', resources: resourcesOf(vpcKinds) },
  errors: {
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
    MissingParam: [400, '%s'],
    'InvalidInstanceType.NotFound': [400, 'The instance type is not found'],
    'InvalidInstanceIds.NotFound': [400, 'The instanceIds are not found'],
    'Forbidden.TagKeys': [400, 'The request do not allow to operate the tag keys'],
    'QuotaExceeded.TagNum': [400, 'Custom Tags quota exceeded'],
    'Forbidden.NotAllowedCategary': [400, 'The System tag is not valid'],
    'Forbidden.TagKey.Duplicated': [400, 'The specified tag key already exists.'],
    'SizeLimitExceeded.TagNum': [400, 'The maximum number of tags is exceeded.'],
    'SizeLimitExceeded.ResourceId': [400, 'The maximum number of resource IDs is exceeded.'],
    'BothEmpty.TagsAndResources': [400, 'The specified Tags and ResourcesIds are not allow to both empty.'],
    'MissingParam.ResourceType': [400, 'The param of ResourceType is missing.'],
    Forbidden: [403, 'User not authorized to operate on the specified resource.'],
  },
  async run({ input, region, now, own, page, settle }) {
    return settle(await pageOfTags(kindsOfVpc, input, { own, region, now }, page))
  },
})

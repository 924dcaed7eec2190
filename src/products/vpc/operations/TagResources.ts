import { onlyOwn, operation } from '../../../model/index.js'
import { vpc } from '../product.js'
import { ofVpc, resourcesOf, tagsToSet, vpcKinds } from '../tag-parameters.js'
import { kindsOfVpc, named, tagsWith } from '../tagging.js'

export default operation(vpc, {
  name: 'TagResources',
  documented: '2024-06-24',
  does: 'Adds tags to VPCs, vSwitches, route tables or prefix lists. A key that is there already takes the new value.',
  input: { ...ofVpc, ...tagsToSet },
  access: { level: 'create', resources: resourcesOf(vpcKinds) },
  errors: {
    InvalidTagKey: [400, 'The tag keys are not valid.'],
    InvalidTagValue: [400, 'The tag values are not valid.'],
    MissingParam: [400, '%s'],
    'InvalidInstanceType.NotFound': [400, 'The instance type is not found'],
    'InvalidInstanceIds.NotFound': [400, 'The instanceIds are not found'],
    'Forbidden.TagKeys': [400, 'The request do not allow to operate the tag keys'],
    'QuotaExceeded.TagNum': [400, 'Custom Tags quota exceeded'],
    'InvalidTagScope.NotFound': [400, 'The tag scope is not found'],
    'Forbidden.NotAllowedCategary': [400, 'The System tag is not valid'],
    'Forbidden.TagKey.Duplicated': [400, 'The specified tag key already exists.'],
    'SizeLimitExceeded.TagNum': [400, 'The maximum number of tags is exceeded.'],
    'SizeLimitExceeded.ResourceId': [400, 'The maximum number of resource IDs is exceeded.'],
    'MissingParameter.TagValue': [
      400,
      'The input parameter TagValue that is mandatory for processing this request is not supplied.',
    ],
    'MissingParameter.TagKey': [400, 'The input parameter TagKey that is mandatory for processing this request is not supplied.'],
    'MissingParam.Tags': [400, 'You must specify the Tags parameter.'],
    Forbidden: [403, 'User not authorized to operate on the specified resource.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle, quota }) {
    const things = settle(await named(kindsOfVpc, input.ResourceType, input.ResourceId, { own, region, now }))
    for (const thing of things) thing.put(own, { tags: settle(tagsWith(thing.tags, input.Tag, quota('tagsPerResource'))) })
  },
})

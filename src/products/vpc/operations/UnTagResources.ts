import { onlyOwn, operation, withoutTags } from '../../../model/index.js'
import { vpc } from '../product.js'
import { ofVpc, resourcesOf, tagsToRemove, vpcKinds } from '../tag-parameters.js'
import { kindsOfVpc, named } from '../tagging.js'

export default operation(vpc, {
  name: 'UnTagResources',
  documented: '2024-06-24',
  does: 'Takes tags off VPCs, vSwitches, route tables or prefix lists: those named, or all.',
  input: { ...ofVpc, ...tagsToRemove },
  access: { level: 'delete', resources: resourcesOf(vpcKinds) },
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
    Forbidden: [403, 'User not authorized to operate on the specified resource.'],
  },
  touches: onlyOwn,
  async run({ input, region, now, own, settle }) {
    const things = settle(await named(kindsOfVpc, input.ResourceType, input.ResourceId, { own, region, now }))
    // All counts only without TagKey. UNKNOWN: what a call with neither does; nothing.
    const keys = input.TagKey ?? (input.All ? ('all' as const) : [])
    for (const thing of things) thing.put(own, { tags: withoutTags(thing.tags, keys) })
  },
})

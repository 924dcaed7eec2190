import { onlyOwn, operation, required } from '../../../model/index.js'
import { addTags } from '../domain/tags.js'
import { resourceIds, tagErrors, taggedResources, tags } from '../parameters.js'
import { cen } from '../product.js'
import { putTags, taggedNamed } from '../tagged.js'

export default operation(cen, {
  name: 'TagResources',
  does: 'Adds tags to CEN instances, transit routers or attachments. A key that is there already takes the new value.',
  input: { ...taggedResources, ResourceId: required(resourceIds), Tag: required(tags) },
  // UNKNOWN: the page was not readable.
  access: { level: 'update' },
  errors: {
    ...tagErrors,
    'MissingParameter.TagValue': [400, 'The specified parameter TagValue is missing'],
    'DuplicatedParam.TagKey': [400, 'The parameter TagKey is duplicated.'],
    'IllegalParamLength.Tag': [400, 'The specified length of Tag is invalid.'],
    'MissingParameter.TagKey': [400, 'TagKey must be specified.'],
  },
  touches: onlyOwn,
  async run({ input, now, own, quota, settle }) {
    const named = settle(await taggedNamed(own, { word: input.ResourceType, ids: input.ResourceId, now }))
    for (const each of named) putTags(own, each, settle(addTags(each.row.tags, input.Tag, quota('tagsPerResource'))))
  },
})

import { flag, list, onlyOwn, operation, required, text, withoutTags } from '../../../model/index.js'
import { keysToRemove } from '../domain/tags.js'
import { resourceIds, tagErrors, taggedResources } from '../parameters.js'
import { cen } from '../product.js'
import { putTags, taggedNamed } from '../tagged.js'

export default operation(cen, {
  name: 'UntagResources',
  does: 'Takes tags off CEN instances, transit routers or attachments: those named, or all.',
  input: {
    ...taggedResources,
    ResourceId: required(resourceIds),
    TagKey: list('Keys to remove.', text('Tag key.', 'team'), { max: 20 }),
    All: flag('Remove every tag; counts only without TagKey.', false),
  },
  // UNKNOWN: the page was not readable.
  access: { level: 'update' },
  errors: tagErrors,
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const keys = settle(keysToRemove(input.TagKey, input.All))
    const named = settle(await taggedNamed(own, { word: input.ResourceType, ids: input.ResourceId, now }))
    for (const each of named) putTags(own, each, withoutTags(each.row.tags, keys))
  },
})

import { flag, list, onlyOwn, operation, text, withoutTags } from '../../../model/index.js'
import { keysToRemove } from '../domain/tags.js'
import { taggedUnknown } from '../errors.js'
import { smallEnvelope, taggedEcrs, toTaggedEcrs, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { taggedAs } from '../taggable.js'

export default operation(ecr, {
  name: 'UntagResources',
  does: 'Takes tags off ECRs, associations or flow logs: those named, or all.',
  input: {
    ...taggedEcrs,
    TagKey: list('Keys to remove.', text('Tag key.', 'team'), { max: 20 }),
    All: flag('Remove every tag; counts only without TagKey.', false),
    ...usual,
  },
  access: toTaggedEcrs('none'),
  without: smallEnvelope,
  errors: taggedUnknown,
  touches: onlyOwn,
  async run({ input, now, own, settle }) {
    const keys = settle(keysToRemove(input))
    const kind = taggedAs(input.ResourceType)
    for (const id of input.ResourceId) {
      const { tags } = settle(await kind.find(own, id, now))
      await kind.put(own, id, withoutTags(tags, keys))
    }
  },
})

import { onlyOwn, operation, required } from '../../../model/index.js'
import { addTags } from '../domain/tags.js'
import { taggedUnknown } from '../errors.js'
import { smallEnvelope, taggedEcrs, toTaggedEcrs, usual, wantedTags } from '../parameters.js'
import { ecr } from '../product.js'
import { taggedAs } from '../taggable.js'

export default operation(ecr, {
  name: 'TagResources',
  does: 'Adds tags to ECRs, associations or flow logs. A key that is there already takes the new value.',
  input: { ...taggedEcrs, Tag: required(wantedTags.Tag), ...usual },
  access: toTaggedEcrs('none'),
  without: smallEnvelope,
  errors: taggedUnknown,
  touches: onlyOwn,
  async run({ input, now, own, quota, settle }) {
    const kind = taggedAs(input.ResourceType)
    for (const id of input.ResourceId) {
      const { tags } = settle(await kind.find(own, id, now))
      await kind.put(own, id, settle(addTags(tags, input.Tag, quota('tagsPerResource'))))
    }
  },
})

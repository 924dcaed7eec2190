import { onlyOwn, operation, required } from '../../../model/index.js'
import { addTags } from '../domain/tags.js'
import { ecrUnknown } from '../errors.js'
import { smallEnvelope, taggedEcrs, toTaggedEcrs, usual, wantedTags } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { routers } from '../tables.js'

export default operation(ecr, {
  name: 'TagResources',
  does: 'Adds tags to ECRs. A key that is there already takes the new value.',
  input: { ...taggedEcrs, Tag: required(wantedTags.Tag), ...usual },
  access: toTaggedEcrs('none'),
  without: smallEnvelope,
  errors: { ...ecrUnknown },
  touches: onlyOwn,
  async run({ input, own, quota, settle }) {
    for (const id of input.ResourceId) {
      const router = settle(await ownRouter(own, id))
      own.put(routers, { ...router, tags: settle(addTags(router.tags, input.Tag, quota('tagsPerResource'))) })
    }
  },
})

import { flag, list, onlyOwn, operation, text, withoutTags } from '../../../model/index.js'
import { keysToRemove } from '../domain/tags.js'
import { ecrUnknown } from '../errors.js'
import { smallEnvelope, taggedEcrs, toTaggedEcrs, usual } from '../parameters.js'
import { ecr } from '../product.js'
import { ownRouter } from '../reads.js'
import { routers } from '../tables.js'

export default operation(ecr, {
  name: 'UntagResources',
  does: 'Takes tags off ECRs: those named, or all.',
  input: {
    ...taggedEcrs,
    TagKey: list('Keys to remove.', text('Tag key.', 'team'), { max: 20 }),
    All: flag('Remove every tag; counts only without TagKey.', false),
    ...usual,
  },
  access: toTaggedEcrs('none'),
  without: smallEnvelope,
  errors: { ...ecrUnknown },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const keys = settle(keysToRemove(input))
    for (const id of input.ResourceId) {
      const router = settle(await ownRouter(own, id))
      own.put(routers, { ...router, tags: withoutTags(router.tags, keys) })
    }
  },
})

import { flag, list, onlyOwn, operation, required, text, withoutTags } from '../../../model/index.js'
import { noPolicy, noRole } from '../errors.js'
import { ram } from '../product.js'
import { namedThings, resourceNames, resourceType, taggedThings } from '../tagging.js'

export default operation(ram, {
  name: 'UntagResources',
  does: 'Takes tags from roles or policies.',
  input: {
    ResourceType: resourceType,
    ResourceNames: required(resourceNames),
    TagKeys: list('The keys that go.', text('Tag key.', 'team', { max: 128 }), { max: 20, jsonText: true }),
    All: flag('Whether all of them go, when no keys are named.', false),
  },
  access: { level: 'update', resources: taggedThings },
  errors: { ...noRole, ...noPolicy },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const things = settle(await namedThings(own, input.ResourceType, input.ResourceNames))
    const keys = input.TagKeys ?? (input.All ? 'all' : [])
    for (const thing of things) thing.retag(own, withoutTags(thing.tags, keys))
  },
})

import { onlyOwn, operation, required, withTags } from '../../../model/index.js'
import { noPolicy, noRole } from '../errors.js'
import { tags } from '../parameters.js'
import { ram } from '../product.js'
import { namedThings, resourceNames, resourceType, taggedThings } from '../tagging.js'

export default operation(ram, {
  name: 'TagResources',
  does: 'Adds tags to roles or policies; a key that is there already takes the new value.',
  input: { ResourceType: resourceType, ResourceNames: required(resourceNames), Tag: required(tags) },
  access: { level: 'update', resources: taggedThings },
  errors: { ...noRole, ...noPolicy },
  touches: onlyOwn,
  async run({ input, own, settle }) {
    const things = settle(await namedThings(own, input.ResourceType, input.ResourceNames))
    for (const thing of things) thing.retag(own, withTags(thing.tags, input.Tag))
  },
})

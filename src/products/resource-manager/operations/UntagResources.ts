import { resourceManager } from '../product.js'
import { untagResources } from '../tags.js'

export default untagResources(resourceManager)

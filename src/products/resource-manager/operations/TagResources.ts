import { resourceManager } from '../product.js'
import { tagResources } from '../tags.js'

export default tagResources(resourceManager)

import { resourceManager } from '../product.js'
import { listTagResources } from '../tags.js'

export default listTagResources(resourceManager)

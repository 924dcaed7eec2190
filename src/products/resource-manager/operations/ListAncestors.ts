import { listAncestors } from '../folders.js'
import { resourceManager } from '../product.js'

export default listAncestors(resourceManager)

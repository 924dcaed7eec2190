import { resourceManager } from '../product.js'
import { listTagKeys } from '../tags.js'

export default listTagKeys(resourceManager)

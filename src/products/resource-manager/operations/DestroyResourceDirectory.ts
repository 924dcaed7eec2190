import { destroyResourceDirectory } from '../directory.js'
import { resourceManager } from '../product.js'

export default destroyResourceDirectory(resourceManager)

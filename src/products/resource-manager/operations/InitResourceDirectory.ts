import { initResourceDirectory } from '../directory.js'
import { resourceManager } from '../product.js'

export default initResourceDirectory(resourceManager)

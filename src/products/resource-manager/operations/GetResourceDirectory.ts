import { getResourceDirectory } from '../directory.js'
import { resourceManager } from '../product.js'

export default getResourceDirectory(resourceManager)

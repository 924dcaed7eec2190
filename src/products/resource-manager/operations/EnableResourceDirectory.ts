import { enableResourceDirectory } from '../directory.js'
import { resourceManager } from '../product.js'

export default enableResourceDirectory(resourceManager)

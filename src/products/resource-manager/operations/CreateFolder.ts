import { createFolder } from '../folders.js'
import { resourceManager } from '../product.js'

export default createFolder(resourceManager)

import { deleteFolder } from '../folders.js'
import { resourceManager } from '../product.js'

export default deleteFolder(resourceManager)

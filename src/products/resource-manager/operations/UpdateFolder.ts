import { updateFolder } from '../folders.js'
import { resourceManager } from '../product.js'

export default updateFolder(resourceManager)

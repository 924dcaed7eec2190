import { getFolder } from '../folders.js'
import { resourceManager } from '../product.js'

export default getFolder(resourceManager)

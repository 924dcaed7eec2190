import { listFoldersForParent } from '../folders.js'
import { resourceManager } from '../product.js'

export default listFoldersForParent(resourceManager)

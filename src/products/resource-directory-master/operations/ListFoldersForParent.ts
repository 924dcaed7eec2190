import { listFoldersForParent } from '../../resource-manager/folders.js'
import { resourceDirectoryMaster } from '../product.js'

export default listFoldersForParent(resourceDirectoryMaster)

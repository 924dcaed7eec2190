import { destroyResourceDirectory } from '../../resource-manager/directory.js'
import { resourceDirectoryMaster } from '../product.js'

export default destroyResourceDirectory(resourceDirectoryMaster)

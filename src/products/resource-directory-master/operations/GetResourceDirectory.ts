import { getResourceDirectory } from '../../resource-manager/directory.js'
import { resourceDirectoryMaster } from '../product.js'

export default getResourceDirectory(resourceDirectoryMaster)

import { enableResourceDirectory } from '../../resource-manager/directory.js'
import { resourceDirectoryMaster } from '../product.js'

export default enableResourceDirectory(resourceDirectoryMaster)

import { updateFolder } from '../../resource-manager/folders.js'
import { resourceDirectoryMaster } from '../product.js'

export default updateFolder(resourceDirectoryMaster)

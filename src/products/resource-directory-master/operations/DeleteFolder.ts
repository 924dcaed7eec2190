import { deleteFolder } from '../../resource-manager/folders.js'
import { resourceDirectoryMaster } from '../product.js'

export default deleteFolder(resourceDirectoryMaster)

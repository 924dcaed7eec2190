import { createFolder } from '../../resource-manager/folders.js'
import { resourceDirectoryMaster } from '../product.js'

export default createFolder(resourceDirectoryMaster)

import { getFolder } from '../../resource-manager/folders.js'
import { resourceDirectoryMaster } from '../product.js'

export default getFolder(resourceDirectoryMaster)

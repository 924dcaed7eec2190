import { listAncestors } from '../../resource-manager/folders.js'
import { resourceDirectoryMaster } from '../product.js'

export default listAncestors(resourceDirectoryMaster)

import { listTagKeys } from '../../resource-manager/tags.js'
import { resourceDirectoryMaster } from '../product.js'

export default listTagKeys(resourceDirectoryMaster)

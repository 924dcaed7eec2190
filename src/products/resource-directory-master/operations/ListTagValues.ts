import { listTagValues } from '../../resource-manager/tags.js'
import { resourceDirectoryMaster } from '../product.js'

export default listTagValues(resourceDirectoryMaster)

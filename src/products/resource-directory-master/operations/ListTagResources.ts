import { listTagResources } from '../../resource-manager/tags.js'
import { resourceDirectoryMaster } from '../product.js'

export default listTagResources(resourceDirectoryMaster)

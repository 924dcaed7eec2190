import { tagResources } from '../../resource-manager/tags.js'
import { resourceDirectoryMaster } from '../product.js'

export default tagResources(resourceDirectoryMaster)

import { untagResources } from '../../resource-manager/tags.js'
import { resourceDirectoryMaster } from '../product.js'

export default untagResources(resourceDirectoryMaster)

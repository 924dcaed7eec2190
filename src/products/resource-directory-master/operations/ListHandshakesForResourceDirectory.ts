import { listHandshakesForResourceDirectory } from '../../resource-manager/handshakes.js'
import { resourceDirectoryMaster } from '../product.js'

export default listHandshakesForResourceDirectory(resourceDirectoryMaster)

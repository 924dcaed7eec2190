import { getHandshake } from '../../resource-manager/handshakes.js'
import { resourceDirectoryMaster } from '../product.js'

export default getHandshake(resourceDirectoryMaster)

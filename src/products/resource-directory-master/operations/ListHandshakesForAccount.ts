import { listHandshakesForAccount } from '../../resource-manager/handshakes.js'
import { resourceDirectoryMaster } from '../product.js'

export default listHandshakesForAccount(resourceDirectoryMaster)

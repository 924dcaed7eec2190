import { listHandshakesForAccount } from '../handshakes.js'
import { resourceManager } from '../product.js'

export default listHandshakesForAccount(resourceManager)

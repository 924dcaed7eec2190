import { listHandshakesForResourceDirectory } from '../handshakes.js'
import { resourceManager } from '../product.js'

export default listHandshakesForResourceDirectory(resourceManager)

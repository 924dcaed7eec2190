import { getHandshake } from '../handshakes.js'
import { resourceManager } from '../product.js'

export default getHandshake(resourceManager)

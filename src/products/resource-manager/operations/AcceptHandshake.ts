import { acceptHandshake } from '../inviting.js'
import { resourceManager } from '../product.js'

export default acceptHandshake(resourceManager)

import { cancelHandshake } from '../inviting.js'
import { resourceManager } from '../product.js'

export default cancelHandshake(resourceManager)

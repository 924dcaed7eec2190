import { declineHandshake } from '../inviting.js'
import { resourceManager } from '../product.js'

export default declineHandshake(resourceManager)

import { detachControlPolicy } from '../control-policy-attachments.js'
import { resourceManager } from '../product.js'

export default detachControlPolicy(resourceManager)

import { attachControlPolicy } from '../control-policy-attachments.js'
import { resourceManager } from '../product.js'

export default attachControlPolicy(resourceManager)

import { createControlPolicy } from '../control-policies.js'
import { resourceManager } from '../product.js'

export default createControlPolicy(resourceManager)

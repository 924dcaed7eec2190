import { updateControlPolicy } from '../control-policies.js'
import { resourceManager } from '../product.js'

export default updateControlPolicy(resourceManager)

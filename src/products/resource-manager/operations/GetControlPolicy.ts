import { getControlPolicy } from '../control-policies.js'
import { resourceManager } from '../product.js'

export default getControlPolicy(resourceManager)

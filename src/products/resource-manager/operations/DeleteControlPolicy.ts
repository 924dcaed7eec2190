import { deleteControlPolicy } from '../control-policies.js'
import { resourceManager } from '../product.js'

export default deleteControlPolicy(resourceManager)

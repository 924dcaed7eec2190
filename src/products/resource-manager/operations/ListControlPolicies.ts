import { listControlPolicies } from '../control-policies.js'
import { resourceManager } from '../product.js'

export default listControlPolicies(resourceManager)

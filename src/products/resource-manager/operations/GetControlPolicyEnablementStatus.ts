import { getControlPolicyEnablementStatus } from '../control-policy-feature.js'
import { resourceManager } from '../product.js'

export default getControlPolicyEnablementStatus(resourceManager)

import { disableControlPolicy } from '../control-policy-feature.js'
import { resourceManager } from '../product.js'

export default disableControlPolicy(resourceManager)

import { enableControlPolicy } from '../control-policy-feature.js'
import { resourceManager } from '../product.js'

export default enableControlPolicy(resourceManager)

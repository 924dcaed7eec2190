import { resourceManager } from '../product.js'
import { listTagValues } from '../tags.js'

export default listTagValues(resourceManager)

import { checkAccountDelete } from '../deletion.js'
import { resourceManager } from '../product.js'

export default checkAccountDelete(resourceManager)

import { deleteAccount } from '../deletion.js'
import { resourceManager } from '../product.js'

export default deleteAccount(resourceManager)

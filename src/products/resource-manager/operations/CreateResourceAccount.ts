import { createResourceAccount } from '../accounts.js'
import { resourceManager } from '../product.js'

export default createResourceAccount(resourceManager)

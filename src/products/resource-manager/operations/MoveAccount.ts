import { moveAccount } from '../accounts.js'
import { resourceManager } from '../product.js'

export default moveAccount(resourceManager)

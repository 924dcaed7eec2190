import { updateAccount } from '../accounts.js'
import { resourceManager } from '../product.js'

export default updateAccount(resourceManager)

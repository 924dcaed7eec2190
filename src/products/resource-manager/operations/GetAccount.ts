import { getAccount } from '../accounts.js'
import { resourceManager } from '../product.js'

export default getAccount(resourceManager)

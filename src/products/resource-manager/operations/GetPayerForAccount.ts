import { getPayerForAccount } from '../payers.js'
import { resourceManager } from '../product.js'

export default getPayerForAccount(resourceManager)

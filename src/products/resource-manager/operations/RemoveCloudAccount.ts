import { removeCloudAccount } from '../accounts.js'
import { resourceManager } from '../product.js'

export default removeCloudAccount(resourceManager)

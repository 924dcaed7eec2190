import { listAccounts } from '../account-lists.js'
import { resourceManager } from '../product.js'

export default listAccounts(resourceManager)

import { listAccountsForParent } from '../account-lists.js'
import { resourceManager } from '../product.js'

export default listAccountsForParent(resourceManager)

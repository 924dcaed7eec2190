import { listDelegatedServicesForAccount } from '../delegation.js'
import { resourceManager } from '../product.js'

export default listDelegatedServicesForAccount(resourceManager)

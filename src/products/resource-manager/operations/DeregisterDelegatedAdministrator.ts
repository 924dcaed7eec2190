import { deregisterDelegatedAdministrator } from '../delegation.js'
import { resourceManager } from '../product.js'

export default deregisterDelegatedAdministrator(resourceManager)

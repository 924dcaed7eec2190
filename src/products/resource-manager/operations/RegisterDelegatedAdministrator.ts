import { registerDelegatedAdministrator } from '../delegation.js'
import { resourceManager } from '../product.js'

export default registerDelegatedAdministrator(resourceManager)

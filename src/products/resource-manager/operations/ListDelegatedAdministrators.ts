import { listDelegatedAdministrators } from '../delegation.js'
import { resourceManager } from '../product.js'

export default listDelegatedAdministrators(resourceManager)

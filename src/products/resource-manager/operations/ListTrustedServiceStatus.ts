import { listTrustedServiceStatus } from '../delegation.js'
import { resourceManager } from '../product.js'

export default listTrustedServiceStatus(resourceManager)

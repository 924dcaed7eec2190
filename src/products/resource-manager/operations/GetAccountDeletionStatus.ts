import { getAccountDeletionStatus } from '../deletion.js'
import { resourceManager } from '../product.js'

export default getAccountDeletionStatus(resourceManager)

import { getAccountDeletionCheckResult } from '../deletion.js'
import { resourceManager } from '../product.js'

export default getAccountDeletionCheckResult(resourceManager)

import { getAccountDeletionCheckResult } from '../../resource-manager/deletion.js'
import { resourceDirectoryMaster } from '../product.js'

export default getAccountDeletionCheckResult(resourceDirectoryMaster)

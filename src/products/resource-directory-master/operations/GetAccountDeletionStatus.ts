import { getAccountDeletionStatus } from '../../resource-manager/deletion.js'
import { resourceDirectoryMaster } from '../product.js'

export default getAccountDeletionStatus(resourceDirectoryMaster)

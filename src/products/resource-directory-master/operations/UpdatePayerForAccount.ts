import { updatePayerForAccount } from '../../resource-manager/payers.js'
import { resourceDirectoryMaster } from '../product.js'

export default updatePayerForAccount(resourceDirectoryMaster)

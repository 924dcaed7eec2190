import { getPayerForAccount } from '../../resource-manager/payers.js'
import { resourceDirectoryMaster } from '../product.js'

export default getPayerForAccount(resourceDirectoryMaster)

import { removeCloudAccount } from '../../resource-manager/accounts.js'
import { resourceDirectoryMaster } from '../product.js'

export default removeCloudAccount(resourceDirectoryMaster)

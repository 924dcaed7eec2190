import { updateAccount } from '../../resource-manager/accounts.js'
import { resourceDirectoryMaster } from '../product.js'

export default updateAccount(resourceDirectoryMaster)

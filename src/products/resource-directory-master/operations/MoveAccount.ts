import { moveAccount } from '../../resource-manager/accounts.js'
import { resourceDirectoryMaster } from '../product.js'

export default moveAccount(resourceDirectoryMaster)

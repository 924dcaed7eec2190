import { getAccount } from '../../resource-manager/accounts.js'
import { resourceDirectoryMaster } from '../product.js'

export default getAccount(resourceDirectoryMaster)

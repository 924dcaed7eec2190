import { createResourceAccount } from '../../resource-manager/accounts.js'
import { resourceDirectoryMaster } from '../product.js'

export default createResourceAccount(resourceDirectoryMaster)

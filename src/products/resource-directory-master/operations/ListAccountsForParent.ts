import { listAccountsForParent } from '../../resource-manager/account-lists.js'
import { resourceDirectoryMaster } from '../product.js'

export default listAccountsForParent(resourceDirectoryMaster)

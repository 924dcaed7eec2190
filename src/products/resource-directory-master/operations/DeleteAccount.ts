import { deleteAccount } from '../../resource-manager/deletion.js'
import { resourceDirectoryMaster } from '../product.js'

export default deleteAccount(resourceDirectoryMaster)

import { checkAccountDelete } from '../../resource-manager/deletion.js'
import { resourceDirectoryMaster } from '../product.js'

export default checkAccountDelete(resourceDirectoryMaster)

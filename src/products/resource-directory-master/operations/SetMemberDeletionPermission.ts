import { setMemberDeletionPermission } from '../../resource-manager/directory.js'
import { resourceDirectoryMaster } from '../product.js'

export default setMemberDeletionPermission(resourceDirectoryMaster)

import { inviteAccountToResourceDirectory } from '../../resource-manager/inviting.js'
import { resourceDirectoryMaster } from '../product.js'

export default inviteAccountToResourceDirectory(resourceDirectoryMaster)

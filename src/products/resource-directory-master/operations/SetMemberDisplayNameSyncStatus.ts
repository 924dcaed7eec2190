import { setMemberDisplayNameSyncStatus } from '../../resource-manager/directory.js'
import { resourceDirectoryMaster } from '../product.js'

export default setMemberDisplayNameSyncStatus(resourceDirectoryMaster)

import { setMemberDeletionPermission } from '../directory.js'
import { resourceManager } from '../product.js'

export default setMemberDeletionPermission(resourceManager)

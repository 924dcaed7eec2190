import { inviteAccountToResourceDirectory } from '../inviting.js'
import { resourceManager } from '../product.js'

export default inviteAccountToResourceDirectory(resourceManager)

import { declineHandshake } from '../../resource-manager/inviting.js'
import { resourceDirectoryMaster } from '../product.js'

export default declineHandshake(resourceDirectoryMaster)

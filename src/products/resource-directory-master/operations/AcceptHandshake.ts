import { acceptHandshake } from '../../resource-manager/inviting.js'
import { resourceDirectoryMaster } from '../product.js'

export default acceptHandshake(resourceDirectoryMaster)

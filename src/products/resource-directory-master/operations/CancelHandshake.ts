import { cancelHandshake } from '../../resource-manager/inviting.js'
import { resourceDirectoryMaster } from '../product.js'

export default cancelHandshake(resourceDirectoryMaster)

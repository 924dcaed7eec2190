import { registerDelegatedAdministrator } from '../../resource-manager/delegation.js'
import { resourceDirectoryMaster } from '../product.js'

export default registerDelegatedAdministrator(resourceDirectoryMaster)

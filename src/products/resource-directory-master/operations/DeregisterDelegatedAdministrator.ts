import { deregisterDelegatedAdministrator } from '../../resource-manager/delegation.js'
import { resourceDirectoryMaster } from '../product.js'

export default deregisterDelegatedAdministrator(resourceDirectoryMaster)

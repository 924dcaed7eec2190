import { listDelegatedServicesForAccount } from '../../resource-manager/delegation.js'
import { resourceDirectoryMaster } from '../product.js'

export default listDelegatedServicesForAccount(resourceDirectoryMaster)

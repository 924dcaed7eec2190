import { listDelegatedAdministrators } from '../../resource-manager/delegation.js'
import { resourceDirectoryMaster } from '../product.js'

export default listDelegatedAdministrators(resourceDirectoryMaster)

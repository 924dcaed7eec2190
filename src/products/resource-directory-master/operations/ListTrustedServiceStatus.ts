import { listTrustedServiceStatus } from '../../resource-manager/delegation.js'
import { resourceDirectoryMaster } from '../product.js'

export default listTrustedServiceStatus(resourceDirectoryMaster)

import { updateControlPolicy } from '../../resource-manager/control-policies.js'
import { resourceDirectoryMaster } from '../product.js'

export default updateControlPolicy(resourceDirectoryMaster)

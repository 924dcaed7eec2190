import { enableControlPolicy } from '../../resource-manager/control-policy-feature.js'
import { resourceDirectoryMaster } from '../product.js'

export default enableControlPolicy(resourceDirectoryMaster)

import { listControlPolicyAttachmentsForTarget } from '../../resource-manager/control-policy-attachments.js'
import { resourceDirectoryMaster } from '../product.js'

export default listControlPolicyAttachmentsForTarget(resourceDirectoryMaster)

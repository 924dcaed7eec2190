import { listControlPolicyAttachmentsForTarget } from '../control-policy-attachments.js'
import { resourceManager } from '../product.js'

export default listControlPolicyAttachmentsForTarget(resourceManager)

import { listTargetAttachmentsForControlPolicy } from '../control-policy-attachments.js'
import { resourceManager } from '../product.js'

export default listTargetAttachmentsForControlPolicy(resourceManager)

import { hasSettled, list, operation, required, sometimes, structure, text } from '../../../model/index.js'
import { roleDeletions } from '../../ram/tables.js'
import { resourceManager } from '../product.js'

export default operation(resourceManager, {
  name: 'GetServiceLinkedRoleDeletionStatus',
  documented: '2025-12-15',
  does: 'Tells how the deletion of a service-linked role ended, or that it is under way.',
  input: {
    DeletionTaskId: required(
      text('The task.', 'task/acs-service-role/ecr.aliyuncs.com/AliyunServiceRoleForECR/12345678-1234-1234-1234-123456789012'),
    ),
  },
  output: {
    Status: text('SUCCEEDED, IN_PROGRESS, FAILED, NOT_STARTED or INTERNAL_ERROR.', 'SUCCEEDED'),
    Reason: sometimes(
      structure(
        {
          Message: text('Why the role stays.', 'Service-Linked Role ... cannot be deleted as it is in use by ecr.aliyuncs.com.'),
          RoleUsages: structure({
            RoleUsage: list(
              'By region.',
              structure({
                Region: text('The region.', 'global'),
                Resources: structure({ Resource: list('What the role is needed for.', text('An ARN.')) }),
              }),
            ),
          }),
        },
        { note: 'There only when it failed.' },
      ),
    ),
  },
  access: { service: 'ram', level: 'get' },
  errors: {
    'InvalidParameter.DeletionTaskId': [400, 'The DeletionTaskId is invalid.'],
    'InvalidParameter.DeletionTaskId.Length': [400, 'The length of DeletionTaskId must be between 26 and 255 characters.'],
    'EntityNotExist.ServiceLinkedRole.DeletionTask': [404, 'The deletion task for the given ID does not exist.'],
  },
  async run({ input, own, now, refuse }) {
    const id = input.DeletionTaskId
    if (id.length < 26 || id.length > 255) return refuse('InvalidParameter.DeletionTaskId.Length')
    if (!/^task\/acs-service-role\/[^/]+\/[^/]+\/[^/]+$/.test(id)) return refuse('InvalidParameter.DeletionTaskId')
    const deletion = await own.get(roleDeletions, id)
    if (!deletion)
      return refuse('EntityNotExist.ServiceLinkedRole.DeletionTask', { because: 'This account started no such deletion.' })
    if (!hasSettled(deletion, now)) return { Status: 'IN_PROGRESS' }
    const { outcome, reason } = deletion
    if (!reason) return { Status: outcome }
    const usage = { Region: 'global', Resources: { Resource: reason.resources } }
    return { Status: outcome, Reason: { Message: reason.message, RoleUsages: { RoleUsage: [usage] } } }
  },
})

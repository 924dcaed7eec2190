import { onlyOwn, operation, required, text } from '../../../model/index.js'
import { linkedRoleOf, outcomeOf, serviceOf } from '../../ram/domain/service-linked.js'
import { policyAttachments, roleDeletions, roles } from '../../ram/tables.js'
import { resourceManager } from '../product.js'
import { usesOf } from '../role-usage.js'

/** The digits that tell a task from others, as the samples group them. */
function grouped(digits: string): string {
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
}

/**
 * The role goes with this call; what takes its time is only how long the task says that it is under way.
 */
export default operation(resourceManager, {
  name: 'DeleteServiceLinkedRole',
  documented: '2025-12-15',
  does: 'Starts to take away the role of a service. A role that the service needs stays, and the task says for what.',
  input: { RoleName: required(text('The role.', 'AliyunServiceRoleForECR')) },
  output: {
    DeletionTaskId: text(
      'The task, for GetServiceLinkedRoleDeletionStatus.',
      'task/acs-service-role/ecr.aliyuncs.com/AliyunServiceRoleForECR/12345678-1234-1234-1234-123456789012',
    ),
  },
  access: {
    service: 'ram',
    level: 'delete',
    conditions: [
      {
        key: 'ram:ServiceName',
        values: async ({ input }) => {
          const linked = serviceOf(input.RoleName)
          return linked ? [[linked.service]] : []
        },
      },
    ],
  },
  errors: {
    'EntityNotExist.Role': [404, 'The role does not exist.'],
    'EntityNotExist.ServiceLinkedRole': [404, 'This role exists but is not a Service Linked Role.'],
  },
  touches: onlyOwn,
  async run({ input, caller, own, at, settle, settings, newId, transition }) {
    const { roleName } = settle(linkedRoleOf(await own.get(roles, input.RoleName)))
    const uses = await usesOf({ at }, caller.account, roleName, settings.directorySharing)
    const service = serviceOf(roleName)?.service ?? 'aliyuncs.com'
    const taskId = `task/acs-service-role/${service}/${roleName}/${grouped(newId('', 32, 'digits'))}`
    const end = outcomeOf(caller.account, roleName, uses, transition.succeeds)
    own.put(roleDeletions, { taskId, roleName, settlesAt: transition.settlesAt, ...end })
    if (end.outcome === 'SUCCEEDED') {
      for (const { policyType, policyName } of await own.all(policyAttachments, 'key', ['role', roleName]))
        own.delete(policyAttachments, 'role', roleName, policyType, policyName)
      own.delete(roles, roleName)
    }
    return { DeletionTaskId: taskId }
  },
})

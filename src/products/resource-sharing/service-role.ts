/** The service-linked role that sharing inside of a directory works with. Facts: page on the role, resource-sharing 15. */

import type { PolicyAttachment, Role } from '../ram/tables.js'

const roleName = 'AliyunServiceRoleForResourceSharing'

export function serviceLinkedRole(now: Date, roleId: string): { readonly role: Role; readonly attachment: PolicyAttachment } {
  const at = now.toISOString()
  return {
    role: {
      roleName,
      roleId,
      description: 'Lets Resource Sharing read the resource directory.',
      trustPolicy: JSON.stringify({
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['resourcesharing.aliyuncs.com'] } }],
        Version: '1',
      }),
      maxSessionSeconds: 3600,
      serviceLinked: true,
      createdAt: at,
      updatedAt: at,
    },
    attachment: {
      entityType: 'role',
      entity: roleName,
      policyType: 'System',
      policyName: 'AliyunServiceRolePolicyForResourceSharing',
      attachedAt: at,
    },
  }
}

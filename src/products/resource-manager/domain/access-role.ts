/** The role by which the management account enters the accounts that its directory made. Page "Access a member". */

import type { AccountId } from '../../../model/index.js'
import { rootArn } from '../../ram/domain/arns.js'
import type { PolicyAttachment, Role } from '../../ram/tables.js'

const accessRoleName = 'ResourceDirectoryAccountAccessRole'

export function accessRole(
  managementAccount: AccountId,
  roleId: string,
  createdAt: string,
): { readonly role: Role; readonly attachment: PolicyAttachment } {
  const trust = { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { RAM: [rootArn(managementAccount)] } }
  return {
    role: {
      roleName: accessRoleName,
      roleId,
      description: 'Lets the management account of the resource directory enter this account.',
      trustPolicy: JSON.stringify({ Statement: [trust], Version: '1' }),
      maxSessionSeconds: 3600,
      createdAt,
      updatedAt: createdAt,
    },
    attachment: {
      entityType: 'role',
      entity: accessRoleName,
      policyType: 'System',
      policyName: 'AdministratorAccess',
      attachedAt: createdAt,
    },
  }
}

/**
 * Roles that belong to a service: made, worked with and taken away by it, or on its behalf by whoever has the right to. Here for the
 * services that this server plays. Facts: pages on service-linked roles, and on the policy of each.
 */

import { type AccountId, no, yes } from '../../../model/index.js'
import type { PolicyAttachment, Role, RoleDeletion } from '../tables.js'
import { roleArn } from './arns.js'

export interface LinkedService {
  /** As trust policies and `ram:ServiceName` name it. */
  readonly service: string
  readonly roleName: string
  readonly policyName: string
  readonly description: string
}

const services: readonly LinkedService[] = [
  {
    service: 'resourcesharing.aliyuncs.com',
    roleName: 'AliyunServiceRoleForResourceSharing',
    policyName: 'AliyunServiceRolePolicyForResourceSharing',
    description: 'Lets Resource Sharing read the resource directory.',
  },
  {
    service: 'resourcemanager.aliyuncs.com',
    roleName: 'AliyunServiceRoleForResourceDirectory',
    policyName: 'AliyunServiceRolePolicyForResourceDirectory',
    description: 'Lets Resource Directory make the roles of trusted services in members.',
  },
  {
    service: 'ecr.aliyuncs.com',
    roleName: 'AliyunServiceRoleForECR',
    policyName: 'AliyunServiceRolePolicyForECR',
    description: 'Lets Express Connect Router attach itself to transit routers.',
  },
]

export const serviceNamed = (service: string) => services.find((each) => each.service === service)
export const serviceOf = (roleName: string) => services.find((each) => each.roleName === roleName)

export interface CreateFacts {
  readonly service: LinkedService | undefined
  readonly suffix: string | undefined
  readonly description: string | undefined
  readonly taken: boolean
}

/**
 * UNKNOWN: which services allow a suffix; none of those here. Nothing counts the roles of services: the page lets them be made
 * beyond the limit of roles.
 */
export function mayCreateLinkedRole({ service, suffix, description, taken }: CreateFacts) {
  if (!service)
    return no('EntityNotExist.Service', {
      because: 'No service of that name has a role here.',
      next: `Services that have one: ${services.map((each) => each.service).join(', ')}.`,
    })
  if (suffix !== undefined)
    return no('InvalidParameter.CustomSuffix.NotAllowed', { because: `${service.service} has one role, ${service.roleName}.` })
  if (description !== undefined)
    return no('InvalidParameter.Description.NotAllowed', { because: 'The service describes its role itself.' })
  if (taken) return no('EntityAlreadyExists.Role', { because: `The account has the role ${service.roleName}.` })
  return yes(service)
}

export function linkedRole({ service, roleName, policyName, description }: LinkedService, now: Date, roleId: string) {
  const at = now.toISOString()
  const role: Role = {
    roleName,
    roleId,
    description,
    trustPolicy: JSON.stringify({
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: [service] } }],
      Version: '1',
    }),
    maxSessionSeconds: 3600,
    serviceLinked: true,
    createdAt: at,
    updatedAt: at,
  }
  const attachment: PolicyAttachment = {
    entityType: 'role',
    entity: roleName,
    policyType: 'System',
    policyName,
    attachedAt: at,
  }
  return { role, attachment }
}

/** The role of a service, or the refusal that says why there is none to delete. */
export function linkedRoleOf(role: Role | undefined) {
  if (!role) return no('EntityNotExist.Role', { because: 'This account has no such role.' })
  if (!role.serviceLinked)
    return no('EntityNotExist.ServiceLinkedRole', {
      because: 'The role belongs to the account, not to a service.',
      next: 'Delete it with DeleteRole.',
    })
  return yes(role)
}

/** The end of a deletion: the role stays while the service needs it. `usedBy`: ARNs of what it is needed for. */
export function outcomeOf(
  account: AccountId,
  roleName: string,
  usedBy: readonly string[],
  succeeds: boolean,
): Pick<RoleDeletion, 'outcome' | 'reason'> {
  if (usedBy.length === 0) return { outcome: succeeds ? 'SUCCEEDED' : 'INTERNAL_ERROR' }
  const service = serviceOf(roleName)?.service ?? 'its service'
  return {
    outcome: 'FAILED',
    reason: {
      message: `Service-Linked Role ${roleArn(account, roleName)} cannot be deleted as it is in use by ${service}.`,
      resources: usedBy,
    },
  }
}

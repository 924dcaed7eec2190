/** Members that run a trusted service for the directory. */

import { type AccountId, no, yes } from '../../../model/index.js'

export const resourceSharingService = 'resourcesharing.aliyuncs.com'

/**
 * Trusted services that have delegated administrators. Cloud Config, ActionTrail and Cloud Firewall: pages and samples.
 * UNKNOWN: which of the others have them, and under which names; these are what public Terraform modules register.
 */
export const trustedServices: readonly string[] = [
  'actiontrail.aliyuncs.com',
  'audit.log.aliyuncs.com',
  'bastionhost.aliyuncs.com',
  'cloudfw.aliyuncs.com',
  'cloudmonitor.aliyuncs.com',
  'cloudsso.aliyuncs.com',
  'config.aliyuncs.com',
  'ddosbgp.aliyuncs.com',
  'energy.aliyuncs.com',
  'prometheus.aliyuncs.com',
  'resourcecenter.aliyuncs.com',
  resourceSharingService,
  'ros.aliyuncs.com',
  'sas.aliyuncs.com',
  'sddp.aliyuncs.com',
  'servicecatalog.aliyuncs.com',
  'tag.aliyuncs.com',
  'waf.aliyuncs.com',
]

/** Whether the service has delegated administrators. `more`: what a world adds, separated by commas. */
export function trusted(service: string, more: string | undefined) {
  const added = (more ?? '').split(',').map((each) => each.trim())
  if (trustedServices.includes(service) || added.includes(service)) return yes(service)
  return no('InvalidParameter.ServicePrincipal', {
    because: `${service} is no trusted service that has delegated administrators.`,
    next: `Known are ${trustedServices.join(', ')}; the world's choice \`resourcemanager.trustedServices\` adds to them.`,
  })
}

interface Registering {
  readonly account: AccountId
  readonly managementAccount: AccountId
  readonly isMember: boolean
  readonly registered: boolean
  /** Delegated administrators of the service. */
  readonly administrators: number
  readonly most: number
}

/** UNKNOWN: the order of these. */
export function mayRegister({ account, managementAccount, isMember, registered, administrators, most }: Registering) {
  if (account === managementAccount)
    return no('CannotRegisterMasterAsDelegatedAdministrator', {
      because: `${account} is the management account.`,
      next: 'Name a member.',
    })
  if (!isMember)
    return no('EntityNotExists.Account', {
      because: `${account} is no member of this directory.`,
      next: 'Take an id from ListAccounts.',
    })
  if (registered)
    return no('AccountAlreadyRegistered', {
      because: `${account} is a delegated administrator of the service.`,
      next: 'Nothing is left to do.',
    })
  if (administrators >= most)
    return no('DelegatedAccountNumberExceeded', {
      because: `The service has ${administrators} delegated administrators; ${most} is the limit.`,
      next: 'Deregister one first, or raise the quota `resourcemanager.delegatedAdministratorsPerService` of the world.',
    })
  return yes()
}

/** Resource Sharing 2020-01-10. Facts: `test/published/resource-sharing.json` unless said otherwise. */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import { pastRows } from './past.js'
import { resources } from './registering.js'
import { seed } from './seed.js'
import * as tables from './tables.js'

/** `Resources.2.ResourceType` is called by its own name where a code exists for it, else by that of the list. */
function codesFor({ kind, parameter, path }: ParameterFault): readonly Candidate[] {
  const names = [path.slice(path.lastIndexOf('.') + 1), parameter]
  const suffix = { missing: '', format: '', value: '', length: '.Length', count: '.Length', duplicate: '.Duplicate' }[kind]
  const exact = names.map((name) => ({ code: `${kind === 'missing' ? 'MissingParameter' : 'InvalidParameter'}.${name}${suffix}` }))
  const plain = names.map((name) => ({ code: `InvalidParameter.${name}` }))
  return [...exact, ...plain, { code: 'InvalidParameter' }]
}

export const resourceSharing = product({
  name: 'ResourceSharing',
  version: '2020-01-10',
  ram: 'resourcesharing',
  hosts: ['resourcesharing', 'resourcesharing-vpc'],
  locationCodes: ['ressharing', 'resourcesharing'],
  methods: ['GET', 'POST'],
  errors: {},
  quotas: {
    resourceShares: 1000,
    sharedResources: 1000,
    // UNKNOWN: a limit exists, its number is not documented.
    pendingInvitations: 20,
    permissionNames: 5,
    // Page on sharing vSwitches.
    principalsPerVpc: 50,
    principalsPerVSwitch: 50,
    acceptedVSwitches: 30,
  },
  choices: {
    ownerSeesPending: '`yes` shows a share with unanswered invitations as Pending to its owner too.',
    legalEntity: '`match` refuses outside accounts of another company.',
    managementOnlyTypes: 'Types that only a management account may share: `IpamPool, KMSInstance`.',
    serviceNames: 'The services that can be principals: `ecs.aliyuncs.com, eci.aliyuncs.com`. Absent: any.',
  },
  dialect: {
    emptyIs: 'malformed',
    fault: codesFor,
    // UNKNOWN: only the tag operations list NoPermission; taken for all.
    denied: () => ({ code: 'NoPermission', message: 'You are not authorized to do this action.', httpStatus: 403 }),
    xmlRoot: 'OperationResponse',
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
  seed,
  seedables: { resources },
  past: pastRows,
  later: [
    'AssociateResourceSharePermission',
    'ChangeResourceGroup',
    'DescribeRegions',
    'DisassociateResourceSharePermission',
    'GetPermission',
    'ListPermissionVersions',
    'ListPermissions',
    'ListResourceSharePermissions',
    'ListTagResources',
    'TagResources',
    'UntagResources',
  ],
})

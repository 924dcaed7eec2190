/** Resource Sharing 2020-01-10. Facts: `test/published/resource-sharing.json` unless said otherwise. */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import { pastRows } from './past.js'
import { resources } from './registering.js'
import { seed } from './seed.js'
import * as tables from './tables.js'

/** The tag operations name lists in the plural, and have words of their own for what is too much. */
function tagCodesFor({ kind, parameter }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing') return [{ code: `MissingParameter.${parameter}s` }]
  if (kind === 'count') return [{ code: `NumberExceed.${parameter}s` }]
  return kind === 'duplicate' ? [{ code: `Duplicate.${parameter}` }] : []
}

/** `Resources.2.ResourceType` is called by its own name where a code exists for it, else by that of the list. */
function codesFor(fault: ParameterFault): readonly Candidate[] {
  const { kind, parameter, path, given } = fault
  const names = [path.slice(path.lastIndexOf('.') + 1), parameter]
  const suffix = { missing: '', format: '', value: '', length: '.Length', count: '.Length', duplicate: '.Duplicate' }[kind]
  const exact = names.map((name) => ({ code: `${kind === 'missing' ? 'MissingParameter' : 'InvalidParameter'}.${name}${suffix}` }))
  const plain = names.map((name) => ({ code: `InvalidParameter.${name}` }))
  // An empty text is malformed; where an operation has no code for that, it says nothing, as one that is left out.
  const empty = given === '' ? names.map((name) => ({ code: `MissingParameter.${name}` })) : []
  return [...exact, ...tagCodesFor(fault), ...plain, ...empty, { code: 'InvalidParameter' }]
}

/** ChangeResourceGroup has its own refusal. UNKNOWN: otherwise only the tag operations list one; taken for all. */
function deniedTo(action: string) {
  return action === 'resourcesharing:ChangeResourceGroup'
    ? { code: 'NoPermission.ChangeResourceGroup', message: 'You are not authorized to change resourcegroup', httpStatus: 400 }
    : { code: 'NoPermission', message: 'You are not authorized to perform this action.', httpStatus: 403 }
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
    // UNKNOWN: a limit exists, its number is not documented (facts 18.18).
    pendingInvitations: 20,
    permissionNames: 5,
    tagsPerShare: 20,
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
  // Measured in samples (facts, resource-sharing 3).
  settlesInMs: 1100,
  dialect: {
    emptyIs: 'malformed',
    fault: codesFor,
    denied: ({ action }) => deniedTo(action),
    xmlRoot: 'OperationResponse',
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
  seed,
  seedables: { resources },
  past: pastRows,
  later: [],
})

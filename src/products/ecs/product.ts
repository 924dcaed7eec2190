/**
 * Elastic Compute Service 2014-05-26, as far as sharing takes effect on it: network interfaces in vSwitches, the security groups
 * that they need, and the regions and zones that clients look up. Parameters, answer fields and errors: OpenAPI metadata of mid
 * 2024, with the fields that the SDK of 2026 adds; RAM: help page of the product's actions.
 */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import * as tables from './tables.js'

/** Codes that do not follow from the parameter's name. Spellings as published. */
const special: Readonly<Record<string, readonly string[]>> = {
  RegionId: ['InvalidRegionId.NotFound', 'InvalidRegionId.MalFormed', 'Forbidden.RegionId'],
  Key: ['InvalidTagKey.Malformed'],
  Value: ['InvalidTagValue.Malformed'],
  NetworkInterfaceName: ['InvalidParams.NetworkInterfaceName'],
  SecurityGroupType: ['InvalidParams.GroupType', 'InvalidParameter.SecurityGroupType'],
  NextToken: ['InValidParameter.NextToken'],
  PrimaryIpAddress: ['InvalidIp.Address'],
  PrivateIpAddress: ['InvalidIp.Address'],
}

function codesFor({ kind, parameter, path, given }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing')
    return [
      { code: `MissingParameter.${parameter}` },
      { code: 'Invalid.Param' },
      { code: 'MissingParameter', fill: [parameter] },
      { code: 'Missing%s', fill: [parameter] },
    ]
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? parameter
  const codes = [
    ...(kind === 'count' && parameter === 'Tag' ? ['QuotaExceed.Tags'] : []),
    ...(special[name] ?? []),
    `Invalid${name}.Malformed`,
    `Invalid.${name}`,
    `Invalid${name}`,
    `Invalid${name}.NotFound`,
    'InvalidParameter',
  ]
  return [
    ...codes.map((code): Candidate => ({ code, fill: [path, given ?? path] })),
    { code: 'InvalidParameter.%s', fill: [name, name] },
  ]
}

export const ecs = product({
  name: 'Ecs',
  version: '2014-05-26',
  ram: 'ecs',
  hosts: ['ecs'],
  locationCodes: ['ecs'],
  methods: ['GET', 'POST'],
  errors: {
    // The gateway's pattern for a parameter that an API requires (facts, gateway 5.2).
    'Missing%s': [400, '%s is mandatory for this action.'],
    // UNKNOWN: what a malformed value answers where an operation lists no code for it; the family has such names.
    'InvalidParameter.%s': [400, 'The specified parameter %s is not valid.'],
  },
  // 100 of each in a region: help pages of both creating operations. Groups of an interface: page on limits.
  quotas: { networkInterfaces: 100, securityGroups: 100, securityGroupsPerInterface: 5 },
  dialect: {
    emptyIs: 'absent',
    fault: codesFor,
    denied: () => ({
      code: 'Forbidden.RAM',
      message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
      httpStatus: 403,
    }),
    dryRunPassed: {
      code: 'DryRunOperation',
      message: 'Request validation has been passed with DryRun flag set.',
      httpStatus: 400,
    },
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
})

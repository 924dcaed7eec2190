/**
 * RAM 2015-05-01: users, groups, roles, policies, access keys, and how users sign in. Facts: RAM pages of errors and operations,
 * SDK models of 2026.
 */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import { pastRows } from './past.js'
import { seed } from './seed.js'
import * as tables from './tables.js'

/** RAM has a code of its own for most ways in which a parameter can be wrong. */
function codesFor({ kind, parameter, path }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing') return [{ code: 'MissingParameter', fill: [path] }]
  const how = { format: ['.InvalidChars', '.Format'], value: ['.Range'], length: ['.Length'], count: ['.Length'], duplicate: [] }[
    kind
  ]
  const exact = how.map((suffix) => ({ code: `InvalidParameter.${parameter}${suffix}` }))
  return [...exact, { code: `InvalidParameter.${parameter}` }, { code: 'InvalidParameter', fill: [path] }]
}

export const ram = product({
  name: 'Ram',
  version: '2015-05-01',
  ram: 'ram',
  hosts: ['ram'],
  locationCodes: ['ram'],
  methods: ['GET', 'POST'],
  errors: {
    // Not on the page of errors: an answer printed in pulumi-alicloud issue 271 (2022).
    MissingParameter: [400, 'Parameter %s is required.'],
    // UNKNOWN: for parameters without a code of their own; the text is that of PolicyType.
    InvalidParameter: [400, 'The parameter - "%s" is incorrect.'],
    NoPermission: [403, 'You are not authorized to do this action.'],
    Inactive: [403, 'Your ram service is inactive, please activate it.'],
    InternalError: [500, 'An internal error occurred.'],
  },
  // Page on limits (2021).
  quotas: {
    users: 1000,
    groups: 50,
    roles: 1000,
    customPolicies: 1500,
    versionsPerPolicy: 5,
    virtualMfaDevices: 1000,
    accessKeysPerUser: 2,
    groupsPerUser: 5,
    systemPoliciesPerUser: 20,
    customPoliciesPerUser: 10,
    systemPoliciesPerGroup: 20,
    customPoliciesPerGroup: 5,
    systemPoliciesPerRole: 20,
    customPoliciesPerRole: 5,
  },
  dialect: {
    emptyIs: 'absent',
    fault: codesFor,
    denied: ({ action, resource }) => ({
      code: 'NoPermission',
      message: `You are not authorized to do this action. Resource: ${resource} Action: ${action}`,
      httpStatus: 403,
    }),
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
  past: pastRows,
  seed,
})

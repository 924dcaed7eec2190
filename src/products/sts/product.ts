/** STS 2015-04-01: who am I, and sessions of roles. Facts: STS pages of errors and operations, SDK models of 2026. */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'

function codesFor({ kind, parameter, path }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing') return [{ code: 'Missing%s', fill: [path] }]
  const exact = `InvalidParameter.${parameter}${kind === 'length' ? 'Size' : ''}`
  return [{ code: exact }, { code: `InvalidParameter.${parameter}` }, { code: 'InvalidParameter', fill: [path] }]
}

export const sts = product({
  name: 'Sts',
  version: '2015-04-01',
  ram: 'sts',
  hosts: ['sts', 'sts-vpc'],
  locationCodes: ['sts'],
  methods: ['GET', 'POST'],
  errors: {
    // UNKNOWN: the metadata has the gateway demand these parameters, so this is the gateway's code and text for it.
    'Missing%s': [400, '%s is mandatory for this action.'],
    // The page lists it with RoleArn in its text alone.
    InvalidParameter: [400, 'The parameter %s is wrongly formed.'],
    InternalError: [500, 'STS Server Internal Error happened, please send the RequestId to us.'],
  },
  quotas: {},
  dialect: {
    emptyIs: 'absent',
    fault: codesFor,
    denied: () => ({
      code: 'NoPermission',
      message: 'You are not authorized to do this action. You should be authorized by RAM.',
      httpStatus: 403,
    }),
  },
  // Sessions are access keys, which RAM keeps.
  tables: [],
  operations: new URL('./operations/', import.meta.url),
})

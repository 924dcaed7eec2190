/**
 * Service Catalog 2021-09-01: portfolios, as far as they can be shared; the products in them are not offered. Parameters and
 * answer fields: OpenAPI metadata of mid 2024. Errors: the metadata has none but InternalError.
 */

import { type Candidate, type ParameterFault, product } from '../../model/index.js'
import * as tables from './tables.js'

function codesFor({ kind, parameter, path }: ParameterFault): readonly Candidate[] {
  if (kind === 'missing') return [{ code: 'Missing%s', fill: [parameter] }]
  return [{ code: 'InvalidParameter', fill: [path] }]
}

export const serviceCatalog = product({
  name: 'servicecatalog',
  version: '2021-09-01',
  ram: 'servicecatalog',
  hosts: ['servicecatalog'],
  locationCodes: ['srvcatalog'],
  methods: ['GET', 'POST'],
  errors: {
    // The gateway's pattern for a parameter that an API requires (facts, gateway 5.2).
    'Missing%s': [400, '%s is mandatory for this action.'],
    // UNKNOWN: what a malformed value answers.
    InvalidParameter: [400, 'not published', 'The specified parameter %s is not valid.'],
    InternalError: [500, 'A system error occurred.'],
  },
  quotas: {},
  dialect: {
    emptyIs: 'absent',
    fault: codesFor,
    denied: () => ({ code: 'NoPermission', message: 'You are not authorized to do this action.', httpStatus: 403 }),
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
})

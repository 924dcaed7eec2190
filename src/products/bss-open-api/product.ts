/** Billing 2017-12-14: the one call that the Terraform provider makes to learn the site of an account (facts, clients 3.2). */

import { product } from '../../model/index.js'

export const bssOpenApi = product({
  name: 'BssOpenApi',
  version: '2017-12-14',
  ram: 'bssapi',
  hosts: ['business'],
  locationCodes: ['bssopenapi'],
  methods: ['GET', 'POST'],
  errors: {
    // UNKNOWN: no error of the operation is published; the family's word for a parameter that does not fit.
    InvalidParameter: [400, 'The specified parameter is invalid.'],
  },
  quotas: {},
  dialect: {
    emptyIs: 'absent',
    fault: () => [{ code: 'InvalidParameter' }],
    denied: () => ({ code: 'NotAuthorized', message: 'This API is not authorized for caller.', httpStatus: 400 }),
    envelope: { Success: true, Code: 'Success', Message: 'Successful!' },
  },
  tables: [],
  operations: new URL('./operations/', import.meta.url),
})

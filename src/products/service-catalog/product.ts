/** Service Catalog 2021-09-01: portfolios, as far as they can be shared. */

import { product } from '../../model/index.js'

export const serviceCatalog = product({
  name: 'servicecatalog',
  version: '2021-09-01',
  ram: 'servicecatalog',
  hosts: ['servicecatalog'],
  locationCodes: ['srvcatalog'],
  methods: ['GET', 'POST'],
  errors: {},
  quotas: {},
  dialect: {
    emptyIs: 'absent',
    fault: () => [],
    denied: () => ({ code: 'NoPermission', message: 'You are not authorized to do this action.', httpStatus: 403 }),
  },
  tables: [],
  operations: new URL('./operations/', import.meta.url),
})

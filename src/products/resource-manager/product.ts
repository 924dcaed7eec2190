/** Resource Manager 2020-03-31: accounts and the directory. They are kept and asked for; the operations are not offered. */

import { product } from '../../model/index.js'
import { seed } from './seed.js'
import * as tables from './tables.js'

export const resourceManager = product({
  name: 'ResourceManager',
  version: '2020-03-31',
  ram: 'resourcemanager',
  hosts: ['resourcemanager'],
  locationCodes: ['resourcemanager'],
  methods: ['GET', 'POST'],
  errors: { InvalidParameter: [400, 'The specified parameter is invalid.'] },
  quotas: {},
  dialect: {
    emptyIs: 'malformed',
    fault: ({ path }) => [{ code: `InvalidParameter.${path}` }, { code: 'InvalidParameter' }],
    denied: () => ({ code: 'NoPermission', message: 'You are not authorized to do this action.', httpStatus: 403 }),
  },
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
  seed,
})

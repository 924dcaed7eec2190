/** Resource Manager 2020-03-31: accounts, the directory, resource groups. */

import { product } from '../../model/index.js'
import { dialect } from './dialect.js'
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
  dialect,
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
  seed,
})

/** Resource Manager 2020-03-31: accounts, the directory, resource groups. */

import { product } from '../../model/index.js'
import { dialect } from './dialect.js'
import { pastRows } from './past.js'
import { seed } from './seed.js'
import { choices, errors, quotas } from './service.js'
import * as tables from './tables.js'

export const resourceManager = product({
  name: 'ResourceManager',
  version: '2020-03-31',
  ram: 'resourcemanager',
  hosts: ['resourcemanager'],
  locationCodes: ['resourcemanager'],
  methods: ['GET', 'POST'],
  errors,
  // Page of CreateResourceGroup.
  quotas: { ...quotas, resourceGroups: 30 },
  choices,
  dialect,
  tables: Object.values(tables),
  operations: new URL('./operations/', import.meta.url),
  past: pastRows,
  seed,
  // The Terraform provider's spelling for resource groups.
  aliases: { UnTagResources: 'UntagResources' },
})

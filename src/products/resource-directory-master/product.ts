/** Resource Directory Master 2022-04-19: the directory under its newer version. It keeps nothing of its own. */

import { product } from '../../model/index.js'
import { dialect } from '../resource-manager/dialect.js'
import { choices, errors, quotas } from '../resource-manager/service.js'

export const resourceDirectoryMaster = product({
  name: 'ResourceDirectoryMaster',
  version: '2022-04-19',
  ram: 'resourcemanager',
  hosts: ['resourcedirectory', 'resourcedirectory-intl'],
  locationCodes: ['resourcedirectory'],
  methods: ['GET', 'POST'],
  errors,
  quotas,
  choices,
  dialect,
  tables: [],
  operations: new URL('./operations/', import.meta.url),
})

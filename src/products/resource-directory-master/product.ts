/** Resource Directory Master 2022-04-19: the directory under its newer version. It keeps nothing of its own. */

import { product } from '../../model/index.js'
import { dialect } from '../resource-manager/dialect.js'

export const resourceDirectoryMaster = product({
  name: 'ResourceDirectoryMaster',
  version: '2022-04-19',
  ram: 'resourcemanager',
  hosts: ['resourcedirectory', 'resourcedirectory-intl'],
  locationCodes: ['resourcedirectory'],
  methods: ['GET', 'POST'],
  errors: { InvalidParameter: [400, 'The specified parameter is invalid.'] },
  quotas: {},
  dialect,
  tables: [],
  operations: new URL('./operations/', import.meta.url),
})

/** Elastic Compute Service 2014-05-26: network interfaces and their security groups, regions and zones. */

import { product } from '../../model/index.js'

export const ecs = product({
  name: 'Ecs',
  version: '2014-05-26',
  ram: 'ecs',
  hosts: ['ecs'],
  locationCodes: ['ecs'],
  methods: ['GET', 'POST'],
  errors: {},
  quotas: {},
  dialect: {
    emptyIs: 'absent',
    fault: () => [],
    denied: () => ({
      code: 'Forbidden.RAM',
      message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
      httpStatus: 403,
    }),
  },
  tables: [],
  operations: new URL('./operations/', import.meta.url),
})

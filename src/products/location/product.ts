/** Location 2015-06-12: where clients ask for the hosts of other products. Facts: clients 3.2, gateway 2.7, and public clients. */

import { product } from '../../model/index.js'

export const location = product({
  name: 'Location',
  version: '2015-06-12',
  ram: 'location',
  hosts: ['location', 'location-readonly'],
  locationCodes: ['location'],
  methods: ['GET', 'POST'],
  errors: {
    // Code with a blank and message: the SDKs for Python and Go compare them. UNKNOWN: the status.
    'Illegal Parameter': [400, 'Please check the parameters'],
  },
  quotas: {},
  dialect: {
    emptyIs: 'absent',
    fault: () => [{ code: 'Illegal Parameter' }],
    denied: () => ({
      code: 'Forbidden.RAM',
      message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
      httpStatus: 403,
    }),
    envelope: { Success: true },
  },
  tables: [],
  operations: new URL('./operations/', import.meta.url),
})

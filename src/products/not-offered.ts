/**
 * Products that clients call and that are known here by name only: a call is told that its operation is not offered, which
 * says more than "no such product". A product that gets operations moves into a folder of its own.
 */

import { type Product, product } from '../model/index.js'

interface Named {
  readonly name: string
  readonly version: string
  readonly hosts: readonly string[]
  readonly ram: string
  readonly locationCodes: readonly string[]
}

/** Names, versions and codes: facts, clients 2.3 and 3.1. */
const known: readonly Named[] = [
  { name: 'VpcIpam', version: '2023-02-28', hosts: ['vpcipam'], ram: 'vpc', locationCodes: ['vpcipam'] },
  { name: 'Tag', version: '2018-08-28', hosts: ['tag'], ram: 'tag', locationCodes: ['tag'] },
  { name: 'Ims', version: '2019-08-15', hosts: ['ims'], ram: 'ims', locationCodes: ['ims'] },
]

export const notOffered: readonly Product[] = known.map((named) =>
  product({
    ...named,
    methods: ['GET', 'POST'],
    errors: {},
    quotas: {},
    dialect: {
      emptyIs: 'absent',
      fault: () => [],
      denied: () => ({ code: 'NoPermission', message: 'You are not authorized to do this action.', httpStatus: 403 }),
    },
    tables: [],
    // There is no such folder, which the catalogue takes for no operations.
    operations: new URL(`./not-offered/${named.name}/operations/`, import.meta.url),
  }),
)

/** Resources of types that no API here makes: a world is told of them. */

import { seedable } from '../../model/index.js'
import { resourceType, resourceTypeCodes } from './domain/resource-types.js'
import { registeredResources } from './tables.js'

/** `Gone`: its service has deleted it, so what still shares it shares nothing. The others are what principals find. */
const states = ['Available', 'Unavailable', 'LimitExceeded', 'ZonalResourceInaccessible', 'Gone'] as const

export const resources = seedable({
  about: 'Resources of types whose own API is not offered here, so that they can be shared.',
  members: {
    type: { about: 'As Resource Sharing calls it: Image, KMSInstance, ...', required: true, values: resourceTypeCodes },
    id: { about: 'Letters, digits, `.`, `_` and `-`.', required: true },
    region: { about: 'Where it is. Absent: the usual region of the server.' },
    state: { about: 'How principals find it; Gone removes it. Absent: Available.', values: states },
  },
  plant({ type, id, region, state }, at) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(id)) return `${JSON.stringify(id)} is no id of a resource`
    if (state === 'Gone') {
      at.own.delete(registeredResources, type, id)
      return undefined
    }
    const usability = states.find((each) => each === state && each !== 'Gone') as 'Available' | undefined
    const regionId = region ?? resourceType(type)?.onlyIn ?? at.region
    at.own.put(registeredResources, {
      resourceType: type,
      resourceId: id,
      regionId,
      properties: usability === undefined ? {} : { usability },
    })
    return undefined
  },
})

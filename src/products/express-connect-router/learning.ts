/** BGP peers of data centres exist in no world, so a world is told what its VBRs learn from them. */

import { seedable } from '../../model/index.js'
import { parseCidr } from '../vpc/domain/cidr.js'
import { placeOfBlock } from './domain/routes.js'
import { bgpRoutes } from './tables.js'

const states = ['Present', 'Gone'] as const

export const learned = seedable({
  about: 'BGP routes that VBRs learn from their data centres; they count while the VBR is attached to an ECR.',
  members: {
    vbr: { about: 'The VBR, which the account owns.', required: true },
    destination: { about: 'CIDR block in the data centre.', required: true },
    asPath: { about: 'ASNs, the nearest first: `64993,64512` or `[64993,64512]`. Absent: none.' },
    community: { about: 'As `9001:9263`.' },
    med: { about: 'A whole number.' },
    state: { about: 'Gone withdraws the route. Absent: Present.', values: states },
  },
  plant({ vbr, destination, asPath, community, med, state }, { own }) {
    if (!/^vbr-[0-9a-z]+$/.test(vbr)) return `${JSON.stringify(vbr)} is no id of a VBR`
    if (!parseCidr(destination)) return `${JSON.stringify(destination)} is no CIDR block`
    const path = asPath === undefined ? [] : parseAsPath(asPath)
    if (!path) return `${JSON.stringify(asPath)} is no list of ASNs`
    if (community !== undefined && !/^\d{1,5}:\d{1,5}$/.test(community)) return `${JSON.stringify(community)} is no community`
    if (med !== undefined && !/^\d{1,10}$/.test(med)) return `${JSON.stringify(med)} is no MED`
    if (state === 'Gone') {
      own.delete(bgpRoutes, vbr, destination)
      return undefined
    }
    own.put(bgpRoutes, {
      vbrId: vbr,
      destination,
      place: placeOfBlock(destination),
      asPath: path,
      ...(community === undefined ? {} : { community }),
      ...(med === undefined ? {} : { med: Number(med) }),
    })
    return undefined
  },
})

function parseAsPath(text: string): readonly number[] | undefined {
  const inner = /^\[(.*)\]$/.exec(text.trim())?.[1] ?? text
  if (inner.trim() === '') return []
  const numbers = inner.split(',').map((part) => part.trim())
  return numbers.every((part) => /^\d{1,10}$/.test(part)) ? numbers.map(Number) : undefined
}

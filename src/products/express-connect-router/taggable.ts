/** What can carry tags, by the type that the operations on tags name it with. */

import { type Decision, no, type Partition, type Tags, type WritablePartition, yes } from '../../model/index.js'
import { isThere } from './domain/attachment.js'
import { isRouterThere } from './domain/lock.js'
import { ownAssociation, ownRouter, routersOf } from './reads.js'
import { type Association, associations, type FlowLog, flowLogs, type Router, routers } from './tables.js'

export type TaggedType =
  | 'EXPRESSCONNECTROUTER'
  | 'EXPRESSCONNECTROUTERVPCASSOCIATION'
  | 'EXPRESSCONNECTROUTERTRASSOCIATION'
  | 'EXPRESSCONNECTROUTERFLOWLOG'

export interface Tagged {
  readonly id: string
  readonly tags: Tags
}

type Unknown = 'ResourceNotFound.EcrId' | 'ResourceNotFound.AssociationId' | 'ResourceNotFound.FlowLogId'
interface Kind {
  find(own: Partition, id: string, now: Date): Promise<Decision<Tagged, Unknown>>
  all(own: Partition, now: Date): Promise<readonly Tagged[]>
  put(own: WritablePartition, id: string, tags: Tags): Promise<void>
}

const ofRouter = ({ ecrId, tags }: Router): Tagged => ({ id: ecrId, tags })
const ofAssociation = ({ associationId, tags }: Association): Tagged => ({ id: associationId, tags })
const ofFlowLog = ({ flowLogId, tags }: FlowLog): Tagged => ({ id: flowLogId, tags })

function associationsWith(nodeType: Association['nodeType']): Kind {
  return {
    async find(own, id, now) {
      const row = await own.get(associations, id)
      const known = await ownAssociation(own, row?.nodeType === nodeType ? row.ecrId : '', id, now)
      return known.ok ? yes(ofAssociation(known.value)) : known
    },
    async all(own, now) {
      const rows = await own.all(associations, 'byRouter', [])
      return rows.filter((row) => row.nodeType === nodeType && isThere(row, now)).map(ofAssociation)
    },
    async put(own, id, tags) {
      const row = await own.get(associations, id)
      if (row) own.put(associations, { ...row, tags })
    },
  }
}

async function isLeft(own: Partition, { ecrId }: FlowLog, now: Date): Promise<boolean> {
  return isRouterThere(await own.get(routers, ecrId), now)
}

const kinds: Readonly<Record<TaggedType, Kind>> = {
  EXPRESSCONNECTROUTER: {
    async find(own, id, now) {
      const known = await ownRouter(own, id, now)
      return known.ok ? yes(ofRouter(known.value)) : known
    },
    all: async (own, now) => (await routersOf(own, now)).map(ofRouter),
    async put(own, id, tags) {
      const row = await own.get(routers, id)
      if (row) own.put(routers, { ...row, tags })
    },
  },
  EXPRESSCONNECTROUTERVPCASSOCIATION: associationsWith('VPC'),
  // UNKNOWN: the names of the other types; made after that one.
  EXPRESSCONNECTROUTERTRASSOCIATION: associationsWith('TR'),
  EXPRESSCONNECTROUTERFLOWLOG: {
    async find(own, id, now) {
      const row = await own.get(flowLogs, id)
      if (row && (await isLeft(own, row, now))) return yes(ofFlowLog(row))
      return no('ResourceNotFound.FlowLogId', { because: `Account ${own.account} has no flow log ${id}.` })
    },
    async all(own, now) {
      const rows: Tagged[] = []
      for (const row of await own.all(flowLogs, 'byRouter', [])) if (await isLeft(own, row, now)) rows.push(ofFlowLog(row))
      return rows
    },
    async put(own, id, tags) {
      const row = await own.get(flowLogs, id)
      if (row) own.put(flowLogs, { ...row, tags })
    },
  },
}

/** How things of a type are found and tagged. */
export function taggedAs(type: TaggedType): Kind {
  return kinds[type]
}

/** What can be granted to routers of other accounts, and what an instance that is deleted leaves behind there. */

import { hasSettled, type Partition, type WritablePartition } from '../../model/index.js'
import { cenGrantsGiven, cenGrantsReceived } from '../cen/tables.js'
import { grantsGiven, grantsReceived } from '../express-connect-router/tables.js'
import type { Grantable } from './domain/sibling-grants.js'
import { lifeOfVbr } from './domain/vbr-life.js'
import { grantsToOwnVbr, grantsToVbr, vbrs, vpcs } from './tables.js'

interface Writing {
  readonly own: WritablePartition
  at(account: WritablePartition['account']): WritablePartition
}

/** A VPC or VBR of an account in a region. */
export async function grantableInstance(
  own: Partition,
  region: string,
  { type, id }: { readonly type: string; readonly id: string },
  now: Date,
): Promise<Grantable | undefined> {
  if (type === 'VPC') {
    const row = await own.get(vpcs, id)
    return row?.regionId === region ? { id, settled: hasSettled(row, now), resourceGroupId: row.resourceGroupId } : undefined
  }
  const row = type === 'VBR' ? await own.get(vbrs, id) : undefined
  const life = row?.regionId === region ? lifeOfVbr(row, now) : 'gone'
  if (!row || life === 'gone') return undefined
  return { id, settled: life === 'active' || life === 'terminated', resourceGroupId: row.resourceGroupId }
}

/** The grants of an instance go with it, on both sides. UNKNOWN: not documented; a grant of what is not there grants nothing. */
export async function withdrawGrants({ own, at }: Writing, instanceId: string): Promise<void> {
  for (const { ecrId, ecrOwner } of await own.all(grantsGiven, 'byInstance', [instanceId])) {
    own.delete(grantsGiven, ecrId, instanceId)
    at(ecrOwner).delete(grantsReceived, ecrId, instanceId)
  }
  for (const { cenId, cenOwner } of await own.all(cenGrantsGiven, 'key', [instanceId])) {
    own.delete(cenGrantsGiven, instanceId, cenId)
    at(cenOwner).delete(cenGrantsReceived, cenId, instanceId)
  }
  for (const { vpcId, vbrOwner, vbrRegionId, vbrId } of await own.all(grantsToVbr, 'key', [instanceId])) {
    own.delete(grantsToVbr, vpcId, vbrOwner, vbrRegionId, vbrId)
    at(vbrOwner).delete(grantsToOwnVbr, vpcId, vbrOwner, vbrRegionId, vbrId)
  }
}

/** Grants of VPCs to one VBR go with that. Grants to all VBRs of its account stay. */
export async function withdrawGrantsTo({ own, at }: Writing, regionId: string, vbr: string): Promise<void> {
  for (const { vpcId, vpcOwner, vbrOwner, vbrRegionId, vbrId } of await own.all(grantsToOwnVbr, 'byVbr', [regionId, vbr])) {
    own.delete(grantsToOwnVbr, vpcId, vbrOwner, vbrRegionId, vbrId)
    at(vpcOwner).delete(grantsToVbr, vpcId, vbrOwner, vbrRegionId, vbrId)
  }
}

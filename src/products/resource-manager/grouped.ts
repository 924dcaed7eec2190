/** What is in a resource group. */

import type { Partition } from '../../model/index.js'
import { isThere as isCenThere } from '../cen/domain/life.js'
import { cens } from '../cen/tables.js'
import { networkInterfaces, securityGroups } from '../ecs/tables.js'
import { routersOf } from '../express-connect-router/reads.js'
import { shareStatusAt } from '../resource-sharing/domain/share.js'
import { shares } from '../resource-sharing/tables.js'
import { lifeOfVbr } from '../vpc/domain/vbr-life.js'
import { physicalConnections, prefixLists, vbrs, vpcs, vSwitches } from '../vpc/tables.js'

/** A resource in a group of an account; `undefined` when it is empty. Rows of what is gone may lie about for a while. */
export async function resourceIn(own: Partition, resourceGroupId: string, now: Date): Promise<string | undefined> {
  const isIn = (row: { readonly resourceGroupId?: string }) => row.resourceGroupId === resourceGroupId
  const share = (await own.all(shares, 'byCreated', [])).find((row) => isIn(row) && isLeft(shareStatusAt(row, now)))
  if (share) return share.shareId
  const vpc = (await own.all(vpcs, 'byRegion', [])).find(isIn)
  if (vpc) return vpc.vpcId
  const vSwitch = (await own.all(vSwitches, 'byRegion', [])).find(isIn)
  if (vSwitch) return vSwitch.vSwitchId
  const vbr = (await own.all(vbrs, 'key', [])).find((row) => isIn(row) && lifeOfVbr(row, now) !== 'gone')
  if (vbr) return vbr.vbrId
  const connection = (await own.all(physicalConnections, 'byRegion', [])).find(isIn)
  if (connection) return connection.physicalConnectionId
  const prefixList = (await own.all(prefixLists, 'byRegion', [])).find(isIn)
  if (prefixList) return prefixList.prefixListId
  const securityGroup = (await own.all(securityGroups, 'byRegion', [])).find(isIn)
  if (securityGroup) return securityGroup.securityGroupId
  const networkInterface = (await own.all(networkInterfaces, 'byRegion', [])).find(isIn)
  if (networkInterface) return networkInterface.networkInterfaceId
  const cen = (await own.all(cens, 'byCreated', [])).find((row) => isIn(row) && isCenThere(row, now))
  if (cen) return cen.cenId
  return (await routersOf(own, now)).find(isIn)?.ecrId
}

function isLeft(status: string | undefined): boolean {
  return status !== undefined && status !== 'Deleted'
}

/** What a member has that stands in the way of its deletion. */

import type { AccountId, Lookup, Partition } from '../../model/index.js'
import { isThere as isCenThere } from '../cen/domain/life.js'
import { cenGrantsGiven, cens, ecrAttachments } from '../cen/tables.js'
import { networkInterfaces, securityGroups } from '../ecs/tables.js'
import { isThere } from '../express-connect-router/domain/attachment.js'
import { routersOf } from '../express-connect-router/reads.js'
import { associations, attachedInstances, childInstances, grantsGiven } from '../express-connect-router/tables.js'
import { tallies } from '../resource-sharing/tables.js'
import { lifeOfVbr } from '../vpc/domain/vbr-life.js'
import { vbrs, vpcs } from '../vpc/tables.js'
import { obstaclesTo, payerInTheWay } from './domain/deletion.js'
import { membersShown } from './reads.js'
import type { Directory, Member } from './tables.js'

interface Looking {
  readonly at: Lookup['at']
  readonly now: Date
}

/** What stands in the way of a deletion, as the world is now. */
export async function obstaclesOf({ at, now }: Looking, directory: Directory, member: Member) {
  const account = at(member.accountId)
  const members = await membersShown(at(directory.managementAccount), now)
  return obstaclesTo({
    payerAccountId: payerInTheWay(member, directory),
    paysFor: members.filter(({ payerAccountId }) => payerAccountId === member.accountId).length,
    shares: (await account.get(tallies, 'shares'))?.count ?? 0,
    isGuest: await isGuest(account),
    isConnected: await isConnected(account, now),
    isInCenOfOthers: await isInCenOfOthers(account, now),
    vbrs: (await account.all(vbrs, 'key', [])).filter((row) => lifeOfVbr(row, now) !== 'gone').length,
    vpcs: await account.count(vpcs, 'key', [], { upTo: 1 }),
    routers: (await routersOf(account, now)).length,
    cens: (await account.all(cens, 'key', [])).filter((row) => isCenThere(row, now)).length,
  })
}

/** The owners of those networks could not delete them any more. */
async function isGuest(account: Partition): Promise<boolean> {
  const interfaces = await account.all(networkInterfaces, 'key', [])
  if (interfaces.some(({ vSwitchOwner }) => vSwitchOwner !== account.account)) return true
  const groups = await account.all(securityGroups, 'key', [])
  return groups.some(({ vpcOwner }) => vpcOwner !== account.account)
}

/** Whether anything of it is at a router of another account, or may be put there, or the other way round. */
async function isConnected(account: Partition, now: Date): Promise<boolean> {
  const isForeign = (owner: AccountId) => owner !== account.account
  const attached = await account.all(attachedInstances, 'key', [])
  if (attached.some((row) => isForeign(row.ecrOwner) && isThere(row, now))) return true
  if ((await account.all(grantsGiven, 'key', [])).some(({ ecrOwner }) => isForeign(ecrOwner))) return true
  const children = await account.all(childInstances, 'key', [])
  if (children.some((row) => isForeign(row.vbrOwner) && isThere(row, now))) return true
  const associated = await account.all(associations, 'key', [])
  return associated.some((row) => isForeign(row.nodeType === 'VPC' ? row.vpcOwner : row.transitRouterOwner) && isThere(row, now))
}

/** Whether CEN instances of others may attach what it has, or its transit routers are attached to the ECR of another. */
async function isInCenOfOthers(account: Partition, now: Date): Promise<boolean> {
  if ((await account.all(cenGrantsGiven, 'key', [])).some(({ cenOwner }) => cenOwner !== account.account)) return true
  const attachments = await account.all(ecrAttachments, 'key', [])
  return attachments.some((row) => row.ecrOwner !== account.account && isCenThere(row, now))
}

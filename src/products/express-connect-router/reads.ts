/** Questions about ECRs that several operations ask. */

import {
  type AccountId,
  type Decision,
  type Lookup,
  no,
  type Page,
  type Partition,
  pageOf,
  type Table,
  yes,
} from '../../model/index.js'
import type { Found } from '../../store/contract.js'
import { accounts } from '../resource-manager/tables.js'
import { vSwitches } from '../vpc/tables.js'
import type { Network } from './domain/association.js'
import { isThere } from './domain/attachment.js'
import {
  type Association,
  type AttachedInstance,
  associations,
  attachedInstances,
  type ChildInstance,
  childInstances,
  type Router,
  routers,
} from './tables.js'

/** The ECR, as its owner sees it. To every other account it does not exist. */
export async function ownRouter(own: Partition, ecrId: string): Promise<Decision<Router, 'ResourceNotFound.EcrId'>> {
  const router = await own.get(routers, ecrId)
  if (router) return yes(router)
  return no('ResourceNotFound.EcrId', {
    because: `Account ${own.account} has no ECR ${ecrId}.`,
    next: 'An ECR exists for its owner only: call with a key of the account that owns it.',
  })
}

export interface Ties {
  readonly associations: readonly Association[]
  readonly childInstances: readonly ChildInstance[]
}

/** All that is attached to an ECR, being attached or being detached. A quota bounds the VPCs. */
export async function tiesOf(own: Partition, ecrId: string, now: Date): Promise<Ties> {
  const present = <Row extends Association | ChildInstance>(rows: readonly Row[]) => rows.filter((row) => isThere(row, now))
  return {
    associations: present(await own.all(associations, 'byRouter', [ecrId])),
    childInstances: present(await own.all(childInstances, 'byRouter', [ecrId])),
  }
}

/** The regions in which an ECR has something, sorted. */
export async function regionsOf(own: Partition, ecrId: string, now: Date): Promise<string[]> {
  const ties = await tiesOf(own, ecrId, now)
  return [...new Set([...ties.associations, ...ties.childInstances].map(({ regionId }) => regionId))].sort()
}

/** What rules about an instance need beside the instance, from the partition of its owner. */
export async function standingOf(
  owner: Partition,
  instanceId: string,
): Promise<{ attached: AttachedInstance | undefined; bid: string | undefined }> {
  return { attached: await owner.get(attachedInstances, instanceId), bid: await bidOf(owner) }
}

/** The business id of an account, which its site gives it. */
export async function bidOf(own: Partition): Promise<string | undefined> {
  return (await own.get(accounts, own.account))?.bid
}

/** The row with this id and the account that holds it, as one value. */
export async function located<Row extends object>(
  lookup: Pick<Lookup, 'locate'>,
  table: Table<Row>,
  id: string,
): Promise<(Row & { readonly owner: AccountId }) | undefined> {
  const found = await lookup.locate(table, id)
  return found && { ...found.row, owner: found.account }
}

/** Which rows a list looks through: those of an index (or of the key) below a prefix. */
export interface Range<Row extends object> {
  readonly table: Table<Row>
  readonly index: string
  readonly prefix: readonly string[]
}

/** One page of a list, newest first, and how many entries match on all its pages. */
export async function newestFirst<Row extends object>(
  own: Partition,
  page: Page,
  { table, index, prefix }: Range<Row>,
  keep?: (row: Row) => boolean | Promise<boolean>,
): Promise<{
  readonly rows: readonly Row[]
  readonly MaxResults: number
  readonly NextToken: string | undefined
  readonly TotalCount: number
}> {
  const fetch = (after: string | undefined, limit: number): Promise<Found<Row>[]> =>
    own.scan(table, index, prefix, { order: 'descending', limit, ...(after === undefined ? {} : { after }) })
  const { rows, nextToken } = await pageOf(page, fetch, keep)
  // Counted by the index alone where nothing is filtered.
  const total = keep ? await countKept(await own.all(table, index, prefix), keep) : await own.count(table, index, prefix)
  return { rows, MaxResults: page.size, NextToken: nextToken, TotalCount: total }
}

async function countKept<Row>(rows: readonly Row[], keep: (row: Row) => boolean | Promise<boolean>): Promise<number> {
  let count = 0
  for (const row of rows) if (await keep(row)) count += 1
  return count
}

/** The address ranges that a VPC uses, from the partition of its owner. */
export async function networkOf(owner: Partition, vpcId: string): Promise<Network> {
  const rows = await owner.all(vSwitches, 'byVpc', [vpcId])
  return { vpcId, blocks: rows.map(({ cidrBlock }) => cidrBlock) }
}

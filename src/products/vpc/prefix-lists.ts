/** Who sees which prefix list, and how lists look in answers. */

import { hasSettled, type Lookup, list, long, structure, text, whole } from '../../model/index.js'
import type { Found } from '../../store/contract.js'
import { isShared, mayUse, sharedWith } from '../resource-sharing/reads.js'
import { timeAnswered } from './parameters.js'
import { groupBy, newestFirst, type Seen, type Viewer } from './reads.js'
import { type PrefixList, prefixLists } from './tables.js'

/** Every prefix list that the viewer sees in its region: its own, and those shared with it. Newest first. */
export async function prefixListsSeenBy(lookup: Lookup, { account, region, now }: Viewer): Promise<Seen<PrefixList>[]> {
  const own = await lookup.at(account).all(prefixLists, 'byRegion', [region])
  const shared = await sharedWith(lookup, account, { type: 'PrefixList', regionId: region, action: 'vpc:ListPrefixLists', now })
  const found = await Promise.all(
    [...groupBy(shared, ({ owner }) => owner)].map(async ([owner, resources]) => {
      const rows = await lookup.at(owner).getMany(
        prefixLists,
        resources.map(({ resourceId }) => [resourceId]),
      )
      return rows.filter((row) => row !== undefined && row.regionId === region).map((row) => ({ owner, row: row as PrefixList }))
    }),
  )
  return [...own.map((row) => ({ owner: account, row })), ...found.flat()].sort(newestFirst(({ prefixListId }) => prefixListId))
}

/** The list, if the viewer may do `action` on it: one that is not shared is as unknown as one that does not exist. */
export async function prefixListSeenBy(
  lookup: Lookup,
  { account, region, now }: Viewer,
  id: string,
  action: string,
): Promise<Seen<PrefixList> | undefined> {
  const found = await lookup.locate(prefixLists, id)
  if (!found || found.row.regionId !== region) return undefined
  const { account: owner, row } = found
  const use = await mayUse(lookup, { account, action, resource: { owner, type: 'PrefixList', id }, region, now })
  return use.allowed ? { owner, row } : undefined
}

/** How a caller that wants to change a list stands to it. */
export async function standingOf(lookup: Lookup, viewer: Viewer, id: string) {
  const seen = await prefixListSeenBy(lookup, viewer, id, 'vpc:ListPrefixLists')
  const mine = seen?.owner === viewer.account ? seen.row : undefined
  return {
    mine,
    prefixListId: id,
    found: mine !== undefined,
    sharedBy: seen && !mine ? seen.owner : undefined,
    settled: mine !== undefined && hasSettled(mine, viewer.now),
  }
}

/** Whether its owner shares it. */
export function isPrefixListShared(lookup: Lookup, { owner, row }: Seen<PrefixList>, now: Date): Promise<boolean> {
  return isShared(lookup, owner, { type: 'PrefixList', id: row.prefixListId, now })
}

export const prefixListFields = {
  PrefixListId: text('Its id.', 'pl-0b7hwu67f3k2m9qz1x4c8'),
  PrefixListName: text('Its name, empty if none.', 'offices'),
  PrefixListDescription: text('Its description, empty if none.', ''),
  IpVersion: text('`IPV4` or `IPV6`.', 'IPV4'),
  CreationTime: text('When it was created.', '2026-01-01T00:00:00Z'),
  CidrBlocks: list('The blocks in it.', text('A block.', '192.168.0.0/16')),
  ShareType: text('`Shared` while it is shared, else empty.', ''),
  MaxEntries: whole('How many blocks it has place for.', 50),
  Status: text('`Created`, or `Modifying` while a change runs.', 'Created'),
  OwnerId: text('The account that owns it.', '1000000000000001'),
  PrefixListStatus: text('The same as Status.', 'Created'),
  RegionId: text('Its region.', 'cn-hangzhou'),
  ResourceGroupId: text('Its resource group.', 'rg-acfmxazb4ph6aiy'),
  Tags: list('Its tags.', structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })),
  PrefixListType: text('`Custom`: made by an account.', 'Custom'),
}

/**
 * UNKNOWN: which side sees `Shared`, and whether principals see the tags of the owner. Here both sides do while it is shared,
 * and they do not: page on VPC sharing, of vSwitches.
 */
export function prefixListAnswered({ owner, row }: Seen<PrefixList>, viewer: Viewer, shared: boolean) {
  const status = hasSettled(row, viewer.now) ? 'Created' : 'Modifying'
  return {
    PrefixListId: row.prefixListId,
    PrefixListName: row.name,
    PrefixListDescription: row.description,
    IpVersion: row.ipVersion.toUpperCase(),
    CreationTime: timeAnswered(row.createdAt),
    CidrBlocks: row.entries.map(({ cidr }) => cidr),
    ShareType: shared ? 'Shared' : '',
    MaxEntries: row.maxEntries,
    Status: status,
    OwnerId: owner,
    PrefixListStatus: status,
    RegionId: row.regionId,
    ResourceGroupId: row.resourceGroupId,
    Tags: owner === viewer.account ? Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })) : [],
    PrefixListType: 'Custom',
  }
}

export const entriesCounted = {
  TotalCount: long('Entries on all pages.', 1),
  Count: long('Entries on this page.', 1),
}

/** Entries of a list as a page reads them, behind the place where the last one ended. */
export function entriesBehind(row: PrefixList) {
  return async (after: string | undefined, limit: number): Promise<Found<PrefixList['entries'][number]>[]> =>
    row.entries
      .filter(({ place }) => after === undefined || place > Number(after))
      .slice(0, limit)
      .map((entry) => ({ row: entry, cursor: String(entry.place) }))
}

/** Tags of members, folders, control policies and resource groups: operations of both versions. */

import {
  carriesTags,
  flag,
  list,
  oneOf,
  onlyOwn,
  operation,
  type Page,
  type Partition,
  paged,
  pageOf,
  required,
  sometimes,
  structure,
  type Table,
  type Tags,
  text,
  withoutTags,
  withTags,
} from '../../model/index.js'
import { noSuchPolicy } from './control-policies.js'
import { managed } from './domain/directory.js'
import { allThere, keysToRemove, type TaggedKind } from './domain/tags.js'
import { noAccount, noDirectory, noFolder } from './errors.js'
import { groupErrors } from './group-answers.js'
import { holds, tagFilter, tags } from './parameters.js'
import { directoryReadBy, directoryRunBy, resourceGroupNamed, resourceGroupsOf } from './reads.js'
import { type DirectoryProduct, older } from './service.js'
import { controlPolicies, folders, members, resourceGroups } from './tables.js'

interface Tagged {
  readonly tags?: Tags
}
/** What can be tagged: where it is kept and what is read of it. Everything but resource groups is with the management account. */
const kinds = {
  Account: { table: members, id: 'accountId' },
  Folder: { table: folders, id: 'folderId' },
  ControlPolicy: { table: controlPolicies, id: 'policyId' },
  ResourceGroup: { table: resourceGroups, id: 'resourceGroupId' },
} as const
const tableOf = (kind: TaggedKind) => kinds[kind].table as unknown as Table<Tagged>

/** The row of an id; a resource group that nobody changed has none yet, or is on its way out. */
async function rowsNamed(partition: Partition, kind: TaggedKind, ids: readonly string[], now: Date) {
  if (kind === 'ResourceGroup') return Promise.all(ids.map((id) => resourceGroupNamed(partition, id, now)))
  return partition.getMany(
    tableOf(kind),
    ids.map((id) => [id]),
  )
}
const allRows = (partition: Partition, kind: TaggedKind, now: Date): Promise<readonly Tagged[]> =>
  kind === 'ResourceGroup' ? resourceGroupsOf(partition, now) : partition.all(tableOf(kind), 'key', [])

/**
 * Pages name Account, and ResourceGroup for the older version, where it is also what is meant when nothing is said; the Terraform
 * provider tags folders and control policies as well. UNKNOWN: whether the newer version knows resource groups; here it does not.
 */
const resourceType = (product: DirectoryProduct) => {
  const known = (Object.keys(kinds) as TaggedKind[]).filter((kind) => kind !== 'ResourceGroup' || isOlder(product))
  const shape = oneOf(known, 'What kind of thing is tagged.', 'Account')
  return isOlder(product) ? shape : (required(shape) as typeof shape)
}
const isOlder = ({ version }: DirectoryProduct) => version < '2022'
const usualKind = 'ResourceGroup'

const resourceIds = list('Ids of the things.', text('Id.', '1000000000000003'), { max: 50 })

/** No error of tagging is published. UNKNOWN: these are what other operations say of the same things. */
const tagErrors = (product: DirectoryProduct) =>
  ({
    ...noDirectory,
    ...noAccount,
    ...noFolder,
    ...noSuchPolicy,
    ...older(product, { 'EntityNotExists.ResourceGroup': groupErrors['EntityNotExists.ResourceGroup'] }),
  }) as const

export const tagResources = (product: DirectoryProduct) =>
  operation(product, {
    name: 'TagResources',
    does: 'Puts tags on things; a key that one has already takes the new value.',
    input: {
      ResourceType: resourceType(product),
      ResourceId: required(resourceIds),
      Tag: required(tags('Tags to put on each.')),
    },
    access: { level: 'update' },
    errors: tagErrors(product),
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle }) {
      const kind = input.ResourceType ?? usualKind
      if (kind !== 'ResourceGroup') settle(managed(await directoryRunBy({ at }, caller.account)))
      const ids = [...new Set(input.ResourceId)]
      for (const row of settle(allThere(kind, ids, await rowsNamed(own, kind, ids, now))))
        own.put(tableOf(kind), { ...row, tags: withTags(row.tags ?? {}, input.Tag) })
    },
  })

export const untagResources = (product: DirectoryProduct) =>
  operation(product, {
    name: 'UntagResources',
    does: 'Takes tags off things: those named, or all. A key that is not there is no error.',
    input: {
      ResourceType: resourceType(product),
      ResourceId: required(resourceIds),
      TagKey: list('Keys to remove.', text('Tag key.', 'team', { max: 128 }), { max: 20 }),
      All: flag('Remove every tag; counts only without TagKey.', false),
    },
    access: { level: 'update' },
    errors: tagErrors(product),
    touches: onlyOwn,
    async run({ input, caller, now, own, at, settle }) {
      const kind = input.ResourceType ?? usualKind
      if (kind !== 'ResourceGroup') settle(managed(await directoryRunBy({ at }, caller.account)))
      const keys = keysToRemove(input)
      const ids = [...new Set(input.ResourceId)]
      for (const row of settle(allThere(kind, ids, await rowsNamed(own, kind, ids, now))))
        own.put(tableOf(kind), { ...row, tags: withoutTags(row.tags ?? {}, keys) })
    },
  })

const nextToken = { NextToken: sometimes(text('Where the next page begins. Absent on the last.', 'TGlzdFJlc291cmNl')) }

/**
 * Pages over a list that is put together anew for each. UNKNOWN: how the real ones go on; a token says how far the list was read,
 * since a tag key may be longer than a token.
 */
async function pageOver<T>(page: Page, all: readonly T[]) {
  const { rows, nextToken: token } = await pageOf(page, async (after = '0', limit) =>
    all.slice(Number(after), Number(after) + limit).map((row, i) => ({ row, cursor: String(Number(after) + i + 1) })),
  )
  return { rows, NextToken: token }
}

export const listTagResources = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListTagResources',
    does: 'Lists tags of things one by one: of those named, or of all of their kind.',
    input: {
      ResourceType: resourceType(product),
      ResourceId: resourceIds,
      Tag: tagFilter,
      ...paged(100, 10),
    },
    output: {
      TagResources: list(
        'A page of tags.',
        structure({
          ResourceId: text('The thing.', '1000000000000003'),
          ResourceType: text('Its kind.', 'Account'),
          TagKey: text('The key.', 'team'),
          TagValue: text('The value.', 'network'),
        }),
      ),
      ...nextToken,
    },
    access: { level: 'list' },
    errors: noDirectory,
    async run({ input, caller, now, own, at, page, settle }) {
      const kind = input.ResourceType ?? usualKind
      const partition =
        kind === 'ResourceGroup' ? own : at(settle(managed(await directoryReadBy({ at }, caller.account))).managementAccount)
      const rows: readonly (Tagged | undefined)[] = input.ResourceId
        ? await rowsNamed(partition, kind, [...new Set(input.ResourceId)], now)
        : await allRows(partition, kind, now)
      const entries = rows
        .filter((row) => row !== undefined)
        .filter((row) => carriesTags(row.tags ?? {}, input.Tag))
        .flatMap((row) => {
          const ResourceId = (row as Readonly<Record<string, string>>)[kinds[kind].id] as string
          return Object.entries(row.tags ?? {}).map(([TagKey, TagValue]) => ({
            ResourceId,
            ResourceType: shown(kind),
            TagKey,
            TagValue,
          }))
        })
      const { rows: TagResources, NextToken } = await pageOver(page, entries)
      return { TagResources, NextToken }
    },
  })

/** Published: resource groups in lower case, members as they are written in the call. */
const shown = (kind: TaggedKind) => (kind === 'ResourceGroup' ? 'resourcegroup' : kind)

const ofMembers = required(text('Account.', 'Account', { oneOf: ['Account'] }))

/** Keys and values that members carry. */
async function memberTags(management: Partition): Promise<readonly (readonly [key: string, value: string])[]> {
  return (await management.all(members, 'key', [])).flatMap((member) => Object.entries(member.tags ?? {}))
}
const inOrder = (texts: readonly string[]) => [...new Set(texts)].sort()

export const listTagKeys = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListTagKeys',
    does: 'Lists the tag keys that members of the directory carry.',
    input: { ResourceType: ofMembers, KeyFilter: text('Only keys that hold this.', 'team'), ...paged(100, 10) },
    output: { Tags: list('The keys.', structure({ Key: text('A key.', 'team') })), ...nextToken },
    access: { level: 'list' },
    errors: noDirectory,
    async run({ input, caller, at, page, settle }) {
      const { managementAccount } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const found = await memberTags(at(managementAccount))
      const keys = inOrder(found.map(([key]) => key)).filter((key) => holds(key, input.KeyFilter))
      const { rows, NextToken } = await pageOver(page, keys)
      return { Tags: rows.map((Key) => ({ Key })), NextToken }
    },
  })

export const listTagValues = (product: DirectoryProduct) =>
  operation(product, {
    name: 'ListTagValues',
    does: 'Lists the values that one tag key has on members of the directory.',
    input: {
      ResourceType: ofMembers,
      TagKey: required(text('The key.', 'team')),
      ValueFilter: text('Only values that hold this.', 'network'),
      ...paged(100, 10),
    },
    output: { Tags: list('The values.', structure({ Value: text('A value.', 'network') })), ...nextToken },
    access: { level: 'list' },
    errors: noDirectory,
    async run({ input, caller, at, page, settle }) {
      const { managementAccount } = settle(managed(await directoryReadBy({ at }, caller.account)))
      const found = await memberTags(at(managementAccount))
      const values = inOrder(found.flatMap(([key, value]) => (key === input.TagKey ? [value] : [])))
      const { rows, NextToken } = await pageOver(
        page,
        values.filter((value) => holds(value, input.ValueFilter)),
      )
      return { Tags: rows.map((Value) => ({ Value })), NextToken }
    },
  })

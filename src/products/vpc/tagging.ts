/** Tags and resource groups of what an account has here: which kinds there are, and how things of a kind are found and changed. */

import {
  type Decision,
  no,
  type Page,
  type Partition,
  pageOf,
  type Table,
  type Tags,
  type WritablePartition,
  withTags,
  yes,
} from '../../model/index.js'
import { type Binding, bindingsOf } from '../express-connect-router/domain/tags.js'
import { isTableThere } from './domain/route.js'
import { lifeOfVbr } from './domain/vbr-life.js'
import { physicalConnections, prefixLists, routeTables, vbrs, vpcs, vSwitches } from './tables.js'

/** A thing that carries tags. */
export interface Tagged {
  readonly id: string
  readonly tags: Tags
  put(own: WritablePartition, change: { readonly tags?: Tags; readonly resourceGroupId?: string }): void
}

interface Kind {
  one(own: Partition, region: string, id: string, now: Date): Promise<Tagged | undefined>
  all(own: Partition, region: string, now: Date): Promise<readonly Tagged[]>
}

interface Row {
  readonly regionId: string
  readonly tags?: Tags
}

function kind<R extends Row>(
  table: Table<R>,
  idOf: (row: R) => string,
  isThere: (row: R, now: Date) => boolean = () => true,
): Kind {
  const tagged = (row: R): Tagged => ({
    id: idOf(row),
    tags: row.tags ?? {},
    put: (own, change) => own.put(table, { ...row, ...change }),
  })
  return {
    async one(own, region, id, now) {
      const row = await own.get(table, id)
      return row?.regionId === region && isThere(row, now) ? tagged(row) : undefined
    },
    all: async (own, region, now) =>
      (await own.all(table, 'byRegion', [region])).filter((row) => isThere(row, now)).map((row) => tagged(row)),
  }
}

/** The kinds of a family of operations, by name in capitals. */
export type Kinds = Readonly<Record<string, Kind>>

/** A published kind of which no account has anything here. */
const nothing: Kind = { one: async () => undefined, all: async () => [] }
const absent = (names: readonly string[]): Kinds => Object.fromEntries(names.map((name) => [name, nothing]))

const vpcKind = kind(vpcs, ({ vpcId }) => vpcId)
const listKind = kind(prefixLists, ({ prefixListId }) => prefixListId)
const lineKind = kind(physicalConnections, ({ physicalConnectionId }) => physicalConnectionId)
const isVbrThere = (row: Parameters<typeof lifeOfVbr>[0], now: Date) => lifeOfVbr(row, now) !== 'gone'
const vbrKind = kind(vbrs, ({ vbrId }) => vbrId, isVbrThere)

export const kindsOfVpc: Kinds = {
  VPC: vpcKind,
  VSWITCH: kind(vSwitches, ({ vSwitchId }) => vSwitchId),
  ROUTETABLE: kind(routeTables, ({ routeTableId }) => routeTableId, isTableThere),
  PREFIXLIST: listKind,
  ...absent(['EIP', 'VPNGATEWAY', 'NATGATEWAY', 'COMMONBANDWIDTHPACKAGE', 'PUBLICIPADDRESSPOOL', 'IPV4GATEWAY', 'IPV6GATEWAY']),
  ...absent(['NETWORKACL', 'TRAFFICMIRRORFILTER', 'TRAFFICMIRRORSESSION', 'FLOWLOG', 'HAVIP', 'DHCPOPTIONSSET']),
  ...absent(['GATEWAYENDPOINT', 'IPV6ADDRESS']),
}
export const kindsOfLines: Kinds = { PHYSICALCONNECTION: lineKind, VIRTUALBORDERROUTER: vbrKind, ROUTERINTERFACE: nothing }

/** Kinds that MoveResourceGroup moves; a vSwitch and a route table are in the group of their VPC. */
export const kindsThatMove: Kinds = {
  VPC: vpcKind,
  PREFIXLIST: listKind,
  ...absent(['EIP', 'BANDWIDTHPACKAGE', 'PUBLICIPADDRESSPOOL', 'FLOWLOG', 'HAVIP', 'TRAFFICMIRRORFILTER', 'TRAFFICMIRRORSESSION']),
  ...absent(['IPV4GATEWAY', 'IPV6GATEWAY', 'DHCPOPTIONSSET', 'GATEWAYENDPOINT']),
}

/** The kind named, in any case (help page). */
export function kindNamed(kinds: Kinds, name: string): Decision<Kind, 'InvalidInstanceType.NotFound'> {
  const found = Object.hasOwn(kinds, name.toUpperCase()) ? kinds[name.toUpperCase()] : undefined
  return found
    ? yes(found)
    : no('InvalidInstanceType.NotFound', { because: `${name} is none of ${Object.keys(kinds).join(', ')}.` })
}

interface Place {
  readonly own: Partition
  readonly region: string
  readonly now: Date
}

/** The things named, all of them there. */
export async function named(
  kinds: Kinds,
  type: string,
  ids: readonly string[],
  { own, region, now }: Place,
): Promise<Decision<readonly Tagged[], 'InvalidInstanceType.NotFound' | 'InvalidInstanceIds.NotFound'>> {
  const found = kindNamed(kinds, type)
  if (!found.ok) return found
  const things: Tagged[] = []
  for (const id of new Set(ids)) {
    const thing = await found.value.one(own, region, id, now)
    if (!thing) return no('InvalidInstanceIds.NotFound', { because: `This account has no ${type} ${id} in ${region}.` })
    things.push(thing)
  }
  return yes(things)
}

type Given = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]

/** The tags of a thing with those given added. */
export function tagsWith(tags: Tags, given: Given, most: number) {
  if (given.some(({ Key }) => Key === undefined)) return no('MissingParameter.TagKey', { because: 'A tag has a value and no key.' })
  const keys = given.map(({ Key }) => Key)
  if (new Set(keys).size < keys.length) return no('Forbidden.TagKey.Duplicated', { because: 'A key is given twice.' })
  const merged = withTags(tags, given)
  if (Object.keys(merged).length > most)
    return no('QuotaExceeded.TagNum', { because: `It would carry more than ${most} tags.`, next: 'Remove some tags first.' })
  return yes(merged)
}

interface Wanted {
  readonly ResourceType: string
  readonly ResourceId?: readonly string[] | undefined
  readonly Tag?: Given | undefined
}

/** A page of tags one by one, in the order of ids and keys. */
export async function pageOfTags(kinds: Kinds, wanted: Wanted, place: Place, page: Page) {
  const kind = kindNamed(kinds, wanted.ResourceType)
  if (!kind.ok) return kind
  if (wanted.ResourceId === undefined && wanted.Tag === undefined)
    return no('BothEmpty.TagsAndResources', { because: 'Neither ResourceId nor Tag is given.', next: 'Name resources or tags.' })
  if (wanted.Tag?.some(({ Key }) => Key === undefined)) return no('InvalidTagKey', { because: 'A tag to look for has no key.' })
  // UNKNOWN: ids that nothing has are left out; the code for them is that of tagging.
  const all = await kind.value.all(place.own, place.region, place.now)
  const asked = wanted.ResourceId === undefined ? all : all.filter(({ id }) => wanted.ResourceId?.includes(id))
  const places = bindingsOf(asked, wanted.Tag)
    .map((row) => ({ row, cursor: `${row.resourceId}/${row.key}` }))
    .sort((left, right) => (left.cursor < right.cursor ? -1 : 1))
  const { rows, nextToken } = await pageOf<Binding>(page, async (after, limit) =>
    places.filter(({ cursor }) => after === undefined || cursor > after).slice(0, limit),
  )
  const TagResource = rows.map(({ resourceId, key, value }) => ({
    ResourceType: wanted.ResourceType.toUpperCase(),
    ResourceId: resourceId,
    TagKey: key,
    TagValue: value,
  }))
  return yes({ TagResources: { TagResource }, NextToken: nextToken })
}

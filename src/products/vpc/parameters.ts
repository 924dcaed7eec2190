/** Parameters and answer fields that several operations of the product share. */

import { accountId, flag, list, long, oneOf, required, structure, tagList, text, whole } from '../../model/index.js'

/** Letters of any script, no `http://` or `https://` in front (help pages). */
// An empty one takes it away: Terraform sends that for what left its configuration, and would do so for ever.
const named = { min: 0, max: 128, barred: /^https?:\/\//i }
const described = { min: 0, max: 256, barred: /^https?:\/\//i }

/** Regions are not listed: any id of the form is taken, so that a new region needs no release. */
export const region = text('The region.', 'cn-hangzhou', { pattern: /^[a-z]{2,3}-[a-z]+(?:-[a-z0-9]+)*$/ })
export const requiredRegion = required(region)

export const nameOf = (what: string) => text(`The name of the ${what}.`, 'core', named)
export const descriptionOf = (what: string) => text(`What the ${what} is for.`, 'shared by all teams', described)
/** What a block of a prefix list is. */
export const blockDescription = text('What the block is.', 'branch', described)
export const resourceGroup = text('The resource group.', 'rg-acfmxazb4ph6aiy')

/** The IPv6 block of a VPC. */
export const wholeIpv6Block = text('The IPv6 block that it gets; a /56.', '2408:4005:3a1:7b00::/56', {
  pattern: /^[0-9a-fA-F:]+::\/56$/,
})
/** UNKNOWN: which blocks the pool of a region hands out; a block given is taken as reserved. */
export function assignedIpv6Block(newId: (prefix: string, length: number, alphabet: 'digits') => string): string {
  return `2408:4005:${newId('', 3, 'digits')}:${newId('', 2, 'digits')}00::/56`
}
/** The last eight bits of the IPv6 block of a vSwitch. */
export const ipv6Bits = whole('The last eight bits of its IPv6 block.', 12, { min: 0, max: 255 })

export const tags = tagList('Tags to set.', { key: 128, value: 128, most: 20 })
export const tagFilter = tagList('Only what carries all of these tags.', { key: 128, value: 128, most: 20 })

/** A page by its number. Largest and usual size: metadata. */
export const pageNumbers = {
  PageNumber: whole('Which page, from 1.', 1, { min: 1, default: 1 }),
  PageSize: whole('Entries per page.', 10, { min: 1, max: 50, default: 10 }),
}
export const pageAnswer = {
  PageNumber: whole('Which page this is.', 1),
  PageSize: whole('Entries per page.', 10),
  TotalCount: whole('Entries on all pages.', 1),
}

interface PageAsked {
  readonly PageNumber?: number | undefined
  readonly PageSize?: number | undefined
}
/** The rows of the page asked for, and what the answer says about pages. Past the end a page is empty. */
export function pageByNumber<T>(rows: readonly T[], { PageNumber = 1, PageSize = 10 }: PageAsked) {
  const start = (PageNumber - 1) * PageSize
  return { rows: rows.slice(start, start + PageSize), about: { PageNumber, PageSize, TotalCount: rows.length } }
}

/** Tags as the VPC family answers them: `Tags.Tag[]`. */
export const tagAnswer = structure({
  Tag: list('Each tag.', structure({ Key: text('Tag key.', 'team'), Value: text('Tag value.', 'network') })),
})
export function tagsAnswered(given: Readonly<Record<string, string>>) {
  return { Tag: Object.entries(given).map(([Key, Value]) => ({ Key, Value })) }
}

export const defaultFlag = flag('Whether it is the default one of its region.', false)

/** `Filter.N.Key`, `Filter.N.Value.N`, with the keys that an operation knows. */
export function filterParameter(keys: readonly string[]) {
  return list(
    'Conditions: all keys must hold, of each one value.',
    structure({
      Key: text('What to compare.', keys[0], { oneOf: keys }),
      Value: list('Values of which one must be met.', text('A value.', 'vbr-j6cwxhgg0s5nuephp0001')),
    }),
    { max: 5 },
  )
}
type Filters = readonly { readonly Key?: string | undefined; readonly Value?: readonly string[] | undefined }[]
/** Whether a row meets all filters; `of` gives what each key stands for. */
export function meetsFilters(filters: Filters | undefined, of: (key: string) => string): boolean {
  // Status values are written in either case by the pages (`Active`, `active`).
  return (filters ?? []).every(
    ({ Key, Value }) => Key === undefined || !Value || Value.some((value) => value.toLowerCase() === of(Key).toLowerCase()),
  )
}

/** A time as the family answers it, without milliseconds. */
export function timeAnswered(iso: string): string {
  return `${iso.slice(0, 19)}Z`
}

/** Several ids in one text, separated by commas: at most 20 (help page of DescribeVpcs). */
export function idsIn(given: string | undefined): readonly string[] | undefined {
  return given
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}
export const mostIdsInAFilter = 20

export const routeTableParameter = text('The route table.', 'vtb-bp145q7glnuzdvx1kq0s2')
export const vSwitchParameter = text('The vSwitch.', 'vsw-bp1qg5lrs9m2kzt0yx4e7')
export const lineParameter = text('The physical connection.', 'pc-bp1ciz7ekd2grn1asx0qy')
export const lineOperator = oneOf(['CT', 'CU', 'CM', 'CO', 'Equinix', 'Other'], 'Who runs the line.')
export const linePort = oneOf(
  ['100Base-T', '1000Base-T', '1000Base-LX', '10GBase-T', '10GBase-LR', '40GBase-LR', '100GBase-LR'],
  'The port.',
  '1000Base-T',
)
export const bgpGroupParameter = text('The BGP group.', 'bgpg-bp1k25cyp26cllath7qm2')
export const bgpPeerParameter = text('The BGP peer.', 'bgp-m5eoyp2mwegk8ce9v0x1s')
/** Of a BGP group. */
export const bgpName = text('The name of the BGP group.', 'office', named)
export const bgpDescription = text('What the BGP group is for.', 'to the data centre', described)
export const peerAsn = long('The number of the data centre.', 65501, { min: 1, max: 4_294_967_295 })
export const localAsn = long('The number of the cloud; that of the ECR, where the VBR is attached to one. Absent: 45104.', 45104)
export const vbrParameter = text('The VBR.', 'vbr-bp1jcg5cmxjbl9xgcx2ky')

/** Of a VPC or VBR and a CEN instance. */
export const cenParameters = {
  RegionId: requiredRegion,
  InstanceId: required(text('The VPC or VBR.', 'vpc-bp15zckdt37pq72zvw3qx')),
  InstanceType: required(text('Which of the two it is: `VPC` or `VBR`.', 'VPC')),
}
/** The same, with a CEN instance that is another account's. */
export const cenGrantParameters = {
  ...cenParameters,
  CenId: required(text('The CEN instance.', 'cen-7qthudw0ll6jmc0001')),
  CenOwnerId: required(accountId('The account that owns it.', '1000000000000002')),
}
/** UNKNOWN: the pages of granting to a CEN instance were not readable; as of granting to an ECR, the instance is what RAM checks. */
export const instanceChecked = [
  { when: { InstanceType: 'VPC' }, arn: 'acs:vpc:{#regionId}:{#accountId}:vpc/{#VpcId}', id: 'InstanceId' },
  { when: { InstanceType: 'VBR' }, arn: 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}', id: 'InstanceId' },
] as const
/** Of a VPC and VBRs of another account. */
export const vbrGrantParameters = {
  RegionId: requiredRegion,
  InstanceId: required(text('The VPC.', 'vpc-bp15zckdt37pq72zvw3qx')),
  GrantType: required(text('`All`: all VBRs of that account in that region. `Specify`: those named.', 'Specify')),
  VbrRegionNo: required(text('The region of the VBRs.', 'cn-hangzhou')),
  // A list in the style `simple`: one text.
  VbrInstanceIds: text('The VBRs, separated by commas, at most 20.', 'vbr-bp1jcg5cmxjbl9xgcx2ky'),
}

/** What RAM checks for calls about one route table, VBR or physical connection. */
export const toRouteTable = 'acs:vpc:{#regionId}:{#accountId}:routetable/{#RouteTableId}'
export const toVbr = 'acs:vpc:{#regionId}:{#accountId}:virtualborderrouter/{#VbrId}'
export const toLine = 'acs:vpc:{#regionId}:{#accountId}:physicalconnection/{#PhysicalConnectionId}'

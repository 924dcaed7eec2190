import { flag, list, oneOf, operation, paged, required, sometimes, structure, text, whole } from '../../../model/index.js'
import { matchRoutes, routeFilterKeys, routeStatus } from '../domain/route-entry.js'
import { routeTableArn, routeTableId, timeAnswered } from '../parameters.js'
import { cen } from '../product.js'
import { allThere, pageByToken, tableOwner } from '../reads.js'
import { ecrAttachments, type RouteEntry, routeEntries } from '../tables.js'

const statuses = ['Active', 'Rejected', 'Prohibited', 'Standby', 'Candidate', 'Creating', 'Deleting'] as const
const hopTypes = ['BlackHole', 'Attachment'] as const
const resourceTypes = ['VPC', 'VBR', 'TR', 'VPN', 'ECR'] as const

// Not answered, as no static route has it: Tag, PrefixListId, PathAttributes, and the origin of a route.
const entry = structure({
  TransitRouterRouteEntryId: text('Id of the route.', 'rte-oklkgwmj97z6dn0001'),
  TransitRouterRouteEntryType: oneOf(['Static', 'Propagated'], 'How it came; here every route was written.'),
  TransitRouterRouteEntryDestinationCidrBlock: text('Where it leads to.', '192.168.0.0/24'),
  TransitRouterRouteEntryNextHopType: oneOf(hopTypes, 'Over an attachment, or nowhere.'),
  TransitRouterRouteEntryNextHopId: sometimes(text('The attachment.', 'tr-attach-vx6iwhjr1x1j780001')),
  TransitRouterRouteEntryNextHopResourceId: sometimes(text('What is attached.', 'ecr-n78omt2qsko06y0001')),
  TransitRouterRouteEntryNextHopResourceType: sometimes(oneOf(resourceTypes, 'Kind of what is attached.')),
  TransitRouterRouteEntryStatus: oneOf(statuses, 'What it is doing.'),
  TransitRouterRouteEntryName: sometimes(text('Its name, where it was given one.', 'main')),
  TransitRouterRouteEntryDescription: sometimes(text('Its description, where it was given one.', 'main')),
  OperationalMode: flag('Whether it may be deleted.', true),
  CreateTime: text('When it was created.', '2026-01-01T00:00Z'),
})

export default operation(cen, {
  name: 'ListTransitRouterRouteEntries',
  documented: '2025-08-07',
  does: 'Lists the static routes of the system route table of a transit router. Tables learn nothing here, as nothing but ECRs is attached.',
  input: {
    TransitRouterRouteTableId: required(routeTableId),
    TransitRouterRouteEntryIds: list('Only these.', text('Id of a route.', 'rte-oklkgwmj97z6dn0001'), { max: 20 }),
    TransitRouterRouteEntryNames: list('Only routes of these names.', text('Name.', 'main'), { max: 20 }),
    TransitRouterRouteEntryStatus: oneOf(
      ['All', 'Active', 'Rejected', 'Prohibited', 'Standby', 'Candidate', 'Creating', 'Deleting'],
      'Only routes in this state. Absent: the active ones, unless ids or names are given.',
    ),
    TransitRouterRouteEntryType: oneOf(['Propagated', 'Static'], 'Only routes that came so.'),
    TransitRouterRouteEntryDestinationCidrBlock: text('Only routes to this block.', '192.168.0.0/24'),
    TransitRouterRouteEntryNextHopType: oneOf(hopTypes, 'Only routes of this kind.'),
    TransitRouterRouteEntryNextHopId: text('Only routes over this attachment.', 'tr-attach-nls9fzkfat89340001'),
    TransitRouterRouteEntryNextHopResourceId: text('Only routes over what has this id.', 'ecr-n78omt2qsko06y0001'),
    TransitRouterRouteEntryNextHopResourceType: oneOf(resourceTypes, 'Only routes over this kind of resource.'),
    TransitRouterRouteEntryOriginResourceId: text(
      'Only routes that come from what has this id; static ones come from nothing.',
      'vpc-1',
    ),
    TransitRouterRouteEntryOriginResourceType: oneOf(resourceTypes, 'Only routes that come from this kind of resource.'),
    PrefixListId: text('Only routes of this prefix list; there are none.', 'pl-6ehtn5kqxgeyy08fi0001'),
    RouteFilter: list(
      'Conditions on the block: all must hold, each of them for one of its values.',
      structure({
        Key: oneOf(routeFilterKeys, 'How blocks are compared.'),
        Value: list('Addresses or blocks.', text('One.', '192.168.1.0/24'), { max: 500 }),
      }),
      { max: 10 },
    ),
    ...paged(100, 20),
  },
  output: {
    MaxResults: whole('Page size that was applied.', 20),
    NextToken: sometimes(text('Where the next page begins; absent at the end.', 'fce19')),
    TotalCount: whole('Entries on all pages.', 1),
    TransitRouterRouteEntries: list('The routes, newest first.', entry),
  },
  access: { level: 'get', resources: [{ arn: routeTableArn, id: 'TransitRouterRouteTableId' }] },
  errors: {
    'IllegalParam.TransitRouterRouteTableId': [400, 'TransitRouterRouteTableId is illegal.'],
    'IllegalParam.TransitRouterRouteEntryStatus': [400, 'TransitRouterRouteEntryStatus is illegal.'],
    'IllegalParam.NextToken': [400, 'NextToken is illegal.'],
    'ParamExclusive.RouteEntryIdsAndStatus': [
      400,
      'TransitRouterRouteEntryIds and TransitRouterRouteEntryStatus is mutually exclusive.',
    ],
    'InvalidTransitRouterRouteTableId.NotFound': [400, 'TransitRouterRouteTableId is not found.'],
    'FilterKeyDuplicated.RouteFilter': [400, 'The keys in RouteFilter are duplicated.'],
    InvalidFilterKey: [400, 'The key in filter is invalid.'],
    'IllegalParam.TransitRouterRouteEntryNextHopType': [400, 'TransitRouterRouteEntryNextHopType is invalid.'],
    'IllegalParam.TransitRouterRouteEntryNextHopAttachmentId': [400, 'TransitRouterRouteEntryNextHopAttachmentId is invalid.'],
    'IllegalParam.TransitRouterRouteEntryNextHopResourceId': [400, 'TransitRouterRouteEntryNextHopResourceId is invalid.'],
    'IllegalParam.TransitRouterRouteEntryNextHopResourceType': [400, 'TransitRouterRouteEntryNextHopResourceType is invalid.'],
    'IllegalParam.TransitRouterRouteEntryOriginResourceId': [400, 'TransitRouterRouteEntryOriginResourceId is invalid.'],
    'IllegalParam.TransitRouterRouteEntryOriginResourceType': [400, 'TransitRouterRouteEntryOriginResourceType is invalid.'],
    'IllegalParam.TransitRouterRouteEntryType': [400, 'TransitRouterRouteEntryType is invalid.'],
    'IllegalParam.PrefixExactMatchCidr': [400, 'PrefixExactMatchCidr is invalid.'],
    'IllegalParam.LongestPrefixMatchCidr': [400, 'LongestPrefixMatchCidr is invalid.'],
    'IllegalParam.SubnetOfMatchCidr': [400, 'SubnetOfMatchCidr is invalid.'],
    'IllegalParam.SupernetOfMatchCidr': [400, 'SupernetOfMatchCidr is invalid.'],
    InvalidName: [400, 'Name is invalid.'],
    'InvalidRouteTableId.NotFound': [404, 'The specified RouteTableId is not found.'],
  },
  async run({ input, now, own, page, settle, refuse }) {
    const tableId = input.TransitRouterRouteTableId
    const { TransitRouterRouteEntryIds: ids, TransitRouterRouteEntryNames: names, TransitRouterRouteEntryStatus: asked } = input
    if (ids !== undefined && asked !== undefined)
      return refuse('ParamExclusive.RouteEntryIdsAndStatus', {
        because: 'Ids and a state are given.',
        next: 'Give one of the two.',
      })
    if (!(await tableOwner(own, tableId, now)))
      return refuse('InvalidTransitRouterRouteTableId.NotFound', { because: `This account has no route table ${tableId}.` })
    const state = asked ?? (ids === undefined && names === undefined ? 'Active' : 'All')
    const all = await allThere(own, routeEntries, 'byTable', [tableId], now)
    const fitting = all.filter(
      (row) =>
        (ids === undefined || ids.includes(row.routeEntryId)) &&
        (names === undefined || names.includes(row.name ?? '')) &&
        (state === 'All' || routeStatus(row, now) === state) &&
        isAsked(row, input),
    )
    const hops = new Map<string, string>()
    for (const { nextHop } of fitting) {
      const attachment = nextHop === undefined ? undefined : await own.get(ecrAttachments, nextHop)
      if (attachment) hops.set(attachment.attachmentId, attachment.ecrId)
    }
    const resource = input.TransitRouterRouteEntryNextHopResourceId
    const over = fitting.filter(({ nextHop }) => resource === undefined || hops.get(nextHop ?? '') === resource)
    const { rows, about } = await pageByToken(page, settle(matchRoutes(over, input.RouteFilter)), (row) => row.routeEntryId)
    return { ...about, TransitRouterRouteEntries: rows.map((row) => shown(row, hops.get(row.nextHop ?? ''), now)) }
  },
})

type Asked = Readonly<Partial<Record<`TransitRouterRouteEntry${string}` | 'PrefixListId', unknown>>>
function isAsked({ destination, nextHop }: RouteEntry, input: Asked): boolean {
  if (input.TransitRouterRouteEntryType === 'Propagated' || input.PrefixListId !== undefined) return false
  if (input.TransitRouterRouteEntryOriginResourceId ?? input.TransitRouterRouteEntryOriginResourceType) return false
  const wanted = [
    [input.TransitRouterRouteEntryDestinationCidrBlock, destination],
    [input.TransitRouterRouteEntryNextHopType, nextHop === undefined ? 'BlackHole' : 'Attachment'],
    [input.TransitRouterRouteEntryNextHopId, nextHop],
    [input.TransitRouterRouteEntryNextHopResourceType, nextHop === undefined ? undefined : 'ECR'],
  ]
  return wanted.every(([given, has]) => given === undefined || given === has)
}

function shown(row: RouteEntry, ecrId: string | undefined, now: Date) {
  const over = row.nextHop === undefined ? undefined : ecrId
  return {
    TransitRouterRouteEntryId: row.routeEntryId,
    TransitRouterRouteEntryType: 'Static',
    TransitRouterRouteEntryDestinationCidrBlock: row.destination,
    TransitRouterRouteEntryNextHopType: row.nextHop === undefined ? 'BlackHole' : 'Attachment',
    TransitRouterRouteEntryNextHopId: row.nextHop,
    TransitRouterRouteEntryNextHopResourceId: over,
    TransitRouterRouteEntryNextHopResourceType: over === undefined ? undefined : 'ECR',
    TransitRouterRouteEntryStatus: routeStatus(row, now),
    TransitRouterRouteEntryName: row.name,
    TransitRouterRouteEntryDescription: row.description,
    OperationalMode: true,
    CreateTime: timeAnswered(row.createdAt),
  }
}

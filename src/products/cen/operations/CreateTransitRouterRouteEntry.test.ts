import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testCloud } from '../../../../test/cloud.js'

const [ECR, CEN] = ['ExpressConnectRouter', 'Cbn']
const [add, list, remove] = [
  'CreateTransitRouterRouteEntry',
  'ListTransitRouterRouteEntries',
  'DeleteTransitRouterRouteEntry',
] as const
let cloud: Awaited<ReturnType<typeof testCloud>>
let TransitRouterId: string
let TransitRouterRouteTableId: string
let EcrId: string
let attachment: string
let region = 0
const regions = [
  'cn-hangzhou',
  'cn-beijing',
  'cn-shanghai',
  'cn-shenzhen',
  'cn-qingdao',
  'cn-chengdu',
  'cn-hongkong',
  'cn-guangzhou',
]

beforeAll(async () => {
  cloud = await testCloud()
  ;({ EcrId } = await network().call(ECR, 'CreateExpressConnectRouter', { AlibabaSideAsn: 65000 }))
})
afterAll(() => cloud.close())
/** A transit router of its own for each test. */
beforeEach(async () => {
  await cloud.latency('instant')
  const AssociationRegionId = regions[region++ % regions.length]
  const { CenId } = await network().call(CEN, 'CreateCen', {})
  ;({ TransitRouterId } = await network().call(CEN, 'CreateTransitRouter', { CenId, RegionId: AssociationRegionId }))
  const association = { EcrId, TransitRouterId, AssociationRegionId, CreateAttachment: true }
  await network().call(ECR, 'CreateExpressConnectRouterAssociation', association)
  const filter = { TransitRouterId }
  const found = await network().call(CEN, 'ListTransitRouterEcrAttachments', filter)
  attachment = found.TransitRouterAttachments[0].TransitRouterAttachmentId
  const { TransitRouterRouteTables } = await network().call(CEN, 'ListTransitRouterRouteTables', filter)
  TransitRouterRouteTableId = TransitRouterRouteTables[0].TransitRouterRouteTableId
})

const network = () => cloud.as('network')
const route = (destination: string, hop?: string) => ({
  TransitRouterRouteTableId,
  TransitRouterRouteEntryDestinationCidrBlock: destination,
  TransitRouterRouteEntryNextHopType: hop ? 'Attachment' : 'BlackHole',
  ...(hop ? { TransitRouterRouteEntryNextHopId: hop } : {}),
})
const newRoute = async (destination: string, hop?: string, more = {}) =>
  (await network().call(CEN, add, { ...route(destination, hop), ...more })).TransitRouterRouteEntryId as string
const routes = async (more = {}) =>
  (await network().call(CEN, list, { TransitRouterRouteTableId, ...more })).TransitRouterRouteEntries
const blocks = async (more = {}) =>
  (await routes(more))
    .map((each: { TransitRouterRouteEntryDestinationCidrBlock: string }) => each.TransitRouterRouteEntryDestinationCidrBlock)
    .sort()
const code = async (action: string, parameters: object) => (await network().refused(CEN, action, { ...parameters })).code

describe('the system route table of a transit router', () => {
  test('is there with it, and is found by either id', async () => {
    const expected = [
      {
        TransitRouterRouteTableId,
        TransitRouterRouteTableType: 'System',
        TransitRouterRouteTableStatus: 'Active',
        RouteTableOptions: { MultiRegionECMP: 'disable' },
        TransitRouterId,
        RegionId: regions[(region - 1) % regions.length],
        CreateTime: '2026-01-01T00:00Z',
        Tags: [],
      },
    ]
    const tables = async (more: object) =>
      (await network().call(CEN, 'ListTransitRouterRouteTables', { ...more })).TransitRouterRouteTables
    expect(await tables({ TransitRouterId })).toEqual(expected)
    expect(await tables({ TransitRouterRouteTableIds: [TransitRouterRouteTableId, 'vtb-x'] })).toEqual(expected)
    expect(await tables({ TransitRouterId, TransitRouterRouteTableType: 'Custom' })).toEqual([])
    expect(await code('ListTransitRouterRouteTables', {})).toBe('MissingParam.TransitRouterIdOrTransitRouterRouteTables')
    expect(await code('ListTransitRouterRouteTables', { TransitRouterId: 'tr-x' })).toBe('InvalidTransitRouterId.NotFound')
  })
})

describe('a static route', () => {
  test('leads over an attachment, and says what is attached', async () => {
    const names = { TransitRouterRouteEntryName: 'line', TransitRouterRouteEntryDescription: 'to the data centre' }
    const TransitRouterRouteEntryId = await newRoute('192.168.0.0/16', attachment, names)
    expect(TransitRouterRouteEntryId).toMatch(/^rte-[0-9a-z]{18}$/)
    expect(await routes()).toEqual([
      {
        TransitRouterRouteEntryId,
        TransitRouterRouteEntryType: 'Static',
        TransitRouterRouteEntryDestinationCidrBlock: '192.168.0.0/16',
        TransitRouterRouteEntryNextHopType: 'Attachment',
        TransitRouterRouteEntryNextHopId: attachment,
        TransitRouterRouteEntryNextHopResourceId: EcrId,
        TransitRouterRouteEntryNextHopResourceType: 'ECR',
        TransitRouterRouteEntryStatus: 'Active',
        ...names,
        OperationalMode: true,
        CreateTime: '2026-01-01T00:00Z',
      },
    ])
  })
  test('is shown while it comes and goes to those who ask for it', async () => {
    await cloud.latency('manual')
    const TransitRouterRouteEntryId = await newRoute('10.0.0.0/8')
    expect(await routes()).toEqual([])
    expect(await routes({ TransitRouterRouteEntryStatus: 'Creating' })).toHaveLength(1)
    expect(await routes({ TransitRouterRouteEntryIds: [TransitRouterRouteEntryId] })).toMatchObject([
      { TransitRouterRouteEntryStatus: 'Creating', TransitRouterRouteEntryNextHopType: 'BlackHole' },
    ])
    expect(await code(remove, { TransitRouterRouteEntryId })).toBe('Operation.Blocking')
    await cloud.step()
    await network().call(CEN, remove, { TransitRouterRouteEntryId })
    expect(await routes({ TransitRouterRouteEntryStatus: 'All' })).toMatchObject([{ TransitRouterRouteEntryStatus: 'Deleting' }])
    await cloud.step()
    expect(await routes({ TransitRouterRouteEntryStatus: 'All' })).toEqual([])
  })
  test('is found by its block in four ways', async () => {
    for (const block of ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '192.168.0.0/16']) await newRoute(block)
    const by = (Key: string, ...Value: string[]) => blocks({ RouteFilter: [{ Key, Value }] })
    expect(await by('PrefixExactMatchCidrs', '10.1.0.0/16', '192.168.0.0/16')).toEqual(['10.1.0.0/16', '192.168.0.0/16'])
    expect(await by('LongestPrefixMatchCidrs', '10.1.2.3')).toEqual(['10.1.2.0/24'])
    expect(await by('SubnetOfMatchCidrs', '10.1.0.0/16')).toEqual(['10.1.0.0/16', '10.1.2.0/24'])
    expect(await by('SupernetOfMatchCidrs', '10.1.0.0/16')).toEqual(['10.0.0.0/8', '10.1.0.0/16'])
    expect(await by('LongestPrefixMatchCidrs', '172.16.0.1')).toEqual([])
    expect(await blocks({ TransitRouterRouteEntryDestinationCidrBlock: '10.0.0.0/8' })).toEqual(['10.0.0.0/8'])
    const refused = (RouteFilter: object[]) => code(list, { TransitRouterRouteTableId, RouteFilter })
    expect(await refused([{ Key: 'Exact', Value: ['10.0.0.0/8'] }])).toBe('InvalidFilterKey')
    const subnet = { Key: 'SubnetOfMatchCidrs', Value: ['10.0.0.0/8'] }
    expect(await refused([subnet, subnet])).toBe('FilterKeyDuplicated.RouteFilter')
    expect(await refused([{ ...subnet, Value: ['a'] }])).toBe('IllegalParam.SubnetOfMatchCidr')
  })
  test('is found by next hop and name, page by page', async () => {
    await newRoute('10.0.0.0/8', undefined, { TransitRouterRouteEntryName: 'hole' })
    await newRoute('192.168.0.0/16', attachment)
    expect(await blocks({ TransitRouterRouteEntryNextHopType: 'BlackHole' })).toEqual(['10.0.0.0/8'])
    expect(await blocks({ TransitRouterRouteEntryNextHopId: attachment })).toEqual(['192.168.0.0/16'])
    expect(await blocks({ TransitRouterRouteEntryNextHopResourceId: EcrId })).toEqual(['192.168.0.0/16'])
    expect(await blocks({ TransitRouterRouteEntryNextHopResourceType: 'ECR' })).toEqual(['192.168.0.0/16'])
    expect(await blocks({ TransitRouterRouteEntryNames: ['hole'] })).toEqual(['10.0.0.0/8'])
    expect(await blocks({ TransitRouterRouteEntryType: 'Propagated' })).toEqual([])
    const first = await network().call(CEN, list, { TransitRouterRouteTableId, MaxResults: 1 })
    const second = await network().call(CEN, list, { TransitRouterRouteTableId, MaxResults: 1, NextToken: first.NextToken })
    expect([first.TotalCount, second.TransitRouterRouteEntries.length, second.NextToken]).toEqual([2, 1, undefined])
  })
  test('is deleted by its id, or by table and destination', async () => {
    const TransitRouterRouteEntryId = await newRoute('10.0.0.0/8')
    const byBlock = { TransitRouterRouteTableId, TransitRouterRouteEntryDestinationCidrBlock: '10.0.0.0/8' }
    expect(await code(remove, { TransitRouterRouteEntryId, ...byBlock })).toBe(
      'ParamExclusive.RouteEntryIdAndRouteTableIdOrDestCidrBlock',
    )
    expect(await code(remove, {})).toBe('InvalidParameter')
    expect(await code(remove, { ...byBlock, TransitRouterRouteEntryNextHopType: 'Attachment' })).toBe(
      'InvalidDestinationCidrBlock.NotFound',
    )
    expect(await code(remove, { ...byBlock, TransitRouterRouteTableId: 'vtb-x' })).toBe('InvalidTransitRouterRouteTableId.NotFound')
    await network().call(CEN, remove, byBlock)
    expect(await code(remove, { TransitRouterRouteEntryId })).toBe('IllegalParam.TransitRouterRouteEntryId')
    await network().call(CEN, remove, { TransitRouterRouteEntryId: await newRoute('10.0.0.0/8') })
    expect(await blocks()).toEqual([])
  })
  test('keeps transit router and CEN instance, once nothing is attached any more', async () => {
    await newRoute('10.0.0.0/8')
    await network().call(CEN, 'DeleteTransitRouterEcrAttachment', { TransitRouterAttachmentId: attachment })
    expect(await code('DeleteTransitRouter', { TransitRouterId })).toBe('OperationFailed.DeleteTransitRouter')
    const { TransitRouters } = await network().call(CEN, 'ListTransitRouters', { TransitRouterId })
    expect(await code('DeleteCen', { CenId: TransitRouters[0].CenId })).toBe('OperationFailed.DeleteCenWithRouteEntry')
  })
  test('is refused for what is wrong with it', async () => {
    await newRoute('10.0.0.0/8')
    const wrong = async (parameters: object) => code(add, parameters)
    expect(await wrong({ ...route('10.0.0.0/8'), TransitRouterRouteTableId: 'vtb-x' })).toBe(
      'InvalidTransitRouterRouteTableId.NotFound',
    )
    expect(await wrong(route('10.0.0.1/8'))).toBe('IllegalParam.TransitRouterDestinationCidrBlock')
    expect(await wrong(route('10.0.0.0/8'))).toBe('InstanceExist.TransitRouterRouteEntry')
    expect(await wrong(route('10.0.0.0/8', attachment))).toBe('OperationFailed.CreateRouteEntryWithSameDestinationCidrBlock')
    expect(await wrong(route('10.1.0.0/16', 'tr-attach-x'))).toBe('InvalidTransitRouterRouteEntryNextHopId.NotFound')
    expect(await wrong({ ...route('10.1.0.0/16'), TransitRouterRouteEntryNextHopType: 'Attachment' })).toBe(
      'MissingParam.TransitRouterRouteEntryNextHopId',
    )
    expect(await wrong({ ...route('10.1.0.0/16'), TransitRouterRouteEntryNextHopId: attachment })).toBe(
      'ParamExclusive.NextHopTypeBlackHoleAndNextHopId',
    )
    expect(await wrong({ ...route('10.1.0.0/16'), TransitRouterRouteEntryNextHopType: 'Vpc' })).toBe('IllegalParam.NextHopType')
    expect(await wrong({ ...route('10.1.0.0/16'), TransitRouterRouteEntryName: 'http://a' })).toBe('InvalidName')
    await cloud.settings({ quotas: { 'cen.routeEntriesPerTable': 1 } })
    expect(await wrong(route('10.1.0.0/16'))).toBe('QuotaExceeded.TransitRouterRoutEntry')
    await cloud.settings({ quotas: { 'cen.routeEntriesPerTable': 200 } })
    await cloud.latency('manual')
    const update = { TransitRouterId, RegionId: regions[(region - 1) % regions.length], TransitRouterName: 'a' }
    await network().call(CEN, 'UpdateTransitRouter', update)
    expect(await wrong(route('10.1.0.0/16'))).toBe('IncorrectStatus.TransitRouterRouteTable')
    await cloud.step()
    expect((await cloud.as('prod').refused(CEN, list, { TransitRouterRouteTableId })).code).toBe(
      'InvalidTransitRouterRouteTableId.NotFound',
    )
    expect(
      await code(list, { TransitRouterRouteTableId, TransitRouterRouteEntryIds: ['a'], TransitRouterRouteEntryStatus: 'All' }),
    ).toBe('ParamExclusive.RouteEntryIdsAndStatus')
  })
})
